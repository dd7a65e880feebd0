//! What became of one target, duty or rhythm rule.

use super::uniform::{counted, uniform};
use super::{Beside, Change, beat, due, falling};
use crate::item::{Assigned, Figure, Item, Kind, Task};
use crate::rules::comparator::{self, Op};
use crate::rules::firmness::Firmness;
use std::cmp::Ordering;

/// An item with the text it stands in and the year that plans it.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    pub item: &'a Item,
    pub chars: &'a [char],
    pub year: Option<i32>,
}

/// So much behind a number may its comparator take, blanks of the layout included.
const BEHIND: usize = 10;

/// What became of `old` in `new`, and what is changed beside it.
pub fn of(old: Said, new: Said) -> (Change, Vec<Beside>) {
    match (&old.item.kind, &new.item.kind) {
        (Kind::Target(one), Kind::Target(other)) => {
            let beside = beside(
                (one.firmness, other.firmness),
                (&one.assigned, &other.assigned),
                (old, new),
            );
            let same = one.name == other.name
                && one.op == other.op
                && one.value_high == other.value_high
                && behind(old, one) == behind(new, other);
            let change = of_values(one, other)
                .or_else(|| turned(&beside, (old, new)))
                .unwrap_or(told(same, &beside));
            (change, beside)
        }
        (Kind::Duty(one), Kind::Duty(other)) => of_tasks((one, old), (other, new)),
        (
            Kind::Rhythm { every, what },
            Kind::Rhythm {
                every: other_every,
                what: other_what,
            },
        ) => {
            let change = match beat::order((*every, what), (*other_every, other_what)) {
                Some(Ordering::Greater) => Change::Raised,
                Some(Ordering::Less) => Change::Lowered,
                _ => told(every == other_every && what == other_what, &[]),
            };
            let beside = (every != other_every).then_some(Beside::Every(*every, *other_every));
            (change, beside.into_iter().collect())
        }
        _ => (Change::Reworded, Vec::new()),
    }
}

/// Other words of a task are told before its time and firmness, which stand beside them.
fn of_tasks(old: (&Task, Said), new: (&Task, Said)) -> (Change, Vec<Beside>) {
    let ((one, old), (other, new)) = (old, new);
    let beside = beside(
        (one.firmness, other.firmness),
        (&one.assigned, &other.assigned),
        (old, new),
    );
    let same = one.what == other.what;
    let turned = turned(&beside, (old, new)).filter(|_| same);
    let change = turned.unwrap_or(told(same, &beside));
    (change, beside)
}

fn told(same: bool, beside: &[Beside]) -> Change {
    if same && beside.is_empty() {
        Change::Kept
    } else {
        Change::Reworded
    }
}

/// Up or down; nothing where the values are the same, or where one counts more things than the other.
fn of_values(old: &Figure, new: &Figure) -> Option<Change> {
    if things(&old.name) != things(&new.name) && core(&old.name) != core(&new.name) {
        return None;
    }
    // Of a range the lower end tells, then the upper one.
    let highs = old.value_high.zip(new.value_high);
    let highs = highs.map_or(Ordering::Equal, |(old, new)| old.cmp(&new));
    let less = falling::asks_for_less(old, new);
    match (old.value.cmp(&new.value).then(highs), less) {
        (Ordering::Less, false) => Some(Change::Raised),
        (Ordering::Less, true) => Some(Change::Loosened),
        (Ordering::Greater, false) => Some(Change::Lowered),
        (Ordering::Greater, true) => Some(Change::Tightened),
        (Ordering::Equal, _) => None,
    }
}

/// 众创空间 is one thing, 众创空间、孵化器 are two.
fn things(name: &str) -> usize {
    name.matches(['、', '和', '与']).count()
}

fn core(name: &str) -> String {
    counted(&uniform(name)).to_owned()
}

/// The comparator that 净增 hides: 净增20家以上, 净增20家左右.
fn behind(said: Said, figure: &Figure) -> Option<Op> {
    let rest = said.chars.iter().skip(said.item.end).take(BEHIND);
    let rest: Vec<char> = rest.copied().filter(|c| !c.is_whitespace()).collect();
    let hidden = figure.op == Op::NetAtLeast;
    hidden.then(|| comparator::right(&rest, 0).0).flatten()
}

/// Firmness and deadline, where they are not the same.
fn beside(
    firm: (Firmness, Firmness),
    assigned: (&Assigned, &Assigned),
    said: (Said, Said),
) -> Vec<Beside> {
    let firmness = (firm.0 != firm.1).then_some(Beside::Firmness(firm.0, firm.1));
    let dues = (assigned.0.due.clone(), assigned.1.due.clone());
    let same = match (&dues.0, &dues.1) {
        (Some(old), Some(new)) => {
            due::order((old, said.0.year), (new, said.1.year)) == Some(Ordering::Equal)
                || old == new
        }
        (old, new) => old == new,
    };
    let due = (!same).then_some(Beside::Due(dues.0, dues.1));
    firmness.into_iter().chain(due).collect()
}

/// Where the value stays, firmness tells the direction, then the deadline.
fn turned(beside: &[Beside], said: (Said, Said)) -> Option<Change> {
    beside.iter().find_map(|one| match one {
        Beside::Firmness(old, new) if rank(*new) > rank(*old) => Some(Change::Tightened),
        Beside::Firmness(..) => Some(Change::Loosened),
        Beside::Due(Some(old), Some(new)) => {
            match due::order((old, said.0.year), (new, said.1.year))? {
                Ordering::Less => Some(Change::Earlier),
                Ordering::Greater => Some(Change::Later),
                Ordering::Equal => None,
            }
        }
        Beside::Due(..) | Beside::Every(..) => None,
    })
}

/// 力争 promises less than a bare number, 确保 more.
fn rank(firmness: Firmness) -> u8 {
    match firmness {
        Firmness::Strive => 0,
        Firmness::Plain => 1,
        Firmness::Committed => 2,
    }
}
