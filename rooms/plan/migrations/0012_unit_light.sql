-- The units that were slow or behind on their share of a target at the end of a month, as known then. It can never
-- change, so it is kept once found; the line without a unit says that the month was looked into.
CREATE TABLE plan_unit_light (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  month_end DATE NOT NULL,
  unit TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (county, target, month_end, unit)
);
CREATE INDEX plan_unit_light_end ON plan_unit_light (county, month_end);
