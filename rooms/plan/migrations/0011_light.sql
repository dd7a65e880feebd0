-- The state of a target at the end of a month, as known then. It can never change, so it is kept once
-- found; `sequence` is the county's number at which it was found out.
CREATE TABLE plan_light (
  county TEXT NOT NULL,
  target UUID NOT NULL,
  month_end DATE NOT NULL,
  sequence BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('no_data', 'not_due', 'reached', 'on_course', 'slow', 'behind')),
  PRIMARY KEY (county, target, month_end)
);
