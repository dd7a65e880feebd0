#![doc = include_str!("../README.md")]

mod compared;
pub mod decimal;
mod item;
mod json;
mod layout;
mod lex;
mod outline;
mod reading;
mod rules;
mod scan;
mod table;
pub mod text;

pub use compared::{Beside, Change, Pair, compared};
pub use decimal::Decimal;
pub use item::{Assigned, Figure, Item, Kind, Sentence, SentenceKind, Task};
pub use json::json_line;
pub use outline::{Role, Section};
pub use reading::{Reading, read};
pub use rules::comparator::Op;
pub use rules::firmness::Firmness;
pub use rules::rhythm::Every;
pub use text::{Text, Unreadable, pdf};
