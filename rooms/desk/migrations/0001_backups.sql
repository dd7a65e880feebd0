-- Backups that were taken, and where they were put. Times are the machine's.
CREATE TABLE desk_backup (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  taken BIGINT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('command', 'night', 'asked')),
  file TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  file_count BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  damaged BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);
