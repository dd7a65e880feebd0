use values::Day;

use super::*;
use crate::criterion;
use crate::fact::SHIPPED as FACTS;
use crate::table::Table;

fn answer(csv: &str) -> serde_json::Value {
    let program = criterion::find("tech-sme-2017")
        .unwrap()
        .on(&FACTS, Day::of(2020, 9, 18).unwrap());
    let mut lines = csv.lines();
    let heads = Heads::read(lines.next().unwrap().split(','), &program).unwrap();
    let mut line = Line::new(&FACTS);
    line.read(&FACTS, &heads, 2019, lines.next().unwrap().split(','));
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
