-- A firm's steps through the pipeline. A step is never taken back; what was written of one may be corrected by a new version.
CREATE TABLE cultivation_step (
  county TEXT NOT NULL,
  firm UUID NOT NULL,
  number BIGINT NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('lead', 'found', 'pooled', 'coached', 'recommended', 'reviewed', 'publicised', 'recognised', 'failed', 'left')),
  day DATE NOT NULL,
  office UUID NOT NULL,
  town UUID NOT NULL,
  town_person UUID NOT NULL,
  town_person_name TEXT NOT NULL,
  bureau_person UUID NOT NULL,
  bureau_person_name TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('visit', 'department', 'own')),
  paper TEXT NOT NULL,
  note TEXT NOT NULL,
  -- Why the rule of the stage was set aside, and who approved it; empty where it held.
  exception TEXT NOT NULL,
  approver UUID NOT NULL,
  approver_name TEXT NOT NULL,
  batch UUID NOT NULL,
  -- The ledger's row that the step posted.
  entry UUID NOT NULL,
  reason TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, firm, number, version)
);
CREATE INDEX cultivation_step_now ON cultivation_step (county, firm, number) WHERE known_until = 9223372036854775807;
