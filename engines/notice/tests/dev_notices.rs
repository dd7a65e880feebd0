//! The six annotated notices beside the checkout: every target found and right, no fact proposed, the real notice whole.
//!
//! They lie in `../shared/notice/dev` from the checkout's root and are not part of the repository; without them these
//! tests fail rather than pass unseen.

use notice::{Figure, Item, Kind, Text, read};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/notice/dev");
    assert!(
        folder.is_dir(),
        "the annotated notices are missing: {}",
        folder.display()
    );
    folder
}

fn documents() -> Vec<String> {
    let names = std::fs::read_dir(folder())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut found: Vec<String> = names
        .filter_map(|n| n.strip_suffix(".gold.jsonl").map(str::to_owned))
        .collect();
    found.sort();
    assert!(found.len() >= 6, "only {} annotated notices", found.len());
    found
}

fn text_of(document: &str) -> Text {
    Text::from_bytes(&std::fs::read(folder().join(format!("{document}.txt"))).unwrap()).unwrap()
}

fn gold_of(document: &str) -> Vec<Value> {
    let lines = std::fs::read_to_string(folder().join(format!("{document}.gold.jsonl"))).unwrap();
    lines
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

fn row(start: u64, span: &str, figure: &Figure) -> String {
    let high = figure
        .value_high
        .map(|h| format!("..{}", h.to_f64()))
        .unwrap_or_default();
    format!(
        "{start} {span:?} {} {}{high} {}",
        figure.op.sign(),
        figure.value.to_f64(),
        figure.unit
    )
}

fn gold_row(gold: &Value) -> String {
    let high = gold
        .get("value_high")
        .map(|h| format!("..{}", h.as_f64().unwrap()))
        .unwrap_or_default();
    let (start, span) = (
        gold["start"].as_u64().unwrap(),
        gold["span"].as_str().unwrap(),
    );
    let (op, unit) = (gold["op"].as_str().unwrap(), gold["unit"].as_str().unwrap());
    format!(
        "{start} {span:?} {op} {}{high} {unit}",
        gold["value"].as_f64().unwrap()
    )
}

#[test]
fn every_target_is_found_and_right() {
    for document in documents() {
        let gold = gold_of(&document);
        let of_kind = |kind: &str| {
            gold.iter()
                .filter(|g| g["kind"] == kind)
                .map(gold_row)
                .collect::<Vec<_>>()
        };
        let items = read(&text_of(&document)).items;
        let loose: Vec<(u64, u64)> = gold
            .iter()
            .filter(|g| g["kind"] == "ambiguous")
            .map(extent)
            .collect();
        let outside = |item: &&Item| {
            !loose
                .iter()
                .any(|(s, e)| (item.start as u64) < *e && *s < item.end as u64)
        };
        let targets: Vec<String> = items
            .iter()
            .filter(outside)
            .filter_map(|i| match &i.kind {
                Kind::Target(figure) => Some(row(i.start as u64, &i.span, figure)),
                _ => None,
            })
            .collect();
        assert_eq!(targets, of_kind("target"), "{document}");
    }
}

fn extent(gold: &Value) -> (u64, u64) {
    let start = gold["start"].as_u64().unwrap();
    (
        start,
        start + gold["span"].as_str().unwrap().chars().count() as u64,
    )
}

#[test]
fn the_real_notice_has_its_firmness_rhythm_and_duties() {
    let items = read(&text_of("01-rugao-2020")).items;
    let mut firmness: BTreeMap<&str, usize> = BTreeMap::new();
    let mut duties = Vec::new();
    let mut rhythm = Vec::new();
    for item in &items {
        match &item.kind {
            Kind::Target(figure) => *firmness.entry(figure.firmness.word()).or_default() += 1,
            Kind::Rhythm { every, what } => rhythm.push(format!("{} {what}", every.word())),
            Kind::Duty(_) => duties.push(item),
            Kind::Fact(_) => panic!("no facts in this notice: {item:?}"),
        }
    }
    assert_eq!(
        firmness,
        BTreeMap::from([("committed", 9), ("plain", 2), ("strive", 8)])
    );
    assert_eq!(
        rhythm,
        [
            "odd-month 请进来",
            "even-month 走出去",
            "week 需求",
            "month 活动",
            "quarter 签约",
            "year 突破"
        ]
    );
    assert!((25..=45).contains(&duties.len()), "{} duties", duties.len());
    let in_measures = |d: &&Item| {
        d.section
            .first()
            .is_some_and(|s| s.starts_with("三、") || s.starts_with("四、"))
    };
    assert!(duties.iter().all(in_measures));
}
