//! An independent, plain and slow reading of the two official texts, by column names and fractions of its own. Missing facts
//! are probed with many values. The engine must say what it says.

use std::collections::BTreeMap;

use criteria::{Facts, Firm, Judgement, Verdict, cell, fact};

use crate::random::{Dice, MARKS, firm};
use crate::roads::{many, program, spelled};

type Told = BTreeMap<String, i64>;

/// The day of the firms, 2020-09-18.
const TODAY: i64 = 18_523;

struct Reading {
    clauses: Vec<bool>,
    /// Low and high of each part.
    parts: Vec<(i64, i64)>,
}

impl Reading {
    fn total(&self) -> (i64, i64) {
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

fn hnte(told: &Told, years: &[i64]) -> Reading {
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

fn tech_sme(told: &Told, years: &[i64]) -> Reading {
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

/// What a missing column is probed with: its ends, thresholds of the texts, and what makes a share or a growth turn.
fn probes(column: &str, told: &Told, dice: &mut Dice) -> Vec<i64> {
    let flags = [
        "resident",
        "ip_self_developed",
        "standards",
        "incident",
        "dishonest",
        "hnte_valid",
        "award_top3",
        "provincial_rd_body",
        "standard_lead",
    ];
    if flags.contains(&column) {
        return vec![0, 1];
    }
    let mut all: Vec<i64> = match column {
        "registered_on" => return vec![0, TODAY - 365, TODAY - 364, TODAY],
        "staff" | "tech_staff" | "transfers" | "ip_class1" | "ip_class2" => {
            (0..=16).chain([499, 500, 501, 10_000_000]).collect()
        }
        _ => (0..=12)
            .chain([
                5_000_000_000,
                5_000_000_001,
                20_000_000_000,
                20_000_000_001,
                100_000_000_000_000_000,
            ])
            .collect(),
    };
    if column.starts_with("net_assets") {
        all.extend([-1, -100_000_000_000_000_000]);
    }
    let same: Vec<i64> = told.values().copied().filter(|value| *value > 0).collect();
    for value in same {
        for percent in [
            2, 3, 5, 6, 10, 20, 25, 35, 50, 60, 90, 100, 105, 110, 120, 130, 150, 170, 200, 210,
            250, 270, 400, 1_000, 2_000,
        ] {
            let near = (i128::from(value) * percent / 100).min(1 << 56) as i64;
            all.extend([near, near + 1]);
        }
    }
    for _ in 0..30 {
        let bits = dice.below(50);
        all.push(dice.below(1 << bits));
    }
    all
}

#[derive(Default)]
struct Probed {
    /// By clause: whether it held and failed somewhere.
    clauses: Vec<(bool, bool)>,
    low: Option<(i64, i64)>,
    high: Option<(i64, i64)>,
}

fn widen(ends: &mut Option<(i64, i64)>, value: i64) {
    *ends = Some(ends.map_or((value, value), |ends| {
        (ends.0.min(value), ends.1.max(value))
    }));
}

impl Probed {
    fn add(&mut self, reading: &Reading) {
        self.clauses.resize(reading.clauses.len(), (false, false));
        for (seen, holds) in self.clauses.iter_mut().zip(&reading.clauses) {
            if *holds { seen.0 = true } else { seen.1 = true }
        }
        let (low, high) = reading.total();
        widen(&mut self.low, low);
        widen(&mut self.high, high);
    }
}

fn probe(
    read: &dyn Fn(&Told) -> Reading,
    told: &mut Told,
    missing: &[String],
    dice: &mut Dice,
    out: &mut Probed,
) {
    let Some((column, rest)) = missing.split_first() else {
        out.add(&read(told));
        return;
    };
    for value in probes(column, told, dice) {
        told.insert(column.clone(), value);
        probe(read, told, rest, dice, out);
    }
    told.remove(column);
}

fn told(facts: &Facts, firm: &Firm) -> (Told, Vec<i64>, Vec<String>) {
    let given = |column: &str| firm.get(facts.find(column).unwrap());
    let first = (1..=3).find(|year| given(&format!("revenue_{year}")).is_some());
    let years: Vec<i64> = first.map_or(Vec::new(), |first| (first..=3).collect());
    let (mut told, mut missing) = (Told::new(), Vec::new());
    for (slot, one) in facts
        .slots()
        .take_while(|(_, one)| one.column != "ip_applied")
    {
        if one
            .year
            .is_some_and(|year| !years.contains(&i64::from(year)))
        {
            continue;
        }
        match firm.get(slot) {
            Some(value) => {
                told.insert(one.column.clone(), value);
            }
            None if one.column == "field" || one.column.starts_with("mark_") => {}
            None => missing.push(one.column.clone()),
        }
    }
    (told, years, missing)
}

fn same(id: &str, firm: &Firm, dice: &mut Dice) {
    let program = program(id);
    let facts = &*fact::SHIPPED;
    let (mut told, years, missing) = told(facts, firm);
    let read: Box<dyn Fn(&Told) -> Reading> = match id {
        "hnte-2016" => Box::new(|told: &Told| hnte(told, &years)),
        _ => Box::new(|told: &Told| tech_sme(told, &years)),
    };
    // Facts that the text does not look at have any one value.
    let used: Vec<String> = program
        .slots()
        .iter()
        .map(|slot| facts.slot(*slot).column.clone())
        .collect();
    let (open, idle): (Vec<String>, Vec<String>) = missing
        .into_iter()
        .partition(|column| used.contains(column));
    told.extend(idle.into_iter().map(|column| (column, 0)));
    let mut probed = Probed::default();
    probe(&*read, &mut told, &open, dice, &mut probed);
    let judgement = program.judge(firm);
    compare(
        id,
        &judgement,
        &probed,
        &format!(
            "{id} missing {open:?}\n{:#?}\n{judgement:#?}",
            spelled(facts, firm)
        ),
    );
}

fn compare(id: &str, judgement: &Judgement, probed: &Probed, place: &str) {
    let score = judgement.score.as_ref().unwrap();
    let (low, high) = (probed.low.unwrap(), probed.high.unwrap());
    assert_eq!(
        (score.low, score.high),
        (low.0, high.1),
        "points of {place}"
    );
    let mut verdicts: Vec<Verdict> = probed
        .clauses
        .iter()
        .map(|seen| match seen {
            (true, false) => Verdict::Pass,
            (false, true) => Verdict::Fail,
            _ => Verdict::Unknown,
        })
        .collect();
    let (score_at, needed) = if id == "hnte-2016" { (8, 71) } else { (6, 60) };
    verdicts[score_at] = if low.0 >= needed {
        Verdict::Pass
    } else if high.1 < needed {
        Verdict::Fail
    } else if low.1 < needed && high.0 >= needed {
        Verdict::Possible
    } else {
        Verdict::Unknown
    };
    let found: Vec<Verdict> = judgement.clauses.iter().map(|one| one.verdict).collect();
    assert_eq!(found, verdicts, "clauses of {place}");
    let overall = if id == "hnte-2016" {
        verdicts.into_iter().min().unwrap()
    } else {
        let soft = verdicts[6].min(verdicts[7]);
        let soft = match verdicts[8] {
            Verdict::Pass => Verdict::Pass,
            Verdict::Unknown if soft == Verdict::Fail => Verdict::Unknown,
            _ => soft,
        };
        verdicts[..6].iter().copied().min().unwrap().min(soft)
    };
    assert_eq!(judgement.verdict, overall, "verdict of {place}");
}

#[test]
fn the_engine_reads_complete_firms_as_the_texts_do() {
    for id in ["hnte-2016", "tech-sme-2017"] {
        let mut dice = Dice::new(11);
        for _ in 0..many(4_000, 400_000) {
            let firm = firm(&fact::SHIPPED, &mut dice, 0);
            same(id, &firm, &mut Dice::new(1));
        }
    }
}

#[test]
fn the_engine_reads_firms_with_missing_facts_as_probing_does() {
    for id in ["hnte-2016", "tech-sme-2017"] {
        let mut dice = Dice::new(12);
        for _ in 0..many(200, 20_000) {
            let firm = firm(&fact::SHIPPED, &mut dice, 1);
            same(id, &firm, &mut Dice::new(1));
        }
        for _ in 0..many(4, 1_000) {
            let firm = firm(&fact::SHIPPED, &mut dice, 2);
            same(id, &firm, &mut Dice::new(1));
        }
    }
}

#[test]
fn cells_are_written_as_they_are_read() {
    let facts = &*fact::SHIPPED;
    let mut dice = Dice::new(13);
    for _ in 0..200 {
        let firm = firm(facts, &mut dice, 2);
        for (slot, _) in facts.slots() {
            if let Some(value) = firm.get(slot) {
                assert_eq!(
                    cell::read(facts, slot, &cell::written(facts, slot, value)),
                    Ok(Some(value))
                );
            }
        }
    }
}
