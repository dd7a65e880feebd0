-- How a target is split over offices, towns and quarters. Every save is a version of its own and stays; which one is
-- in force on a day, as known at a sequence, follows from `effective`, `known_from` and `version`.
CREATE TABLE plan_share_version (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'issued')),
  -- sum: quarters and units add up; stock: units add up, the last quarter counts; own: each unit has a threshold.
  rule TEXT NOT NULL CHECK (rule IN ('sum', 'stock', 'own')),
  -- The value of the target that was split, in base units.
  whole TEXT NOT NULL,
  effective DATE NOT NULL,
  reason TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, target, version),
  FOREIGN KEY (county, target) REFERENCES plan_target (county, id)
);
CREATE TABLE plan_share (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  version BIGINT NOT NULL,
  -- The stable code of the office; the nil town is the bureau itself.
  office TEXT NOT NULL,
  town UUID NOT NULL,
  quarter BIGINT NOT NULL CHECK (quarter >= 1 AND quarter <= 4),
  value TEXT NOT NULL,
  PRIMARY KEY (county, target, version, office, town, quarter),
  FOREIGN KEY (county, target, version) REFERENCES plan_share_version (county, target, version)
);
