use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::de::DeserializeOwned;
use sqlx::Row as _;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgRow, PgTypeInfo, PgValueRef, Postgres};
use sqlx::types::chrono::NaiveDate;
use values::{Day, Fen, Id, Moment, Uuid};

use crate::lite::Line;
use crate::{Error, Result};

/// One row of an answer, of either engine. Columns are asked for by name.
pub enum Row {
    Lite(Line),
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

    /// Reads the JSON document that the column `name` holds.
    pub fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        let text: String = self.get(name)?;
        serde_json::from_str(&text).map_err(|error| Error::Column {
            column: name.to_owned(),
            reason: error.to_string(),
        })
    }
}

/// A day of either engine. SQLite keeps it as a text, `2020-09-18`.
struct Date(NaiveDate);

impl sqlx::Type<Postgres> for Date {
    fn type_info() -> PgTypeInfo {
        <NaiveDate as sqlx::Type<Postgres>>::type_info()
    }
}

impl<'r> sqlx::Decode<'r, Postgres> for Date {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        NaiveDate::decode(value).map(Date)
    }
}

impl FromSql for Date {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let day = date(value.as_str()?).ok_or(FromSqlError::InvalidType)?;
        Ok(Date(day))
    }
}

/// What chrono reads by a pattern takes ten times as long, and a figure reads tens of thousands.
fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, parts.next()?.parse().ok()?)
}

fn read<T>(row: &Row, name: &str) -> Result<T>
where
    T: FromSql + for<'r> sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres>,
{
    let fault = |reason: String| Error::Column {
        column: name.to_owned(),
        reason,
    };
    match row {
        Row::Lite(line) => {
            let value = line
                .value(name)
                .ok_or_else(|| fault("the answer has no such column".to_owned()))?;
            T::column_result(value).map_err(|error| fault(error.to_string()))
        }
        Row::Pg(row) => row.try_get(name).map_err(|error| fault(error.to_string())),
    }
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
    Day = Date, |value| Day::from_naive(value.0),
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
