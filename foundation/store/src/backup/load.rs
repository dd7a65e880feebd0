//! Restores a backup into an empty database.

use super::manifest::Table;
use super::table::{Shape, names, read};
use super::{Backup, Refusal, Watch};
use crate::migration::{bring, indexes_of, lay, tables_left};
use crate::tx::Inner;
use crate::{Arg, RoomMigrations, Store, Tx};

impl Store {
    /// Loads the rows of a backup: tables as they were, rows, then the steps that came since. On PostgreSQL all in one
    /// transaction; `before_commit` puts the files in their place. An embedded database must be one that is thrown away
    /// where this fails.
    pub async fn load(
        &self,
        backup: &mut Backup,
        rooms: &[RoomMigrations],
        watch: &Watch,
        before_commit: impl FnOnce() -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut tx = self.bare().await?;
        empty(&mut tx, rooms).await?;
        let had = |room: &str, number: i64| backup.has_gone_through(room, number);
        bring(&mut tx, rooms, &had).await?;
        // An older backup goes through steps that name its indexes: they stay.
        if backup.is_of_today(rooms) {
            for index in indexes_of(rooms) {
                let text = format!("DROP INDEX IF EXISTS {}", index.name);
                tx.run_compiled(&text, vec![]).await?;
            }
        }
        let tables = std::mem::take(&mut backup.manifest.tables);
        for table in &tables {
            tx = self.fill_table(tx, backup, table, watch).await?;
        }
        bring(&mut tx, rooms, &|_, _| true).await?;
        lay(&mut tx, rooms).await?;
        before_commit()?;
        Ok(tx.commit().await?)
    }

    async fn fill_table(
        &self,
        mut tx: Tx,
        backup: &mut Backup,
        table: &Table,
        watch: &Watch,
    ) -> Result<Tx, Refusal> {
        must_be_known(&mut tx, table).await?;
        let mut rows = 0;
        for part in &table.parts {
            watch.go_on()?;
            let lines = backup.lines(part)?;
            let read: Result<Vec<Vec<Arg>>, Refusal> =
                lines.lines().map(|line| read(table, line)).collect();
            let read = read?;
            rows += read.len() as u64;
            watch.did(read.len() as u64);
            put(&mut tx, table, read).await?;
            // What SQLite has not committed it keeps twice; a folder that fails is thrown away whole.
            if let Inner::Lite(_) = tx.inner {
                tx.commit().await?;
                tx = self.bare().await?;
            }
        }
        if rows != table.rows {
            let what = format!("表 {} 应有 {} 行，只有 {rows} 行", table.name, table.rows);
            return Err(Refusal::Damaged(what));
        }
        Ok(tx)
    }
}

/// Only names that the program's own tables have come into a statement.
async fn must_be_known(tx: &mut Tx, table: &Table) -> Result<(), Refusal> {
    let is_name = table
        .name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let columns = match is_name {
        true => Shape::of(tx, &table.name).await.ok().map(|own| own.columns),
        false => None,
    };
    if columns.as_ref() == Some(&table.columns) {
        return Ok(());
    }
    let what = format!("表 {} 的列对不上", table.name);
    Err(Refusal::Damaged(what))
}

/// An empty database may have the tables of a newer program: they make way. One with a county is not empty.
async fn empty(tx: &mut Tx, rooms: &[RoomMigrations]) -> Result<(), Refusal> {
    let there = match tx.inner {
        Inner::Lite(_) => "SELECT name FROM sqlite_master WHERE name = 'store_county'",
        Inner::Pg(_) => {
            "SELECT c.relname::text AS name FROM pg_class c WHERE c.oid = to_regclass('store_county')"
        }
    };
    if tx.all_compiled(there, vec![]).await?.is_empty() {
        return Ok(());
    }
    let counties = "SELECT county FROM store_county LIMIT 1";
    if !tx.all_compiled(counties, vec![]).await?.is_empty() {
        return Err(Refusal::NotEmpty);
    }
    let mut tables = tables_left(rooms);
    tables.insert(0, "store_migration");
    for table in tables.iter().rev() {
        let text = format!("DROP TABLE IF EXISTS {table}");
        tx.run_compiled(&text, vec![]).await?;
    }
    Ok(())
}

async fn put(tx: &mut Tx, table: &Table, rows: Vec<Vec<Arg>>) -> Result<(), Refusal> {
    let into = format!("{} ({})", table.name, names(&table.columns));
    Ok(tx.run_lines(&into, rows, "").await?)
}
