//! Every SQL statement of the program is prepared on both engines, and names one county.

use trial::{COUNTY, both};

/// Statements that may look beyond one county: the list of counties itself, and the runner of
/// migrations, which belongs to none.
const BEYOND: [&str; 2] = [
    "store_migration",
    "SELECT county, name FROM store_county ORDER BY county",
];

#[tokio::test]
async fn every_statement_is_accepted_by_both_engines() {
    both(&crate::rooms(), |site| async move {
        let mut wrong = Vec::new();
        for statement in store::statements() {
            // A refused text spoils a PostgreSQL transaction, so each gets its own.
            let mut tx = site.app.store().read(COUNTY).await.unwrap();
            if let Err(error) = tx.prepare(statement.text).await {
                wrong.push(format!("{}:{}: {error}", statement.file, statement.line));
            }
        }
        assert!(
            wrong.is_empty(),
            "{:?}:\n{}",
            site.engine(),
            wrong.join("\n")
        );
    })
    .await;
}

#[test]
fn there_are_statements_to_look_at() {
    let _ = crate::rooms();
    assert!(
        store::statements().count() > 100,
        "the rooms' statements are not linked in"
    );
}

#[test]
fn every_statement_names_one_county() {
    let wrong: Vec<String> = store::statements()
        .filter(|statement| {
            !BEYOND
                .iter()
                .any(|allowed| statement.text.contains(allowed))
        })
        .filter(|statement| !names_a_county(statement.text))
        .map(|statement| format!("{}:{}: {}", statement.file, statement.line, statement.text))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An INSERT has `county` as its first column; everything else says `county = $n`.
fn names_a_county(text: &str) -> bool {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bound = flat.match_indices("county = $").next().is_some();
    match flat.strip_prefix("INSERT INTO ") {
        Some(rest) => rest
            .split_once('(')
            .is_some_and(|(_, columns)| columns.trim_start().starts_with("county")),
        None => bound,
    }
}

#[test]
fn the_rule_itself_can_fail() {
    assert!(names_a_county("SELECT a FROM t WHERE county = $1"));
    assert!(names_a_county("INSERT INTO t (county, a) VALUES ($1, $2)"));
    assert!(!names_a_county("SELECT a FROM t"));
    assert!(!names_a_county("INSERT INTO t (a, county) VALUES ($1, $2)"));
    assert!(!names_a_county("UPDATE t SET county = 'x'"));
}
