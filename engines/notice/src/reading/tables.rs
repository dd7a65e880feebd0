//! Figures of tables, put in the place of what a sentence would read in the same cells.

use super::{Reading, figures};
use crate::item::{Figure, Item, Kind, Sentence, SentenceKind};
use crate::layout::Stream;
use crate::outline::Outline;
use crate::rules::comparator::Op;
use crate::rules::name;
use crate::table::{self, Entry, Part, Row, Use};
use crate::text::Text;
use std::ops::Range;

/// Adds the figures of the rows; a figure that a cell says in words gets the row's office and deadline.
pub fn read(text: &Text, rows: &[Row], outline: &Outline, reading: &mut Reading) {
    let row_of = |start: usize| {
        let next = rows.partition_point(|r| r.range.end <= start);
        rows.get(next)
            .filter(|r| r.range.contains(&start))
            .map(|_| next)
    };
    let items = std::mem::take(&mut reading.items);
    let beat = |row: &Row, item: &Item| {
        let is_goal = row.part(&(item.start..item.end)).map(|p| p.used) == Some(Use::Goal);
        is_goal && matches!(item.kind, Kind::Rhythm { .. })
    };
    let mut said: Vec<Said> = rows.iter().map(|_| Said::default()).collect();
    for item in &items {
        if let Some(at) = row_of(item.start) {
            said[at].is_beat |= beat(&rows[at], item);
        }
    }
    let mut cells = Cells::new(text);
    for mut item in items {
        let Some(at) = row_of(item.start) else {
            reading.items.push(item);
            continue;
        };
        let (row, place) = (&rows[at], item.start..item.end);
        let part = row.part(&place);
        if !keep(&mut item, row, part) || said[at].is_told(&item, part) {
            continue;
        }
        if beat(row, &item)
            && let Kind::Rhythm { what, .. } = &mut item.kind
        {
            what.clone_from(&row.name);
        }
        if let Some(part) = part.filter(|_| row.is_ruled) {
            cells.name(&mut item, row, part);
        }
        match part.map(|p| p.used) {
            Some(Use::Quarter(n)) => said[at].quarters.push((n, item)),
            _ => match listed_quarter(&item) {
                Some(n) => said[at].quarters.push((n, item)),
                None if matches!(item.kind, Kind::Target(_)) => said[at].goals.push(item),
                None => reading.items.push(item),
            },
        }
    }
    for (row, said) in rows.iter().zip(said) {
        let mut entries = row.entries.clone();
        let is_beat = said.is_beat;
        let mut more = said.finish(row, &mut entries);
        let is_target = |item: &Item| matches!(item.kind, Kind::Target(_));
        let is_bare = entries.iter().all(|e| e.is_past) && !more.iter().any(is_target);
        if is_bare && !is_beat {
            entries.extend(row.last_quarter());
        }
        let entries = entries.iter();
        more.extend(entries.filter_map(|entry| item(text, entry, outline, reading)));
        reading.items.append(&mut more);
    }
    tell_heads(rows, reading);
}

/// Rows of heads say nothing that a person maps.
fn tell_heads(rows: &[Row], reading: &mut Reading) {
    for row in rows.iter().filter(|row| row.is_head) {
        let within = |s: &&mut Sentence| row.range.start <= s.start && s.end <= row.range.end;
        for sentence in reading.sentences.iter_mut().filter(within) {
            sentence.kind = SentenceKind::Heading;
        }
    }
}

/// 一季度5家、二季度12家: the quarter that a figure of a cell is named by.
fn listed_quarter(item: &Item) -> Option<usize> {
    match &item.kind {
        Kind::Target(figure) => table::quarter_of(&figure.name),
        _ => None,
    }
}

/// What the cells of a row say in words.
#[derive(Default)]
struct Said {
    goals: Vec<Item>,
    quarters: Vec<(usize, Item)>,
    /// Its goal is how often it is done: the quarters only count along, and the task is the rule.
    is_beat: bool,
}

impl Said {
    /// Is it a task that the row's rule tells?
    fn is_told(&self, item: &Item, part: Option<&Part>) -> bool {
        let is_name = part.is_some_and(|p| p.used == Use::Name);
        self.is_beat && is_name && matches!(item.kind, Kind::Duty(_))
    }

    /// The goals with their quarters. What is to be reached at the end of a quarter is no goal of its own beside one.
    fn finish(mut self, row: &Row, entries: &mut [Entry]) -> Vec<Item> {
        let quarters = std::mem::take(&mut self.quarters);
        let mut entry = entries.iter_mut().find(|e| !e.is_past);
        let has_goal = entry.is_some() || !self.goals.is_empty();
        if let Some(entry) = &mut entry {
            let mut told = row.quarters_told();
            for (n, said) in quarters.iter().filter_map(in_figures) {
                if table::counts_same(&said.name, &entry.name)
                    || table::quarter_of(&said.name).is_some()
                {
                    told[n - 1].get_or_insert((said.value, said.unit.as_str()));
                }
            }
            let falls = entry.op == Op::AtMost;
            entry.assigned.quarters =
                table::reached(&told, (entry.value, &entry.unit), row.alone, falls);
        }
        let only = |goals: &[Item], unit: &str| {
            let one = |item: &&Item| figure(item).is_some_and(|f| f.unit == unit);
            entry.is_none() && goals.iter().filter(one).count() == 1
        };
        for at in 0..self.goals.len() {
            let only = figure(&self.goals[at]).is_some_and(|f| only(&self.goals, &f.unit));
            let Kind::Target(goal) = &mut self.goals[at].kind else {
                continue;
            };
            let mut told = match only {
                true => row.quarters_only(&goal.unit),
                false => row.quarters_of(&goal.name),
            };
            for (n, said) in quarters.iter().filter_map(in_figures) {
                if said.unit == goal.unit && (only || said.name == goal.name) {
                    told[n - 1] = Some((said.value, said.unit.as_str()));
                }
            }
            let falls = goal.op == Op::AtMost;
            goal.assigned.quarters =
                table::reached(&told, (goal.value, &goal.unit), row.alone, falls);
        }
        let is_target = |item: &Item| matches!(item.kind, Kind::Target(_));
        let rest = quarters.into_iter().map(|(_, item)| item);
        self.goals
            .extend(rest.filter(|item| !has_goal || !is_target(item)));
        self.goals
    }
}

fn in_figures((n, item): &(usize, Item)) -> Option<(usize, &Figure)> {
    figure(item).map(|figure| (*n, figure))
}

fn figure(item: &Item) -> Option<&Figure> {
    match &item.kind {
        Kind::Target(figure) | Kind::Fact(figure) => Some(figure),
        _ => None,
    }
}

/// Does an item stand that a sentence reads in a row? What it leaves unsaid the row tells.
fn keep(item: &mut Item, row: &Row, part: Option<&Part>) -> bool {
    match part.map(|p| p.used) {
        Some(Use::Taken) => return false,
        Some(Use::Past) => match &item.kind {
            Kind::Target(figure) => item.kind = Kind::Fact(figure.clone()),
            Kind::Fact(_) => {}
            _ => return false,
        },
        Some(Use::Category) if matches!(item.kind, Kind::Duty(_)) => return false,
        Some(Use::Name) if matches!(item.kind, Kind::Duty(_)) && !row.entries.is_empty() => {
            return false;
        }
        _ => {}
    }
    match &mut item.kind {
        Kind::Target(figure) => figure.assigned.fill(&row.assigned),
        Kind::Duty(task) => task.assigned.fill(&row.assigned),
        _ => {}
    }
    true
}

/// What the cells say by themselves; the figures of one cell follow each other.
struct Cells<'a> {
    text: &'a Text,
    last: Range<usize>,
    figures: Vec<(usize, Figure)>,
}

impl<'a> Cells<'a> {
    fn new(text: &'a Text) -> Self {
        Self {
            text,
            last: 0..0,
            figures: Vec::new(),
        }
    }

    /// The edge of a cell ends a name, and what governs it: a figure is named by its own cell and by what its row is about.
    fn name(&mut self, item: &mut Item, row: &Row, part: &Part) {
        let (Kind::Target(figure) | Kind::Fact(figure)) = &mut item.kind else {
            return;
        };
        if self.last != part.range {
            self.last = part.range.clone();
            self.figures = figures::of_cell(&Stream::piece(self.text.chars(), &part.range));
        }
        let own = self.figures.iter().find(|(start, _)| *start == item.start);
        let Some((_, own)) = own else { return };
        let of_row = match part.used {
            Use::Name => "",
            _ => row.name.as_str(),
        };
        figure.name = name::in_row(&own.name, of_row);
        figure.firmness = own.firmness;
        let bare = matches!(own.op, Op::Exactly | Op::AtLeast);
        figure.op = match figures::is_net(&figure.name) && bare && !figures::is_net(&own.name) {
            true => Op::NetAtLeast,
            false => own.op,
        };
    }
}

fn item(text: &Text, entry: &Entry, outline: &Outline, reading: &Reading) -> Option<Item> {
    let at = reading.sentences.partition_point(|s| s.end <= entry.start);
    let sentence = reading.sentences.get(at)?;
    let inside = sentence.start <= entry.start && entry.end <= sentence.end;
    let figure = Figure {
        name: entry.name.clone(),
        op: if figures::is_net(&entry.name) && !entry.is_past {
            Op::NetAtLeast
        } else {
            entry.op
        },
        value: entry.value,
        value_high: entry.high,
        unit: entry.unit.clone(),
        firmness: entry.firmness,
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
