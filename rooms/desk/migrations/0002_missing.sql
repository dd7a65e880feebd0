-- How many kept files that a row names were not there when the backup was taken.
ALTER TABLE desk_backup ADD COLUMN missing BIGINT NOT NULL DEFAULT 0;
