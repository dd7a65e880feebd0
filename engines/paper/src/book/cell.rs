use std::borrow::Cow;

use values::Day;

use super::number;
use crate::address::Address;
use crate::wanted::Unit;

/// A row with at least one cell of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Counted from 1, as the program that shows the table counts.
    pub number: u32,
    /// Hidden by a person or by a filter.
    pub hidden: bool,
    /// A person has struck all of it through.
    pub struck: bool,
    /// Cells with content, by column; empty ones are left out.
    pub cells: Vec<Cell>,
}

/// A cell with content.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub at: Address,
    pub value: Value,
    /// The value is what a formula gave when the file was last saved.
    pub formula: bool,
    /// In a merged rectangle, where its value really stands; such a cell has no value of its own.
    pub from: Option<Address>,
    /// In a hidden column or row.
    pub hidden: bool,
    /// A person has struck it through.
    pub struck: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// Its look (thousands, a currency) is not part of the value.
    Number(f64),
    /// A number shown as a percentage: 0.025 is shown as 2.5%.
    Percent(f64),
    /// A number shown with its unit: 50 is shown as 50.00万元.
    Amount(f64, Unit),
    /// A number shown as another one: 500000 is shown as 50.0000, 5 as 5万人.
    Scaled(f64),
    /// A number shown with the sign of money that is not ours: 50 is shown as US$50.
    Foreign(f64, &'static str),
    /// A number shown as a day; the time of the day is dropped.
    Day(Day),
    /// A number shown as the month of a day: 2020年3月.
    Month(Day),
    Truth(bool),
    /// A formula that failed: `#N/A`. Empty where it was never computed.
    Fault(String),
}

impl Row {
    /// The cell of a column counted from 1.
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells
            .binary_search_by_key(&column, |cell| cell.at.column)
            .ok()
            .map(|at| &self.cells[at])
    }

    /// Cells that hold a value of their own.
    pub fn own(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| cell.from.is_none())
    }
}

impl Cell {
    /// The content as text: a number with the 15 digits that a spreadsheet keeps, a day as `2020-09-30`, a month
    /// as 2020年9月, a percentage as
    /// `2.5%`, an amount with its unit as `50万元`.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.value {
            Value::Text(text) | Value::Fault(text) => Cow::Borrowed(text),
            Value::Number(number) | Value::Scaled(number) => Cow::Owned(number::plain(*number)),
            Value::Amount(number, unit) => {
                Cow::Owned(format!("{}{}", number::plain(*number), unit.word()))
            }
            Value::Foreign(number, _) => Cow::Owned(number::plain(*number)),
            Value::Percent(number) => Cow::Owned(format!("{}%", number::plain(number * 100.0))),
            Value::Day(day) => Cow::Owned(number::day(*day)),
            Value::Month(day) => Cow::Owned(format!("{}年{}月", day.year(), day.month())),
            Value::Truth(true) => Cow::Borrowed("TRUE"),
            Value::Truth(false) => Cow::Borrowed("FALSE"),
        }
    }
}
