/// What can go wrong between a room and its database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another writer holds what we need, or the pool is exhausted: trying again helps.
    #[error("the database is busy")]
    Busy,
    /// No connection to the database.
    #[error("the database cannot be reached: {0}")]
    Gone(String),
    /// A unique rule was broken.
    #[error("a unique rule was broken: {0}")]
    Twice(String),
    /// A column does not hold what the program expects.
    #[error("column {column}: {reason}")]
    Column { column: String, reason: String },
    /// Reading or writing a file failed.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// A migration that was applied has another text now, or the database is newer than the program.
    #[error("migration {room} {number}: {reason}")]
    Migration {
        room: String,
        number: i64,
        reason: String,
    },
    /// An act wrote what no entry of the trail answers for: a fault of the program.
    #[error("what was written stands in no entry of the trail")]
    Untold,
    #[error(transparent)]
    Fault(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Nobody gave a connection back, or made way, in time.
    pub(crate) fn late() -> Self {
        Error::Gone("no connection in time".to_owned())
    }

    /// Whoever goes on after a statement failed is told at the end.
    pub(crate) fn broken() -> Self {
        Error::Fault("a part of the act failed".into())
    }

    /// Whether it failed for want of room on the disk, or of the room that this program may take.
    pub fn disk_is_full(&self) -> bool {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match self {
            Error::File(error) => {
                matches!(error.kind(), StorageFull | FileTooLarge | QuotaExceeded)
            }
            Error::Gone(why) => why.contains("is full"),
            _ => false,
        }
    }
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(db) if db.is_unique_violation() => {
                Error::Twice(db.message().to_owned())
            }
            sqlx::Error::Database(db) if is_busy(db.code().as_deref()) => Error::Busy,
            sqlx::Error::Database(db) if db.code().as_deref() == Some(DISK_FULL) => {
                Error::Gone(format!("the disk is full: {}", db.message()))
            }
            sqlx::Error::Database(db) if is_going_down(db.code().as_deref()) => {
                Error::Gone(db.message().to_owned())
            }
            sqlx::Error::PoolTimedOut => Error::late(),
            sqlx::Error::Io(io) => Error::Gone(io.to_string()),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Error::Gone(error.to_string()),
            _ => Error::Fault(Box::new(error)),
        }
    }
}

/// `disk_full` of PostgreSQL.
const DISK_FULL: &str = "53100";

/// Serialization failure, deadlock and lock timeout of PostgreSQL.
fn is_busy(code: Option<&str>) -> bool {
    matches!(code, Some("40001" | "40P01" | "55P03"))
}

/// PostgreSQL shutting down, starting up, or refusing for want of connections.
fn is_going_down(code: Option<&str>) -> bool {
    matches!(
        code,
        Some("57P01" | "57P02" | "57P03" | "53300" | "08006" | "08003" | "08001")
    )
}
