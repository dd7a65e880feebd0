-- The year's targets. What can change has versions, held from one sequence to another.
CREATE TABLE plan_target (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  year BIGINT NOT NULL,
  place BIGINT NOT NULL,
  notice UUID NOT NULL,
  proposal UUID NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, notice) REFERENCES plan_notice (county, id)
);
CREATE UNIQUE INDEX plan_target_place ON plan_target (county, year, place);
CREATE UNIQUE INDEX plan_target_proposal ON plan_target (county, proposal);
CREATE TABLE plan_target_version (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'withdrawn')),
  name TEXT NOT NULL,
  indicator TEXT NOT NULL,
  op TEXT NOT NULL,
  value TEXT NOT NULL,
  value_high TEXT NOT NULL,
  unit TEXT NOT NULL,
  firmness TEXT NOT NULL,
  -- 1: reached only on the period's last day (a stock, a ratio, a difference of stocks).
  is_level BIGINT NOT NULL,
  -- How far below the curve is still yellow, in thousandths.
  tolerance BIGINT NOT NULL,
  office TEXT NOT NULL,
  heading TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, target, version),
  FOREIGN KEY (county, target) REFERENCES plan_target (county, id)
);
CREATE TABLE plan_citation (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  proposal UUID NOT NULL,
  start_at BIGINT NOT NULL,
  said TEXT NOT NULL,
  quote TEXT NOT NULL,
  section TEXT NOT NULL,
  PRIMARY KEY (county, target, proposal),
  FOREIGN KEY (county, target) REFERENCES plan_target (county, id)
);
CREATE TABLE plan_curve (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  -- quarter, month: even between nodes; batch, hand: a step at each node.
  shape TEXT NOT NULL CHECK (shape IN ('quarter', 'month', 'batch', 'hand')),
  reason TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, target, version),
  FOREIGN KEY (county, target) REFERENCES plan_target (county, id)
);
CREATE TABLE plan_curve_node (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  version BIGINT NOT NULL,
  day DATE NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (county, target, version, day),
  FOREIGN KEY (county, target, version) REFERENCES plan_curve (county, target, version)
);
