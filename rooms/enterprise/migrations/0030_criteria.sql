-- A county's own criteria, each text kept: new ones, and shipped ones that it words or sets otherwise (the same id).
CREATE TABLE enterprise_criterion (
  county TEXT NOT NULL,
  criterion TEXT NOT NULL,
  version BIGINT NOT NULL,
  text TEXT NOT NULL,
  reason TEXT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, criterion, version)
);
-- What the bureau reckons a change of a fact to cost, in fen: of money for 100 yuan, of anything else for one. Without a line
-- the price that ships with the facts holds.
CREATE TABLE enterprise_price (
  county TEXT NOT NULL,
  fact TEXT NOT NULL,
  price BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, fact, known_from)
);
