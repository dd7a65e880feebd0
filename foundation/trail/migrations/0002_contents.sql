-- The hash of all lines of the rooms that the act had written when the entry was made; empty where it had written none.
ALTER TABLE trail_entry ADD COLUMN content TEXT NOT NULL DEFAULT '';
