//! Tables out: lists as `.xlsx`, templates to fill.

mod export;
mod look;
mod template;

#[cfg(test)]
mod tests;

pub use export::{Export, Heading, Typed};
pub use template::template;

use thiserror::Error;

/// Why a workbook could not be written.
#[derive(Debug, Error)]
pub enum Unwritable {
    #[error("磁盘满了，表格没有写成。请管理员腾出磁盘空间，再做一次")]
    Full,
    /// The place is not writable, or more rows than the format has.
    #[error("表格没有写成：{0}。请稍后再试；若仍不行，请联系管理员")]
    Failed(String),
}

impl From<rust_xlsxwriter::XlsxError> for Unwritable {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        let why = error.to_string();
        // The kind of an error inside a packed file is lost; its words stay.
        let is_full = ["No space left", "File too large", "quota exceeded"]
            .iter()
            .any(|words| why.contains(words));
        if is_full {
            return Unwritable::Full;
        }
        Unwritable::Failed(why)
    }
}
