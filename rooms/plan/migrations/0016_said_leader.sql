-- The leader in charge, as the notice says it.
ALTER TABLE plan_proposal ADD COLUMN said_leader TEXT NOT NULL DEFAULT '';
