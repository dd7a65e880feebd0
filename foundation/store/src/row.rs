use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use values::{Day, Fen, Id, Moment, Uuid};

use crate::{Error, Result};

/// One row of an answer, of either engine. Columns are asked for by name.
pub enum Row {
    Lite(SqliteRow),
    Pg(PgRow),
}

/// A value that can be read from a column.
pub trait Column: Sized {
    fn read(row: &Row, name: &str) -> Result<Self>;
}

impl Row {
    /// Reads the column `name`; a wrong name or kind is a fault of the program.
    pub fn get<T: Column>(&self, name: &str) -> Result<T> {
        T::read(self, name)
    }
}

fn read<T>(row: &Row, name: &str) -> Result<T>
where
    T: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
    T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    let value = match row {
        Row::Lite(row) => row.try_get(name),
        Row::Pg(row) => row.try_get(name),
    };
    value.map_err(|error| Error::Column {
        column: name.to_owned(),
        reason: error.to_string(),
    })
}

macro_rules! column {
    ($($kind:ty = $inner:ty, |$value:ident| $to:expr),* $(,)?) => { $(
        impl Column for $kind {
            fn read(row: &Row, name: &str) -> Result<Self> {
                read::<$inner>(row, name).map(|$value| $to)
            }
        }
        impl Column for Option<$kind> {
            fn read(row: &Row, name: &str) -> Result<Self> {
                read::<Option<$inner>>(row, name).map(|value| value.map(|$value| $to))
            }
        }
    )* };
}

column! {
    i64 = i64, |value| value,
    bool = i64, |value| value != 0,
    Fen = i64, |value| Fen(value),
    Moment = i64, |value| Moment::from_millis(value),
    String = String, |value| value,
    Day = sqlx::types::chrono::NaiveDate, |value| Day::from_naive(value),
    Uuid = Uuid, |value| value,
}

impl<T> Column for Id<T> {
    fn read(row: &Row, name: &str) -> Result<Self> {
        read::<Uuid>(row, name).map(Id::new)
    }
}

impl<T> Column for Option<Id<T>> {
    fn read(row: &Row, name: &str) -> Result<Self> {
        read::<Option<Uuid>>(row, name).map(|id| id.map(Id::new))
    }
}
