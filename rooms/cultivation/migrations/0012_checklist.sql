-- What a county says of the documents of an application: lines of its own, and shipped ones that it names otherwise or does
-- not ask for. Versions.
CREATE TABLE cultivation_checklist (
  county TEXT NOT NULL,
  criterion TEXT NOT NULL,
  material TEXT NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  is_asked BIGINT NOT NULL,
  is_sure BIGINT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, criterion, material, version)
);
