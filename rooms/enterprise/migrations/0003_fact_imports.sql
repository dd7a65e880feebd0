-- A table of firms and facts that somebody handed in: what was understood of it, what was decided about it, what the check
-- found and what became of it. `read`, `decided` and `summary` are JSON documents; `outcome` is the hash of the kept file that
-- holds the check's findings. `checked`, `loaded` and `undone` are sequences, 0 where that has not happened.
CREATE TABLE enterprise_import (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  source TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('read', 'faulty', 'ready', 'loaded', 'undone')),
  person UUID NOT NULL,
  person_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  read TEXT NOT NULL,
  decided TEXT NOT NULL,
  summary TEXT NOT NULL,
  outcome TEXT NOT NULL,
  checked BIGINT NOT NULL,
  loaded BIGINT NOT NULL,
  undone BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX enterprise_import_person ON enterprise_import (county, person, id);
-- How the columns of a unit's lists of a source were settled, by their headings; proposed for the next one.
CREATE TABLE enterprise_import_mapping (
  county TEXT NOT NULL,
  source TEXT NOT NULL,
  unit UUID NOT NULL,
  mapping TEXT NOT NULL,
  PRIMARY KEY (county, source, unit)
);
