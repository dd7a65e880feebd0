//! Answers → figures. Pure: what the statements gave back becomes a value, its parts, a series, a bridge.

mod bridge;
mod candidates;
mod figure;
mod gathered;
mod series;

pub use bridge::{Bridge, Cause, HeldRow, Side, Term, Weighed, bridge, on_one_side};
pub use candidates::{Candidates, Each};
pub use figure::{Figure, LeftOut, PartFigure, beneath, by_place, fold};
pub use series::Series;

use values::{Day, Uuid};

/// One row of an answer of the shapes `Reasons`, `Days`, `Spans`, `Bare`, `Covers` or `Groups`.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The part of the formula, as its statement says.
    pub part: usize,
    pub group: Group,
    /// The code of a [`crate::Reason`]; empty when the rows count.
    pub reason: String,
    pub entries: i64,
    pub weight: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Group {
    Whole,
    Day(Day),
    Span {
        day: Day,
        until: Day,
        key: KeyValue,
    },
    /// A span that counts only where one of the [`Group::Cover`]s of its key holds too.
    Bare {
        day: Day,
        until: Day,
        key: KeyValue,
    },
    Cover {
        day: Day,
        until: Day,
        key: KeyValue,
    },
    Key(KeyValue),
}

/// The value of a grouping column.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyValue {
    Id(Uuid),
    Text(String),
    Int(i64),
}

impl KeyValue {
    /// The town or office that it names; nil for none.
    pub fn place(&self) -> Uuid {
        match self {
            KeyValue::Id(id) => *id,
            KeyValue::Text(text) => text.parse().unwrap_or_default(),
            KeyValue::Int(_) => Uuid::nil(),
        }
    }
}
