//! The reader on whole notices, on passages in the manner of notices, and on bytes that are no notice.
#![allow(clippy::unwrap_used)]

mod bytes;
mod dev_notices;
mod firmness;
mod office_files;
mod passages;
mod scored;
mod sections;
mod tables;
mod task_tables;
mod tasks;
mod tenses;

use notice::{Figure, Item, Kind, Text, read};

/// A figure as the tables write it: `30家 >= 30 家`, a range as `5%-6% >= 0.05..0.06 ratio`.
fn told(item: &Item, figure: &Figure) -> String {
    let high = figure
        .value_high
        .map(|h| format!("..{h}"))
        .unwrap_or_default();
    format!(
        "{} {} {}{high} {}",
        item.span.replace('\n', ""),
        figure.op.sign(),
        figure.value,
        figure.unit
    )
}

/// The targets of a text.
fn targets(text: &str) -> Vec<String> {
    let items = read(&Text::new(text)).items;
    items
        .iter()
        .filter_map(|i| {
            if let Kind::Target(f) = &i.kind {
                Some(told(i, f))
            } else {
                None
            }
        })
        .collect()
}

/// The facts of a text.
fn facts(text: &str) -> Vec<String> {
    let items = read(&Text::new(text)).items;
    items
        .iter()
        .filter_map(|i| {
            if let Kind::Fact(f) = &i.kind {
                Some(told(i, f))
            } else {
                None
            }
        })
        .collect()
}
