//! When firms are not in the county.

use std::collections::HashMap;

use values::{Day, Id};

use crate::firm::Firm;

/// From when to when each firm is not in the county; a firm that is not named always is. A day of an end is the first on
/// which it is there again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Absences(HashMap<Id<Firm>, Vec<(Day, Day)>>);

impl Absences {
    /// `spans`: by firm and day.
    pub fn of(spans: impl IntoIterator<Item = (Id<Firm>, Day, Day)>) -> Self {
        let mut all: HashMap<Id<Firm>, Vec<(Day, Day)>> = HashMap::new();
        for (firm, since, until) in spans {
            let own = all.entry(firm).or_default();
            match own.last_mut().filter(|last| last.1 >= since) {
                Some(last) => last.1 = last.1.max(until),
                None => own.push((since, until)),
            }
        }
        Absences(all)
    }

    /// What of the days from one to before another a firm is there without a break: from the first such day on, to before
    /// the day on which it leaves. Nothing where it is there on none of them.
    pub fn present(&self, firm: Id<Firm>, (since, until): (Day, Day)) -> Option<(Day, Day)> {
        let (mut first, mut last) = (since, until);
        for (gone, back) in self.0.get(&firm).into_iter().flatten() {
            match (*gone <= first && first < *back, first < *gone) {
                (true, _) => first = *back,
                (_, true) => last = last.min(*gone),
                _ => {}
            }
        }
        (first < last).then_some((first, last))
    }

    /// Whether a firm is in the county on a day.
    pub fn is_here(&self, firm: Id<Firm>, on: Day) -> bool {
        let own = self.0.get(&firm).into_iter().flatten();
        !own.clone().any(|(gone, back)| *gone <= on && on < *back)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use values::Uuid;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn what_holds_is_cut_to_the_days_on_which_the_firm_is_there() {
        let firm = Id::<Firm>::new(Uuid::from_u128(1));
        let of = |spans: &[(&str, &str)]| {
            let spans = spans.iter();
            Absences::of(spans.map(|(gone, back)| (firm, day(gone), day(back))))
        };
        let never = "9999-12-31";
        let left = of(&[("2020-05-01", never)]);
        let came = of(&[("2010-01-01", "2020-05-01")]);
        let both = of(&[("2010-01-01", "2018-01-01"), ("2020-05-01", "2020-08-01")]);
        let moved_then_ended = of(&[("2020-05-01", "2020-08-01"), ("2020-08-01", never)]);
        for (absences, held, wanted) in [
            (
                &left,
                ("2019-01-01", never),
                Some(("2019-01-01", "2020-05-01")),
            ),
            (
                &left,
                ("2019-01-01", "2020-05-01"),
                Some(("2019-01-01", "2020-05-01")),
            ),
            (&left, ("2020-05-01", never), None),
            (&came, ("2019-01-01", never), Some(("2020-05-01", never))),
            (&came, ("2019-01-01", "2020-05-01"), None),
            (&came, ("2020-05-01", never), Some(("2020-05-01", never))),
            (
                &both,
                ("2017-01-01", never),
                Some(("2018-01-01", "2020-05-01")),
            ),
            (&both, ("2020-06-01", never), Some(("2020-08-01", never))),
            (&both, ("2020-09-01", never), Some(("2020-09-01", never))),
            (&moved_then_ended, ("2020-06-01", never), None),
        ] {
            let held = (day(held.0), day(held.1));
            let wanted = wanted.map(|(first, last)| (day(first), day(last)));
            assert_eq!(
                absences.present(firm, held),
                wanted,
                "{absences:?} {held:?}"
            );
        }
        assert!(left.is_here(firm, day("2020-04-30")) && !left.is_here(firm, day("2020-05-01")));
        let other = Id::<Firm>::new(Uuid::from_u128(2));
        assert!(left.is_here(other, day("2020-05-01")));
    }
}
