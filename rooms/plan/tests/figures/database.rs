//! Puts a generated history into the tables as it is, whatever acts would have led there.

use measure::plain::{History, Property, Version};
use store::{Arg, Tx, args};
use trial::Site;

pub use trial::COUNTY;

/// Moves the county to sequence 12, where generated histories end.
pub async fn advance(site: &Site) {
    for _ in 0..12 {
        let tx = site.app.store().write(COUNTY).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Puts a history in place of the one before.
pub async fn put(site: &Site, history: &History) {
    let mut tx = site.app.store().note(COUNTY).await.unwrap();
    for table in ["ledger_version", "enterprise_property"] {
        let text = format!("DELETE FROM {table} WHERE county = $1");
        tx.run_compiled(&text, args![COUNTY]).await.unwrap();
    }
    for versions in history.versions.chunks(500) {
        let rows: Vec<Vec<Arg>> = versions.iter().map(version).collect();
        insert(&mut tx, "ledger_version (county, entry, version, known_from, known_until, kind, subject, town, office, effective, until, other_day, amount, quantity, class, mark, trait, item, level, link, state, standing, cause)", rows).await;
    }
    for properties in history.properties.chunks(500) {
        let rows: Vec<Vec<Arg>> = properties.iter().map(property).collect();
        insert(&mut tx, "enterprise_property (county, subject, property, value, since, until, known_from, known_until)", rows).await;
    }
    tx.commit().await.unwrap();
}

async fn insert(tx: &mut Tx, into: &str, rows: Vec<Vec<Arg>>) {
    if rows.is_empty() {
        return;
    }
    let width = rows[0].len();
    let group = |row: usize| {
        let marks: Vec<String> = (1..=width)
            .map(|at| format!("${}", row * width + at))
            .collect();
        format!("({})", marks.join(", "))
    };
    let groups: Vec<String> = (0..rows.len()).map(group).collect();
    let text = format!("INSERT INTO {into} VALUES {}", groups.join(", "));
    tx.run_compiled(&text, rows.into_iter().flatten().collect())
        .await
        .unwrap();
}

fn version(row: &Version) -> Vec<Arg> {
    let [class, mark, other, item] = &row.texts;
    args![
        COUNTY,
        row.entry,
        row.version,
        row.known_from,
        row.known_until,
        row.kind.as_str(),
        row.subject,
        row.town,
        row.office,
        row.effective,
        row.until,
        row.other_day,
        row.amount,
        row.quantity,
        class,
        mark,
        other,
        item,
        row.level,
        row.link,
        "submitted",
        row.standing.as_str(),
        "entered"
    ]
}

fn property(row: &Property) -> Vec<Arg> {
    args![
        COUNTY,
        row.subject,
        row.property.as_str(),
        row.value.as_str(),
        row.since,
        row.until,
        row.known_from,
        row.known_until
    ]
}
