-- A session is known by the hash of its token; the token itself is only in the cookie.
CREATE TABLE identity_session (
  county TEXT NOT NULL,
  token TEXT NOT NULL,
  person UUID NOT NULL,
  begun BIGINT NOT NULL,
  used BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  PRIMARY KEY (county, token)
);
CREATE INDEX identity_session_person ON identity_session (county, person);
-- Failed sign-ins by account and by address; one line each.
CREATE TABLE identity_failure (
  county TEXT NOT NULL,
  subject TEXT NOT NULL,
  count BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  PRIMARY KEY (county, subject)
);
