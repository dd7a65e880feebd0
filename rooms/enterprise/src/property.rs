//! What a firm is over time: each value of a property from a day to a day.

pub mod pages;
pub mod store;

use values::Day;

use crate::firm::{Refusal, SIZES};

/// What may change about a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    Name,
    Town,
    Industry,
    Size,
    /// Whether the firm is in the county: changed by what befalls it, never by hand.
    Presence,
}

impl Property {
    /// Those that a person changes by their value.
    pub const ALL: [Property; 4] = [
        Property::Name,
        Property::Town,
        Property::Industry,
        Property::Size,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Property::Name => "name",
            Property::Town => "town",
            Property::Industry => "industry",
            Property::Size => "size",
            Property::Presence => "presence",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Property::ALL
            .into_iter()
            .chain([Property::Presence])
            .find(|property| property.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Property::Name => "名称",
            Property::Town => "镇区",
            Property::Industry => "行业",
            Property::Size => "规模",
            Property::Presence => "存续",
        }
    }
}

/// One value of a property, from a day to a day, as it is known now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub property: String,
    pub value: String,
    pub since: Day,
    pub until: Day,
}

/// Whether a value from a day on can be. Whether a town is one is asked of the identity room.
pub fn check(
    held: &[Stretch],
    property: Property,
    value: &str,
    from: Day,
    registered_on: Day,
    today: Day,
) -> Result<(), Refusal> {
    if value.trim().is_empty() {
        return Err(Refusal::Empty(property.word()));
    }
    if property == Property::Size && SIZES.iter().all(|(code, _)| *code != value) {
        return Err(Refusal::UnknownSize(value.to_owned()));
    }
    if from > today {
        return Err(Refusal::InFuture(from));
    }
    if from < registered_on {
        return Err(Refusal::BeforeRegistered {
            day: from,
            registered_on,
        });
    }
    let then = held
        .iter()
        .find(|one| one.property == property.code() && one.since <= from && from < one.until);
    match then {
        Some(then) if then.value == value => Err(Refusal::Unchanged {
            what: property.word(),
            day: from,
        }),
        _ => Ok(()),
    }
}

/// What is true of a property once `value` holds from `from` on: the stretches that end or start
/// elsewhere now, as (old to close, new to open). What held later stays as it was.
pub fn cut(
    stretches: &[Stretch],
    property: Property,
    value: &str,
    from: Day,
) -> (Vec<Stretch>, Vec<Stretch>) {
    let own: Vec<&Stretch> = stretches
        .iter()
        .filter(|one| one.property == property.code())
        .collect();
    let next = own
        .iter()
        .map(|one| one.since)
        .filter(|since| *since > from)
        .min()
        .unwrap_or(Day::NEVER);
    let mut close = Vec::new();
    let mut open = Vec::new();
    for one in own
        .into_iter()
        .filter(|one| one.since <= from && from < one.until)
    {
        close.push(one.clone());
        if one.since < from {
            open.push(Stretch {
                until: from,
                ..one.clone()
            });
        }
    }
    open.push(Stretch {
        property: property.code().to_owned(),
        value: value.to_owned(),
        since: from,
        until: next,
    });
    (close, open)
}

/// What is true once the firm was registered on another day: the first stretch of each property
/// begins there, as (old to close, new to open).
pub fn begin(
    held: &[Stretch],
    registered_on: Day,
    on: Day,
) -> Result<(Vec<Stretch>, Vec<Stretch>), Refusal> {
    let firsts = held.iter().filter(|one| one.since == registered_on);
    let close: Vec<Stretch> = firsts.cloned().collect();
    let changed = close.iter().find(|one| one.until <= on);
    if let Some(one) = changed {
        return Err(Refusal::ChangedBefore {
            what: Property::from_code(&one.property).map_or("", Property::word),
            day: one.until,
        });
    }
    let open = close.iter().map(|one| Stretch {
        since: on,
        ..one.clone()
    });
    let open = open.collect();
    Ok((close, open))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn town(value: &str, since: &str, until: &str) -> Stretch {
        let until = if until.is_empty() {
            Day::NEVER
        } else {
            day(until)
        };
        Stretch {
            property: "town".into(),
            value: value.into(),
            since: day(since),
            until,
        }
    }

    #[test]
    fn a_change_cuts_the_stretch_it_falls_into() {
        let held = [town("A", "2015-01-01", "")];
        let (close, open) = cut(&held, Property::Town, "B", day("2020-05-01"));
        assert_eq!(close, held);
        assert_eq!(
            open,
            [
                town("A", "2015-01-01", "2020-05-01"),
                town("B", "2020-05-01", "")
            ]
        );
    }

    #[test]
    fn what_held_later_stays() {
        let held = [
            town("A", "2015-01-01", "2020-05-01"),
            town("B", "2020-05-01", ""),
        ];
        let (close, open) = cut(&held, Property::Town, "C", day("2018-01-01"));
        assert_eq!(close, [held[0].clone()]);
        assert_eq!(
            open,
            [
                town("A", "2015-01-01", "2018-01-01"),
                town("C", "2018-01-01", "2020-05-01")
            ]
        );
    }

    #[test]
    fn a_correction_from_the_first_day_leaves_nothing_before() {
        let held = [town("A", "2015-01-01", "")];
        let (_, open) = cut(&held, Property::Town, "B", day("2015-01-01"));
        assert_eq!(open, [town("B", "2015-01-01", "")]);
    }

    #[test]
    fn another_day_of_registration_moves_the_beginning() {
        let held = [
            town("A", "2015-01-01", "2020-05-01"),
            town("B", "2020-05-01", ""),
        ];
        for on in ["2014-06-01", "2020-04-30"] {
            let (close, open) = begin(&held, day("2015-01-01"), day(on)).unwrap();
            assert_eq!(close, [held[0].clone()]);
            assert_eq!(open, [town("A", on, "2020-05-01")]);
        }
        let late = begin(&held, day("2015-01-01"), day("2020-05-01"));
        let refused = Refusal::ChangedBefore {
            what: "镇区",
            day: day("2020-05-01"),
        };
        assert_eq!(late, Err(refused));
    }

    #[test]
    fn what_cannot_be_is_said() {
        let held = [town("A", "2015-01-01", "")];
        let check = |value: &str, from: &str| {
            check(
                &held,
                Property::Town,
                value,
                day(from),
                day("2014-01-01"),
                day("2020-09-18"),
            )
        };
        assert_eq!(
            check("B", "2020-09-19"),
            Err(Refusal::InFuture(day("2020-09-19")))
        );
        assert!(matches!(
            check("B", "2013-01-01"),
            Err(Refusal::BeforeRegistered { .. })
        ));
        assert!(matches!(
            check("A", "2016-01-01"),
            Err(Refusal::Unchanged { .. })
        ));
        assert_eq!(check(" ", "2016-01-01"), Err(Refusal::Empty("镇区")));
        assert_eq!(check("B", "2016-01-01"), Ok(()));
    }

    #[test]
    fn a_size_is_one_of_four() {
        let day = day("2016-01-01");
        let size = |value| check(&[], Property::Size, value, day, day, day);
        assert_eq!(size("large"), Ok(()));
        assert_eq!(size("huge"), Err(Refusal::UnknownSize("huge".into())));
    }

    /// However a history was changed, every day has exactly one value, and a change is read back
    /// from its day until the next one that was there.
    #[test]
    fn histories_have_neither_gaps_nor_overlaps() {
        let first = day("2015-01-01");
        let mut held = vec![town("A", "2015-01-01", "")];
        let mut seed = 7u32;
        for turn in 0..200 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let from = first.plus(i32::try_from(seed >> 22).unwrap());
            let value = format!("{turn}");
            let before: Vec<Option<String>> = values(&held, first);
            let (close, open) = cut(&held, Property::Town, &value, from);
            held.retain(|one| !close.contains(one));
            held.extend(open);
            let next = held
                .iter()
                .map(|one| one.since)
                .filter(|since| *since > from)
                .min();
            for (n, (old, new)) in before.iter().zip(values(&held, first)).enumerate() {
                let on = first.plus(i32::try_from(n).unwrap());
                let changed = on >= from && next.is_none_or(|next| on < next);
                let wanted = if changed { Some(&value) } else { old.as_ref() };
                assert_eq!(new.as_ref(), wanted, "turn {turn}, {on}");
            }
        }
    }

    /// The one value of each of 1,100 days; a panic where there is none or more than one.
    fn values(held: &[Stretch], first: Day) -> Vec<Option<String>> {
        (0..1100)
            .map(|n| {
                let on = first.plus(n);
                let mut there = held.iter().filter(|one| one.since <= on && on < one.until);
                let value = there.next().map(|one| one.value.clone());
                assert!(value.is_some() && there.next().is_none(), "{on}");
                value
            })
            .collect()
    }
}
