-- Duties and rhythm rules of the year, and exemptions from a rhythm.
-- A duty that left the plan and came back has a line for each stay.
CREATE TABLE plan_duty (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  year BIGINT NOT NULL,
  place BIGINT NOT NULL,
  notice UUID NOT NULL,
  proposal UUID NOT NULL,
  content TEXT NOT NULL,
  section TEXT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  PRIMARY KEY (county, id, known_from),
  FOREIGN KEY (county, notice) REFERENCES plan_notice (county, id)
);
CREATE INDEX plan_duty_proposal ON plan_duty (county, proposal);
CREATE INDEX plan_duty_year ON plan_duty (county, year, place);
-- Each report on a duty; the newest is its state.
CREATE TABLE plan_duty_report (
  county TEXT NOT NULL,
  duty UUID NOT NULL,
  sequence BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'on_course', 'done', 'stopped')),
  office TEXT NOT NULL,
  due DATE NOT NULL,
  note TEXT NOT NULL,
  evidence TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, duty, sequence)
);
CREATE TABLE plan_rhythm (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  year BIGINT NOT NULL,
  notice UUID NOT NULL,
  proposal UUID NOT NULL,
  indicator TEXT NOT NULL,
  name TEXT NOT NULL,
  every TEXT NOT NULL,
  quote TEXT NOT NULL,
  section TEXT NOT NULL,
  start_at BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, notice) REFERENCES plan_notice (county, id)
);
CREATE INDEX plan_rhythm_year ON plan_rhythm (county, year, known_until);
CREATE TABLE plan_exemption (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  indicator TEXT NOT NULL,
  first_day DATE NOT NULL,
  last_day DATE NOT NULL,
  reason TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX plan_exemption_indicator ON plan_exemption (county, indicator, first_day);
