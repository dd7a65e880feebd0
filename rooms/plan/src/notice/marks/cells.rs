//! The rows of a table in the text of a notice: a tab parts two cells.

use super::{Mark, Piece};

/// A row, with the pieces of each cell.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub is_head: bool,
    pub cells: Vec<Vec<Piece>>,
}

/// The sign between two cells.
pub const TAB: char = '\t';

/// Puts pieces that hold tabs under their columns. A mark that goes over several cells marks each; it is named in the
/// first, and its number stands in the last.
pub fn of(pieces: Vec<Piece>, is_head: bool) -> Row {
    let mut cells: Vec<Vec<Piece>> = vec![Vec::new()];
    for piece in pieces {
        let parts: Vec<&str> = piece.text.split(TAB).collect();
        let said = |part: &&str| !part.trim().is_empty();
        let first = parts.iter().position(said);
        let last = parts.iter().rposition(said);
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                cells.push(Vec::new());
            }
            if !said(part) {
                continue;
            }
            let part = Piece {
                text: part.trim().to_owned(),
                mark: piece
                    .mark
                    .as_ref()
                    .map(|mark| share(mark, first == Some(at), last == Some(at))),
            };
            if let Some(cell) = cells.last_mut() {
                cell.push(part);
            }
        }
    }
    Row { is_head, cells }
}

/// A sentence ends with its last word: the empty cells behind it are put back.
pub fn fill(rows: &mut [Row]) {
    let most = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for row in rows {
        row.cells.resize(most, Vec::new());
    }
}

/// Pieces of running text, in which a tab only sets words off.
pub fn without_tabs(pieces: Vec<Piece>) -> Vec<Piece> {
    let plain = |piece: Piece| Piece {
        text: piece.text.replace(TAB, ""),
        ..piece
    };
    pieces.into_iter().map(plain).collect()
}

fn share(mark: &Mark, is_first: bool, is_last: bool) -> Mark {
    let mut own = mark.clone();
    if !is_first {
        own.id.clear();
        own.word = "";
    }
    if !is_last {
        own.sup.clear();
    }
    own
}
