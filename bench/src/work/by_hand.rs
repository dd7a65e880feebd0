//! One figure by town, as of a day and known at a moment, against the same question written by hand on bare
//! SQLite: the same rows in a table of its own, an index that covers this question and no other.
//!
//! The hand knows what the formula of 产学研合作支出额 says, and says it in one pass; it gives what Kedu gives:
//! value, rows counted and left out, and what the verified share is divided by, for each town.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use plan::door::{By, Wanted, figures};
use rusqlite::{Connection, Row, params};
use values::{Day, Moment, Uuid};
use web::App;

use crate::ground::{Ground, rooms};
use crate::measured::{Measured, Must, Rounds};
use crate::visitor::Visitor;
use crate::work::told;

const ROUNDS: i32 = 30;
const INDICATOR: &str = "cooperation-spending";

const QUESTION: &str = "
SELECT town, SUM(CASE WHEN counts THEN amount ELSE 0 END) AS value, SUM(counts) AS counted, SUM(NOT counts) AS left_out,
       SUM(CASE WHEN standing IN ('returned', 'unproven', 'waiting') THEN amount ELSE 0 END) AS promised
FROM (SELECT p.town, p.amount, p.standing, p.standing = 'good' AND p.mark IN ('university', 'institute') AND p.class = 'enterprise'
             AND EXISTS (SELECT 1 FROM held c WHERE c.entry = p.link AND c.known_from <= ?3 AND c.known_until > ?3 AND c.standing = 'good') AS counts
      FROM held p WHERE p.kind = 'payment' AND p.effective BETWEEN ?1 AND ?2 AND p.known_from <= ?3 AND p.known_until > ?3)
GROUP BY town";

const HELD: &str = "
CREATE TABLE held AS SELECT entry, version, known_from, known_until, kind, subject, town, office, effective, until, other_day, amount, quantity,
  class, level, mark, trait, item, link, standing FROM kedu.ledger_version;
CREATE INDEX held_payment ON held (kind, effective, known_from, known_until, standing, mark, class, town, link, amount);
CREATE INDEX held_entry ON held (entry, known_from, known_until, standing);
ANALYZE;
DETACH kedu;";

/// What an asking is: a day of a year, and the moment of the knowledge.
struct Asked {
    day: Day,
    moment: Moment,
    sequence: i64,
}

type Towns = BTreeMap<Uuid, (i64, i64, i64)>;

pub async fn measure(ground: &Ground) -> Result<Vec<Measured>> {
    let visitor = Visitor::to(&ground.place).await?;
    let hand = by_hand(&ground.place.folder)?;
    let app = App::new(visitor.store.clone(), rooms(), true);
    let (mut ours, mut theirs, mut ratio) =
        (Rounds::default(), Rounds::default(), Rounds::default());
    for round in -1..ROUNDS {
        let asked = asked(&visitor, round).await?;
        // In turns first, so that neither always finds the pages warm.
        let (kedu, bare, told, found) = if round % 2 == 0 {
            let (kedu, told) = ask_kedu(&app, &visitor, &asked).await?;
            let (bare, found) = ask_by_hand(&hand, &asked)?;
            (kedu, bare, told, found)
        } else {
            let (bare, found) = ask_by_hand(&hand, &asked)?;
            let (kedu, told) = ask_kedu(&app, &visitor, &asked).await?;
            (kedu, bare, told, found)
        };
        ensure!(
            told == found,
            "as of {} known at {} Kedu tells {told:?} and the question by hand {found:?}",
            asked.day,
            asked.sequence
        );
        // The first asking reads the definitions and prepares the texts.
        if round >= 0 {
            ours.push(kedu);
            theirs.push(bare);
            ratio.push(kedu / bare);
        }
    }
    visitor.store.close().await;
    Ok(vec![
        ground.tell(ratio.line(
            "a figure by town as known at a moment, against the same by hand",
            ours.sum() / theirs.sum(),
            "",
            Some(Must::AtMost(1.2)),
        )),
        ground.tell(ours.line(
            "a figure by town as known at a moment",
            ours.middle(),
            "ms",
            None,
        )),
        ground.tell(theirs.line("the same by hand", theirs.middle(), "ms", None)),
    ])
}

async fn asked(visitor: &Visitor, round: i32) -> Result<Asked> {
    let today = visitor.store.clock().today();
    let first = Day::of(today.year(), 1, 1).context("a day")?;
    let days = (today.number() - first.number()).max(2);
    let day = first.plus(days / 2 + (round + 1) * 7 % (days - days / 2));
    let moment = Moment::end_of(day.plus(-3));
    let mut tx = visitor.store.read(&visitor.actor.county).await?;
    Ok(Asked {
        day,
        moment,
        sequence: tx.sequence_at(moment).await?,
    })
}

async fn ask_kedu(app: &App, visitor: &Visitor, asked: &Asked) -> Result<(f64, Towns)> {
    let wanted = Wanted {
        as_of: Some(asked.day),
        known_at: Some(asked.moment),
        by: Some(By::Town),
        indicator: Some(INDICATOR.to_owned()),
        year: None,
    };
    let begun = Instant::now();
    let mut tx = app.read(&visitor.actor).await.map_err(told)?;
    let found = figures(app, &mut tx, &wanted).await.map_err(told)?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    let town = |scope: &str| {
        scope
            .trim_start_matches("town:")
            .parse::<Uuid>()
            .unwrap_or_default()
    };
    let towns = found.iter().filter(|one| one.counted + one.left_out > 0);
    Ok((
        took,
        towns
            .map(|one| {
                (
                    town(&one.scope),
                    (
                        one.value.map_or(0, |value| value.num()),
                        one.counted,
                        one.left_out,
                    ),
                )
            })
            .collect(),
    ))
}

fn ask_by_hand(hand: &Connection, asked: &Asked) -> Result<(f64, Towns)> {
    let first = Day::of(asked.day.year(), 1, 1).context("a day")?;
    let begun = Instant::now();
    let towns = hand
        .prepare_cached(QUESTION)?
        .query_map(
            params![first.naive(), asked.day.naive(), asked.sequence],
            town,
        )?
        .collect::<Result<Towns, _>>()?;
    Ok((begun.elapsed().as_secs_f64() * 1000.0, towns))
}

fn town(row: &Row) -> rusqlite::Result<(Uuid, (i64, i64, i64))> {
    let _promised: i64 = row.get("promised")?;
    Ok((
        row.get("town")?,
        (row.get("value")?, row.get("counted")?, row.get("left_out")?),
    ))
}

/// The rows in a table of their own, kept beside the generated database.
fn by_hand(folder: &Path) -> Result<Connection> {
    let file = folder.join("by_hand.db");
    let is_new = !file.exists();
    let connection = Connection::open(&file)?;
    connection.execute_batch("PRAGMA cache_size = -8192")?;
    if is_new {
        let from = folder.join("kedu.db").display().to_string();
        connection.execute("ATTACH $1 AS kedu", [from])?;
        connection.execute_batch(HELD)?;
    }
    Ok(connection)
}
