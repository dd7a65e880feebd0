-- What was forecast of a target on a day, for the record. A divisor of 0: nothing was forecast.
CREATE TABLE plan_forecast (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  day DATE NOT NULL,
  is_month_end BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  low_num BIGINT NOT NULL,
  low_den BIGINT NOT NULL,
  mid_num BIGINT NOT NULL,
  mid_den BIGINT NOT NULL,
  high_num BIGINT NOT NULL,
  high_den BIGINT NOT NULL,
  PRIMARY KEY (county, target, day)
);
CREATE INDEX plan_forecast_day ON plan_forecast (county, is_month_end, day);
