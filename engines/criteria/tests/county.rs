//! Questions about many firms, and until when a change can still work.

use criteria::county::{nearness, turned};
use criteria::{Calendar, Exact, Firm, Prices, Table, Verdict, fact};
use values::Day;

use crate::random::{Dice, firm};
use crate::roads::program;

#[test]
fn another_threshold_turns_firms_one_way() {
    let program = program("hnte-2016");
    let facts = program.facts;
    let mut dice = Dice::new(21);
    let mut table = Table::new(facts, &program.slots());
    for _ in 0..3_000 {
        let mut firm = firm(facts, &mut dice, 0);
        // All but the people is as it should be, so that people decide.
        for (column, value) in [
            ("resident", 1),
            ("incident", 0),
            ("field", 4),
            ("registered_on", 0),
            ("ip_class1", 1),
            ("transfers", 15),
        ] {
            firm.set(facts.find(column).unwrap(), Some(value));
        }
        table.push(&firm);
    }
    let staff = program
        .clauses()
        .position(|clause| clause.id == "c4-staff")
        .unwrap();
    let before = program
        .screen(&table)
        .verdicts()
        .iter()
        .filter(|one| **one == Verdict::Pass)
        .count();
    let lower = turned(&program, &table, staff, Exact::new(1, 20)).unwrap();
    assert!(lower.lost.is_empty());
    let higher = turned(&program, &table, staff, Exact::new(1, 4)).unwrap();
    assert!(higher.gained.is_empty() && higher.lost.len() <= before);
    let other = program.with_threshold(staff, Exact::new(1, 20)).unwrap();
    let after = other
        .screen(&table)
        .verdicts()
        .iter()
        .filter(|one| **one == Verdict::Pass)
        .count();
    assert_eq!(after, before + lower.gained.len());
    let resident = program
        .clauses()
        .position(|clause| clause.id == "resident")
        .unwrap();
    assert!(program.with_threshold(resident, Exact::whole(1)).is_none());
    assert!(
        program
            .with_threshold(staff, Exact::new(1, 1_000))
            .is_none()
    );
    assert!(program.with_threshold(99, Exact::whole(1)).is_none());
}

#[test]
fn the_nearest_firms_come_first() {
    let program = program("tech-sme-2017");
    let prices = Prices::shipped(program.facts);
    let mut dice = Dice::new(22);
    let mut firms: Vec<(criteria::county::Nearness, Verdict)> = (0..200)
        .map(|_| {
            let firm = firm(program.facts, &mut dice, 1);
            let judgement = program.judge(&firm);
            let roads = program.roads(&firm, &prices, 3);
            (nearness(&program, &judgement, &roads), judgement.verdict)
        })
        .collect();
    firms.sort();
    assert!(
        firms.is_sorted_by(|one, other| one.1 >= other.1),
        "pass, possible, unknown, fail"
    );
    let failing = firms.iter().filter(|one| one.1 == Verdict::Fail);
    assert!(failing.clone().all(|one| one.0.failing > 0));
    assert!(failing.map(|one| one.0.failing).is_sorted());
}

#[test]
fn until_when_a_change_can_work() {
    let facts = &*fact::SHIPPED;
    let day = |text: &str| Day::parse_iso(text).unwrap();
    let calendar = Calendar {
        on: day("2020-09-18"),
        last_year: 2020,
        batches: vec![day("2020-06-30"), day("2020-09-30")],
    };
    for (column, last, in_time) in [
        ("rd_3", Some("2020-12-31"), true),
        ("rd_2", Some("2019-12-31"), false),
        ("staff", Some("2020-12-31"), true),
        ("ip_class1", Some("2020-09-30"), true),
        ("mark_rules", Some("2020-09-30"), true),
    ] {
        let told = calendar.last_day(facts, facts.find(column).unwrap());
        assert_eq!(
            (told.day, told.in_time),
            (last.map(day), in_time),
            "{column}"
        );
    }
    let over = Calendar {
        batches: vec![day("2020-06-30")],
        ..calendar.clone()
    };
    let told = over.last_day(facts, facts.find("ip_class1").unwrap());
    assert_eq!((told.day, told.in_time), (None, false));
    let old = calendar.old_enough(day("2019-09-25"), 365);
    assert_eq!((old.day, old.in_time), (Some(day("2020-09-24")), true));
    assert!(!over.old_enough(day("2019-09-25"), 365).in_time);
}

#[test]
fn prices_order_roads() {
    let program = program("hnte-2016");
    let facts = program.facts;
    let text = "credit_code,registered_on,resident,field,revenue_1,revenue_2,revenue_3,rd_1,rd_2,rd_3,rd_domestic,net_assets_1,net_assets_2,net_assets_3,total_income,hightech_income,staff,tech_staff,ip_class1,ip_class2,ip_self_developed,standards,transfers,incident,mark_tech,mark_core,mark_rules,mark_institution,mark_reward,mark_talent\nA,2009-11-23,1,4,52000000,61000000,74000000,2300000,2700000,3400000,7980000,31000000,38000000,46000000,75000000,58000000,210,20,2,4,1,0,17,0,6,7,5,6,3,4";
    let firm: Firm = crate::firms::of(facts, text).remove(0).1;
    let first = |prices: &Prices| {
        facts
            .slot(program.roads(&firm, prices, 5)[0].changes[0].slot)
            .column
            .clone()
    };
    let mut prices = Prices::shipped(facts);
    assert_eq!(first(&prices), "tech_staff");
    prices.set(facts, "staff", 1);
    assert_eq!(first(&prices), "staff");
    assert_eq!(program.roads(&firm, &prices, 1).len(), 1);
    assert!(program.roads(&firm, &prices, 0).is_empty());
}
