use values::Day;

use super::*;
use crate::criterion;
use crate::fact::SHIPPED as FACTS;
use crate::table::Table;

fn answer(csv: &str) -> serde_json::Value {
    answer_to("tech-sme-2017", csv)
}

fn answer_to(id: &str, csv: &str) -> serde_json::Value {
    let program = criterion::find(id)
        .unwrap()
        .on(&FACTS, Day::of(2020, 9, 18).unwrap());
    let mut lines = csv.lines();
    let heads = Heads::read(lines.next().unwrap().split(','), &program).unwrap();
    let mut line = Line::new(&FACTS);
    line.read(&program, &heads, lines.next().unwrap().split(',').map(Ok));
    let mut table = Table::new(&FACTS, &program.slots());
    table.push(&line.firm);
    let mut out = String::new();
    Writer::new(&program).write(&line, &program.screen(&table), 0, Some(&[]), &mut out);
    serde_json::from_str(&out).unwrap()
}

const HEADS: &str =
    "\u{feff}CREDIT_CODE, y ,revenue_1,revenue_2,revenue_3,staff,tech_staff,rd_3,note";

#[test]
fn a_line_is_json_with_its_keys_in_order() {
    let told = answer(&format!("{HEADS}\nA\"1,2019,,,300.00,7,2,1.00,x"));
    let keys: Vec<&String> = told.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "credit_code",
            "verdict",
            "clauses",
            "score",
            "missing",
            "roads"
        ]
    );
    assert_eq!(told["credit_code"], "A\"1");
    assert_eq!(
        told["score"]["parts"][0],
        serde_json::json!({"id": "staff", "low": 16, "high": 16, "max": 20})
    );
    assert_eq!(told["missing"][0], "resident");
}

#[test]
fn a_line_that_cannot_be_is_unknown_and_says_why() {
    for (cells, column, said) in [
        ("A,2018,,,300.00,7,2,1.00,x", "y", "2019"),
        (",2019,,,300.00,7,2,1.00,x", "credit_code", "信用代码"),
        ("A,2019,,,300.00,7,8,1.00,x", "tech_staff", "比职工总数还多"),
        ("A,2019,,,3e5,7,2,1.00,x", "revenue_3", "科学计数法"),
        ("A,2019,,,300.00,7,2,1.00,x,9", "", "多出了格子"),
        ("A,2019,,,300.00,7,2", "rd_3", "只有 7 格，表头有 9 列"),
    ] {
        let told = answer(&format!("{HEADS}\n{cells}"));
        assert_eq!(told["verdict"], "unknown", "{cells}");
        assert_eq!(told["problems"][0]["column"], column, "{cells}");
        assert!(
            told["problems"][0]["reason"]
                .as_str()
                .unwrap()
                .contains(said),
            "{cells}"
        );
    }
    let told = answer(&format!("{HEADS}\nA,,,,3.00,7,2,4.00,x"));
    assert_eq!(
        told["problems"],
        serde_json::Value::Null,
        "an empty year and more R&D than sales are no problem"
    );
    assert_eq!(told["warnings"][0]["column"], "rd_3");
}

#[test]
fn headings_that_cannot_be_used() {
    let program = criterion::find("hnte-2016")
        .unwrap()
        .on(&FACTS, Day::of(2020, 9, 18).unwrap());
    let read = |text: &str| Heads::read(text.split(','), &program);
    let fault = read("name,revenue_1,revenue_2,revenue_3")
        .unwrap_err()
        .to_string();
    assert!(fault.contains("credit_code、field"), "{fault}");
    let fault = read("credit_code,field,revenue_1,revenue_2,revenue_3,staff,Staff")
        .unwrap_err()
        .to_string();
    assert!(fault.contains("两列都叫 staff"), "{fault}");
    let heads = read("field,revenue_3,revenue_1,revenue_2,credit_code,owner").unwrap();
    assert_eq!(heads.unknown, ["owner"]);
    assert!(
        heads.absent.contains(&"staff".to_owned())
            && !heads.absent.contains(&"mark_tech".to_owned())
    );
}

/// Passes `hnte-2016` for sure.
const FIRM: &[(&str, &str)] = &[
    ("credit_code", "A"),
    ("registered_on", "2009-10-06"),
    ("resident", "1"),
    ("field", "4"),
    ("revenue_1", "52000000"),
    ("revenue_2", "61000000"),
    ("revenue_3", "74000000"),
    ("rd_1", "2300000"),
    ("rd_2", "2700000"),
    ("rd_3", "3400000"),
    ("rd_domestic", "7980000"),
    ("net_assets_1", "31000000"),
    ("net_assets_2", "38000000"),
    ("net_assets_3", "46000000"),
    ("total_income", "75000000"),
    ("hightech_income", "58000000"),
    ("staff", "210"),
    ("tech_staff", "33"),
    ("ip_class1", "2"),
    ("ip_class2", "4"),
    ("ip_self_developed", "1"),
    ("standards", "0"),
    ("transfers", "17"),
    ("incident", "0"),
    ("mark_tech", "6"),
    ("mark_core", "7"),
    ("mark_rules", "5"),
    ("mark_institution", "6"),
    ("mark_reward", "3"),
    ("mark_talent", "4"),
];

/// The answer for that firm with some cells changed.
fn changed(cells: &[(&str, &str)]) -> serde_json::Value {
    let heads: Vec<&str> = FIRM.iter().map(|(head, _)| *head).collect();
    let row = FIRM.iter().map(|(head, text)| {
        let changed = cells.iter().find(|(column, _)| column == head);
        changed.map_or(*text, |(_, text)| *text)
    });
    let row: Vec<&str> = row.collect();
    answer_to(
        "hnte-2016",
        &format!("{}\n{}", heads.join(","), row.join(",")),
    )
}

fn columns(told: &serde_json::Value) -> Vec<&str> {
    let list = told.as_array().map(Vec::as_slice).unwrap_or_default();
    let columns = list.iter();
    columns.map(|one| one["column"].as_str().unwrap()).collect()
}

#[test]
fn a_cell_that_cannot_be_read_is_not_an_empty_one() {
    for (cells, column, unknown) in [
        (&[("field", "9")] as &[_], "field", &["c3-field"] as &[_]),
        (&[("field", "电子信息")], "field", &["c3-field"]),
        (&[("revenue_1", "5200万")], "revenue_1", &["c5-ratio"]),
        (
            &[
                ("revenue_1", ""),
                ("revenue_2", ""),
                ("revenue_3", "x"),
                ("rd_domestic", "3000000"),
            ],
            "revenue_3",
            &["c5-ratio"],
        ),
        (&[("rd_2", "二百万")], "rd_2", &["c5-ratio", "c5-domestic"]),
        (&[("resident", "是")], "resident", &["resident"]),
    ] {
        let told = changed(cells);
        assert_eq!(told["verdict"], "unknown", "{cells:?}");
        assert_eq!(columns(&told["problems"]), [column], "{cells:?}");
        assert_eq!(told["missing"], serde_json::json!([]), "{cells:?}");
        let clauses = told["clauses"].as_array().unwrap();
        let open = clauses.iter().filter(|one| one["verdict"] == "unknown");
        let open: Vec<&str> = open.map(|one| one["id"].as_str().unwrap()).collect();
        let wanted = unknown.iter().all(|id| open.contains(id));
        assert!(wanted, "{cells:?} {open:?}");
        let failed = clauses.iter().filter(|one| one["verdict"] == "fail");
        // A single year has too few points whatever its sales are.
        let failed: Vec<_> = failed.filter(|one| one["id"] != "c7-score").collect();
        assert!(failed.is_empty(), "{cells:?} {failed:?}");
    }
}

#[test]
fn what_is_cut_off_is_not_empty_either() {
    let told = answer_to(
        "hnte-2016",
        "credit_code,registered_on,resident,field,revenue_1,revenue_2,revenue_3\nA,2009-10-06,1",
    );
    let clauses = told["clauses"].as_array().unwrap();
    assert!(clauses.iter().all(|one| one["verdict"] != "fail"), "{told}");
    assert_eq!(columns(&told["problems"]), ["field"]);
}

#[test]
fn what_the_text_does_not_describe_is_a_warning() {
    let young = [("revenue_1", ""), ("rd_domestic", "6100000")];
    for (cells, warned) in [
        (
            &[("transfers", "3")] as &[(&str, &str)],
            &[] as &[(&str, &str)],
        ),
        (&[("transfers", "0")], &[]),
        (
            &[("transfers", "2")],
            &[("transfers", "年均转化数是 0.67，在 0 和 1 之间")],
        ),
        (&[("transfers", "1")], &[("transfers", "按 0 分计")]),
        (
            &[("transfers", "1"), young[0], young[1]],
            &[("transfers", "是 0.5，")],
        ),
        (&[("transfers", "2"), young[0], young[1]], &[]),
        (
            &[("net_assets_1", "-0.01")],
            &[("net_assets_1", "财务专家")],
        ),
        (&[("net_assets_2", "-1")], &[("net_assets_2", "财务专家")]),
        (&[("net_assets_3", "-1")], &[]),
        (&[("net_assets_1", "-1"), young[0], young[1]], &[]),
        (
            &[("net_assets_2", "-1"), young[0], young[1]],
            &[("net_assets_2", "财务专家")],
        ),
        (
            &[("rd_1", "52000000.01"), ("net_assets_1", "-1")],
            &[("rd_1", "初创企业"), ("net_assets_1", "财务专家")],
        ),
        (
            &[("registered_on", "2018-03-01")],
            &[("revenue_1", "2018 年才成立，2017 年就有销售收入")],
        ),
        (
            &[
                ("registered_on", "2019-03-01"),
                ("revenue_1", "0"),
                ("rd_1", "0"),
                young[1],
            ],
            &[("revenue_2", "2019 年才成立")],
        ),
        (&[("registered_on", "2017-12-31")], &[]),
    ] {
        let told = changed(cells);
        assert_eq!(
            told["problems"],
            serde_json::Value::Null,
            "{cells:?} {told}"
        );
        let found = columns(&told["warnings"]);
        let wanted: Vec<&str> = warned.iter().map(|(column, _)| *column).collect();
        assert_eq!(found, wanted, "{cells:?}");
        for (at, (_, said)) in warned.iter().enumerate() {
            let reason = told["warnings"][at]["reason"].as_str().unwrap();
            assert!(reason.contains(said), "{cells:?}: {reason}");
        }
    }
}

#[test]
fn a_firm_that_is_not_there_yet_is_a_problem() {
    for (day, verdict) in [("2020-09-19", "unknown"), ("2020-09-18", "fail")] {
        let told = changed(&[("registered_on", day)]);
        assert_eq!(told["verdict"], verdict, "{told}");
    }
    let told = changed(&[("registered_on", "2020-09-19")]);
    assert_eq!(columns(&told["problems"]), ["registered_on"]);
    assert_eq!(told["warnings"], serde_json::Value::Null, "{told}");
    let reason = told["problems"][0]["reason"].as_str().unwrap();
    assert!(
        reason.contains("成立日在评估日 2020-09-18 之后"),
        "{reason}"
    );
}
