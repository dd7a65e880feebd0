//! The net-increase account (净增账) by cause: opening + first recognised + recognised again + moved in − expired −
//! revoked − moved out − ended = closing. It tells the names behind what the figure `hnte-net-increase` counts, from the same
//! rows by the same rule (a stock of firms on a day); a test holds the two together. Pure.

pub mod pages;

use std::collections::{BTreeMap, BTreeSet};

use enterprise::door::Firm;
use values::{Day, Id};

use crate::certificate::Certificate;

/// Why a firm came to the list, or left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    First,
    Again,
    MovedIn,
    Expired,
    Revoked,
    MovedOut,
    /// Struck off, merged, or parted into others.
    Ended,
}

impl Cause {
    pub const ALL: [Cause; 7] = [
        Cause::First,
        Cause::Again,
        Cause::MovedIn,
        Cause::Expired,
        Cause::Revoked,
        Cause::MovedOut,
        Cause::Ended,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Cause::First => "first",
            Cause::Again => "again",
            Cause::MovedIn => "moved_in",
            Cause::Expired => "expired",
            Cause::Revoked => "revoked",
            Cause::MovedOut => "moved_out",
            Cause::Ended => "ended",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Cause::First => "首次认定",
            Cause::Again => "重新认定",
            Cause::MovedIn => "迁入",
            Cause::Expired => "期满未过",
            Cause::Revoked => "撤销",
            Cause::MovedOut => "迁出",
            Cause::Ended => "注销合并",
        }
    }

    pub fn adds(self) -> bool {
        matches!(self, Cause::First | Cause::Again | Cause::MovedIn)
    }

    fn of_route(route: &str) -> Cause {
        match route {
            "again" => Cause::Again,
            "moved_in" => Cause::MovedIn,
            _ => Cause::First,
        }
    }

    fn of_end(why: &str) -> Cause {
        match why {
            "revoked" => Cause::Revoked,
            "moved_out" => Cause::MovedOut,
            "ended" => Cause::Ended,
            _ => Cause::Expired,
        }
    }
}

/// A firm came or left on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub firm: Id<Firm>,
    pub day: Day,
    pub cause: Cause,
    /// Of the certificate that made it.
    pub number: String,
}

/// From the end of one day to the end of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub opening: BTreeSet<Id<Firm>>,
    /// By day.
    pub changes: Vec<Change>,
    pub closing: BTreeSet<Id<Firm>>,
}

/// A stretch of days on which a firm is on the list without a break.
struct Stretch<'a> {
    from: &'a Certificate,
    to: &'a Certificate,
}

/// The account of the days after `eve` up to `day`, of the certificates that count.
pub fn account(certificates: &[Certificate], eve: Day, day: Day) -> Account {
    let mut by_firm: BTreeMap<Id<Firm>, Vec<&Certificate>> = BTreeMap::new();
    for one in certificates.iter().filter(|one| one.counts()) {
        if one.since < one.until {
            by_firm.entry(one.firm).or_default().push(one);
        }
    }
    let mut account = Account {
        opening: BTreeSet::new(),
        changes: Vec::new(),
        closing: BTreeSet::new(),
    };
    let within = |at: Day| eve < at && at <= day;
    for (firm, own) in by_firm {
        for Stretch { from, to } in stretches(own) {
            let holds = |on: Day| from.since <= on && on < to.until;
            if holds(eve) {
                account.opening.insert(firm);
            }
            if holds(day) {
                account.closing.insert(firm);
            }
            let mut change = |at: Day, cause: Cause, of: &Certificate| {
                account.changes.push(Change {
                    firm,
                    day: at,
                    cause,
                    number: of.number.clone(),
                });
            };
            if within(from.since) {
                change(from.since, Cause::of_route(&from.route), from);
            }
            if within(to.until) {
                change(to.until, Cause::of_end(to.cause()), to);
            }
        }
    }
    account
        .changes
        .sort_by_key(|change| (change.day, change.cause, change.firm));
    account
}

/// A certificate that begins before the last one has ended, or on the day of its end, prolongs the stretch.
fn stretches(mut own: Vec<&Certificate>) -> Vec<Stretch<'_>> {
    own.sort_by_key(|one| (one.since, one.until, one.entry));
    let mut found: Vec<Stretch<'_>> = Vec::new();
    for one in own {
        match found.last_mut().filter(|last| one.since <= last.to.until) {
            Some(last) if one.until > last.to.until => last.to = one,
            Some(_) => {}
            None => found.push(Stretch { from: one, to: one }),
        }
    }
    found
}

impl Account {
    pub fn of(&self, cause: Cause) -> Vec<&Change> {
        self.changes
            .iter()
            .filter(|change| change.cause == cause)
            .collect()
    }

    pub fn count(&self, cause: &Cause) -> usize {
        self.of(*cause).len()
    }

    /// Closing − opening.
    pub fn increase(&self) -> i64 {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        number(self.closing.len()) - number(self.opening.len())
    }

    /// With a real minus.
    pub fn increase_shown(&self) -> String {
        values::grouped(i128::from(self.increase()))
    }
}

#[cfg(test)]
mod tests;
