//! The forecasts of a day, of what the room knows. Pure: the facts come in, the ranges come out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use enterprise::door::Firm;
use ledger::door::{Standing, Whole};
use values::{Day, Id};

use super::chance::{Learnt, Place, chance, learn};
use super::{Distribution, Range};
use crate::account::account;
use crate::batch::Batch;
use crate::certificate::Certificate;
use crate::certificate::expiry::last_of_each;
use crate::stage::Stage;
use crate::step::{Courses, Step, stood};

/// How many past years are learnt from.
const BACK: i32 = 3;

/// What a forecast is made of.
pub struct Given<'a> {
    pub today: Day,
    pub courses: &'a Courses,
    pub certificates: &'a [Certificate],
    pub batches: &'a [Batch],
    /// Rows of `pool_entry` that are good.
    pub pool: &'a [Whole],
    /// Firms with an application in a batch of the year.
    pub applied: &'a HashSet<Id<Firm>>,
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
    /// 13.0: firms × chance, rounded half up to a tenth.
    pub fn expected(&self) -> String {
        let tenths = ((self.firms - self.closed) * self.chance + 500) / 1_000;
        format!("{}.{}", tenths / 10, tenths % 10)
    }

    pub fn percent(share: &i64) -> String {
        format!("{}%", (share + 50) / 100)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// What comes even if no firm on its way arrives.
    pub certain: i64,
    pub range: Range,
    pub parts: Vec<Part>,
    distribution: Distribution,
}

impl Forecast {
    /// In how many of a hundred cases so much is reached.
    pub fn reaches(&self, goal: i64) -> u32 {
        self.distribution.at_least(goal - self.certain)
    }

    fn of(
        certain: i64,
        places: BTreeMap<Place, (i64, i64)>,
        learnt: &Learnt,
        prior: fn(Place) -> i64,
    ) -> Forecast {
        let part = |(place, (firms, closed)): (Place, (i64, i64))| {
            let past = learnt.get(&place).copied().unwrap_or_default();
            Part {
                place,
                firms,
                closed,
                prior: prior(place),
                chance: chance(prior(place), past),
                learnt: past,
            }
        };
        let parts: Vec<Part> = places.into_iter().map(part).collect();
        let chances = parts.iter().flat_map(|part| {
            let open = usize::try_from(part.firms - part.closed).unwrap_or(0);
            std::iter::repeat_n(part.chance, open)
        });
        let distribution = Distribution::of(chances);
        Forecast {
            certain,
            range: Range::of(certain, &distribution),
            parts,
            distribution,
        }
    }
}

impl Given<'_> {
    fn last(&self) -> Day {
        self.today.last_of_year()
    }

    fn eve(&self) -> Day {
        eve(self.today.year())
    }

    /// Whether a batch can still make the firm a certificate this year; where no batch is known, it may.
    fn is_open(&self, step: Option<&Step>) -> bool {
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

    /// T03: the net increase of the year on its last day.
    pub fn net_increase(&self) -> Forecast {
        let whole = account(self.certificates, self.eve(), self.last());
        let mut places: BTreeMap<Place, (i64, i64)> = BTreeMap::new();
        let mut add = |place: Place, is_open: bool| {
            let (firms, closed) = places.entry(place).or_default();
            *firms += 1;
            *closed += i64::from(!is_open);
        };
        let unverified: HashSet<Id<Firm>> = self
            .certificates
            .iter()
            .filter(|one| !one.counts() && one.is_in_force(self.last()))
            .map(|one| one.firm)
            .collect();
        let mut seen: HashSet<Id<Firm>> = whole.closing.iter().copied().collect();
        for firm in &unverified {
            if seen.insert(*firm) {
                add(Place::Unverified, true);
            }
        }
        for (firm, steps) in self.courses {
            let Some(step) = steps.last().filter(|_| !seen.contains(firm)) else {
                continue;
            };
            let early = matches!(step.stage, Stage::Recognised | Stage::Left);
            if !early {
                seen.insert(*firm);
                add(Place::At(step.stage), self.is_open(Some(step)));
            }
        }
        for one in last_of_each(self.certificates, self.today) {
            let runs_out = one.valid_until.year() == self.today.year();
            if runs_out && !self.applied.contains(&one.firm) && seen.insert(one.firm) {
                add(Place::RunsOut, self.is_open(None));
            }
        }
        let learnt = self.learnt_of_certificates();
        Forecast::of(
            whole.increase(),
            places,
            &learnt,
            Place::prior_of_certificate,
        )
    }

    /// What became, by the end of their year, of firms that stood in a place on this day of past years.
    fn learnt_of_certificates(&self) -> Learnt {
        let mut learnt = Learnt::new();
        for year in (1..=BACK).map(|back| self.today.year() - back) {
            let (Some(day), last) = (in_year(self.today, year), eve(year + 1)) else {
                continue;
            };
            let on = account(self.certificates, eve(year), last);
            let closing: &BTreeSet<Id<Firm>> = &on.closing;
            let held = account(self.certificates, eve(year), day).closing;
            let mut applied = HashSet::new();
            for (firm, steps) in self.courses {
                let Some(step) = stood(steps, day) else {
                    continue;
                };
                if step.stage.is_applied() {
                    applied.insert(*firm);
                }
                let is_new = !held.contains(firm) || step.stage.is_applied();
                if is_new && !matches!(step.stage, Stage::Recognised | Stage::Left) {
                    learn(&mut learnt, Place::At(step.stage), closing.contains(firm));
                }
            }
            for one in last_of_each(self.certificates, day) {
                if one.valid_until.year() == year && one.counts() && !applied.contains(&one.firm) {
                    learn(&mut learnt, Place::RunsOut, closing.contains(&one.firm));
                }
            }
        }
        learnt
    }

    /// T04: firms that enter a pool for the first time in the year, whatever its level.
    pub fn pool_entries(&self) -> Forecast {
        let first = self.first_entries();
        let year = self.today.year();
        let so_far = first
            .values()
            .filter(|day| day.year() == year && **day <= self.today);
        let certain = i64::try_from(so_far.count()).unwrap_or(i64::MAX);
        let mut places: BTreeMap<Place, (i64, i64)> = BTreeMap::new();
        for (firm, steps) in self.courses {
            let Some(step) = steps.last().filter(|_| !first.contains_key(firm)) else {
                continue;
            };
            if Place::At(step.stage).prior_of_pool() > 0 {
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
                if Place::At(step.stage).prior_of_pool() > 0 {
                    let succeeded = entered.is_some_and(|at| at.year() == past);
                    learn(&mut learnt, Place::At(step.stage), succeeded);
                }
            }
        }
        Forecast::of(certain, places, &learnt, Place::prior_of_pool)
    }

    /// The day of each firm's first entry.
    fn first_entries(&self) -> HashMap<Id<Firm>, Day> {
        let mut first = HashMap::new();
        for row in self
            .pool
            .iter()
            .filter(|row| row.standing == Standing::Good)
        {
            if let Some(firm) = row.subject {
                first.entry(firm).or_insert(row.effective);
            }
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
fn eve(year: i32) -> Day {
    Day::of(year - 1, 12, 31).unwrap_or(Day::NEVER)
}

/// The same day of another year; the 28th for the 29th of February.
fn in_year(day: Day, year: i32) -> Option<Day> {
    Day::of(year, day.month(), day.day()).or_else(|| Day::of(year, day.month(), 28))
}

#[cfg(test)]
#[path = "making_tests.rs"]
mod tests;
