-- A county's own kinds of rows, each text kept.
CREATE TABLE ledger_kind (
  county TEXT NOT NULL,
  kind TEXT NOT NULL,
  version BIGINT NOT NULL,
  text TEXT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, kind, version)
);
