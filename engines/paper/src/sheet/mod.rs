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
    /// The disk is full, the place is not writable, or more rows than the format has.
    #[error("表格没有写成：{0}。请稍后再试；若仍不行，请联系管理员")]
    Failed(String),
}

impl From<rust_xlsxwriter::XlsxError> for Unwritable {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Unwritable::Failed(error.to_string())
    }
}
