//! The engine against an independent, plain and slow reading. Missing facts are probed with many values; the engine must say
//! what the probes say.

use criteria::{Facts, Firm, Judgement, Verdict, cell, fact};

use crate::random::{Dice, firm};
use crate::roads::{many, program, spelled};
use crate::texts::{Reading, TODAY, Told, hnte, tech_sme};

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
