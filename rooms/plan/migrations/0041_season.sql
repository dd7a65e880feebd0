-- Past years' values at their month ends, by a definition and as known at the end of a day. They are
-- only kept to be quick: what is not here is asked again. A divisor of 0 stands for no value.
CREATE TABLE plan_season (
  county TEXT NOT NULL,
  known_day DATE NOT NULL,
  indicator TEXT NOT NULL,
  definition BIGINT NOT NULL,
  month_end DATE NOT NULL,
  num BIGINT NOT NULL,
  den BIGINT NOT NULL,
  PRIMARY KEY (county, known_day, indicator, definition, month_end)
);
