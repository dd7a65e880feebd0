use std::collections::{BTreeMap, BTreeSet, HashMap};

use values::{Day, Uuid};

use super::KeyValue;
use crate::asking::Asking;
use crate::language::{On, Part, Time};
use crate::reason::Reason;

/// A candidate in an answer of the shape `Weights`.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    pub entry: Uuid,
    pub version: i64,
    pub effective: Day,
    pub town: Uuid,
    pub office: Uuid,
    /// The key of `distinct`; an empty text without.
    pub key: KeyValue,
    pub reason: Option<Reason>,
    pub weight: i64,
}

/// A row of the shape `Held`: what was known of an entry, candidate or not.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldRow {
    pub entry: Uuid,
    pub version: i64,
    pub kind: String,
    pub effective: Day,
    pub until: Day,
    pub town: Uuid,
    pub office: Uuid,
    pub standing: String,
}

/// One end of a bridge: an asking, the candidates that are not the same on the other, and what it held of the entries
/// that [`on_one_side`] names.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub asking: &'a Asking,
    /// The value of the part.
    pub total: i64,
    pub rows: &'a [Weighed],
    pub held: &'a [HeldRow],
}

/// Why an entry weighs differently. The order is that in which the first that holds is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// The definition changed.
    Definition,
    /// The entry was not known before.
    New,
    /// Its day has come (or its end).
    Happened,
    Verified,
    Proven,
    Voided,
    Returned,
    Double,
    /// It left or entered the scope.
    Moved,
    Corrected,
    /// Another row now carries the key, or a newer statistic is there.
    Same,
}

/// From one value of a part to another, cause by cause; the terms add up exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridge {
    pub opening: i64,
    pub terms: Vec<Term>,
    pub closing: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub cause: Cause,
    pub sum: i64,
    /// Each entry with its change.
    pub entries: Vec<(Uuid, i64)>,
}

impl Cause {
    /// The short word of an address.
    pub fn code(self) -> &'static str {
        match self {
            Cause::Definition => "definition",
            Cause::New => "new",
            Cause::Happened => "happened",
            Cause::Verified => "verified",
            Cause::Proven => "proven",
            Cause::Voided => "voided",
            Cause::Returned => "returned",
            Cause::Double => "double",
            Cause::Moved => "moved",
            Cause::Corrected => "corrected",
            Cause::Same => "same",
        }
    }

    /// As the screen says it; what takes away is worded as such.
    pub fn words(self, sum: i64) -> &'static str {
        match (self, sum < 0) {
            (Cause::Definition, _) => "口径变更",
            (Cause::New, _) => "新增",
            (Cause::Happened, false) => "到期计入",
            (Cause::Happened, true) => "到期退出",
            (Cause::Verified, false) => "核实",
            (Cause::Verified, true) => "撤回核实",
            (Cause::Proven, false) => "补凭证",
            (Cause::Proven, true) => "凭证撤回",
            (Cause::Voided, _) => "作废",
            (Cause::Returned, _) => "退回",
            (Cause::Double, _) => "重复",
            (Cause::Moved, _) => "调整镇区或科室",
            (Cause::Corrected, _) => "更正",
            (Cause::Same, _) => "同一对象改计",
        }
    }
}

/// The entries that are candidates on one side only; ask [`crate::sql::held`] about them on both sides.
pub fn on_one_side(before: &[Weighed], after: &[Weighed]) -> Vec<Uuid> {
    let ids = |rows: &[Weighed]| rows.iter().map(|row| row.entry).collect::<BTreeSet<Uuid>>();
    ids(before)
        .symmetric_difference(&ids(after))
        .copied()
        .collect()
}

/// `redefined`: all candidates of the first asking under the second's definition, when the definition changed.
pub fn bridge(part: &Part, before: Side, after: Side, redefined: Option<&[Weighed]>) -> Bridge {
    let (old, new) = (Known::of(before), Known::of(after));
    let middle: Option<HashMap<Uuid, i64>> = redefined.map(|rows| {
        rows.iter()
            .map(|row| (row.entry, counted(Some(row))))
            .collect()
    });
    let mut terms: BTreeMap<Cause, Vec<(Uuid, i64)>> = BTreeMap::new();
    let entries: BTreeSet<Uuid> = before
        .rows
        .iter()
        .chain(after.rows)
        .map(|row| row.entry)
        .collect();
    for entry in entries {
        let change = counted(new.row(entry)) - counted(old.row(entry));
        if change == 0 {
            continue;
        }
        let redefined = middle.as_ref().is_some_and(|middle| {
            middle.get(&entry).copied().unwrap_or(0) != counted(old.row(entry))
        });
        let cause = if redefined {
            Cause::Definition
        } else {
            cause(part, entry, &old, &new)
        };
        terms.entry(cause).or_default().push((entry, change));
    }
    let terms = terms.into_iter().map(|(cause, entries)| Term {
        cause,
        sum: entries.iter().map(|entry| entry.1).sum(),
        entries,
    });
    Bridge {
        opening: before.total,
        terms: terms.collect(),
        closing: after.total,
    }
}

fn counted(row: Option<&Weighed>) -> i64 {
    row.filter(|row| row.reason.is_none())
        .map_or(0, |row| row.weight)
}

/// What one side knows, by entry.
struct Known<'a> {
    asking: &'a Asking,
    rows: HashMap<Uuid, &'a Weighed>,
    held: HashMap<Uuid, &'a HeldRow>,
}

impl<'a> Known<'a> {
    fn of(side: Side<'a>) -> Self {
        let rows = side.rows.iter().map(|row| (row.entry, row)).collect();
        let held = side.held.iter().map(|row| (row.entry, row)).collect();
        Known {
            asking: side.asking,
            rows,
            held,
        }
    }

    fn row(&self, entry: Uuid) -> Option<&'a Weighed> {
        self.rows.get(&entry).copied()
    }

    fn version(&self, entry: Uuid) -> Option<i64> {
        self.row(entry)
            .map(|row| row.version)
            .or_else(|| self.held.get(&entry).map(|row| row.version))
    }

    fn place(&self, entry: Uuid) -> Option<(Uuid, Uuid)> {
        self.row(entry)
            .map(|row| (row.town, row.office))
            .or_else(|| self.held.get(&entry).map(|row| (row.town, row.office)))
    }

    fn standing(&self, entry: Uuid) -> &'a str {
        match self.row(entry).map(|row| row.reason) {
            Some(Some(Reason::Void)) => "void",
            Some(Some(Reason::Draft)) => "draft",
            Some(Some(Reason::Returned)) => "returned",
            Some(Some(Reason::Unproven)) => "unproven",
            Some(Some(Reason::Waiting)) => "waiting",
            Some(Some(Reason::Double)) => "double",
            Some(_) => "good",
            None => self
                .held
                .get(&entry)
                .map_or("", |row| row.standing.as_str()),
        }
    }
}

fn cause(part: &Part, entry: Uuid, old: &Known, new: &Known) -> Cause {
    let (Some(first), Some(second)) = (old.version(entry), new.version(entry)) else {
        return Cause::New;
    };
    if time_came(part, entry, old, new) {
        return Cause::Happened;
    }
    match (old.standing(entry), new.standing(entry)) {
        (was, is) if was == is => {}
        (_, "void") => return Cause::Voided,
        (_, "returned") => return Cause::Returned,
        (_, "double") | ("double", _) => return Cause::Double,
        (_, "unproven") | ("unproven", _) => return Cause::Proven,
        _ => return Cause::Verified,
    }
    let (was, is) = (old.row(entry), new.row(entry));
    let left_or_entered = was.is_some() != is.is_some();
    if left_or_entered && (old.place(entry) != new.place(entry) || first == second) {
        return Cause::Moved;
    }
    let other_row = |row: Option<&Weighed>| {
        matches!(
            row.and_then(|row| row.reason),
            Some(Reason::Same | Reason::Older | Reason::Unpaired)
        )
    };
    let alike = was.zip(is).is_some_and(|(was, is)| {
        was.weight == is.weight && was.key == is.key && was.effective == is.effective
    });
    match first == second || alike {
        true if other_row(was) || other_row(is) => Cause::Same,
        true if first == second && old.asking.day != new.asking.day => Cause::Happened,
        _ => Cause::Corrected,
    }
}

/// With what was known before, the row is in time for one of the two days only.
fn time_came(part: &Part, entry: Uuid, old: &Known, new: &Known) -> bool {
    let Some(held) = old.held.get(&entry) else {
        return false;
    };
    if held.kind != part.kind {
        return false;
    }
    let in_time = |asking: &Asking| match part.time {
        Time::Flow | Time::Latest => {
            asking.period.holds(held.effective)
                && held.effective <= asking.day
                && held.until != Day::NOWHEN
        }
        Time::Stock(on) => {
            let day = if on == On::Day {
                asking.day
            } else {
                asking.period.eve()
            };
            held.effective <= day && day < held.until
        }
    };
    in_time(old.asking) != in_time(new.asking)
}
