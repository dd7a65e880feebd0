CREATE TABLE trail_head (
  county TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL,
  hash TEXT NOT NULL
);
CREATE TABLE trail_entry (
  county TEXT NOT NULL,
  number BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  moment BIGINT NOT NULL,
  actor UUID NOT NULL,
  actor_name TEXT NOT NULL,
  act TEXT NOT NULL,
  noun TEXT NOT NULL,
  subject TEXT NOT NULL,
  summary TEXT NOT NULL,
  details TEXT NOT NULL,
  before_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (county, number)
);
CREATE INDEX trail_entry_subject ON trail_entry (county, noun, subject, number);
