//! The real schema can be spread by county: every key begins with it, and nothing is numbered or
//! triggered by the database.

use trial::{COUNTY, on_postgres};

/// Tables that belong to no county.
const BEYOND: [&str; 1] = ["store_migration"];

const KEYS: &str = "SELECT t.relname::TEXT AS tbl, k.relname::TEXT AS key,
       (SELECT a.attname::TEXT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = i.indkey[0]) AS first
  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class k ON k.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = 'public'";

const FOREIGN: &str = "SELECT t.relname::TEXT AS tbl, c.conname::TEXT AS key,
       (SELECT a.attname::TEXT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = c.conkey[1]) AS first
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'f'";

#[tokio::test]
async fn every_key_begins_with_the_county() {
    let site = on_postgres(&crate::rooms()).await;
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let mut seen = 0;
    for text in [KEYS, FOREIGN] {
        for row in tx.all_compiled(text, vec![]).await.unwrap() {
            let table: String = row.get("tbl").unwrap();
            if BEYOND.contains(&table.as_str()) {
                continue;
            }
            let (key, first): (String, String) =
                (row.get("key").unwrap(), row.get("first").unwrap());
            assert_eq!(first, "county", "{table}: {key}");
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} keys were seen");
}

#[tokio::test]
async fn the_database_makes_no_numbers_and_fires_no_triggers() {
    let site = on_postgres(&crate::rooms()).await;
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    for text in [
        "SELECT relname::TEXT AS name FROM pg_class WHERE relkind = 'S'",
        "SELECT tgname::TEXT AS name FROM pg_trigger WHERE NOT tgisinternal",
    ] {
        let names: Vec<String> = tx
            .all_compiled(text, vec![])
            .await
            .unwrap()
            .iter()
            .map(|row| row.get("name").unwrap())
            .collect();
        assert_eq!(names, Vec::<String>::new());
    }
}

#[tokio::test]
async fn every_table_has_a_county() {
    let site = on_postgres(&crate::rooms()).await;
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let text = "SELECT c.relname::TEXT AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind = 'r' AND NOT EXISTS
         (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'county' AND a.attnotnull)";
    let names: Vec<String> = tx
        .all_compiled(text, vec![])
        .await
        .unwrap()
        .iter()
        .map(|row| row.get("name").unwrap())
        .collect();
    assert_eq!(names, BEYOND);
}
