//! The annotated passages: a floor under what is read in those the reader was tuned on.

#[path = "../examples/score/measure.rs"]
mod measure;

use measure::Count;
use std::path::Path;

/// The texts are annotated by their meaning, so not every one is read in full.
const FOUND: f64 = 0.98;
const RIGHT: f64 = 0.97;
const FACTS: f64 = 0.02;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/passages")
}

#[test]
fn the_tuned_passages_are_read() {
    let mut all = Count::default();
    let mut wrong = Vec::new();
    for set in measure::sets(&folder()).unwrap().iter().take(1) {
        for (name, sealed) in measure::names(set).unwrap() {
            if !sealed {
                let (count, lines) = measure::score(set, &name).unwrap();
                all.add(count);
                wrong.extend(lines.iter().map(|l| format!("{name}: {l}")));
            }
        }
    }
    assert!(all.gold > 700, "{all:?}");
    let good = all.found_f1() >= FOUND && all.right_f1() >= RIGHT && all.facts_share() < FACTS;
    assert!(good, "{all:?}\n{}", wrong.join("\n"));
}

#[test]
fn every_annotation_stands_at_its_place() {
    for set in measure::sets(&folder()).unwrap() {
        for (name, _) in measure::names(&set).unwrap() {
            let text = std::fs::read_to_string(set.join(format!("{name}.txt"))).unwrap();
            let text = notice::Text::new(text);
            let gold = std::fs::read_to_string(set.join(format!("{name}.gold.jsonl"))).unwrap();
            for line in gold.lines() {
                let gold: serde_json::Value = serde_json::from_str(line).unwrap();
                let place = |field: &str| gold[field].as_u64().unwrap() as usize;
                let span = text.span(place("start"), place("end"));
                assert_eq!(gold["span"], span.as_str(), "{name}");
            }
        }
    }
}
