-- Moments rise with the sequence: a moment is found by halves, and each act writes one tree less.
DROP INDEX store_sequence_moment;
