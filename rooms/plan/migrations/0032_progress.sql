-- A report says of which day it speaks, how far the duty is, what hinders, what comes next, and which report it corrects.
ALTER TABLE plan_duty_report ADD COLUMN day DATE NOT NULL DEFAULT '9999-12-31';
-- Percent; -1 where none is said.
ALTER TABLE plan_duty_report ADD COLUMN percent BIGINT NOT NULL DEFAULT -1;
ALTER TABLE plan_duty_report ADD COLUMN problem TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_duty_report ADD COLUMN next_step TEXT NOT NULL DEFAULT '';
-- The sequence of the report that it corrects; 0 for none.
ALTER TABLE plan_duty_report ADD COLUMN corrects BIGINT NOT NULL DEFAULT 0;
-- What shows it: rows of the ledger and files, in the order in which they were given.
CREATE TABLE plan_evidence (
  county TEXT NOT NULL,
  duty UUID NOT NULL,
  sequence BIGINT NOT NULL,
  place BIGINT NOT NULL,
  paper TEXT NOT NULL CHECK (paper IN ('row', 'file')),
  -- The row of the ledger; nil for a file.
  entry UUID NOT NULL,
  -- The number of the row, or the name of the file.
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  media TEXT NOT NULL,
  PRIMARY KEY (county, duty, sequence, place),
  FOREIGN KEY (county, duty, sequence) REFERENCES plan_duty_report (county, duty, sequence)
);
