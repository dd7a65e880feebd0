-- What a firm has, entry by entry: IP rights, certificates, technical people, products, projects. Every version is kept,
-- [known_from, known_until). What is counted or searched by stands in columns, the rest in `content`, a JSON document.
-- `until` is the last day of validity, 9999-12-31 where it has none; `ended_on` is the day on which it ended before that;
-- `used` is the year of the application in which a right of class II was used, 0 where it was not.
CREATE TABLE enterprise_entry (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  firm UUID NOT NULL,
  register TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  number TEXT NOT NULL,
  since DATE NOT NULL,
  until DATE NOT NULL,
  ended_on DATE NOT NULL,
  used BIGINT NOT NULL,
  content TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor UUID NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  PRIMARY KEY (county, id, known_from)
);
CREATE INDEX enterprise_entry_firm ON enterprise_entry (county, firm, register, id) WHERE known_until = 9223372036854775807;
CREATE INDEX enterprise_entry_number ON enterprise_entry (county, register, number, firm) WHERE known_until = 9223372036854775807;
CREATE INDEX enterprise_entry_kind ON enterprise_entry (county, register, kind, firm) WHERE known_until = 9223372036854775807;
