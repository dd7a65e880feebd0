//! Loading 100,000 checked rows of a table in one durable act, with versions and trail: processor time against bare SQLite that
//! writes as many lines, each with its content, in transactions of 500 with the same settings.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use ledger::door::import;
use rusqlite::params;

use crate::cost;
use crate::ground::Ground;
use crate::measured::{Measured, Must, Rounds};

const ROWS: usize = 100_000;
const AT_ONCE: usize = 500;
const ROUNDS: usize = 3;

pub async fn measure(ground: &Ground) -> Result<Vec<Measured>> {
    let [mut loaded, mut bare, mut ratio] = std::array::from_fn(|_| Rounds::default());
    for round in 0..ROUNDS {
        let scratch = ground.copy(None).await?;
        let folder = &scratch.place.folder;
        let (store, county) = scratch.place.open().await?;
        let mut tx = store.read(&county).await?;
        let firms = enterprise::door::search(&mut tx, "", None, 200).await?;
        drop(tx);
        let codes: Vec<&str> = firms.iter().map(|firm| firm.code.as_str()).collect();
        let table = table(&codes, &store.clock().today().to_string())?;
        let path = folder.join("table.csv");
        std::fs::write(&path, &table)?;
        let refused = |refused| anyhow!("{refused}");
        let checked = import::check(&store, &county, &path, Some("demand"), &|_, _| {});
        let checked = checked.await.map_err(refused)?;
        anyhow::ensure!(
            checked.told().created as usize == ROWS,
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
    ])
}

fn spent() -> Result<f64> {
    cost::processor(std::process::id())
}

fn table(codes: &[&str], day: &str) -> Result<String> {
    let mut text =
        "统一社会信用代码,需求名称,需求类型,发布日,现状与难点,拟投入资金（万元）\n".to_owned();
    for row in 0..ROWS {
        let code = codes.get(row % codes.len().max(1)).context("no firm")?;
        writeln!(
            text,
            "{code},高温合金叶片精密铸造工艺改进之{row},工艺改进,{day},壳型在高温下变形，尺寸超差，返修多。,{}.{:02}",
            row % 900 + 1,
            row % 100
        )?;
    }
    Ok(text)
}

/// The least that a load could be: each line as it stands, nothing read, nothing decided, one key.
fn write_bare(file: &Path, table: &str) -> Result<()> {
    let connection = rusqlite::Connection::open(file)?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384;
        CREATE TABLE bare_row (county TEXT NOT NULL, number BIGINT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, class TEXT NOT NULL, day TEXT NOT NULL,
          difficulty TEXT NOT NULL, amount TEXT NOT NULL, PRIMARY KEY (county, number))")?;
    let lines: Vec<&str> = table.lines().skip(1).collect();
    let mut number = 0i64;
    for some in lines.chunks(AT_ONCE) {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
        for line in some {
            number += 1;
            let cells: Vec<&str> = line.split(',').collect();
            let [code, title, class, day, difficulty, amount] = cells[..] else {
                anyhow::bail!("{line}");
            };
            connection
                .prepare_cached("INSERT INTO bare_row VALUES ('320682', ?, ?, ?, ?, ?, ?, ?)")?
                .execute(params![number, code, title, class, day, difficulty, amount])?;
        }
        connection.prepare_cached("COMMIT")?.execute(())?;
    }
    Ok(())
}
