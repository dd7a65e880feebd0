-- The batches in which applications of a year are handed in, with their days; 9999-12-31: not known yet. Versions.
CREATE TABLE cultivation_batch (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  opens DATE NOT NULL,
  county_closes DATE NOT NULL,
  submits DATE NOT NULL,
  publicity DATE NOT NULL,
  announced DATE NOT NULL,
  note TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, id, version)
);
CREATE INDEX cultivation_batch_year ON cultivation_batch (county, year, number) WHERE known_until = 9223372036854775807;
