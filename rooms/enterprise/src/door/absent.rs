//! When firms are not in the county.

use std::collections::HashMap;

use values::{Day, Id};

use crate::firm::Firm;
use crate::life::Presence;

/// A firm is not in the county, from a day to before another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    pub firm: Id<Firm>,
    pub why: Presence,
    pub since: Day,
    pub until: Day,
}

/// When each firm is not in the county, in the order of days; a firm that is not named always is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Absences(HashMap<Id<Firm>, Vec<Absence>>);

impl Absences {
    /// `spans`: by day.
    pub fn of(spans: impl IntoIterator<Item = Absence>) -> Self {
        let mut all: HashMap<Id<Firm>, Vec<Absence>> = HashMap::new();
        for span in spans {
            all.entry(span.firm).or_default().push(span);
        }
        Absences(all)
    }

    /// What of the days from one to before another a firm is there without a break: from the first such day on, to before
    /// the day on which it leaves. Nothing where it is there on none of them.
    pub fn present(&self, firm: Id<Firm>, (since, until): (Day, Day)) -> Option<(Day, Day)> {
        let (mut first, mut last) = (since, until);
        for away in self.own(firm) {
            if away.since <= first {
                first = first.max(away.until);
            } else {
                last = last.min(away.since);
            }
        }
        (first < last).then_some((first, last))
    }

    /// Whether a firm is in the county on a day.
    pub fn is_here(&self, firm: Id<Firm>, on: Day) -> bool {
        !self
            .own(firm)
            .any(|away| away.since <= on && on < away.until)
    }

    /// Why a firm is not in the county from a day on; nothing where it did not leave on that day.
    pub fn left(&self, firm: Id<Firm>, on: Day) -> Option<Presence> {
        let away = self.own(firm).find(|away| away.since == on);
        away.map(|away| away.why)
    }

    fn own(&self, firm: Id<Firm>) -> impl Iterator<Item = &Absence> {
        self.0.get(&firm).into_iter().flatten()
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
            Absences::of(spans.map(|(gone, back)| Absence {
                firm,
                why: Presence::Out,
                since: day(gone),
                until: day(back),
            }))
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
        assert_eq!(left.left(firm, day("2020-05-01")), Some(Presence::Out));
        assert_eq!(left.left(firm, day("2020-05-02")), None);
        let other = Id::<Firm>::new(Uuid::from_u128(2));
        assert!(left.is_here(other, day("2020-05-01")));
    }
}
