-- What of a target or a duty must stand by which day. Versions, never overwritten.
CREATE TABLE plan_milestone (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  version BIGINT NOT NULL,
  subject UUID NOT NULL,
  year BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  content TEXT NOT NULL,
  due DATE NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'met', 'missed', 'withdrawn')),
  -- The day on which it was met, or found missed.
  closed DATE NOT NULL,
  note TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, id, version)
);
CREATE INDEX plan_milestone_subject ON plan_milestone (county, subject, known_until);
CREATE INDEX plan_milestone_year ON plan_milestone (county, year, known_until);
