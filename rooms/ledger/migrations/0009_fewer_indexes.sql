-- A version stands in one of two indexes, of what is still held and of what is past, not in the first and again in one of
-- all. The entry comes before what differs from row to row, so that rows that are loaded together stand together.
DROP INDEX ledger_version_then;
DROP INDEX ledger_version_now;
CREATE INDEX ledger_version_now ON ledger_version (county, kind, effective, until, entry, known_until, known_from, standing, class, level, mark, trait, town, office, subject, item, link, amount, quantity, other_day) WHERE known_until = 9223372036854775807;
CREATE INDEX ledger_version_past ON ledger_version (county, kind, effective, until, entry, known_until, known_from, standing, class, level, mark, trait, town, office, subject, item, link, amount, quantity, other_day) WHERE known_until < 9223372036854775807;
-- Who entered a row is asked only of drafts and of rows that were sent back.
DROP INDEX ledger_entry_author;
-- 1 until the row is verified: its author wrote it, and needs no line in ledger_writer.
ALTER TABLE ledger_entry ADD COLUMN author_wrote BIGINT NOT NULL DEFAULT 0;
-- Of the few rows that share a key the first is told without an order in the index.
DROP INDEX ledger_entry_claim;
CREATE INDEX ledger_entry_claim ON ledger_entry (county, kind, claim) WHERE claim <> '';
