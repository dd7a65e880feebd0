//! What the workbooks of this room share.

use enterprise::door::FirmLine;
use web::sheet::{Cell, Column, Type};

/// The columns that name a firm.
const FIRM: [Column; 3] = [
    ("企业", Type::Text, None),
    ("统一社会信用代码", Type::Code, None),
    ("镇区", Type::Text, None),
];

/// The columns of a list of firms: what names one, then these.
pub fn of_firms(rest: &[Column]) -> Vec<Column> {
    [&FIRM, rest].concat()
}

/// The cells under [`of_firms`].
pub fn named<const N: usize>(firm: &FirmLine, rest: [Cell; N]) -> Vec<Cell> {
    let names = [&firm.name, &firm.code, &firm.town_name].map(Cell::from);
    names.into_iter().chain(rest).collect()
}
