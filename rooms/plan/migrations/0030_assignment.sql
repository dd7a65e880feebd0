-- Who carries a target or a duty beside its lead office, and how. Versions, never overwritten.
CREATE TABLE plan_assignment (
  county TEXT NOT NULL,
  -- The target or the duty.
  subject UUID NOT NULL,
  version BIGINT NOT NULL,
  year BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  -- The leader in charge and the person responsible; nil where nobody is named.
  leader UUID NOT NULL,
  person UUID NOT NULL,
  -- A line each, in order.
  measures TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, subject, version)
);
CREATE INDEX plan_assignment_year ON plan_assignment (county, year, known_until);
CREATE TABLE plan_assisting (
  county TEXT NOT NULL,
  subject UUID NOT NULL,
  version BIGINT NOT NULL,
  unit UUID NOT NULL,
  PRIMARY KEY (county, subject, version, unit),
  FOREIGN KEY (county, subject, version) REFERENCES plan_assignment (county, subject, version)
);
