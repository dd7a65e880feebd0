//! When certificates run out, and who must apply again. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use enterprise::door::Firm;
use values::{Day, Id};

use super::Certificate;

/// One year of the calendar of expiries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    pub year: i32,
    /// By month, January first.
    pub months: [usize; 12],
}

impl Year {
    pub fn sum(&self) -> usize {
        self.months.iter().sum()
    }
}

/// Of each firm that is on the list on the day, the certificate that runs out last.
pub fn last_of_each(all: &[Certificate], day: Day) -> Vec<&Certificate> {
    let mut last: HashMap<Id<Firm>, &Certificate> = HashMap::new();
    for one in all.iter().filter(|one| one.is_in_force(day)) {
        let held = last.entry(one.firm).or_insert(one);
        if (one.valid_until, one.entry) > (held.valid_until, held.entry) {
            *held = one;
        }
    }
    let mut found: Vec<&Certificate> = last.into_values().collect();
    found.sort_by_key(|one| (one.valid_until, one.entry));
    found
}

/// How many run out in each month.
pub fn calendar(last: &[&Certificate]) -> Vec<Year> {
    let mut years: BTreeMap<i32, [usize; 12]> = BTreeMap::new();
    for one in last {
        let month = usize::try_from(one.valid_until.month()).unwrap_or(1);
        let months = years.entry(one.valid_until.year()).or_default();
        if let Some(count) = months.get_mut(month.saturating_sub(1)) {
            *count += 1;
        }
    }
    let year = |(year, months)| Year { year, months };
    years.into_iter().map(year).collect()
}

/// Those whose certificate runs out in the year: they must apply again in it (国科发火〔2016〕32号 第十二条). With each,
/// whether an application of the year is there.
pub fn must_reapply<'a>(
    last: &[&'a Certificate],
    year: i32,
    applied: &HashSet<Id<Firm>>,
) -> Vec<(&'a Certificate, bool)> {
    last.iter()
        .filter(|one| one.valid_until.year() == year)
        .map(|one| (*one, applied.contains(&one.firm)))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ledger::door::Standing;
    use values::Uuid;

    fn certificate(n: u128, since: &str, valid_until: &str) -> Certificate {
        let valid_until: Day = valid_until.parse().unwrap();
        Certificate {
            entry: Id::new(Uuid::from_u128(n * 100)),
            row: String::new(),
            firm: Id::new(Uuid::from_u128(n)),
            number: String::new(),
            since: since.parse().unwrap(),
            until: valid_until.last_of_year(),
            valid_until,
            route: String::new(),
            struck_on: None,
            struck_why: String::new(),
            standing: Standing::Good,
        }
    }

    #[test]
    fn the_last_certificate_of_a_firm_is_what_runs_out() {
        let all = [
            certificate(1, "2017-11-17", "2020-11-16"),
            certificate(2, "2017-11-17", "2020-11-16"),
            certificate(2, "2020-07-01", "2023-06-30"),
            certificate(3, "2018-11-30", "2021-11-29"),
            certificate(4, "2014-11-30", "2017-11-29"),
        ];
        let last = last_of_each(&all, "2020-09-18".parse().unwrap());
        let years: Vec<(i32, usize, usize)> = calendar(&last)
            .iter()
            .map(|year| (year.year, year.sum(), year.months[10]))
            .collect();
        assert_eq!(years, [(2020, 1, 1), (2021, 1, 1), (2023, 1, 0)]);
        let must = must_reapply(&last, 2020, &HashSet::new());
        assert_eq!(must.len(), 1);
        assert_eq!((must[0].0.firm, must[0].1), (all[0].firm, false));
        let applied = HashSet::from([all[0].firm]);
        assert!(must_reapply(&last, 2020, &applied)[0].1);
    }
}
