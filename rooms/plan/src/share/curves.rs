//! Curves laid for single units of a split.

pub(crate) mod store;

use ::notice::Decimal;
use values::Day;

use crate::curve::Curve;
use crate::quantity::stored;

pub use store::of;

/// The nodes as they are kept: a line each.
fn written(curve: &Curve) -> String {
    let lines: Vec<String> = curve
        .nodes
        .iter()
        .map(|(day, value)| format!("{day} {value}"))
        .collect();
    lines.join("\n")
}

fn node(line: &str) -> Option<(Day, Decimal)> {
    let (day, value) = line.split_once(' ')?;
    Some((Day::parse_iso(day)?, stored(value)?))
}

/// The nodes of [`written`].
fn read(text: &str) -> Option<Vec<(Day, Decimal)>> {
    text.lines().map(node).collect()
}
