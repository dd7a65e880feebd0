//! The two official texts, read plainly: by column names and fractions, and with no code of the engine.

use std::collections::BTreeMap;

use crate::random::MARKS;

pub type Told = BTreeMap<String, i64>;

/// The day of the firms, 2020-09-18.
pub const TODAY: i64 = 18_523;

pub struct Reading {
    pub clauses: Vec<bool>,
    /// Low and high of each part.
    pub parts: Vec<(i64, i64)>,
}

impl Reading {
    pub fn total(&self) -> (i64, i64) {
        (
            self.parts.iter().map(|part| part.0).sum(),
            self.parts.iter().map(|part| part.1).sum(),
        )
    }
}

fn get(told: &Told, column: &str) -> i128 {
    i128::from(
        *told
            .get(column)
            .unwrap_or_else(|| panic!("{column} is not probed")),
    )
}

fn sum(told: &Told, name: &str, years: &[i64]) -> i128 {
    years
        .iter()
        .map(|year| get(told, &format!("{name}_{year}")))
        .sum()
}

/// a ÷ b ≥ per hundred
fn at_least(a: i128, b: i128, per_hundred: i128) -> bool {
    b > 0 && a * 100 >= b * per_hundred
}

fn growth_points(values: &[i128]) -> (i64, i64) {
    // 1 + g as a fraction.
    let one = |a: i128, b: i128| (b, a);
    let (num, den) = match values {
        [a, b] if *a > 0 => one(*a, *b),
        [a, b, _] if *a < 0 || *b < 0 => return (0, 0),
        [0, b, c] if *b > 0 => one(*b, *c),
        [a, b, c] if *a > 0 && *b > 0 => (b * b + a * c, 2 * a * b),
        _ => return (0, 0),
    };
    for (percent, points) in [(135, (9, 10)), (125, (7, 8)), (115, (5, 6)), (105, (3, 4))] {
        if num * 100 >= den * percent {
            return points;
        }
    }
    if num > den { (1, 2) } else { (0, 0) }
}

fn mark(told: &Told, column: &str, most: i64) -> (i64, i64) {
    told.get(column).map_or((0, most), |mark| (*mark, *mark))
}

pub fn hnte(told: &Told, years: &[i64]) -> Reading {
    let (first, second) = (get(told, "ip_class1"), get(told, "ip_class2"));
    let quantity = match (first, second) {
        (1.., _) => (7, 8),
        (_, 5..) => (5, 6),
        (_, 3..) => (3, 4),
        (_, 1..) => (1, 2),
        _ => (0, 0),
    };
    let way = if first + second == 0 {
        (0, 0)
    } else if get(told, "ip_self_developed") == 1 {
        (1, 6)
    } else {
        (1, 3)
    };
    let bonus = if get(told, "standards") == 1 {
        (1, 2)
    } else {
        (0, 0)
    };
    let marks: Vec<(i64, i64)> = MARKS
        .iter()
        .map(|(column, most)| mark(told, column, *most))
        .collect();
    let add = |list: &[(i64, i64)]| {
        list.iter()
            .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    let rights = add(&[marks[0], marks[1], quantity, way, bonus]);
    let transfers = get(told, "transfers");
    let years_count = years.len() as i128;
    let grades = [
        (5, (25, 30)),
        (4, (19, 24)),
        (3, (13, 18)),
        (2, (7, 12)),
        (1, (1, 6)),
    ];
    let reached = grades
        .iter()
        .find(|(average, _)| years_count > 0 && transfers >= average * years_count);
    let worth = |name: &str| {
        let values: Vec<i128> = years
            .iter()
            .map(|year| get(told, &format!("{name}_{year}")))
            .collect();
        growth_points(&values)
    };
    let parts = vec![
        (rights.0.min(30), rights.1.min(30)),
        reached.map_or((0, 0), |one| one.1),
        add(&marks[2..]),
        add(&[worth("net_assets"), worth("revenue")]),
    ];
    let (rd, sales) = (sum(told, "rd", years), sum(told, "revenue", years));
    let last = if years.is_empty() {
        0
    } else {
        get(told, "revenue_3")
    };
    let ratio = if last <= 5_000_000_000 {
        5
    } else if last <= 20_000_000_000 {
        4
    } else {
        3
    };
    let clauses = vec![
        get(told, "resident") == 1,
        i128::from(TODAY) - get(told, "registered_on") >= 365,
        first + second >= 1,
        told.contains_key("field"),
        at_least(get(told, "tech_staff"), get(told, "staff"), 10),
        at_least(rd, sales, ratio),
        at_least(get(told, "rd_domestic"), rd, 60),
        at_least(get(told, "hightech_income"), get(told, "total_income"), 60),
        // The points are compared by their ends.
        true,
        get(told, "incident") == 0,
    ];
    Reading { clauses, parts }
}

pub fn tech_sme(told: &Told, years: &[i64]) -> Reading {
    let in_steps = |a: i128, b: i128, steps: [(i128, i64); 5]| {
        let found = steps.iter().find(|(percent, _)| at_least(a, b, *percent));
        found.map_or(0, |step| step.1)
    };
    let (rd, sales) = if years.is_empty() {
        (0, 0)
    } else {
        (get(told, "rd_3"), get(told, "revenue_3"))
    };
    let people = in_steps(
        get(told, "tech_staff"),
        get(told, "staff"),
        [(30, 20), (25, 16), (20, 12), (15, 8), (10, 4)],
    );
    let by_sales = in_steps(rd, sales, [(6, 50), (5, 40), (4, 30), (3, 20), (2, 10)]);
    let by_cost = in_steps(
        rd,
        get(told, "cost"),
        [(30, 50), (25, 40), (20, 30), (15, 20), (10, 10)],
    );
    let results = if get(told, "ip_class1") > 0 {
        30
    } else {
        (get(told, "ip_class2").min(4) * 6) as i64
    };
    let parts: Vec<(i64, i64)> = [people, by_sales.max(by_cost), results]
        .map(|points| (points, points))
        .to_vec();
    let direct = [
        "hnte_valid",
        "award_top3",
        "provincial_rd_body",
        "standard_lead",
    ];
    let clauses = vec![
        get(told, "resident") == 1,
        get(told, "staff") <= 500,
        sales <= 20_000_000_000,
        get(told, "total_assets") <= 20_000_000_000,
        get(told, "incident") == 0,
        get(told, "dishonest") == 0,
        true,
        people > 0,
        direct.iter().any(|column| get(told, column) == 1),
    ];
    Reading { clauses, parts }
}
