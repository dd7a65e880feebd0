//! The invented firms. Their codes carry a wrong check character, so none can be taken for real.

use values::{CreditCode, Day};

use super::calendar::{BEGINNING, day, open_after};
use super::chance::Chance;
use super::names;

/// How many firms the demonstration has.
pub const MANY: usize = 612;
/// Firms before this place are on the lists of large, medium and above-scale firms.
pub const LISTED: usize = 70;
/// Firms before this place are large or medium.
pub const LARGE_OR_MEDIUM: usize = 44;

/// A firm to be entered.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFirm {
    pub code: String,
    pub name: String,
    /// Its place in [`super::county::TOWNS`].
    pub town: usize,
    pub industry: &'static str,
    pub size: &'static str,
    pub registered_on: Day,
    pub entered_on: Day,
}

/// The firms that the story names: name, town, industry.
pub const NAMED: [(&str, usize, &str); 10] = [
    ("江苏苇渡智能装备有限公司", 2, "智能装备"),
    ("南通砺石轴承有限公司", 11, "汽车零部件"),
    ("如皋砚禾电气有限公司", 3, "电力装备"),
    ("江苏澈衡传感科技有限公司", 4, "电子信息"),
    ("南通拾柏纤维科技有限公司", 5, "新材料"),
    ("如皋市穗桥食品机械有限公司", 13, "食品加工"),
    ("江苏屿禾生物科技有限公司", 0, "生命健康"),
    ("如皋听澜半导体有限公司", 1, "电子信息"),
    ("南通霁舟新材料有限公司", 5, "新材料"),
    ("江苏榫合动力系统有限公司", 9, "汽车零部件"),
];

/// How often a firm lies in each town, in the order of the towns.
const WEIGHTS: [usize; 14] = [13, 14, 13, 7, 6, 7, 4, 5, 5, 9, 4, 5, 5, 3];

/// All firms, the named ones first.
pub fn firms(chance: &mut Chance) -> Vec<NewFirm> {
    let named: Vec<String> = NAMED
        .iter()
        .map(|(name, _, _)| (*name).to_owned())
        .collect();
    let mut brands = names::brands(chance)
        .into_iter()
        .filter(|brand| named.iter().all(|name| !name.contains(brand.as_str())));
    let mut all = Vec::with_capacity(MANY);
    while all.len() < MANY {
        let at = all.len();
        let (name, town, industry) = match NAMED.get(at) {
            Some((name, town, industry)) => ((*name).to_owned(), *town, *industry),
            None => {
                let Some(brand) = brands.next() else { break };
                let (industry, trades) = chance.pick(&names::INDUSTRIES);
                let trade = chance.pick(trades);
                (names::firm(chance, &brand, trade), town(chance), *industry)
            }
        };
        all.push(firm(chance, at, name, town, industry));
    }
    all
}

fn firm(
    chance: &mut Chance,
    at: usize,
    name: String,
    town: usize,
    industry: &'static str,
) -> NewFirm {
    let size = match at {
        at if at < LARGE_OR_MEDIUM && at % 4 == 3 => "large",
        at if at < LARGE_OR_MEDIUM => "medium",
        at if at < 400 => "small",
        _ => "micro",
    };
    let (registered_on, entered_on) = days(chance, at);
    NewFirm {
        code: code(at),
        name,
        town,
        industry,
        size,
        registered_on,
        entered_on,
    }
}

/// Most are there from the beginning; the last forty are founded while the story runs.
fn days(chance: &mut Chance, at: usize) -> (Day, Day) {
    let (year, month, first) = BEGINNING;
    let beginning = day(year, month, first);
    if at < MANY - 40 {
        let age = if at < 260 {
            chance.between(1200, 8000)
        } else {
            chance.between(60, 5000)
        };
        let entered_on = open_after(beginning, i64::try_from(at / 220).unwrap_or(0));
        return (
            beginning.plus(-i32::try_from(age).unwrap_or(1200)),
            entered_on,
        );
    }
    let late = i32::try_from((at + 40 - MANY) * 15).unwrap_or(0);
    let registered_on = beginning.plus(10 + late);
    (
        registered_on,
        open_after(registered_on, chance.between(4, 12)),
    )
}

/// The first 17 characters tell a reader that the code is invented; the check character is wrong.
pub fn code(at: usize) -> String {
    CreditCode::invented(&format!("91320682MADEM{at:04}"))
        .map(|code| code.as_str().to_owned())
        .unwrap_or_default()
}

fn town(chance: &mut Chance) -> usize {
    let mut drawn = chance.below(WEIGHTS.iter().sum());
    for (at, weight) in WEIGHTS.iter().enumerate() {
        if drawn < *weight {
            return at;
        }
        drawn -= weight;
    }
    0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn firms_are_many_and_no_name_or_code_repeats() {
        let firms = firms(&mut Chance::seeded(9));
        assert_eq!(firms.len(), MANY);
        let names: BTreeSet<&str> = firms.iter().map(|firm| firm.name.as_str()).collect();
        let codes: BTreeSet<&str> = firms.iter().map(|firm| firm.code.as_str()).collect();
        assert_eq!((names.len(), codes.len()), (MANY, MANY));
    }

    #[test]
    fn codes_are_shaped_like_codes_and_never_check() {
        for firm in firms(&mut Chance::seeded(9)) {
            assert!(CreditCode::shaped(&firm.code).is_ok(), "{}", firm.code);
            assert!(CreditCode::parse(&firm.code).is_err(), "{}", firm.code);
        }
    }

    #[test]
    fn a_firm_is_entered_after_it_was_registered_and_every_town_has_some() {
        let firms = firms(&mut Chance::seeded(9));
        assert!(
            firms
                .iter()
                .all(|firm| firm.registered_on <= firm.entered_on)
        );
        for town in 0..14 {
            assert!(firms.iter().any(|firm| firm.town == town), "town {town}");
        }
    }
}
