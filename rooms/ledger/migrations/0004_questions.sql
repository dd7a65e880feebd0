-- Every column that a formula can name stands in both indexes, so that no question reads the rows themselves.
-- The planner takes the last of two that serve alike: of what is still held, the smaller one.
DROP INDEX ledger_version_then;
CREATE INDEX ledger_version_then ON ledger_version (county, kind, effective, until, known_from, known_until, standing, class, level, mark, trait, town, office, subject, item, link, amount, quantity, other_day, entry);
DROP INDEX ledger_version_now;
CREATE INDEX ledger_version_now ON ledger_version (county, kind, effective, until, known_until, standing, class, level, mark, trait, town, office, subject, item, link, amount, quantity, other_day, entry) WHERE known_until = 9223372036854775807;
-- `link is good`, for each row that links.
CREATE INDEX ledger_version_linked ON ledger_version (county, entry, known_from, known_until, standing);
