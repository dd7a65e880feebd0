-- Bureau, offices, towns and zones, outside bodies; each from a day to a day.
CREATE TABLE identity_unit (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  alias TEXT NOT NULL,
  code TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('bureau', 'office', 'town', 'outside')),
  parent UUID,
  position BIGINT NOT NULL,
  since DATE NOT NULL,
  until DATE NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE TABLE identity_person (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  sign_in TEXT NOT NULL,
  name TEXT NOT NULL,
  password TEXT NOT NULL,
  must_change BIGINT NOT NULL,
  blocked BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, sign_in)
);
CREATE TABLE identity_post (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  person UUID NOT NULL,
  unit UUID NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('staff', 'verifier', 'head', 'deputy', 'director', 'town', 'administrator')),
  since DATE NOT NULL,
  until DATE NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX identity_post_person ON identity_post (county, person);
CREATE INDEX identity_post_unit ON identity_post (county, unit, role);
-- The last passwords of a person, so that none is used again too soon.
CREATE TABLE identity_old_password (
  county TEXT NOT NULL,
  person UUID NOT NULL,
  moment BIGINT NOT NULL,
  password TEXT NOT NULL,
  PRIMARY KEY (county, person, moment)
);
