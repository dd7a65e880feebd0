//! What is told as missing: each column whose value can turn a clause, also where it does so only beside some value of another.

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
