-- A curve laid for one unit's share of one version of a split. Without one the quarters draw it.
CREATE TABLE plan_share_curve (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  version BIGINT NOT NULL,
  -- office:<code> or town:<id>
  unit TEXT NOT NULL,
  edition BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  shape TEXT NOT NULL,
  -- A line a node: the day, a blank, the value in base units.
  nodes TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, target, version, unit, edition),
  FOREIGN KEY (county, target, version) REFERENCES plan_share_version (county, target, version)
);
