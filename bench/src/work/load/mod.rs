//! Loading 100,000 checked rows of a table in one durable act, with versions and trail: processor time against bare SQLite that
//! writes as many lines, each with its 20 cells, in transactions of 500 with the same settings. Beside it: what SQLite takes of
//! it, whoever writes.

mod same;
mod table;

use std::path::Path;

use anyhow::{Result, anyhow};
use ledger::door::import;

use self::table::{KIND, ROWS};

use crate::cost;
use crate::ground::Ground;
use crate::measured::{Measured, Must, Rounds};
use crate::work::workbooks::table::COLUMNS;

const AT_ONCE: usize = 500;
const ROUNDS: usize = 3;
/// Of a writer by hand, those of the program's own.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384;";

pub async fn measure(ground: &Ground) -> Result<Vec<Measured>> {
    let [mut loaded, mut bare, mut ratio, mut same, mut own] =
        std::array::from_fn(|_| Rounds::default());
    let mut lines = Vec::new();
    for round in 0..ROUNDS {
        let scratch = ground.copy(None).await?;
        let folder = &scratch.place.folder;
        let (store, county) = scratch.place.open().await?;
        let mut tx = store.read(&county).await?;
        let firms = enterprise::door::search(&mut tx, "", None, 200).await?;
        drop(tx);
        let codes: Vec<&str> = firms.iter().map(|firm| firm.code.as_str()).collect();
        let mut tx = store.write(&county).await?;
        table::keep_kind(&mut tx).await?;
        tx.commit().await?;
        let table = table::csv(&codes)?;
        let path = folder.join("table.csv");
        std::fs::write(&path, &table)?;
        let refused = |refused| anyhow!("{refused}");
        let checked = import::check(&store, &county, &path, (Some(KIND), &[]), &|_, _| {});
        let checked = checked.await.map_err(refused)?;
        anyhow::ensure!(
            (checked.told().created, checked.told().errors.len()) == (ROWS, 0),
            "{:?}",
            checked.told()
        );
        let before = spent()?;
        checked.load(&store, &|_, _| {}).await.map_err(refused)?;
        loaded.push(spent()? - before);
        let before = spent()?;
        write_bare(&folder.join("bare.db"), &table)?;
        bare.push(spent()? - before);
        ratio.push(loaded.at_round(round) / bare.at_round(round));
        store.close().await;
        if round + 1 == ROUNDS {
            lines = same::written(&folder.join("kedu.db"))?;
        }
    }
    for round in 0..ROUNDS {
        let scratch = ground.copy(None).await?;
        let before = spent()?;
        same::write(&scratch.place.folder.join("kedu.db"), &lines)?;
        same.push(spent()? - before);
        own.push(loaded.at_round(round) / same.at_round(round));
    }
    let line = |rounds: &Rounds, work, unit, must| {
        ground.tell(rounds.line(work, rounds.middle(), unit, must))
    };
    Ok(vec![
        line(
            &ratio,
            "processor time of loading 100,000 checked rows, against bare SQLite",
            "",
            Some(Must::AtMost(3.0)),
        ),
        line(
            &loaded,
            "loading 100,000 checked rows with trail and versions",
            "s",
            None,
        ),
        line(
            &bare,
            "100,000 lines in bare SQLite, 500 a transaction",
            "s",
            None,
        ),
        line(
            &own,
            "processor time of loading, against writing the same lines into the same tables by hand",
            "",
            None,
        ),
        line(
            &same,
            "the same lines into the same tables by hand, 500 a transaction",
            "s",
            None,
        ),
    ])
}

fn spent() -> Result<f64> {
    cost::processor(std::process::id())
}

/// The least that a load could be: each line as it stands, nothing read, nothing decided, one key.
fn write_bare(file: &Path, table: &str) -> Result<()> {
    let connection = rusqlite::Connection::open(file)?;
    let columns: Vec<String> = (1..=COLUMNS)
        .map(|at| format!("cell{at} TEXT NOT NULL"))
        .collect();
    connection.execute_batch(&format!("{SETTINGS} CREATE TABLE bare_row (county TEXT NOT NULL, number BIGINT NOT NULL, {}, PRIMARY KEY (county, number))", columns.join(", ")))?;
    let insert = format!(
        "INSERT INTO bare_row VALUES ('320682', ?{})",
        ", ?".repeat(COLUMNS.into())
    );
    let lines: Vec<&str> = table.lines().skip(1).collect();
    let mut number = 0i64;
    for some in lines.chunks(AT_ONCE) {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
        for line in some {
            number += 1;
            let mut insert = connection.prepare_cached(&insert)?;
            insert.raw_bind_parameter(1, number)?;
            for (at, cell) in line.split(',').enumerate() {
                insert.raw_bind_parameter(at + 2, cell)?;
            }
            insert.raw_execute()?;
        }
        connection.prepare_cached("COMMIT")?.execute(())?;
    }
    Ok(())
}
