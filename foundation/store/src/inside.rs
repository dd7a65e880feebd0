//! What lies in a database, looked at without writing: a program that only reads leaves no trace in a database that is
//! not its own, or not of its age.

use std::collections::BTreeSet;
use std::path::Path;

use crate::lite::Connections;
use crate::migration::{known, misfit, tables_ever, taken};
use crate::tx::{Inner, Kind};
use crate::{Result, RoomMigrations, Store, Tx};

/// How far the tables of a database have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// No step of ours was ever taken.
    None,
    /// So many are still to be taken.
    Missing(usize),
    All,
}

/// What lies in a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside {
    pub steps: Steps,
    /// Tables that no step makes. On PostgreSQL they are nobody's business: nothing there is ever replaced.
    pub others: Vec<String>,
    /// Whether a county is in it.
    pub has_county: bool,
}

impl Inside {
    /// Looks into a file of SQLite, which must be there; it stays as it is. A database of a newer program is an error.
    pub async fn of_file(path: &Path, rooms: &[RoomMigrations]) -> Result<Self> {
        let alone = Connections::read_only(path)?;
        let inner = Inner::Lite(alone.begin("BEGIN").await?);
        let found = look(&mut Tx::begun(inner, "", Kind::Read), rooms).await;
        alone.close();
        found
    }
}

impl Store {
    /// Looks into the database that is open. A database of a newer program is an error.
    pub async fn inside(&self, rooms: &[RoomMigrations]) -> Result<Inside> {
        look(&mut self.bare().await?, rooms).await
    }
}

async fn look(tx: &mut Tx, rooms: &[RoomMigrations]) -> Result<Inside> {
    let names = match tx.inner {
        Inner::Lite(_) => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
        }
        Inner::Pg(_) => {
            "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
        }
    };
    let mut tables = BTreeSet::new();
    for row in tx.all_compiled(names, vec![]).await? {
        tables.insert(row.get::<String>("name")?);
    }
    let steps = match tables.contains("store_migration") {
        true => steps(tx, rooms).await?,
        false => Steps::None,
    };
    let has_county = tables.contains("store_county") && steps != Steps::None && {
        let text = "SELECT county FROM store_county ORDER BY county LIMIT 1";
        !tx.all_compiled(text, vec![]).await?.is_empty()
    };
    if let Inner::Lite(_) = tx.inner {
        tables.retain(|table| !is_ours(table, rooms));
    } else {
        tables.clear();
    }
    Ok(Inside {
        steps,
        others: tables.into_iter().collect(),
        has_county,
    })
}

fn is_ours(table: &str, rooms: &[RoomMigrations]) -> bool {
    table == "store_migration" || tables_ever(rooms).iter().any(|own| own.0 == table)
}

async fn steps(tx: &mut Tx, rooms: &[RoomMigrations]) -> Result<Steps> {
    let known = known(rooms);
    let taken = taken(tx).await?;
    if let Some(error) = misfit(&taken, &known) {
        return Err(error);
    }
    Ok(match known.len().saturating_sub(taken.len()) {
        0 => Steps::All,
        missing => Steps::Missing(missing),
    })
}
