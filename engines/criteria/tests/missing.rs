//! What is told as missing: each column whose value can turn a clause, also where it does so only beside some value of another.

use criteria::{Firm, Prices, Verdict, fact, roads};

use crate::firms;
use crate::roads::program;

const HEADS: &str = "credit_code,registered_on,resident,field,revenue_1,revenue_2,revenue_3,rd_1,rd_2,rd_3,rd_domestic,net_assets_1,net_assets_2,net_assets_3,total_income,hightech_income,staff,tech_staff,ip_class1,ip_class2,ip_self_developed,standards,transfers,incident,mark_tech,mark_core,mark_rules,mark_institution,mark_reward,mark_talent";

#[test]
fn a_column_that_turns_a_share_is_missing_beside_its_other_side() {
    let row = |revenue: &str, rd: &str, people: &str| {
        format!(
            "A,2009-10-06,1,4,{revenue},{rd},31000000,38000000,46000000,75000000,58000000,{people},2,4,1,0,17,0,6,7,5,6,3,4"
        )
    };
    let (revenue, people) = ("52000000,61000000,74000000", "210,33");
    for (row, expected) in [
        (
            row(revenue, "8000000,,3400000,", people),
            "rd_2,rd_domestic",
        ),
        (row(revenue, ",,3400000,7980000", people), "rd_1,rd_2"),
        (
            row("52000000,200000000,", "2300000,2700000,,7980000", people),
            "revenue_3,rd_3",
        ),
        (
            row(revenue, "2300000,2700000,3400000,7980000", ","),
            "staff,tech_staff",
        ),
    ] {
        let program = program("hnte-2016");
        let firms = firms::of(program.facts, &format!("{HEADS}\n{row}"));
        let missing = program.judge(&firms[0].1).missing;
        let missing = missing
            .iter()
            .map(|slot| program.facts.slot(*slot).column.as_str());
        assert_eq!(missing.collect::<Vec<_>>().join(","), expected, "{row}");
    }
}

/// A firm that passes, with the cells given changed.
fn with(cells: &[(&str, &str)]) -> Firm {
    const FIRM: &str = "A,2009-10-06,1,4,52000000,61000000,74000000,2300000,2700000,3400000,7980000,31000000,38000000,46000000,75000000,58000000,210,33,2,4,1,0,17,0,6,7,5,6,3,4";
    let row = HEADS.split(',').zip(FIRM.split(',')).map(|(head, cell)| {
        let changed = cells.iter().find(|(column, _)| *column == head);
        changed.map_or(cell, |(_, cell)| *cell)
    });
    let row: Vec<&str> = row.collect();
    firms::of(&fact::SHIPPED, &format!("{HEADS}\n{}", row.join(",")))
        .remove(0)
        .1
}

#[test]
fn a_missing_fact_has_no_end() {
    let program = program("hnte-2016");
    for (cells, verdict, growth, missing) in [
        // The growth is lost only at N₃ = −(N₂² − 2·N₂·N₁) ÷ N₁, some −10¹⁷ yuan.
        (
            &[("net_assets_1", "0.01"), ("net_assets_3", "")] as &[_],
            Verdict::Unknown,
            (5, 16),
            "net_assets_3",
        ),
        (
            &[
                ("net_assets_1", "0.01"),
                ("net_assets_2", "9999999999999"),
                ("net_assets_3", ""),
            ],
            Verdict::Unknown,
            (5, 16),
            "net_assets_3",
        ),
        // N₂/N₁ ÷ 2 alone is above 1, N₃ does not take from it where it is not negative.
        (
            &[
                ("revenue_1", "0.01"),
                ("revenue_3", ""),
                ("rd_3", "9999999999999"),
            ],
            Verdict::Fail,
            (14, 16),
            "revenue_3",
        ),
    ] {
        let told = program.judge(&with(cells));
        let score = told.score.as_ref().unwrap();
        let names = told.missing.iter();
        let names = names.map(|slot| program.facts.slot(*slot).column.as_str());
        assert_eq!(names.collect::<Vec<_>>().join(","), missing, "{cells:?}");
        assert_eq!(score.parts[3], growth, "{cells:?}");
        assert_eq!(told.verdict, verdict, "{cells:?} {told:?}");
    }
}

#[test]
fn a_road_leaves_nothing_unknown_that_can_still_turn() {
    let program = program("hnte-2016");
    for cells in [
        &[("net_assets_1", ""), ("net_assets_3", "")] as &[_],
        &[
            ("net_assets_1", ""),
            ("net_assets_2", ""),
            ("net_assets_3", ""),
        ],
        &[("revenue_2", ""), ("revenue_3", "")],
        &[("total_income", ""), ("hightech_income", "")],
    ] {
        let firm = with(cells);
        let roads = program.roads(&firm, &Prices::shipped(program.facts), 5);
        assert!(!roads.is_empty(), "{cells:?}");
        for road in roads {
            for change in &road.changes {
                assert!(change.from.is_some() || change.to >= 0, "{road:?}");
            }
            let mut firm = roads::applied(&firm, &road.changes);
            for worth in [-1_000_000_000_000_000, 0, 1, 1_000_000_000_000_000] {
                for (slot, one) in program.facts.slots() {
                    let net = one.column.starts_with("net_assets");
                    if firm.get(slot).is_none() && net {
                        firm.set(slot, Some(worth));
                        assert_eq!(program.judge(&firm).verdict, Verdict::Pass, "{road:?}");
                        firm.set(slot, None);
                    }
                }
            }
            assert_eq!(program.judge(&firm).verdict, Verdict::Pass, "{road:?}");
            let first = road.changes.iter().find(|change| {
                program.facts.slot(change.slot).column == "net_assets_1" && change.to == 1
            });
            assert!(first.is_none() || road.changes.len() > 1, "{road:?}");
        }
    }
}
