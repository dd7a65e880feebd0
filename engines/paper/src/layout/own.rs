//! Tables that this program handed out itself.

use super::heading::Heading;
use super::{Understood, name};
use crate::book::{Cell, Row, Value};
use crate::text;

/// Why the column of our own numbers is no field.
pub const WHY: &str = "本系统的编号，不导入";
/// The state of a row that counts no more.
const VOID: &str = "已作废";

/// The place of the column with the numbers that this program gives its rows: 编号 over ZJ-2020-0047.
pub fn numbers(heading: &Heading, samples: &[&Row]) -> Option<usize> {
    let is_ours = |column: u32| {
        let cells = samples.iter().filter_map(|row| row.cell(column));
        let (ours, others): (Vec<&Cell>, Vec<&Cell>) = cells.partition(|cell| is_number(cell));
        // Some rows below may be totals and notes.
        !ours.is_empty() && ours.len() > others.len()
    };
    let mut heads = heading.heads.iter();
    heads.position(|head| is_bare(&head.text) && is_ours(head.column))
}

/// The column 状态 of such a table.
pub fn state(table: &Understood) -> Option<u32> {
    table.columns.iter().find(|one| one.why == WHY)?;
    let mut columns = table.columns.iter();
    let state = columns.find(|one| one.field.is_none() && name::normal(&one.heading) == "状态");
    state.map(|column| column.number)
}

/// Whether a row of such a table counts no more.
pub fn is_void(table: &Understood, row: &Row) -> bool {
    let state = table.state.and_then(|column| row.cell(column));
    state.is_some_and(|cell| matches!(&cell.value, Value::Text(text) if text.trim() == VOID))
}

fn is_bare(heading: &str) -> bool {
    matches!(
        name::normal(heading).as_str(),
        "编号" | "序号" | "记录编号" | "本系统编号"
    )
}

/// ZJ-2020-0047
fn is_number(cell: &Cell) -> bool {
    let said = text::folded(&cell.text());
    let parts: Vec<&str> = said.split('-').collect();
    let [prefix, year, number] = parts[..] else {
        return false;
    };
    let digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    prefix.len() == 2
        && prefix.bytes().all(|c| c.is_ascii_alphabetic())
        && year.len() == 4
        && digits(year)
        && number.len() >= 4
        && digits(number)
}
