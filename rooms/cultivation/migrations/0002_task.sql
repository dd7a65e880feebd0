-- Visits and tasks for a firm. Versions, never overwritten.
CREATE TABLE cultivation_task (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  firm UUID NOT NULL,
  sort TEXT NOT NULL CHECK (sort IN ('visit', 'task')),
  content TEXT NOT NULL,
  due DATE NOT NULL,
  person UUID NOT NULL,
  person_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'withdrawn')),
  -- The day on which it was held or done; unknown while it is open.
  done_on DATE NOT NULL,
  found TEXT NOT NULL,
  next_step TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, id, version)
);
CREATE INDEX cultivation_task_firm ON cultivation_task (county, firm, known_until);
CREATE INDEX cultivation_task_person ON cultivation_task (county, person, state, due) WHERE known_until = 9223372036854775807;
