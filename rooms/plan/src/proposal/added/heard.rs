//! What the reader hears in words that a person chose: in their sentence, which says more around them, else in the
//! words alone.

use std::ops::Range;

use ::notice::{Item, Text};

use crate::proposal::Kind;

/// The chosen words are meant as part of the plan, wherever they stand; among goals the reader looks for no tasks.
fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Duty => "一、重点任务\n",
        Kind::Target | Kind::Rhythm => "一、工作目标\n",
    }
}

/// The items of a kind within the words; what the reader takes for a past figure is a target, for a person says so.
pub fn items(text: &Text, sentence: Range<usize>, words: &Range<usize>, kind: Kind) -> Vec<Item> {
    let within = |item: &Item| words.start <= item.start && item.end <= words.end;
    let of = |stretch: Range<usize>| -> Vec<Item> {
        let read = read(text, stretch, heading(kind)).into_iter().map(meant);
        read.filter(|item| is(kind, item) && within(item)).collect()
    };
    let found = of(sentence);
    if found.is_empty() {
        of(words.clone())
    } else {
        found
    }
}

fn meant(item: Item) -> Item {
    match item.kind {
        ::notice::Kind::Fact(figure) => Item {
            kind: ::notice::Kind::Target(figure),
            ..item
        },
        _ => item,
    }
}

fn is(kind: Kind, item: &Item) -> bool {
    match item.kind {
        ::notice::Kind::Target(_) => kind == Kind::Target,
        ::notice::Kind::Rhythm { .. } => kind == Kind::Rhythm,
        ::notice::Kind::Duty(_) => kind == Kind::Duty,
        ::notice::Kind::Fact(_) => false,
    }
}

/// Reads a stretch of a text by itself; the items stand where they stand in the whole text.
fn read(text: &Text, stretch: Range<usize>, heading: &str) -> Vec<Item> {
    // A break inside a sentence is one of the page, not of the text.
    let is_break = |at: &usize| matches!(text.chars()[*at], '\n' | '\r');
    let places: Vec<usize> = stretch.filter(|at| !is_break(at)).collect();
    let words: String = places.iter().map(|at| text.chars()[*at]).collect();
    let before = heading.chars().count();
    let place = |at: usize| {
        at.checked_sub(before)
            .and_then(|at| places.get(at))
            .copied()
    };
    let moved = |item: Item| {
        let (start, last) = (place(item.start)?, place(item.end.checked_sub(1)?)?);
        Some(Item {
            start,
            end: last + 1,
            span: text.span(start, last + 1),
            ..item
        })
    };
    let reading = ::notice::read(&Text::new(format!("{heading}{words}")));
    reading.items.into_iter().filter_map(moved).collect()
}
