-- 1: the nodes of a curve even over the months follow last year's progress.
ALTER TABLE plan_curve ADD COLUMN season BIGINT NOT NULL DEFAULT 0;
