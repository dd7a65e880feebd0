use sqlx::postgres::{PgArguments, Postgres};
use sqlx::query::Query;
use values::{Day, Fen, Id, Moment, Uuid};

/// One bound value. `None` keeps its kind, because PostgreSQL wants to know it.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    Int(Option<i64>),
    Text(Option<String>),
    Day(Option<Day>),
    Id(Option<Uuid>),
}

/// `args![county, id, amount]`: the bound values of a statement, in the order of `$1`, `$2`, …
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Arg::from($value)),*] };
}

macro_rules! from {
    ($($kind:ty => $variant:ident |$value:ident| $to:expr),* $(,)?) => { $(
        impl From<$kind> for Arg {
            fn from($value: $kind) -> Self { Arg::$variant(Some($to)) }
        }
        impl From<Option<$kind>> for Arg {
            fn from(value: Option<$kind>) -> Self { Arg::$variant(value.map(|$value| $to)) }
        }
    )* };
}

from! {
    i64 => Int |value| value,
    bool => Int |value| i64::from(value),
    Fen => Int |value| value.0,
    Moment => Int |value| value.millis(),
    String => Text |value| value,
    &str => Text |value| value.to_owned(),
    &String => Text |value| value.clone(),
    Day => Day |value| value,
    Uuid => Id |value| value,
}

impl<T> From<Id<T>> for Arg {
    fn from(id: Id<T>) -> Self {
        Arg::Id(Some(id.uuid()))
    }
}

impl<T> From<Option<Id<T>>> for Arg {
    fn from(id: Option<Id<T>>) -> Self {
        Arg::Id(id.map(Id::uuid))
    }
}

pub(crate) fn bind<'q>(
    mut query: Query<'q, Postgres, PgArguments>,
    args: Vec<Arg>,
) -> Query<'q, Postgres, PgArguments> {
    for arg in args {
        query = match arg {
            Arg::Int(value) => query.bind(value),
            Arg::Text(value) => query.bind(value),
            Arg::Day(value) => query.bind(value.map(Day::naive)),
            Arg::Id(value) => query.bind(value),
        };
    }
    query
}
