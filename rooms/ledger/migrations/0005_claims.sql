-- A once-only key stands with its entry: whoever claimed it first holds it. The index of living versions gave nothing that
-- the primary key does not give.
ALTER TABLE ledger_entry ADD COLUMN claim TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger_entry ADD COLUMN claimed BIGINT NOT NULL DEFAULT 0;
UPDATE ledger_entry SET
  claim = (SELECT c.key FROM ledger_claim c WHERE c.county = ledger_entry.county AND c.entry = ledger_entry.entry),
  claimed = (SELECT c.since FROM ledger_claim c WHERE c.county = ledger_entry.county AND c.entry = ledger_entry.entry)
WHERE EXISTS (SELECT 1 FROM ledger_claim c WHERE c.county = ledger_entry.county AND c.entry = ledger_entry.entry);
CREATE INDEX ledger_entry_claim ON ledger_entry (county, kind, claim, claimed, number) WHERE claim <> '';
DROP TABLE ledger_claim;
DROP TABLE ledger_once;
DROP INDEX ledger_version_living;
-- Most papers are numbers without a file: they only made the index look useless.
DROP INDEX ledger_voucher_file;
CREATE INDEX ledger_voucher_file ON ledger_voucher (county, sha256) WHERE sha256 <> '';
