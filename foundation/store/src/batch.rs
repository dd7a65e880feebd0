//! Lines for a load: their values one after the other, their texts end to end. A load has millions of values; each in a
//! piece of memory of its own takes as long as the database does.

use values::{Day, Fen, Id, Moment, Uuid};

use crate::Arg;

/// One value of a line: an [`Arg`] whose text is borrowed.
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

macro_rules! from {
    ($($kind:ty => $variant:ident |$value:ident| $to:expr),* $(,)?) => { $(
        impl<'a> From<$kind> for Value<'a> {
            fn from($value: $kind) -> Self { Value::$variant(Some($to)) }
        }
        impl<'a> From<Option<$kind>> for Value<'a> {
            fn from(value: Option<$kind>) -> Self { Value::$variant(value.map(|$value| $to)) }
        }
    )* };
}

from! {
    i64 => Int |value| value,
    bool => Int |value| i64::from(value),
    Fen => Int |value| value.0,
    Moment => Int |value| value.millis(),
    &'a str => Text |value| value,
    Day => Day |value| value,
    Uuid => Id |value| value,
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

/// Lines of equally many values.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    columns: usize,
    cells: Vec<Cell>,
    texts: String,
}

#[derive(Clone, Copy, Debug)]
enum Cell {
    Int(Option<i64>),
    /// From where to where in the texts.
    Text(Option<(usize, usize)>),
    Day(Option<Day>),
    Id(Option<Uuid>),
}

impl Batch {
    /// Adds a line; all have as many values as the first one.
    pub fn line<'a>(&mut self, values: impl IntoIterator<Item = Value<'a>>) {
        let before = self.cells.len();
        for value in values {
            self.cells.push(match value {
                Value::Int(value) => Cell::Int(value),
                Value::Text(None) => Cell::Text(None),
                Value::Text(Some(text)) => {
                    let from = self.texts.len();
                    self.texts.push_str(text);
                    Cell::Text(Some((from, self.texts.len())))
                }
                Value::Day(value) => Cell::Day(value),
                Value::Id(value) => Cell::Id(value),
            });
        }
        if before == 0 {
            self.columns = self.cells.len();
        }
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// How many lines.
    pub fn len(&self) -> usize {
        self.cells.len() / self.columns.max(1)
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The values of some lines, one after the other.
    pub(crate) fn values(&self, lines: std::ops::Range<usize>) -> impl Iterator<Item = Value<'_>> {
        let cells = lines.start * self.columns..lines.end * self.columns;
        let cells = self.cells.get(cells).unwrap_or_default();
        cells.iter().map(|cell| match *cell {
            Cell::Int(value) => Value::Int(value),
            Cell::Text(place) => {
                Value::Text(place.map(|(from, to)| self.texts.get(from..to).unwrap_or_default()))
            }
            Cell::Day(value) => Value::Day(value),
            Cell::Id(value) => Value::Id(value),
        })
    }
}

impl From<Vec<Vec<Arg>>> for Batch {
    fn from(lines: Vec<Vec<Arg>>) -> Self {
        let mut batch = Batch::default();
        for line in &lines {
            batch.line(line.iter().map(Arg::value));
        }
        batch
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    #[test]
    fn what_goes_in_comes_out() {
        let day: Day = "2020-09-18".parse().unwrap();
        let id = Id::<()>::new(Uuid::from_u128(7));
        let lines = vec![
            args![7, "如皋", day, id, None::<&str>],
            args![None::<i64>, "", None::<Day>, Id::<()>::NONE, "市"],
            args![-1, "a\tb", day, id, "c"],
        ];
        let batch = Batch::from(lines.clone());
        assert_eq!((batch.len(), batch.columns()), (3, 5));
        let out: Vec<Arg> = batch.values(1..3).map(Arg::from).collect();
        assert_eq!(out, lines[1..].concat());
        assert!(Batch::from(vec![]).is_empty());
        let borrowed = values![7, "如皋", day, id, None::<&str>];
        assert_eq!(borrowed.map(Arg::from).to_vec(), lines[0]);
    }
}
