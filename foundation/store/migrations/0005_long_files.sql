-- A file that long work made waits for whoever asked: what it is called (empty: none), and of which rows it is.
-- told: whether the person was told that it ended; what ended before this step counts as told.
ALTER TABLE store_long_job ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE store_long_job ADD COLUMN scope TEXT NOT NULL DEFAULT '';
ALTER TABLE store_long_job ADD COLUMN told BIGINT NOT NULL DEFAULT 1;
CREATE INDEX store_long_job_told ON store_long_job (county, actor, told, id);
