#![doc = include_str!("../README.md")]

mod clock;
mod credit_code;
mod day;
mod fen;
mod id;
mod moment;
mod number;
mod period;

pub use clock::Clock;
pub use credit_code::{CodeFault, CreditCode};
pub use day::{Day, DayFault};
pub use fen::{Fen, FenFault};
pub use id::{Id, Rising, fresh};
pub use moment::Moment;
pub use number::{grouped, half_width, parse_whole};
pub use period::{Period, Week, weeks_of_year};
pub use uuid::Uuid;
