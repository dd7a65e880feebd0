//! Values that can be and are seldom right: they are asked about and never changed by the program.

use std::collections::BTreeMap;

use super::{Definition, Kind, find};

/// A value that somebody should look at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// The fact beside which it is asked.
    pub fact: &'static str,
    pub why: String,
    /// What is probably meant; only ever a question.
    pub instead: Option<i64>,
}

/// A part and the whole that it is of. `rd_domestic` is of the three years together and is looked at apart.
const PARTS: [(&str, &str); 3] = [
    ("hightech_income", "total_income"),
    ("tech_staff", "staff"),
    ("rd_staff", "staff"),
];

/// Values of a year by fact, without those that are not known.
pub type Year = BTreeMap<String, i64>;

/// What is odd about a year. `before`, `after`: the years beside it; `earlier`: the two years before it summed up by fact,
/// as far as they are known.
pub fn odd(year: &Year, before: &Year, after: &Year, earlier: &Year) -> Vec<Odd> {
    let of = |id: &str| year.get(id).copied();
    let mut found = Vec::new();
    for (part, whole) in PARTS {
        if let (Some(small), Some(all), Some(one), Some(other)) =
            (of(part), of(whole), find(part), find(whole))
            && small > all
        {
            found.push(asked(
                one,
                format!(
                    "{}（{}）比{}（{}）还多",
                    one.name,
                    one.spoken(small),
                    other.name,
                    other.spoken(all)
                ),
            ));
        }
    }
    found.extend(above_sales(of("rd"), of("revenue")));
    found.extend(above_three_years(year, earlier));
    for (id, value) in year {
        if let Some(one) = find(id).filter(|one| one.kind == Kind::Money) {
            found.extend(
                [before, after]
                    .iter()
                    .find_map(|beside| unit(one, *value, *beside.get(id)?)),
            );
        }
    }
    found
}

fn asked(one: &'static Definition, why: String) -> Odd {
    Odd {
        fact: &one.id,
        why,
        instead: None,
    }
}

fn above_sales(rd: Option<i64>, revenue: Option<i64>) -> Option<Odd> {
    let (rd, revenue, one) = (rd?, revenue?, find("rd")?);
    let why = || {
        format!(
            "研发费用（{}）比销售收入（{}）还多",
            one.spoken(rd),
            one.spoken(revenue)
        )
    };
    (rd > revenue).then(|| asked(one, why()))
}

/// Only where all three years are known: a sum of fewer says nothing.
fn above_three_years(year: &Year, earlier: &Year) -> Option<Odd> {
    let one = find("rd_domestic")?;
    let domestic = *year.get("rd_domestic")?;
    let all = year.get("rd")?.checked_add(*earlier.get("rd")?)?;
    let why = || {
        format!(
            "近三年境内研发费用（{}）比三年研发费用合计（{}）还多",
            one.spoken(domestic),
            one.spoken(all)
        )
    };
    (domestic > all).then(|| asked(one, why()))
}

const WAN: i64 = 10_000;

/// A value about ten thousand times the one of the year beside it, or a ten-thousandth: 元 was meant and 万元 read, or the
/// other way round.
fn unit(one: &'static Definition, value: i64, beside: i64) -> Option<Odd> {
    let instead = if about_wan_times(value, beside) {
        Some(value / WAN)
    } else if about_wan_times(beside, value) {
        value.checked_mul(WAN)
    } else {
        return None;
    };
    let manifold = if value > beside {
        "约为一万倍"
    } else {
        "约为万分之一"
    };
    Some(Odd {
        fact: &one.id,
        why: format!(
            "{}填的是 {}，相邻年度是 {}，{manifold}，单位可能填错了",
            one.name,
            one.spoken(value),
            one.spoken(beside)
        ),
        instead,
    })
}

/// Between 2,000 and 50,000 times: firms grow, though not so much.
fn about_wan_times(large: i64, small: i64) -> bool {
    let (large, small) = (i128::from(large), i128::from(small));
    small > 0 && large >= 2_000 * small && large <= 50_000 * small
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Year = Year::new();

    fn year(pairs: &[(&str, i64)]) -> Year {
        pairs
            .iter()
            .map(|(id, value)| ((*id).to_owned(), *value))
            .collect()
    }

    fn facts(found: &[Odd]) -> Vec<&'static str> {
        found.iter().map(|odd| odd.fact).collect()
    }

    #[test]
    fn a_part_is_not_more_than_its_whole() {
        for (part, whole) in PARTS {
            let of = |a, b| odd(&year(&[(part, a), (whole, b)]), &NONE, &NONE, &NONE);
            assert_eq!(facts(&of(11, 10)), [part]);
            assert!(of(10, 10).is_empty(), "{part}");
        }
        assert!(odd(&year(&[("tech_staff", 9)]), &NONE, &NONE, &NONE).is_empty());
    }

    #[test]
    fn research_above_sales_is_asked_about() {
        let found = odd(&year(&[("rd", 101), ("revenue", 100)]), &NONE, &NONE, &NONE);
        assert_eq!(facts(&found), ["rd"]);
    }

    #[test]
    fn three_years_of_domestic_research_are_compared_with_three_years() {
        let own = year(&[("rd_domestic", 31), ("rd", 10)]);
        let found = odd(&own, &NONE, &NONE, &year(&[("rd", 20)]));
        assert_eq!(facts(&found), ["rd_domestic"]);
        assert!(odd(&own, &NONE, &NONE, &NONE).is_empty());
    }

    #[test]
    fn a_wrong_unit_is_guessed_from_the_year_beside() {
        let of = |value, beside| {
            let found = odd(
                &year(&[("revenue", value)]),
                &year(&[("revenue", beside)]),
                &NONE,
                &NONE,
            );
            found.first().and_then(|odd| odd.instead)
        };
        assert_eq!(of(47_355_000_000_000, 3_860_000_000), Some(4_735_500_000));
        assert_eq!(of(473_550, 3_860_000_000), Some(4_735_500_000));
        assert_eq!(of(4_735_500_000, 3_860_000_000), None);
        assert_eq!(of(4_735_500_000, 0), None);
        assert_eq!(of(-5, 3_860_000_000), None);
        let heads = odd(
            &year(&[("staff", 100_000)]),
            &year(&[("staff", 10)]),
            &NONE,
            &NONE,
        );
        assert!(heads.is_empty(), "people are not counted in 万");
    }
}
