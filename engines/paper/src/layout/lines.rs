//! Which lines of a table are one heading.

use super::units;
use crate::address::{Address, Region};
use crate::book::{Cell, Row, Value};
use crate::text;

/// The longest words over a column, in characters.
const LONGEST: usize = 60;

/// Whether words are merged out of a row into the next one, which then is of the same heading.
pub fn is_joined(rows: &[Row], upper: usize, merged: &[Region]) -> bool {
    let (Some(above), Some(below)) = (rows.get(upper), rows.get(upper + 1)) else {
        return false;
    };
    let from_above = |cell: &Cell| cell.from.is_some_and(|from| from.row <= above.number);
    below.cells.iter().any(from_above) && goes_on(above, below, merged)
}

/// Whether a cell can be a word of a heading.
pub fn is_word(cell: &Cell) -> bool {
    let Value::Text(text) = &cell.value else {
        return false;
    };
    let bare = text::folded(text);
    let is_figure = bare
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '/' | '%'));
    !is_figure && bare.chars().count() <= LONGEST
}

/// Whether a cell says that there is nothing: —
pub fn is_mark(cell: &Cell) -> bool {
    let bare = text::folded(&cell.text());
    !bare.is_empty() && bare.chars().all(|c| matches!(c, '-' | '/'))
}

/// Whether a row goes on with the heading of the row above: each word stands under a word over several columns, or is a unit.
pub fn goes_on(top: &Row, bottom: &Row, merged: &[Region]) -> bool {
    if bottom.number != top.number + 1 {
        return false;
    }
    let under = |cell: &Cell| {
        if is_mark(cell) {
            return true;
        }
        if !is_word(cell) {
            return false;
        }
        let column = cell.at.column;
        match top.cell(column) {
            _ if units::only(&cell.text()) => true,
            Some(above) => {
                is_wide(above, merged)
                    || (begins_group(top, column) && bottom.cell(column + 1).is_some())
            }
            None => {
                column > 1
                    && top
                        .cells
                        .first()
                        .is_some_and(|first| first.at.column < column)
            }
        }
    };
    bottom.own().any(is_word)
        && bottom.own().all(under)
        && bottom.cells.iter().all(|cell| {
            cell.from
                .is_none_or(|at| at.row >= top.number.saturating_sub(1))
        })
}

/// Whether a row parts a word of the line above into columns of their own: 累计 and 本月 under 放款金额. Such a row has neither
/// a number nor a day.
pub fn splits(lines: &[Row], next: &Row, merged: &[Region]) -> bool {
    let Some(last) = lines.last().filter(|last| goes_on(last, next, merged)) else {
        return false;
    };
    let own = |column: u32| {
        next.own()
            .any(|cell| cell.at.column == column && is_part(cell))
    };
    let mut words = last
        .own()
        .filter(|cell| is_word(cell))
        .map(|cell| cell.at.column);
    words.any(|column| {
        let stands_alone = last.cell(column + 1).is_none_or(|right| {
            right
                .from
                .is_some_and(|from| from == Address::new(last.number, column))
        });
        stands_alone && own(column) && own(column + 1)
    })
}

/// A word that says no unit and no mark.
fn is_part(cell: &Cell) -> bool {
    is_word(cell) && !is_mark(cell) && !units::only(&cell.text())
}

fn is_wide(cell: &Cell, merged: &[Region]) -> bool {
    let at = cell.from.unwrap_or(cell.at);
    merged
        .iter()
        .any(|region| region.first == at && region.width() > 1)
}

/// Whether a word has no neighbour at its right, so that it may stand over more columns than its own.
fn begins_group(row: &Row, column: u32) -> bool {
    row.cell(column + 1).is_none()
}
