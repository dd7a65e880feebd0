-- Who answers for it (责任人), as the notice says it.
ALTER TABLE plan_proposal ADD COLUMN said_person TEXT NOT NULL DEFAULT '';
