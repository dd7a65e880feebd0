-- Who is to do it and until when, as the notice says it: values at the ends of the quarters, a comma between them.
ALTER TABLE plan_proposal ADD COLUMN quarters TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_proposal ADD COLUMN said_lead TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_proposal ADD COLUMN said_assisting TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_proposal ADD COLUMN said_due TEXT NOT NULL DEFAULT '';
