-- A workbook that somebody handed in, what was understood of it, what the check found and what became of it. `read`,
-- `repairs` and `summary` are JSON documents; `outcome` is the hash of the kept file that holds the check's findings row by row.
-- `checked`, `loaded` and `undone` are sequences, 0 where that has not happened.
CREATE TABLE ledger_import (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('read', 'faulty', 'ready', 'loaded', 'undone')),
  person UUID NOT NULL,
  person_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  read TEXT NOT NULL,
  repairs TEXT NOT NULL,
  summary TEXT NOT NULL,
  outcome TEXT NOT NULL,
  checked BIGINT NOT NULL,
  loaded BIGINT NOT NULL,
  undone BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX ledger_import_person ON ledger_import (county, person, kind, id);
-- How the columns of a unit's tables were settled, by their headings; proposed for its next table of the kind.
CREATE TABLE ledger_import_mapping (
  county TEXT NOT NULL,
  kind TEXT NOT NULL,
  source UUID NOT NULL,
  mapping TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, kind, source)
);
