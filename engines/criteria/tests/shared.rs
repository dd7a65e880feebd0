//! The worked firms of `shared/criteria`: verdicts, clauses, shortfalls, points, what is missing, who needs a road.

use std::path::{Path, PathBuf};

use criteria::{Exact, Prices, Program, Table, Verdict, criterion, fact, roads};
use serde_json::Value;
use values::Day;

fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/criteria");
    folder.is_dir().then_some(folder)
}

fn number(value: &Value) -> Option<Exact> {
    match value {
        Value::String(text) => Some(Exact::parse(text).unwrap()),
        Value::Object(ratio) => Some(Exact::new(
            ratio["num"].as_i64().unwrap().into(),
            ratio["den"].as_i64().unwrap().into(),
        )),
        _ => None,
    }
}

fn compare(id: &str) {
    let Some(folder) = shared() else {
        return;
    };
    let facts = &*fact::SHIPPED;
    let text = std::fs::read_to_string(folder.join("dev-firms.csv")).unwrap();
    let expected =
        std::fs::read_to_string(folder.join(format!("dev-expected-{id}.jsonl"))).unwrap();
    let program = criterion::find(id)
        .unwrap()
        .on(facts, Day::of(2020, 9, 18).unwrap());
    let firms = crate::firms::of(facts, &text);
    assert_eq!(firms.len(), expected.lines().count());
    let mut table = Table::new(facts, &program.slots());
    firms.iter().for_each(|(_, firm)| table.push(firm));
    let screening = program.screen(&table);
    for (at, ((code, firm), line)) in firms.iter().zip(expected.lines()).enumerate() {
        let expected: Value = serde_json::from_str(line).unwrap();
        let judgement = program.judge(firm);
        assert_eq!(judgement, screening.judgement(at), "{code}");
        assert_eq!(judgement.verdict.id(), expected["verdict"], "{code}");
        clauses(&program, &judgement, &expected, code);
        let score = judgement.score.as_ref().unwrap();
        assert_eq!(
            (Some(score.low), Some(score.high)),
            (
                expected["score"]["low"].as_i64(),
                expected["score"]["high"].as_i64()
            ),
            "{code}"
        );
        for (part, wanted) in score
            .parts
            .iter()
            .zip(expected["score"]["parts"].as_array().unwrap())
        {
            assert_eq!(
                (Some(part.0), Some(part.1)),
                (wanted["low"].as_i64(), wanted["high"].as_i64()),
                "{code}"
            );
        }
        let missing: Vec<&str> = judgement
            .missing
            .iter()
            .map(|slot| facts.slot(*slot).column.as_str())
            .collect();
        assert_eq!(serde_json::json!(missing), expected["missing"], "{code}");
        let found = program.roads(firm, &Prices::shipped(facts), 5);
        if expected["needs_road"] == true {
            assert!(!found.is_empty(), "{code} needs a road");
        }
        if judgement.verdict == Verdict::Pass {
            assert!(found.is_empty(), "{code}");
        }
        for road in found {
            assert_eq!(
                program.judge(&roads::applied(firm, &road.changes)).verdict,
                Verdict::Pass,
                "{code}"
            );
        }
    }
}

fn clauses(program: &Program<'_>, judgement: &criteria::Judgement, expected: &Value, code: &str) {
    let wanted = expected["clauses"].as_array().unwrap();
    assert_eq!(wanted.len(), judgement.clauses.len());
    for ((clause, finding), wanted) in program.clauses().zip(&judgement.clauses).zip(wanted) {
        let place = format!("{code} {}", clause.id);
        assert_eq!(wanted["id"], clause.id.as_str());
        assert_eq!(finding.verdict.id(), wanted["verdict"], "{place}");
        assert_eq!(finding.shortfall, number(&wanted["shortfall"]), "{place}");
        assert_eq!(
            finding.actual,
            number(&wanted["actual"]).filter(|_| clause.id != "direct"),
            "{place}"
        );
        assert_eq!(finding.needed, number(&wanted["needed"]), "{place}");
        assert_eq!(clause.unit, wanted["unit"], "{place}");
        assert_eq!(clause.article, wanted["source"], "{place}");
    }
}

#[test]
fn worked_firms_of_hnte() {
    compare("hnte-2016");
}

#[test]
fn worked_firms_of_tech_sme() {
    compare("tech-sme-2017");
}
