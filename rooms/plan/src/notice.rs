//! Notices (文件): the document a year starts from, its text as read, and its sentences.

pub(crate) mod acts;
pub(crate) mod adding;
pub(crate) mod cite;
pub(crate) mod compared;
pub(crate) mod earlier;
pub(crate) mod file;
pub(crate) mod heading;
pub(crate) mod intake;
pub(crate) mod marks;
pub(crate) mod pages;
pub(crate) mod particulars;
pub(crate) mod quote;
pub(crate) mod sentence;
pub(crate) mod sentence_pages;
pub(crate) mod show;
pub(crate) mod store;

use values::{Day, Id, Moment};

pub use particulars::Particulars;
pub use sentence::{Count, Sentence};

/// One notice.
#[derive(Clone, Debug)]
pub struct Notice {
    pub id: Id<Notice>,
    /// The year it plans for.
    pub year: i64,
    /// 皋科发〔2020〕2号; may be empty.
    pub number: String,
    pub title: String,
    pub issuer: String,
    pub day: Day,
    pub file: KeptFile,
    pub entered_name: String,
    pub moment: Moment,
}

/// The file as it was handed in. Empty where the text was pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptFile {
    pub sha256: String,
    pub name: String,
    pub media: String,
}

impl Notice {
    pub fn path(&self) -> String {
        format!("/notices/{}", self.id)
    }

    /// 皋科发〔2020〕2号, or the title where it has no number.
    pub fn short(&self) -> &str {
        if self.number.is_empty() {
            &self.title
        } else {
            &self.number
        }
    }

    /// 皋科发〔2020〕2号《2020年科技重点工作》
    pub fn full(&self) -> String {
        format!("{}《{}》", self.number, self.title)
    }
}
