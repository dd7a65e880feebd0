-- A fact of a firm's year, filled once: money in fen, counts and marks whole, flags 0 or 1. Every version is kept,
-- [known_from, known_until). `confirmed_at` is 0 until somebody else than the one who stated it confirms it.
CREATE TABLE enterprise_fact (
  county TEXT NOT NULL,
  firm UUID NOT NULL,
  year BIGINT NOT NULL,
  fact TEXT NOT NULL,
  value BIGINT NOT NULL,
  source TEXT NOT NULL,
  paper TEXT NOT NULL,
  reason TEXT NOT NULL,
  stated_by UUID NOT NULL,
  stated_name TEXT NOT NULL,
  stated_at BIGINT NOT NULL,
  confirmed_by UUID NOT NULL,
  confirmed_name TEXT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  PRIMARY KEY (county, firm, year, fact, known_from)
);
CREATE INDEX enterprise_fact_now ON enterprise_fact (county, year, fact, value, firm) WHERE known_until = 9223372036854775807;
