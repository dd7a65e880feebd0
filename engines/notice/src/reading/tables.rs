//! Figures of tables, put in the place of what a sentence would read in the same cells.

use super::Reading;
use crate::item::{Figure, Item, Kind};
use crate::outline::Outline;
use crate::rules::comparator::Op;
use crate::rules::firmness::Firmness;
use crate::table::{Entry, Row};
use crate::text::Text;
use std::ops::Range;

/// Adds the figures of the rows; a figure that a cell says in words gets the row's office and deadline.
pub fn read(text: &Text, rows: &[Row], outline: &Outline, reading: &mut Reading) {
    let row_of = |start: usize| {
        let next = rows.partition_point(|r| r.range.end <= start);
        rows.get(next).filter(|r| r.range.contains(&start))
    };
    reading.items.retain_mut(|item| match row_of(item.start) {
        Some(row) => keep(item, row),
        None => true,
    });
    for row in rows {
        for entry in &row.entries {
            reading.items.extend(item(text, entry, outline, reading));
        }
    }
}

fn keep(item: &mut Item, row: &Row) -> bool {
    let place = item.start..item.end;
    let taken = row.taken.iter().any(|t| meet(t, &place));
    match &mut item.kind {
        Kind::Target(_) | Kind::Fact(_) | Kind::Rhythm { .. } if taken => return false,
        Kind::Duty(_)
            if !row.entries.is_empty() && row.named.as_ref().is_some_and(|n| meet(n, &place)) =>
        {
            return false;
        }
        Kind::Target(figure) => figure.assigned.fill(&row.assigned),
        Kind::Duty(task) => task.assigned.fill(&row.assigned),
        _ => {}
    }
    true
}

fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn item(text: &Text, entry: &Entry, outline: &Outline, reading: &Reading) -> Option<Item> {
    let at = reading.sentences.partition_point(|s| s.end <= entry.start);
    let sentence = reading.sentences.get(at)?;
    let inside = sentence.start <= entry.start && entry.end <= sentence.end;
    let figure = Figure {
        name: entry.name.clone(),
        op: if super::figures::is_net(&entry.name) && !entry.is_past {
            Op::NetAtLeast
        } else {
            entry.op
        },
        value: entry.value,
        value_high: entry.high,
        unit: entry.unit.clone(),
        firmness: Firmness::Plain,
        assigned: entry.assigned.clone(),
    };
    let kind = if entry.is_past {
        Kind::Fact(figure)
    } else {
        Kind::Target(figure)
    };
    inside.then(|| Item {
        start: entry.start,
        end: entry.end,
        span: text.span(entry.start, entry.end),
        section: outline.path(sentence.section),
        sentence: (sentence.start, sentence.end),
        kind,
    })
}
