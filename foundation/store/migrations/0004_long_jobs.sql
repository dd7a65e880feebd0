-- Long work that a person asked for: how far it is, who is at it, what came of it. Times are the machine's, in milliseconds.
CREATE TABLE store_long_job (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  work TEXT NOT NULL,
  title TEXT NOT NULL,
  subject TEXT NOT NULL,
  actor UUID NOT NULL,
  actor_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'stopped')),
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  unit TEXT NOT NULL,
  stop BIGINT NOT NULL,
  worker UUID NOT NULL,
  lease BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  result TEXT NOT NULL,
  path TEXT NOT NULL,
  asked BIGINT NOT NULL,
  ended BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX store_long_job_state ON store_long_job (county, state, id);
CREATE INDEX store_long_job_actor ON store_long_job (county, actor, seen, id);
