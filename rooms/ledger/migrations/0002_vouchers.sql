-- A paper that proves a row, from the version that brought it to the version that withdrew it.
CREATE TABLE ledger_voucher (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  entry UUID NOT NULL,
  from_version BIGINT NOT NULL,
  until_version BIGINT NOT NULL,
  voucher TEXT NOT NULL,
  paper TEXT NOT NULL CHECK (paper IN ('file', 'number')),
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  media TEXT NOT NULL,
  number TEXT NOT NULL,
  issuer TEXT NOT NULL,
  day DATE NOT NULL,
  actor UUID NOT NULL,
  actor_name TEXT NOT NULL,
  moment BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX ledger_voucher_entry ON ledger_voucher (county, entry, from_version);
CREATE INDEX ledger_voucher_file ON ledger_voucher (county, sha256);
