-- The newest act that changed what a firm is judged by: its facts, rights and certificates. What is kept of a screening is
-- brought up to date firm by firm.
CREATE TABLE enterprise_changed (
  county TEXT NOT NULL,
  firm UUID NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (county, firm)
);
CREATE INDEX enterprise_changed_since ON enterprise_changed (county, sequence);
