CREATE TABLE enterprise_firm (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  code TEXT NOT NULL,
  registered_on DATE NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, code)
);
-- What a firm is, from a day to a day, as known from a sequence to a sequence.
CREATE TABLE enterprise_property (
  county TEXT NOT NULL,
  subject UUID NOT NULL,
  property TEXT NOT NULL,
  value TEXT NOT NULL,
  since DATE NOT NULL,
  until DATE NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  PRIMARY KEY (county, subject, property, since, known_from)
);
CREATE INDEX enterprise_property_now ON enterprise_property (county, property, value, subject) WHERE known_until = 9223372036854775807;
-- What a person types to find a firm: its names, its code, pinyin initials.
CREATE TABLE enterprise_search (
  county TEXT NOT NULL,
  firm UUID NOT NULL,
  words TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  PRIMARY KEY (county, firm)
);
