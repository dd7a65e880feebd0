#![doc = include_str!("../README.md")]

pub mod address;
pub mod book;
pub mod fault;
mod foreign;
pub mod intake;
pub mod layout;
pub mod marked;
pub mod sheet;
mod text;
mod unreadable;
pub mod value;
mod wanted;

pub use address::{Address, Region};
pub use book::{Book, Cell, Row, Sheet, Value};
pub use unreadable::Unreadable;
pub use wanted::{Type, Unit, Wanted};
