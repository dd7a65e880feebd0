-- What is proposed to become part of the plan, with the words it comes from.
CREATE TABLE plan_proposal (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  notice UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('target', 'rhythm', 'duty')),
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  span TEXT NOT NULL,
  sentence BIGINT NOT NULL,
  section TEXT NOT NULL,
  -- The number a target will carry (T03); 0 for what is merged and for other kinds.
  place BIGINT NOT NULL,
  -- The proposal that this one is a further mention of; its own id where it leads.
  leader UUID NOT NULL,
  said_name TEXT NOT NULL,
  said_op TEXT NOT NULL,
  name TEXT NOT NULL,
  op TEXT NOT NULL,
  value TEXT NOT NULL,
  value_high TEXT NOT NULL,
  unit TEXT NOT NULL,
  firmness TEXT NOT NULL CHECK (firmness IN ('committed', 'strive', 'plain')),
  every TEXT NOT NULL,
  indicator TEXT NOT NULL,
  office TEXT NOT NULL,
  -- Why a conflict between the mentions was settled as it was; empty while it is not.
  settlement TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'dismissed')),
  reason TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, notice) REFERENCES plan_notice (county, id)
);
CREATE INDEX plan_proposal_notice ON plan_proposal (county, notice, start_at);
