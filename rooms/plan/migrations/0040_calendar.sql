-- Days that the county itself makes a holiday or a working day; those of the notices ship with the program.
CREATE TABLE plan_calendar_day (
  county TEXT NOT NULL,
  day DATE NOT NULL,
  made TEXT NOT NULL CHECK (made IN ('rest', 'work')),
  note TEXT NOT NULL,
  source TEXT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, day, known_from)
);
