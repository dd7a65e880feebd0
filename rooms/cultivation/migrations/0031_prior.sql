-- Chances that the county states instead of those that ship, in ten-thousandths, each with its source. Versions.
CREATE TABLE cultivation_prior (
  county TEXT NOT NULL,
  prior TEXT NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  value BIGINT NOT NULL,
  source TEXT NOT NULL,
  is_sure BIGINT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, prior, version)
);
