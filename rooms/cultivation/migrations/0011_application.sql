-- A firm's application in a batch. Versions.
CREATE TABLE cultivation_application (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  batch UUID NOT NULL,
  firm UUID NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('preparing', 'submitted', 'recognised', 'failed', 'appealing', 'withdrawn')),
  -- The day on which it came into this state.
  day DATE NOT NULL,
  certificate TEXT NOT NULL,
  -- The last day of an appeal against a refusal.
  appeal_until DATE NOT NULL,
  note TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, id, version)
);
CREATE INDEX cultivation_application_batch ON cultivation_application (county, batch, firm) WHERE known_until = 9223372036854775807;
CREATE INDEX cultivation_application_firm ON cultivation_application (county, firm) WHERE known_until = 9223372036854775807;
-- The documents of an application: there or not, and which paper. Versions.
CREATE TABLE cultivation_material (
  county TEXT NOT NULL,
  application UUID NOT NULL,
  material TEXT NOT NULL,
  version BIGINT NOT NULL,
  known_from BIGINT NOT NULL,
  known_until BIGINT NOT NULL,
  is_there BIGINT NOT NULL,
  paper TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, application, material, version)
);
