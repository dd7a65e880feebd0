-- Whose name a set-aside rule bears sees it on the desk.
CREATE INDEX cultivation_step_exception ON cultivation_step (county, approver, moment) WHERE exception <> '';
