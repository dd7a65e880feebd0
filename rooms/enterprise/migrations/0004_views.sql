-- The list of firms, its filters, order and columns under a name: of one person, of one unit, or of everybody (the nil id).
CREATE TABLE enterprise_view (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('mine', 'unit', 'all')),
  owner UUID NOT NULL,
  name TEXT NOT NULL,
  question TEXT NOT NULL,
  author UUID NOT NULL,
  author_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, owner, name)
);
