//! From a file's bytes to the text as read.

mod cmaps;
pub mod docx;
mod file_kind;
pub mod pdf;
mod plain;
pub(crate) mod raised;
mod unreadable;

pub use file_kind::{FileKind, kind_of};
pub use unreadable::Unreadable;

/// Stands in a row of a table for a cell that goes on from the row above. Nothing to read, like a blank; a cell without it
/// is empty.
pub(crate) const DITTO: char = '〃';

/// The largest file read as a notice, in bytes. A notice is a few pages; a larger file is something else.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// The longest text read as a notice, in characters.
pub const LONGEST: usize = 2_000_000;

/// The text as read. Offsets everywhere in this crate are Unicode code points into it: a byte order mark is one
/// character, a CRLF two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    content: String,
    chars: Vec<char>,
}

impl Text {
    /// Text that is at hand already.
    pub fn new(content: impl Into<String>) -> Self {
        let content = content.into();
        let chars = content.chars().collect();
        Self { content, chars }
    }

    /// Reads a `.txt`, `.docx` or `.pdf`, told apart by content, never by name.
    ///
    /// A PDF is read in this very process (see [`pdf::text_here`]); a program that wants limits of time and memory asks
    /// [`kind_of`] first and reads a PDF in a child process of its own.
    ///
    /// # Errors
    /// [`Unreadable`], whose Chinese sentence says what is wrong and what to do.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.len() > LARGEST {
            return Err(Unreadable::TooLarge { bytes: bytes.len() });
        }
        let content = match kind_of(bytes)? {
            FileKind::Plain => plain::decode(bytes)?,
            FileKind::Docx => docx::text(bytes)?,
            FileKind::Pdf => pdf::text_here(bytes)?,
        };
        if content
            .chars()
            .all(|c| c.is_whitespace() || c == '\u{feff}')
        {
            return Err(Unreadable::Empty);
        }
        Self::checked(content)
    }

    /// Text that is at hand already, where it can be that of a notice.
    ///
    /// # Errors
    /// [`Unreadable::TooLong`].
    pub fn checked(content: String) -> Result<Self, Unreadable> {
        // A character has at least one byte.
        if content.len() > LONGEST {
            let chars = content.chars().count();
            if chars > LONGEST {
                return Err(Unreadable::TooLong { chars });
            }
        }
        Ok(Self::new(content))
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The code points, to which offsets belong.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The text between two offsets; offsets beyond the end are cut to it.
    pub fn span(&self, start: usize, end: usize) -> String {
        let end = end.min(self.chars.len());
        self.chars[start.min(end)..end].iter().collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let text = Text::from_bytes("\u{feff}新增\r\n30家".as_bytes()).unwrap();
        assert_eq!(text.chars().len(), 8);
        assert_eq!(text.span(5, 8), "30家");
        assert_eq!(text.span(7, 99), "家");
        assert_eq!(text.span(99, 120), "");
    }

    #[test]
    fn refuses_what_holds_no_text() {
        assert_eq!(Text::from_bytes(b""), Err(Unreadable::Empty));
        assert_eq!(
            Text::from_bytes(" \r\n\u{3000}".as_bytes()),
            Err(Unreadable::Empty)
        );
        assert_eq!(
            Text::from_bytes(&vec![b'a'; LONGEST + 1]),
            Err(Unreadable::TooLong { chars: LONGEST + 1 })
        );
        assert!(matches!(
            Text::from_bytes(&vec![b'a'; LARGEST + 1]),
            Err(Unreadable::TooLarge { .. })
        ));
    }
}
