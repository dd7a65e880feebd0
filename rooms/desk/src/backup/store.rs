use ::store::{Copied, Result, Row, Tx, args, sql};
use values::{Clock, Id, Moment};

use super::{Cause, Taken};

pub async fn insert(tx: &mut Tx, cause: Cause, file: &str, copied: &Copied) -> Result<()> {
    let text = sql!(
        "INSERT INTO desk_backup (county, id, taken, cause, file, row_count, file_count, bytes, sha256, damaged, missing)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let now = Clock::machine().now();
    let id: Id<Taken> = Id::fresh(now);
    let values = args![
        tx.county(),
        id,
        now,
        cause.code(),
        file,
        number(copied.rows),
        number(copied.files),
        number(copied.bytes),
        copied.sha256.as_str(),
        number(copied.damaged),
        number(copied.missing)
    ];
    tx.run(text, values).await.map(drop)
}

macro_rules! backups {
    ($rest:literal) => {
        concat!(
            "SELECT id, taken, cause, file, row_count, file_count, bytes, sha256, damaged, missing FROM desk_backup
             WHERE county = $1 ",
            $rest
        )
    };
}

/// The newest first. One that bears a time to come was taken while the clock was wrong: nobody knows how old it is, so
/// it stands last.
pub async fn newest(tx: &mut Tx, limit: i64) -> Result<Vec<Taken>> {
    let text = sql!(backups!(
        "ORDER BY CASE WHEN taken > $2 THEN 0 ELSE taken END DESC, id DESC LIMIT $3"
    ));
    let values = args![tx.county(), soon(), limit];
    tx.all(text, values).await?.iter().map(taken).collect()
}

/// The nightly ones behind the newest `keep`.
pub async fn nights_behind(tx: &mut Tx, keep: i64) -> Result<Vec<Taken>> {
    let text = sql!(backups!(
        "AND cause = 'night' ORDER BY CASE WHEN taken > $2 THEN 0 ELSE taken END DESC, id DESC LIMIT 1000 OFFSET $3"
    ));
    let values = args![tx.county(), soon(), keep];
    tx.all(text, values).await?.iter().map(taken).collect()
}

/// The clocks of two machines may differ a little.
fn soon() -> Moment {
    Clock::machine().now().plus_millis(3_600_000)
}

pub async fn remove(tx: &mut Tx, id: Id<Taken>) -> Result<()> {
    let text = sql!("DELETE FROM desk_backup WHERE county = $1 AND id = $2");
    let values = args![tx.county(), id];
    tx.run(text, values).await.map(drop)
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn taken(row: &Row) -> Result<Taken> {
    let count = |name: &str| {
        row.get::<i64>(name)
            .map(|count| u64::try_from(count).unwrap_or(0))
    };
    Ok(Taken {
        id: row.get("id")?,
        taken: row.get("taken")?,
        cause: Cause::from_code(&row.get::<String>("cause")?),
        file: row.get("file")?,
        copied: Copied {
            rows: count("row_count")?,
            files: count("file_count")?,
            bytes: count("bytes")?,
            sha256: row.get("sha256")?,
            damaged: count("damaged")?,
            missing: count("missing")?,
        },
    })
}
