//! Texts that say nothing of their own.
