use std::fmt;

use ::store::Fingerprint;
use sm3::{Digest, Sm3};

/// The hash of the lines that one act wrote, taken in one after the other: SM3 of what it was before and the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Content([u8; 32]);

impl Content {
    pub fn of<'a>(lines: impl Iterator<Item = &'a Fingerprint>) -> Option<Content> {
        let mut lines = lines.peekable();
        lines.peek()?;
        Some(lines.fold(Content::default(), |all, line| all.with(line)))
    }

    #[must_use]
    pub fn with(self, line: &Fingerprint) -> Content {
        let mut hash = Sm3::new();
        hash.update(self.0);
        hash.update(line);
        Content(hash.finalize().into())
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
