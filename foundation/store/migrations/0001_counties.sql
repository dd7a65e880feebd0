-- A county's line: its one sequence and the moment of its newest act.
CREATE TABLE store_county (
  county TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  moment BIGINT NOT NULL
);
CREATE TABLE store_sequence (
  county TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, sequence)
);
CREATE INDEX store_sequence_moment ON store_sequence (county, moment);
CREATE TABLE store_topic (
  county TEXT NOT NULL,
  topic TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (county, topic)
);
CREATE TABLE store_setting (
  county TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (county, name)
);
