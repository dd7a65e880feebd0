-- Work that an act leaves behind for another room, written in the act's own transaction.
CREATE TABLE store_job (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  work TEXT NOT NULL,
  subject TEXT NOT NULL,
  actor UUID NOT NULL,
  actor_name TEXT NOT NULL,
  PRIMARY KEY (county, id)
);
