//! What a statement on SQLite answered.

use std::sync::Arc;

use rusqlite::types::ValueRef;

use crate::Row;

/// All that a statement answered: the cells line by line, their bytes end to end.
#[derive(Default)]
pub(super) struct Answer {
    names: Vec<Box<str>>,
    cells: Vec<Cell>,
    bytes: Vec<u8>,
}

enum Cell {
    Null,
    Int(i64),
    /// From where to where in the bytes.
    Text(u32, u32),
    Blob(u32, u32),
    Real(f64),
}

impl Answer {
    pub(super) fn of(names: Vec<&str>) -> Self {
        Answer {
            names: names.into_iter().map(Box::from).collect(),
            ..Answer::default()
        }
    }

    pub(super) fn columns(&self) -> usize {
        self.names.len()
    }

    pub(super) fn push(&mut self, value: ValueRef<'_>) {
        let from = self.bytes.len();
        if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = value {
            self.bytes.extend_from_slice(bytes);
        }
        // An answer of four gigabytes would not have got this far.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (from, to) = (place(from), place(self.bytes.len()));
        self.cells.push(match value {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(number) => Cell::Int(number),
            ValueRef::Real(number) => Cell::Real(number),
            ValueRef::Text(_) => Cell::Text(from, to),
            ValueRef::Blob(_) => Cell::Blob(from, to),
        });
    }

    pub(super) fn rows(self) -> Vec<Row> {
        let lines = self.cells.len() / self.names.len().max(1);
        let answer = Arc::new(self);
        let line = |number| {
            Row::Lite(Line {
                answer: Arc::clone(&answer),
                number,
            })
        };
        (0..lines).map(line).collect()
    }
}

/// One row of an answer.
pub struct Line {
    answer: Arc<Answer>,
    number: usize,
}

impl Line {
    pub(crate) fn value(&self, name: &str) -> Option<ValueRef<'_>> {
        let Answer {
            names,
            cells,
            bytes,
        } = &*self.answer;
        let at = names.iter().position(|own| &**own == name)?;
        let part = |from: u32, to: u32| bytes.get(from as usize..to as usize);
        Some(match cells.get(self.number * names.len() + at)? {
            Cell::Null => ValueRef::Null,
            Cell::Int(number) => ValueRef::Integer(*number),
            Cell::Real(number) => ValueRef::Real(*number),
            Cell::Text(from, to) => ValueRef::Text(part(*from, *to)?),
            Cell::Blob(from, to) => ValueRef::Blob(part(*from, *to)?),
        })
    }
}
