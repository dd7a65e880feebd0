-- The notice: its particulars, the text as read, its sentences.
CREATE TABLE plan_notice (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  year BIGINT NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  issuer TEXT NOT NULL,
  issued DATE NOT NULL,
  file_sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_media TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  entered_by UUID NOT NULL,
  entered_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX plan_notice_text_once ON plan_notice (county, text_sha256);
CREATE INDEX plan_notice_year ON plan_notice (county, year, issued);
CREATE TABLE plan_notice_text (
  county TEXT NOT NULL,
  notice UUID NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (county, notice),
  FOREIGN KEY (county, notice) REFERENCES plan_notice (county, id)
);
CREATE TABLE plan_sentence (
  county TEXT NOT NULL,
  notice UUID NOT NULL,
  number BIGINT NOT NULL,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('heading', 'letter', 'background', 'review', 'plan')),
  -- The headings it stands under, outermost first, a line each.
  section TEXT NOT NULL,
  -- Why a person set it aside; empty while nobody has.
  reason TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, notice, number),
  FOREIGN KEY (county, notice) REFERENCES plan_notice (county, id)
);
