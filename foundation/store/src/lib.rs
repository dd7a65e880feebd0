#![doc = include_str!("../README.md")]

mod args;
mod backup;
mod batch;
mod error;
mod files;
mod group;
mod held;
mod inside;
mod job;
mod lite;
mod long;
mod migration;
mod open;
mod pg;
mod plans;
mod row;
mod seal;
mod statement;
mod tx;
mod written;

pub use args::{Arg, Value, kept};
pub use backup::{Backup, Copied, Refusal, Watch, sweep_partial};
pub use batch::Batch;
pub use error::{Error, Result};
pub use files::{Files, Lines, Received, Receiving, Temporary, Writing, read as read_line};
pub use inside::{Inside, Steps};
pub use inventory;
pub use job::Job;
pub use lite::Line;
pub use long::{Ending, LongJob, LongNews, LongState, NewLong};
pub use migration::{Migration, RoomMigrations};
pub use open::{Engine, Store, THREADS};
pub use row::{Column, Row};
pub use statement::{Statement, among, statements};
pub use tx::{Kind, Tx};
pub use written::{Fingerprint, Place, fingerprint};

/// A version that still holds has this as its `known_until`.
pub const STILL: i64 = i64::MAX;
