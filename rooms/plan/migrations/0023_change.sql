-- What stands behind a change of a target in the running year, beside the version that it made.
CREATE TABLE plan_change (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  version BIGINT NOT NULL,
  document TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_on DATE NOT NULL,
  PRIMARY KEY (county, target, version),
  FOREIGN KEY (county, target, version) REFERENCES plan_target_version (county, target, version)
);
