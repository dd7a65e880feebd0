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

/// The same for a line of a load, its text borrowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    Int(Option<i64>),
    Text(Option<&'a str>),
    Day(Option<Day>),
    Id(Option<Uuid>),
}

/// `values![county, id, amount]`: the values of a line, in the order of its columns.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$($crate::Value::from($value)),*] };
}

/// What stands for U+0000: PostgreSQL's texts cannot hold it, and a text that only one engine takes could never go to the
/// other.
pub(crate) const INSTEAD: char = char::REPLACEMENT_CHARACTER;

/// A text as it is kept: the same, but for U+0000.
pub fn kept(text: String) -> String {
    if text.contains('\0') {
        text.replace('\0', INSTEAD.encode_utf8(&mut [0; 4]))
    } else {
        text
    }
}

macro_rules! from {
    ($(($($of:tt)+) $kind:ty => $variant:ident |$value:ident| $to:expr),* $(,)?) => { $(
        impl From<$kind> for $($of)+ {
            fn from($value: $kind) -> Self { Self::$variant(Some($to)) }
        }
        impl From<Option<$kind>> for $($of)+ {
            fn from(value: Option<$kind>) -> Self { Self::$variant(value.map(|$value| $to)) }
        }
    )* };
}

/// What needs no text is the same in both.
macro_rules! both {
    ($($kind:ty => $variant:ident |$value:ident| $to:expr),* $(,)?) => {
        from! { $((Arg) $kind => $variant |$value| $to),* }
        from! { $((Value<'_>) $kind => $variant |$value| $to),* }
    };
}

both! {
    i64 => Int |value| value,
    bool => Int |value| i64::from(value),
    Fen => Int |value| value.0,
    Moment => Int |value| value.millis(),
    Day => Day |value| value,
    Uuid => Id |value| value,
}

from! {
    (Arg) String => Text |value| kept(value),
    (Arg) &str => Text |value| kept(value.to_owned()),
    (Arg) &String => Text |value| kept(value.clone()),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(Some(value))
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(value: Option<&'a str>) -> Self {
        Value::Text(value)
    }
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

impl<T> From<Id<T>> for Value<'_> {
    fn from(id: Id<T>) -> Self {
        Value::Id(Some(id.uuid()))
    }
}

impl From<Value<'_>> for Arg {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Int(value) => Arg::Int(value),
            Value::Text(value) => Arg::Text(value.map(str::to_owned)),
            Value::Day(value) => Arg::Day(value),
            Value::Id(value) => Arg::Id(value),
        }
    }
}

impl Arg {
    pub(crate) fn value(&self) -> Value<'_> {
        match self {
            Arg::Int(value) => Value::Int(*value),
            Arg::Text(value) => Value::Text(value.as_deref()),
            Arg::Day(value) => Value::Day(*value),
            Arg::Id(value) => Value::Id(*value),
        }
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
