-- Firms have people who sign in, too: a place and a role of their own.
CREATE TABLE identity_unit_wider (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  alias TEXT NOT NULL,
  code TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('bureau', 'office', 'town', 'outside', 'firm')),
  parent UUID,
  position BIGINT NOT NULL,
  since DATE NOT NULL,
  until DATE NOT NULL,
  PRIMARY KEY (county, id)
);
INSERT INTO identity_unit_wider (county, id, name, alias, code, place, parent, position, since, until)
  SELECT county, id, name, alias, code, place, parent, position, since, until FROM identity_unit;
DROP TABLE identity_unit;
ALTER TABLE identity_unit_wider RENAME TO identity_unit;
CREATE TABLE identity_post_wider (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  person UUID NOT NULL,
  unit UUID NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('staff', 'verifier', 'head', 'deputy', 'director', 'town', 'administrator', 'firm')),
  since DATE NOT NULL,
  until DATE NOT NULL,
  PRIMARY KEY (county, id)
);
INSERT INTO identity_post_wider (county, id, person, unit, role, since, until)
  SELECT county, id, person, unit, role, since, until FROM identity_post;
DROP TABLE identity_post;
ALTER TABLE identity_post_wider RENAME TO identity_post;
CREATE INDEX identity_post_person ON identity_post (county, person);
CREATE INDEX identity_post_unit ON identity_post (county, unit, role);
