use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::plans;
use crate::tx::Inner;
use crate::{Error, Result, Store, args, sql};

/// One numbered step of a room's tables. Its text is never edited after a release.
pub struct Migration {
    pub number: i64,
    pub name: &'static str,
    pub text: &'static str,
}

/// A room's steps, in order.
pub struct RoomMigrations {
    pub room: &'static str,
    pub steps: &'static [Migration],
}

/// `migrations![1 "people", 2 "sessions"]` reads `migrations/0001_people.sql`, … of the crate.
#[macro_export]
macro_rules! migrations {
    ($room:literal, $($number:literal $name:literal $file:literal),* $(,)?) => {
        $crate::RoomMigrations {
            room: $room,
            steps: &[$($crate::Migration { number: $number, name: $name, text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/", $file)) }),*],
        }
    };
}

const OWN: RoomMigrations = crate::migrations![
    "store",
    1 "counties" "0001_counties.sql",
    2 "jobs" "0002_jobs.sql",
    3 "moments" "0003_moments.sql",
    4 "long_jobs" "0004_long_jobs.sql",
    5 "long_files" "0005_long_files.sql",
];

impl Store {
    /// Brings the database to the state that the program knows: the store's own tables first,
    /// then the rooms' in the order given. Does nothing where everything is applied.
    pub async fn migrate(&self, rooms: &[RoomMigrations]) -> Result<()> {
        let mut tx = self.bare().await?;
        bring(&mut tx, rooms, &|_, _| true).await?;
        // A load that was cut off may have left indexes out.
        lay(&mut tx, rooms).await?;
        if let Inner::Lite(_) = tx.inner {
            plans::suppose(&mut tx).await?;
        }
        tx.commit().await
    }

    /// Leaves out the indexes of a table, so that a large load need not keep them in order.
    /// [`Store::lay_indexes`] makes them again; so does the next start.
    pub async fn leave_out_indexes(&self, rooms: &[RoomMigrations], table: &str) -> Result<()> {
        let mut tx = self.bare().await?;
        for index in indexes_of(rooms)
            .iter()
            .filter(|index| index.table == table)
        {
            let text = format!("DROP INDEX IF EXISTS {}", index.name);
            tx.run_compiled(&text, vec![]).await?;
        }
        tx.commit().await
    }

    /// Makes the indexes that are missing.
    pub async fn lay_indexes(&self, rooms: &[RoomMigrations]) -> Result<()> {
        let mut tx = self.bare().await?;
        lay(&mut tx, rooms).await?;
        tx.commit().await
    }

    /// Removes everything of a county, the newest tables first: for a demonstration that was cut
    /// off while it was filled. Never called for a county with real acts.
    pub async fn forget(&self, county: &str, rooms: &[RoomMigrations]) -> Result<()> {
        let mut tx = self.bare().await?;
        for table in tables_left(rooms).iter().rev() {
            let text = format!("DELETE FROM {table} WHERE county = $1");
            tx.run_compiled(&text, args![county]).await?;
        }
        tx.commit().await
    }
}

/// The tables that the migrations leave behind, each after those it refers to.
pub(crate) fn tables_left(rooms: &[RoomMigrations]) -> Vec<&'static str> {
    let there = tables_ever(rooms).into_iter().filter(|table| table.1);
    there.map(|table| table.0).collect()
}

/// Every table that a step makes, and whether it is there in the end. One that is made anew and renamed stands where the
/// first one stood.
pub(crate) fn tables_ever(rooms: &[RoomMigrations]) -> Vec<(&'static str, bool)> {
    let steps = std::iter::once(&OWN)
        .chain(rooms)
        .flat_map(|room| room.steps);
    let mut tables: Vec<(&'static str, bool)> = Vec::new();
    let mut set = |name, is_there| match tables.iter_mut().find(|table| table.0 == name) {
        Some(table) => table.1 = is_there,
        None => tables.push((name, is_there)),
    };
    for line in steps.flat_map(|step| step.text.lines()) {
        let named = |verb| {
            let rest: Option<&'static str> = line.strip_prefix(verb);
            rest.and_then(|rest| rest.split([' ', '(', ';']).next())
        };
        if let Some(made) = named("CREATE TABLE ") {
            set(made, true);
        }
        if let Some(gone) = named("DROP TABLE ") {
            set(gone, false);
        }
        if let (Some(old), Some((_, new))) = (named("ALTER TABLE "), line.split_once(" RENAME TO "))
        {
            set(old, false);
            set(new.trim_end_matches(';'), true);
        }
    }
    tables
}

/// An index that is no rule: what it finds is found without it, only slower.
pub(crate) struct Index {
    pub(crate) name: String,
    table: String,
    text: String,
}

/// The indexes that the migrations leave behind.
pub(crate) fn indexes_of(rooms: &[RoomMigrations]) -> Vec<Index> {
    let steps = std::iter::once(&OWN)
        .chain(rooms)
        .flat_map(|room| room.steps);
    let mut indexes: Vec<Index> = Vec::new();
    for text in steps.flat_map(|step| statements_of(step.text)) {
        let words: Vec<&str> = text.split_whitespace().take(5).collect();
        match words.as_slice() {
            ["CREATE", "INDEX", name, "ON", table] => indexes.push(Index {
                name: (*name).to_owned(),
                table: (*table).to_owned(),
                text: text.clone(),
            }),
            ["DROP", "INDEX", name] => indexes.retain(|index| index.name != *name),
            ["DROP", "TABLE", table] => indexes.retain(|index| index.table != *table),
            _ => {}
        }
    }
    indexes
}

pub(crate) async fn lay(tx: &mut crate::Tx, rooms: &[RoomMigrations]) -> Result<()> {
    let names = match tx.inner {
        Inner::Lite(_) => "SELECT name FROM sqlite_master WHERE type = 'index'",
        Inner::Pg(_) => "SELECT indexname::text AS name FROM pg_indexes",
    };
    let mut there = BTreeSet::new();
    for row in tx.all_compiled(names, vec![]).await? {
        there.insert(row.get::<String>("name")?);
    }
    for index in indexes_of(rooms) {
        if !there.contains(&index.name) {
            tx.run_compiled(&index.text, vec![]).await?;
        }
    }
    Ok(())
}

/// Applies the steps of all rooms that are wanted and not yet applied.
pub(crate) async fn bring(
    tx: &mut crate::Tx,
    rooms: &[RoomMigrations],
    wanted: Wanted<'_>,
) -> Result<()> {
    let table = "CREATE TABLE IF NOT EXISTS store_migration (room TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, PRIMARY KEY (room, number))";
    tx.run(table, vec![]).await?;
    if let Inner::Pg(_) = tx.inner {
        tx.run("LOCK TABLE store_migration IN EXCLUSIVE MODE", vec![])
            .await?;
    }
    let taken = taken(tx).await?;
    if let Some(error) = misfit(&taken, &known(rooms)) {
        return Err(error);
    }
    for room in std::iter::once(&OWN).chain(rooms) {
        for step in room.steps {
            let is_taken = |one: &Taken| one.0 == room.room && one.1 == step.number;
            if !taken.iter().any(is_taken) && wanted(room.room, step.number) {
                run(tx, room.room, step).await?;
            }
        }
    }
    Ok(())
}

/// Whether a step of a room is wanted.
pub(crate) type Wanted<'a> = &'a (dyn Fn(&str, i64) -> bool + Sync);

/// Room, number and checksum of every step that the program knows.
pub(crate) fn known(rooms: &[RoomMigrations]) -> Vec<(&'static str, i64, String)> {
    let of = |room: &RoomMigrations| {
        let name = room.room;
        room.steps
            .iter()
            .map(move |step| (name, step.number, checksum(step.text)))
    };
    std::iter::once(&OWN).chain(rooms).flat_map(of).collect()
}

/// Room, number and checksum of a step that a database has gone through.
pub(crate) type Taken = (String, i64, String);

pub(crate) async fn taken(tx: &mut crate::Tx) -> Result<Vec<Taken>> {
    let text = sql!(
        "SELECT room, number, checksum FROM store_migration ORDER BY room, number LIMIT 10000"
    );
    let rows = tx.all(text, args![]).await?;
    rows.iter()
        .map(|row| Ok((row.get("room")?, row.get("number")?, row.get("checksum")?)))
        .collect()
}

/// The first step that the program does not know, or knows with another text.
pub(crate) fn misfit(taken: &[Taken], known: &[(&'static str, i64, String)]) -> Option<Error> {
    taken.iter().find_map(|(room, number, checksum)| {
        let own = known.iter().find(|own| own.0 == room && own.1 == *number);
        let reason = match own {
            None => "the database is newer than the program",
            Some((_, _, text)) if text != checksum => "its text has changed since it was applied",
            Some(_) => return None,
        };
        Some(Error::Migration {
            room: room.clone(),
            number: *number,
            reason: reason.to_owned(),
        })
    })
}

async fn run(tx: &mut crate::Tx, room: &str, step: &Migration) -> Result<()> {
    for mut statement in statements_of(step.text) {
        // SQLite keeps the rows in the order of their key, instead of a second tree that leads from the key to the row.
        if matches!(tx.inner, Inner::Lite(_)) && statement.starts_with("CREATE TABLE") {
            statement.push_str(" WITHOUT ROWID");
        }
        tx.run_compiled(&statement, vec![]).await?;
    }
    let text =
        sql!("INSERT INTO store_migration (room, number, name, checksum) VALUES ($1, $2, $3, $4)");
    let checksum = checksum(step.text);
    tx.run(text, args![room, step.number, step.name, checksum])
        .await
        .map(drop)
}

/// The statements of a migration: each ends with a semicolon at the end of a line.
fn statements_of(text: &str) -> Vec<String> {
    let bare: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .fold(String::new(), |all, line| all + line + "\n");
    bare.split(";\n")
        .map(|one| one.trim().to_owned())
        .filter(|one| !one.is_empty())
        .collect()
}

fn checksum(text: &str) -> String {
    crate::files::hex(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE_ANEW: RoomMigrations = RoomMigrations {
        room: "made",
        steps: &[Migration {
            number: 1,
            name: "anew",
            text: "CREATE TABLE made_one (county TEXT);\nCREATE TABLE made_two (county TEXT);\nCREATE TABLE made_wider (county TEXT);\n\
                   DROP TABLE made_one;\nALTER TABLE made_wider RENAME TO made_one;\nDROP TABLE made_two;\n",
        }],
    };

    #[test]
    fn the_tables_that_are_left_bear_their_last_names() {
        let all = tables_left(&[MADE_ANEW]);
        assert_eq!(all[..2], ["store_county", "store_sequence"]);
        let made: Vec<_> = all.iter().filter(|one| one.starts_with("made_")).collect();
        assert_eq!(made, [&"made_one"]);
    }
}
