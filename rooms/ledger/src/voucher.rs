//! What proves a row: a file, or a document number with its issuer and day.

pub mod file_type;
pub mod intake;
pub mod pages;
pub mod store;

use values::{Day, Id, Moment};

use crate::row::Entry;
pub use file_type::FileRefusal;

/// Marks the ids of vouchers.
#[derive(Debug)]
pub enum Voucher {}

/// A paper handed in for one of the vouchers that a kind names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The voucher's id in the kind: `receipt`.
    pub voucher: String,
    pub paper: Paper,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A kept file. `size` in bytes; `media` was decided by its content.
    File {
        sha256: String,
        name: String,
        size: i64,
        media: String,
    },
    /// A document that lies elsewhere: its number, who issued it, and when.
    Number {
        number: String,
        issuer: String,
        day: Day,
    },
}

/// A proof as it is kept with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub id: Id<Voucher>,
    pub entry: Id<Entry>,
    pub from_version: i64,
    /// The version that withdrew it; `i64::MAX` while it stands.
    pub until_version: i64,
    pub proof: Proof,
    pub actor_name: String,
    pub moment: Moment,
}

impl Kept {
    pub fn stands_in(&self, version: i64) -> bool {
        self.from_version <= version && version < self.until_version
    }

    pub fn path(&self) -> String {
        format!("/ledger/vouchers/{}", self.id)
    }

    /// The name of the file, or the number of the document.
    pub fn title(&self) -> String {
        match &self.proof.paper {
            Paper::File { name, .. } => name.clone(),
            Paper::Number { number, .. } => number.clone(),
        }
    }

    /// 184 KB, or who issued the document and when.
    pub fn note(&self) -> String {
        match &self.proof.paper {
            Paper::File { size, .. } => web::shown::bytes(*size),
            Paper::Number { issuer, day, .. } => format!("{issuer} {day}"),
        }
    }

    /// The first and last four characters of the file's hash.
    pub fn fingerprint(&self) -> String {
        match &self.proof.paper {
            Paper::File { sha256, .. } => format!(
                "{}…{}",
                sha256.get(..4).unwrap_or_default(),
                sha256.get(60..).unwrap_or_default()
            ),
            Paper::Number { .. } => String::new(),
        }
    }

    pub fn media(&self) -> &str {
        match &self.proof.paper {
            Paper::File { media, .. } => media,
            Paper::Number { .. } => "",
        }
    }

    pub fn is_image(&self) -> bool {
        self.media().starts_with("image/")
    }

    pub fn is_pdf(&self) -> bool {
        self.media() == "application/pdf"
    }
}
