-- A county's own version of an indicator's formula (what = 'formula', name '') or of one of its
-- parameters (what = 'parameter', values a line each). Rows are added and never changed.
CREATE TABLE plan_definition (
  county TEXT NOT NULL,
  indicator TEXT NOT NULL,
  number BIGINT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('formula', 'parameter')),
  name TEXT NOT NULL,
  since DATE NOT NULL,
  content TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor UUID NOT NULL,
  actor_name TEXT NOT NULL,
  known_from BIGINT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, indicator, number)
);
