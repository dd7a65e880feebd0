-- Who ended an exemption, when and why; empty while it holds.
ALTER TABLE plan_exemption ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_exemption ADD COLUMN ended_moment BIGINT NOT NULL DEFAULT 0;
ALTER TABLE plan_exemption ADD COLUMN ended_because TEXT NOT NULL DEFAULT '';
