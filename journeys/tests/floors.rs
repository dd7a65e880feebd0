//! Who may know whom: `cargo metadata` against the table of floors.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// Crates of the workspace and the crates of the workspace that each may use. `trial` is for
/// tests and may be a dev-dependency of anything above it.
const FLOORS: [(&str, &[&str]); 18] = [
    ("values", &[]),
    ("store", &["values"]),
    ("trail", &["values", "store"]),
    ("web", &["values", "store", "trail", "paper"]),
    ("trial", &["values", "store", "trail", "web", "paper"]),
    ("notice", &["values"]),
    ("measure", &["values"]),
    ("criteria", &["values"]),
    ("paper", &["values"]),
    ("identity", &["values", "store", "trail", "web"]),
    (
        "enterprise",
        &[
            "values", "store", "trail", "web", "paper", "criteria", "identity",
        ],
    ),
    (
        "ledger",
        &[
            "values",
            "store",
            "trail",
            "web",
            "measure",
            "paper",
            "identity",
            "enterprise",
        ],
    ),
    (
        "cultivation",
        &[
            "values",
            "store",
            "trail",
            "web",
            "criteria",
            "paper",
            "identity",
            "enterprise",
            "ledger",
        ],
    ),
    (
        "plan",
        &[
            "values",
            "store",
            "trail",
            "web",
            "measure",
            "notice",
            "paper",
            "identity",
            "enterprise",
            "ledger",
        ],
    ),
    (
        "desk",
        &[
            "values",
            "store",
            "trail",
            "web",
            "identity",
            "enterprise",
            "ledger",
            "plan",
        ],
    ),
    (
        "kedu",
        &[
            "values",
            "store",
            "trail",
            "web",
            "measure",
            "notice",
            "criteria",
            "paper",
            "identity",
            "enterprise",
            "ledger",
            "plan",
            "cultivation",
            "desk",
        ],
    ),
    ("journeys", &[]),
    (
        "bench",
        &[
            "values",
            "store",
            "trail",
            "web",
            "measure",
            "notice",
            "criteria",
            "paper",
            "identity",
            "enterprise",
            "ledger",
            "plan",
            "cultivation",
            "desk",
            "kedu",
        ],
    ),
];

fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let out = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(crate::root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&out.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

#[test]
fn no_crate_knows_one_above_it() {
    let packages = packages();
    let names: BTreeSet<&str> = packages
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let (_, allowed) = FLOORS
            .iter()
            .find(|(floor, _)| *floor == name)
            .unwrap_or_else(|| panic!("{name} has no floor in the table"));
        for dependency in package["dependencies"].as_array().unwrap() {
            let used = dependency["name"].as_str().unwrap();
            let for_tests = dependency["kind"].as_str() == Some("dev");
            if names.contains(used) && !for_tests {
                assert!(allowed.contains(&used), "{name} must not use {used}");
            }
        }
    }
}

#[test]
fn a_room_uses_only_doors_of_other_rooms() {
    let rooms = [
        "identity",
        "enterprise",
        "ledger",
        "cultivation",
        "plan",
        "desk",
    ];
    for room in rooms {
        for file in crate::sources(&crate::root().join("rooms").join(room).join("src")) {
            let text = std::fs::read_to_string(&file).unwrap();
            for other in rooms.iter().filter(|other| **other != room) {
                for (at, found) in text.match_indices(&format!("{other}::")) {
                    let before = text[..at].chars().last();
                    let own_path =
                        before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
                    let rest = &text[at + found.len()..];
                    assert!(
                        own_path || rest.starts_with("door"),
                        "{}: {}",
                        file.display(),
                        &text[at..(at + 40).min(text.len())]
                    );
                }
            }
        }
    }
}

#[test]
fn only_stores_speak_sql_and_only_pages_speak_http() {
    let mut wrong = Vec::new();
    for file in crate::sources(&crate::root().join("rooms")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let shown = file.display().to_string();
        if shown.contains("/tests/") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        if text.contains("sql!(") && name != "store.rs" && !shown.contains("/store/") {
            wrong.push(format!("{shown} speaks SQL"));
        }
        let outer = name == "pages.rs"
            || name == "lib.rs"
            || shown.contains("/pages/")
            || name == "layer.rs";
        if text.contains("StatusCode") && !outer {
            wrong.push(format!("{shown} speaks HTTP"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
