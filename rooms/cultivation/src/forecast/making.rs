//! The forecasts of a day, of what the room knows. Pure: the facts come in, the ranges come out.

use std::collections::{BTreeMap, HashMap, HashSet};

use criteria::county::Successes;

use enterprise::door::Firm;
use ledger::door::Standing;
use values::{Day, Id};

use super::chance::{Learnt, Place, chance, learn};
use super::increase::arrives;
use super::{Range, of_million};
use crate::account::account;
use crate::batch::Batch;
use crate::certificate::Certificate;
use crate::pool::Pooled;
use crate::prior::{Group, Priors};
use crate::step::{Courses, Step, stood};

/// How many past years are learnt from.
pub const BACK: i32 = 3;

/// What a forecast is made of.
pub struct Given<'a> {
    pub today: Day,
    pub courses: &'a Courses,
    pub certificates: &'a [Certificate],
    pub batches: &'a [Batch],
    pub pool: &'a [Pooled],
    /// Firms that are not in the county any more.
    pub gone: &'a HashSet<Id<Firm>>,
    pub priors: &'a Priors,
}

/// Firms of each place, and those of them to which no batch of the year is open any more.
pub type Places = BTreeMap<Place, (i64, i64)>;

/// What comes even if no firm on its way arrives, and how many of those counted in it may still go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certain {
    pub shown: i64,
    pub staying: i64,
}

/// Firms of one place, and what they add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub place: Place,
    pub firms: i64,
    /// Of them, those to which no batch of the year is open any more.
    pub closed: i64,
    /// In ten-thousandths.
    pub chance: i64,
    pub prior: i64,
    /// Past firms, and those of them that succeeded.
    pub learnt: (i64, i64),
}

impl Part {
    /// Firms × chance, rounded half up to a tenth; of those that are counted already, what may go, below nought.
    pub fn tenths(&self) -> i64 {
        let open = self.firms - self.closed;
        let tenths = |chance: i64| (open * chance + 500) / 1_000;
        match self.place {
            Place::Stays => -tenths(super::SURE - self.chance),
            _ => tenths(self.chance),
        }
    }

    /// 13.0, with a real minus.
    pub fn expected(&self) -> String {
        let (tenths, sign) = match self.tenths() {
            below @ ..0 => (-below, "−"),
            tenths => (tenths, ""),
        };
        format!("{sign}{}.{}", tenths / 10, tenths % 10)
    }

    /// 19/20, or what is known of arrivals.
    pub fn past(&self) -> String {
        let (of, held) = self.learnt;
        match self.place {
            _ if of == 0 => "—".to_owned(),
            Place::Arrives => format!("{of} 年 {held} 家"),
            _ => format!("{held}/{of}"),
        }
    }

    /// The stated chance; of arrivals nothing is stated.
    pub fn prior(&self) -> Option<i64> {
        (self.place != Place::Arrives).then_some(self.prior)
    }

    /// 65%, 99.7%
    pub fn stated(&self) -> String {
        let prior = self.prior();
        prior.map_or("—".to_owned(), |prior| Part::percent(&prior))
    }

    pub fn percent(share: &i64) -> String {
        format!("{}%", crate::prior::percent(*share))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// What comes even if no firm on its way arrives.
    pub certain: i64,
    pub range: Range,
    pub parts: Vec<Part>,
    /// Of all places, those without a firm today among them.
    pub learnt: Learnt,
    /// What the successes are added to.
    offset: i64,
    successes: Successes,
}

impl Forecast {
    /// In how many of a hundred cases so much is reached; rounded down.
    pub fn reaches(&self, goal: i64) -> u32 {
        let needed = usize::try_from(goal - self.offset).unwrap_or(0);
        self.successes.at_least(needed) / 10_000
    }

    pub fn of(
        certain: Certain,
        places: Places,
        learnt: Learnt,
        prior: impl Fn(Place) -> i64,
    ) -> Forecast {
        let part = |(place, (firms, closed)): (Place, (i64, i64))| {
            let past = learnt.get(&place).copied().unwrap_or_default();
            let prior = prior(place);
            Part {
                place,
                firms,
                closed,
                prior,
                chance: chance_of(place, prior, past),
                learnt: past,
            }
        };
        let parts: Vec<Part> = places.into_iter().map(part).collect();
        let chances = parts.iter().flat_map(|part| {
            let open = usize::try_from(part.firms - part.closed).unwrap_or(0);
            std::iter::repeat_n(of_million(part.chance), open)
        });
        let successes = Successes::of(chances);
        let offset = certain.shown - certain.staying;
        Forecast {
            certain: certain.shown,
            range: Range::of(offset, &successes),
            parts,
            learnt,
            offset,
            successes,
        }
    }
}

/// The chance of a place, of the stated one and what past years taught.
pub fn chance_of(place: Place, prior: i64, past: (i64, i64)) -> i64 {
    match place {
        Place::Arrives => arrives(past),
        _ => chance(prior, past),
    }
}

impl Given<'_> {
    pub fn last(&self) -> Day {
        self.today.last_of_year()
    }

    pub fn eve(&self) -> Day {
        eve(self.today.year())
    }

    /// Whether a batch can still make the firm a certificate this year; where no batch is known, it may.
    pub fn is_open(&self, step: Option<&Step>) -> bool {
        let year = i64::from(self.today.year());
        let in_year = |one: &Batch| one.announced.known().is_none_or(|day| day <= self.last());
        if let Some(step) = step.filter(|step| step.stage.is_applied()) {
            let own = step
                .batch
                .and_then(|id| self.batches.iter().find(|one| one.id == id));
            return own.is_none_or(in_year);
        }
        let mut of_year = self
            .batches
            .iter()
            .filter(|one| one.year == year)
            .peekable();
        let is_ahead = |one: &Batch| one.closes().is_none_or(|day| day >= self.today);
        of_year.peek().is_none() || of_year.any(|one| is_ahead(one) && in_year(one))
    }

    /// T04: firms that enter a pool for the first time in the year, whatever its level.
    pub fn pool_entries(&self) -> Forecast {
        let first = self.first_entries();
        let year = self.today.year();
        let so_far = first
            .values()
            .filter(|day| day.year() == year && **day <= self.today);
        let certain = i64::try_from(so_far.count()).unwrap_or(i64::MAX);
        let prior = |place: Place| self.priors.of(Group::Pool, place.code());
        let mut places = Places::new();
        for (firm, steps) in self.courses {
            let step = steps.last().filter(|_| !first.contains_key(firm));
            let Some(step) = step.filter(|_| !self.gone.contains(firm)) else {
                continue;
            };
            if prior(Place::At(step.stage)) > 0 {
                places.entry(Place::At(step.stage)).or_default().0 += 1;
            }
        }
        let mut learnt = Learnt::new();
        for past in (1..=BACK).map(|back| year - back) {
            let Some(day) = in_year(self.today, past) else {
                continue;
            };
            for (firm, steps) in self.courses {
                let entered = first.get(firm);
                let Some(step) = stood(steps, day).filter(|_| entered.is_none_or(|at| *at > day))
                else {
                    continue;
                };
                if prior(Place::At(step.stage)) > 0 {
                    let succeeded = entered.is_some_and(|at| at.year() == past);
                    learn(&mut learnt, Place::At(step.stage), succeeded);
                }
            }
        }
        let certain = Certain {
            shown: certain,
            staying: 0,
        };
        Forecast::of(certain, places, learnt, prior)
    }

    /// The day of each firm's first entry.
    fn first_entries(&self) -> HashMap<Id<Firm>, Day> {
        let mut first = HashMap::new();
        for row in self
            .pool
            .iter()
            .filter(|row| row.standing == Standing::Good)
        {
            first.entry(row.firm).or_insert(row.on);
        }
        first
    }

    /// What a past year came to, of each measure.
    pub fn came_to(&self, year: i32) -> (i64, i64) {
        let increase = account(self.certificates, eve(year), eve(year + 1)).increase();
        let first = self.first_entries();
        let entered = first.values().filter(|day| day.year() == year).count();
        (increase, i64::try_from(entered).unwrap_or(i64::MAX))
    }
}

/// The last day of the year before.
pub fn eve(year: i32) -> Day {
    Day::of(year - 1, 12, 31).unwrap_or(Day::NEVER)
}

/// The same day of another year; the 28th for the 29th of February.
pub fn in_year(day: Day, year: i32) -> Option<Day> {
    Day::of(year, day.month(), day.day()).or_else(|| Day::of(year, day.month(), 28))
}

#[cfg(test)]
#[path = "making_tests.rs"]
mod tests;
