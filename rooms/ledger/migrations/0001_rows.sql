-- What is measured of a row: one narrow line a version, held for the sequences [known_from, known_until).
-- Unknown: the nil id, the day 9999-12-31, an empty text, level 0; an amount or a quantity may be null.
CREATE TABLE ledger_version (
  county TEXT NOT NULL,
  entry UUID NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  kind TEXT NOT NULL,
  subject UUID NOT NULL,
  town UUID NOT NULL,
  office UUID NOT NULL,
  effective DATE NOT NULL,
  until DATE NOT NULL,
  other_day DATE NOT NULL,
  amount BIGINT,
  quantity BIGINT,
  class TEXT NOT NULL,
  level BIGINT NOT NULL,
  mark TEXT NOT NULL,
  trait TEXT NOT NULL,
  item TEXT NOT NULL,
  link UUID NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'verified', 'returned', 'void')),
  standing TEXT NOT NULL CHECK (standing IN ('void', 'draft', 'returned', 'unproven', 'waiting', 'double', 'good')),
  cause TEXT NOT NULL,
  PRIMARY KEY (county, entry, version)
);
CREATE INDEX ledger_version_now ON ledger_version (county, kind, effective, until, known_until, standing, class, level, mark, trait, town, office, subject, item, link, amount, entry) WHERE known_until = 9223372036854775807;
CREATE INDEX ledger_version_then ON ledger_version (county, kind, effective, until, known_from, known_until, standing, class, level, mark, trait, town, office, subject, item, link, amount, entry);
CREATE INDEX ledger_version_subject ON ledger_version (county, subject, kind, effective);
CREATE UNIQUE INDEX ledger_version_living ON ledger_version (county, entry) WHERE known_until = 9223372036854775807;
-- Small: only rows that wait for somebody. The desk and the queue ask for nothing else.
CREATE INDEX ledger_version_open ON ledger_version (county, standing, kind, entry) WHERE known_until = 9223372036854775807 AND standing <> 'good';
-- What the page shows of a version: all fields as one JSON document.
CREATE TABLE ledger_content (
  county TEXT NOT NULL,
  entry UUID NOT NULL,
  version BIGINT NOT NULL,
  fields TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor UUID NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, entry, version)
);
-- What never changes of a row, and the words by which a person finds it.
CREATE TABLE ledger_entry (
  county TEXT NOT NULL,
  entry UUID NOT NULL,
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  author UUID NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (county, entry),
  UNIQUE (county, number)
);
CREATE INDEX ledger_entry_author ON ledger_entry (county, author, kind);
CREATE TABLE ledger_number (
  county TEXT NOT NULL,
  kind TEXT NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (county, kind, year)
);
-- Who holds a once-only key, and every living row that claims one, in the order of submission.
CREATE TABLE ledger_once (
  county TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  entry UUID NOT NULL,
  PRIMARY KEY (county, kind, key)
);
CREATE TABLE ledger_claim (
  county TEXT NOT NULL,
  entry UUID NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (county, entry)
);
CREATE INDEX ledger_claim_key ON ledger_claim (county, kind, key, since, entry);
-- Who wrote content or vouchers of a row since it was last verified: they may not verify it.
CREATE TABLE ledger_writer (
  county TEXT NOT NULL,
  entry UUID NOT NULL,
  person UUID NOT NULL,
  PRIMARY KEY (county, entry, person)
);
