-- What befell a firm: each with its day, the paper that says so and the reason. `other` is the firm that it became, was
-- merged into or was entered twice as; nil where there is none. The properties of the firm are the anchor of all counts.
CREATE TABLE enterprise_event (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  firm UUID NOT NULL,
  event TEXT NOT NULL,
  day DATE NOT NULL,
  other UUID NOT NULL,
  place TEXT NOT NULL,
  paper TEXT NOT NULL,
  reason TEXT NOT NULL,
  person UUID NOT NULL,
  person_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX enterprise_event_firm ON enterprise_event (county, firm, day);
-- A file that was made a second time for one firm, and the file that stays.
CREATE TABLE enterprise_joined (
  county TEXT NOT NULL,
  firm UUID NOT NULL,
  stays UUID NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (county, firm)
);
CREATE INDEX enterprise_joined_stays ON enterprise_joined (county, stays);
