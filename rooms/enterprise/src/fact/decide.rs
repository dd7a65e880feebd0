//! What a new value does to the one that is there, and whether a value is fresh. Pure.

use values::{Day, Uuid};

use super::{Definition, Held};

/// What becomes of a fact when a value is given for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is there, the same, and fresh: nobody needs to state it again.
    Same,
    First,
    /// The same value, stated anew because the old statement was not fresh any more.
    Renewed,
    /// A newer estimate, or the year's real value in the place of its estimate.
    Replaced,
    /// A value that was stated of the finished year was wrong.
    Corrected,
    /// What was stated is taken back and nothing takes its place.
    Withdrawn,
}

impl Step {
    /// Whether the person has to say why.
    pub fn wants_reason(self) -> bool {
        matches!(self, Step::Corrected | Step::Withdrawn)
    }

    pub fn changes(self) -> bool {
        self != Step::Same
    }

    pub fn word(self) -> &'static str {
        match self {
            Step::Same => "不变",
            Step::First => "填报",
            Step::Renewed => "重新确认",
            Step::Replaced => "更新",
            Step::Corrected => "更正",
            Step::Withdrawn => "撤下",
        }
    }
}

/// What a given value does; `None` takes the fact back.
pub fn step(one: &Definition, held: Option<&Held>, given: Option<i64>, today: Day) -> Step {
    match (held, given) {
        (None, None) => Step::Same,
        (None, Some(_)) => Step::First,
        (Some(_), None) => Step::Withdrawn,
        (Some(held), Some(value)) if held.value == value => {
            match freshness(one, held, today).is_fresh() {
                true => Step::Same,
                false => Step::Renewed,
            }
        }
        (Some(held), Some(_)) if is_estimate(held) => Step::Replaced,
        (Some(_), Some(_)) => Step::Corrected,
    }
}

/// A value that was stated before its year was over.
fn is_estimate(held: &Held) -> bool {
    held.stated_at.day() <= end(held.year)
}

fn end(year: i32) -> Day {
    Day::of(year, 12, 31).unwrap_or(Day::NEVER)
}

/// Whether a value still stands for what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    Fresh,
    /// Estimated while the year ran, and the year is over.
    OnlyEstimated,
    /// Nobody has looked at it since the day.
    Aged(Day),
}

impl Freshness {
    pub fn is_fresh(self) -> bool {
        self == Freshness::Fresh
    }

    pub fn word(self) -> &'static str {
        match self {
            Freshness::Fresh => "有效",
            Freshness::OnlyEstimated => "还是预计数",
            Freshness::Aged(_) => "已久未更新",
        }
    }
}

/// How long an estimate of the running year stands.
const ESTIMATE_MONTHS: u32 = 6;

/// A value of a finished year that was stated after its end stays true, unless the fact is one that changes afterwards;
/// an estimate stands until the year ends, and for half a year at most.
pub fn freshness(one: &Definition, held: &Held, today: Day) -> Freshness {
    if is_estimate(held) && today > end(held.year) {
        return Freshness::OnlyEstimated;
    }
    let months = match is_estimate(held) {
        true => ESTIMATE_MONTHS,
        false => one.fresh_months,
    };
    let day = held.day();
    match months > 0 && after_months(day, months) < today {
        true => Freshness::Aged(day),
        false => Freshness::Fresh,
    }
}

/// The same day some months later; the last of the month where there is no such day.
pub fn after_months(day: Day, months: u32) -> Day {
    let count = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + i64::from(months);
    let year = i32::try_from(count.div_euclid(12)).unwrap_or(9998);
    let month = u32::try_from(count.rem_euclid(12)).unwrap_or(0) + 1;
    let there = (28..=day.day())
        .rev()
        .chain([day.day()])
        .find_map(|one| Day::of(year, month, one));
    there.unwrap_or(Day::NEVER)
}

/// Why a value is not confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unconfirmed {
    /// Whoever states does not confirm.
    Own,
    Already,
}

/// Whether this person may confirm this value, as far as the value is concerned.
pub fn confirmable(held: &Held, person: Uuid) -> Result<(), Unconfirmed> {
    match &held.confirmed {
        Some(_) => Err(Unconfirmed::Already),
        None if held.stated_by == person => Err(Unconfirmed::Own),
        None => Ok(()),
    }
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
