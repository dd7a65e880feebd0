//! The SQL of imports of facts.

use ::store::{Error, Result, Row, Tx, args, sql};
use paper::intake::Stage;
use paper::layout::Mapping;
use serde::Serialize;
use values::Id;
use web::{Organisation, Person};

use super::Import;
use crate::fact::Source;

macro_rules! imports {
    ($($rest:literal)*) => {
        concat!(
            "SELECT id, source, stage, person, person_name, moment, name, sha256, read, decided, summary, outcome, checked,
                    loaded, undone FROM enterprise_import ",
            $($rest)*
        )
    };
}

pub async fn insert(tx: &mut Tx, import: &Import) -> Result<()> {
    let text = sql!(
        "INSERT INTO enterprise_import (county, id, source, stage, person, person_name, moment, name, sha256, read, decided,
                summary, outcome, checked, loaded, undone)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    let values = args![
        tx.county(),
        import.id,
        import.source.code(),
        import.stage.code(),
        import.person,
        import.person_name.as_str(),
        import.moment,
        import.name.as_str(),
        import.sha256.as_str(),
        json(&import.read)?,
        json(&import.decided)?,
        json(&import.summary)?,
        import.outcome.as_str(),
        import.checked,
        import.loaded,
        import.undone
    ];
    tx.run(text, values).await.map(drop)
}

/// Keeps what became of an import; false where it is not at the stage any more.
pub async fn update(tx: &mut Tx, import: &Import, from: Stage) -> Result<bool> {
    let text = sql!(
        "UPDATE enterprise_import SET stage = $4, read = $5, decided = $6, summary = $7, outcome = $8, checked = $9, loaded = $10,
                undone = $11 WHERE county = $1 AND id = $2 AND stage = $3"
    );
    let values = args![
        tx.county(),
        import.id,
        from.code(),
        import.stage.code(),
        json(&import.read)?,
        json(&import.decided)?,
        json(&import.summary)?,
        import.outcome.as_str(),
        import.checked,
        import.loaded,
        import.undone
    ];
    Ok(tx.run(text, values).await? == 1)
}

pub async fn find(tx: &mut Tx, id: Id<Import>) -> Result<Option<Import>> {
    let text = sql!(imports!("WHERE county = $1 AND id = $2"));
    let county = tx.county().to_owned();
    let found = tx.one(text, args![county, id]).await?;
    found.as_ref().map(import).transpose()
}

/// The person's newest ones.
pub async fn newest(tx: &mut Tx, person: Id<Person>) -> Result<Vec<Import>> {
    let text = sql!(imports!(
        "WHERE county = $1 AND person = $2 ORDER BY id DESC LIMIT 8"
    ));
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, person]).await?;
    rows.iter().map(import).collect()
}

pub async fn mapping(
    tx: &mut Tx,
    source: Source,
    unit: Id<Organisation>,
) -> Result<Option<Mapping>> {
    let text = sql!(
        "SELECT mapping FROM enterprise_import_mapping WHERE county = $1 AND source = $2 AND unit = $3"
    );
    let values = args![tx.county(), source.code(), unit];
    let found = tx.one(text, values).await?;
    found.map(|row| row.json("mapping")).transpose()
}

pub async fn keep_mapping(
    tx: &mut Tx,
    source: Source,
    unit: Id<Organisation>,
    mapping: &Mapping,
) -> Result<()> {
    let text = sql!(
        "INSERT INTO enterprise_import_mapping (county, source, unit, mapping) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, source, unit) DO UPDATE SET mapping = excluded.mapping"
    );
    let values = args![tx.county(), source.code(), unit, json(mapping)?];
    tx.run(text, values).await.map(drop)
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::File(error.into()))
}

fn fault(column: &str, reason: &str) -> Error {
    Error::Column {
        column: column.to_owned(),
        reason: reason.to_owned(),
    }
}

fn import(row: &Row) -> Result<Import> {
    let (source, stage): (String, String) = (row.get("source")?, row.get("stage")?);
    Ok(Import {
        id: row.get("id")?,
        source: Source::from_code(&source).ok_or_else(|| fault("source", &source))?,
        stage: Stage::from_code(&stage).ok_or_else(|| fault("stage", &stage))?,
        person: row.get("person")?,
        person_name: row.get("person_name")?,
        moment: row.get("moment")?,
        name: row.get("name")?,
        sha256: row.get("sha256")?,
        read: row.json("read")?,
        decided: row.json("decided")?,
        summary: row.json("summary")?,
        outcome: row.get("outcome")?,
        checked: row.get("checked")?,
        loaded: row.get("loaded")?,
        undone: row.get("undone")?,
    })
}
