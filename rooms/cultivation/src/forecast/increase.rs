//! The forecast of T03: which firms may still come on the list this year, which may go, and what past years taught of both.
//! Pure.

use std::collections::{BTreeSet, HashSet};

use enterprise::door::Firm;
use ledger::door::Standing;
use values::{Day, Id};

use super::SURE;
use super::chance::{Learnt, Place, learn};
use super::making::{BACK, Certain, Forecast, Given, Places, eve, in_year};
use crate::account::{Account, Cause, account};
use crate::certificate::Certificate;
use crate::certificate::expiry::last_of_each;
use crate::prior::Group;
use crate::step::stood;

/// A firm that may still have a certificate on the year's last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnTheWay {
    pub firm: Id<Firm>,
    pub place: Place,
    /// Whether a batch of the year is open to it.
    pub is_open: bool,
}

impl Given<'_> {
    /// The certificates with those that were struck and wait for the verifier as good as verified: they are lost.
    fn assumed(&self) -> Vec<Certificate> {
        let mut all = self.certificates.to_vec();
        for one in &mut all {
            if one.standing == Standing::Waiting && one.struck_on.is_some() {
                one.standing = Standing::Good;
            }
        }
        all
    }

    /// The account of the whole year, as far as it is known today: what runs out is out.
    pub fn whole_year(&self) -> Account {
        account(&self.assumed(), self.eve(), self.last())
    }

    /// Each firm once. Firms that have left the county are on no way.
    pub fn on_the_way(&self, whole: &Account) -> Vec<OnTheWay> {
        let mut found = Vec::new();
        let mut seen: HashSet<Id<Firm>> = whole.closing.iter().copied().collect();
        let mut add = |firm: Id<Firm>, place: Place, is_open: bool| {
            if !self.gone.contains(&firm) && seen.insert(firm) {
                found.push(OnTheWay {
                    firm,
                    place,
                    is_open,
                });
            }
        };
        let waiting = self.certificates.iter().filter(|one| !one.counts());
        for one in waiting.filter(|one| one.is_in_force(self.last())) {
            add(one.firm, Place::Unverified, true);
        }
        for (firm, steps) in self.courses {
            let step = steps.last();
            if let Some(step) = step.filter(|step| Place::is_on_the_way(step.stage)) {
                add(*firm, Place::At(step.stage), self.is_open(Some(step)));
            }
        }
        for one in last_of_each(self.certificates, self.today) {
            let runs_out = one.valid_until.year() == self.today.year();
            if runs_out {
                add(one.firm, Place::RunsOut, self.is_open(None));
            }
        }
        found
    }

    /// T03: the net increase of the year on its last day.
    pub fn net_increase(&self) -> Forecast {
        let whole = self.whole_year();
        let mut places = Places::new();
        for one in self.on_the_way(&whole) {
            let (firms, closed) = places.entry(one.place).or_default();
            *firms += 1;
            *closed += i64::from(!one.is_open);
        }
        self.of_increase(&whole, places)
    }

    /// With the firms of these places on their way; what stays and what arrives is told of all.
    pub fn of_increase(&self, whole: &Account, mut places: Places) -> Forecast {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let learnt = self.learnt_of_certificates();
        places.insert(Place::Stays, (number(whole.closing.len()), 0));
        if let Some((_, arrived)) = learnt.get(&Place::Arrives) {
            places.insert(Place::Arrives, (*arrived, 0));
        }
        places.retain(|_, (firms, _)| *firms > 0);
        let certain = Certain {
            shown: whole.increase(),
            staying: number(whole.closing.len()),
        };
        let prior = |place: Place| self.priors.of(Group::Certificate, place.code());
        Forecast::of(certain, places, learnt, prior)
    }

    /// What became, by the end of their year, of firms that stood in a place on this day of past years.
    pub fn learnt_of_certificates(&self) -> Learnt {
        let mut learnt = Learnt::new();
        for year in (1..=BACK).map(|back| self.today.year() - back) {
            if let Some(day) = in_year(self.today, year) {
                self.learn_of(year, day, &mut learnt);
            }
        }
        learnt
    }

    fn learn_of(&self, year: i32, day: Day, learnt: &mut Learnt) {
        let last = eve(year + 1);
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
            if is_new && Place::is_on_the_way(step.stage) {
                learn(learnt, Place::At(step.stage), closing.contains(firm));
            }
        }
        for one in last_of_each(self.certificates, day) {
            let succeeded = closing.contains(&one.firm);
            match one.valid_until.year() == year {
                _ if !one.counts() => {}
                true if applied.contains(&one.firm) => {}
                true => learn(learnt, Place::RunsOut, succeeded),
                false => learn(learnt, Place::Stays, succeeded),
            }
        }
        // A year of which nothing is written down teaches nothing of arrivals.
        if !on.opening.is_empty() {
            let later = on.of(Cause::MovedIn);
            let later = later.iter().filter(|change| change.day > day).count();
            let (years, arrived) = learnt.entry(Place::Arrives).or_default();
            *years += 1;
            *arrived += i64::try_from(later).unwrap_or(i64::MAX);
        }
    }
}

/// The chance that one of those who moved in during so many years is met in another one; a year in which nobody came is
/// put to them, so that one year alone promises nothing.
pub fn arrives((years, _): (i64, i64)) -> i64 {
    SURE / (years + 1)
}
