-- What was forecast of the year's last day on a day, for the record.
CREATE TABLE cultivation_forecast (
  county TEXT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('net_increase', 'pool_entries')),
  day DATE NOT NULL,
  sequence BIGINT NOT NULL,
  low BIGINT NOT NULL,
  mid BIGINT NOT NULL,
  high BIGINT NOT NULL,
  PRIMARY KEY (county, measure, day)
);
