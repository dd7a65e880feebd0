//! Lines for a load: their values one after the other, their texts end to end. A load has millions of values; each in a
//! piece of memory of its own takes as long as the database does.

use values::{Day, Uuid};

use crate::args::INSTEAD;
use crate::{Arg, Value};

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
                    push(&mut self.texts, text);
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

fn push(texts: &mut String, text: &str) {
    let mut parts = text.split('\0');
    texts.push_str(parts.next().unwrap_or_default());
    for part in parts {
        texts.push(INSTEAD);
        texts.push_str(part);
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
    use crate::{args, values};
    use ::values::Id;

    #[test]
    fn no_text_holds_what_one_engine_cannot() {
        let mut batch = Batch::default();
        batch.line(values!["a\0b", "\0", "c"]);
        let lines = vec![vec![Arg::Text(Some("d\0".to_owned())), "e\0".into()]];
        let texts = |batch: Batch| batch.values(0..1).map(Arg::from).collect::<Vec<Arg>>();
        assert_eq!(texts(batch), args!["a\u{fffd}b", "\u{fffd}", "c"]);
        assert_eq!(texts(Batch::from(lines)), args!["d\u{fffd}", "e\u{fffd}"]);
        assert_eq!(Arg::from("\0"), Arg::Text(Some("\u{fffd}".to_owned())));
    }

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
