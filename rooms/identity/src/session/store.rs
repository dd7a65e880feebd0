use ::store::{Result, Store, Tx, args, sql};
use values::{Id, Moment};
use web::{Newest, Person};

/// What a token leads to.
pub struct Open {
    pub person: Id<Person>,
    pub name: String,
    pub must_change: bool,
    pub begun: Moment,
    pub used: Moment,
    pub last_seen: Moment,
    /// The county's newest number, and whether long work of the person is under way or its end was not told.
    pub newest: Newest,
}

/// The session of a hashed token, if its person may still sign in. One statement of its own,
/// because it runs on every request.
pub async fn find(store: &Store, county: &str, token: &str) -> Result<Option<Open>> {
    let text = sql!(
        "SELECT s.person, n.name, n.must_change, s.begun, s.used, s.last_seen, c.sequence,
           (SELECT COUNT(*) FROM store_long_job j WHERE j.county = s.county AND j.actor = s.person AND j.told = 0) AS untold
         FROM identity_session s
         JOIN identity_person n ON n.county = s.county AND n.id = s.person
         JOIN store_county c ON c.county = s.county
         WHERE s.county = $1 AND s.token = $2 AND n.blocked = 0 ORDER BY s.token LIMIT 1"
    );
    let rows = store.all(text, args![county, token]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(Some(Open {
        person: row.get("person")?,
        name: row.get("name")?,
        must_change: row.get("must_change")?,
        begun: row.get("begun")?,
        used: row.get("used")?,
        last_seen: row.get("last_seen")?,
        newest: Newest {
            sequence: row.get("sequence")?,
            has_news: row.get::<i64>("untold")? > 0,
        },
    }))
}

pub async fn insert(
    tx: &mut Tx,
    token: &str,
    person: Id<Person>,
    last_seen: Moment,
    now: Moment,
) -> Result<()> {
    let text = sql!(
        "INSERT INTO identity_session (county, token, person, begun, used, last_seen)
         VALUES ($1, $2, $3, $4, $4, $5)"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, token, person, now, last_seen])
        .await
        .map(drop)
}

pub async fn used(tx: &mut Tx, token: &str, now: Moment) -> Result<()> {
    let text = sql!("UPDATE identity_session SET used = $3 WHERE county = $1 AND token = $2");
    let county = tx.county().to_owned();
    tx.run(text, args![county, token, now]).await.map(drop)
}

/// False where it had ended already.
pub async fn end(tx: &mut Tx, token: &str) -> Result<bool> {
    let text = sql!("DELETE FROM identity_session WHERE county = $1 AND token = $2");
    let county = tx.county().to_owned();
    Ok(tx.run(text, args![county, token]).await? == 1)
}

pub async fn end_all(tx: &mut Tx, person: Id<Person>) -> Result<()> {
    let county = tx.county().to_owned();
    tx.run(
        sql!("DELETE FROM identity_session WHERE county = $1 AND person = $2"),
        args![county, person],
    )
    .await
    .map(drop)
}

/// Ends the sessions of a person but the one with this token.
pub async fn end_others(tx: &mut Tx, person: Id<Person>, token: &str) -> Result<()> {
    let county = tx.county().to_owned();
    tx.run(
        sql!("DELETE FROM identity_session WHERE county = $1 AND person = $2 AND token <> $3"),
        args![county, person, token],
    )
    .await
    .map(drop)
}

/// Takes away sessions that were used last before this moment.
pub async fn sweep(tx: &mut Tx, before: Moment) -> Result<()> {
    let county = tx.county().to_owned();
    tx.run(
        sql!("DELETE FROM identity_session WHERE county = $1 AND used < $2"),
        args![county, before],
    )
    .await
    .map(drop)
}

/// How often signing in failed for an account or an address, and until when it is locked.
pub async fn failures(tx: &mut Tx, subject: &str) -> Result<(i64, Moment)> {
    let text =
        sql!("SELECT count, locked_until FROM identity_failure WHERE county = $1 AND subject = $2");
    let county = tx.county().to_owned();
    match tx.one(text, args![county, subject]).await? {
        Some(row) => Ok((row.get("count")?, row.get("locked_until")?)),
        None => Ok((0, Moment::default())),
    }
}

/// Counts one more failure; gives the new count.
pub async fn fail(tx: &mut Tx, subject: &str) -> Result<i64> {
    let text = sql!(
        "INSERT INTO identity_failure (county, subject, count, locked_until) VALUES ($1, $2, 1, 0)
         ON CONFLICT (county, subject) DO UPDATE SET count = identity_failure.count + 1 RETURNING count"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, subject])
        .await?
        .map_or(Ok(1), |row| row.get("count"))
}

pub async fn lock(tx: &mut Tx, subject: &str, until: Moment) -> Result<()> {
    let text =
        sql!("UPDATE identity_failure SET locked_until = $3 WHERE county = $1 AND subject = $2");
    let county = tx.county().to_owned();
    tx.run(text, args![county, subject, until]).await.map(drop)
}

/// Takes so many failures off.
pub async fn forgive(tx: &mut Tx, subject: &str, failures: i64) -> Result<()> {
    let text = sql!(
        "UPDATE identity_failure SET count = CASE WHEN count > $3 THEN count - $3 ELSE 0 END
         WHERE county = $1 AND subject = $2"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, subject, failures])
        .await
        .map(drop)
}

pub async fn forget(tx: &mut Tx, subject: &str) -> Result<()> {
    let county = tx.county().to_owned();
    tx.run(
        sql!("DELETE FROM identity_failure WHERE county = $1 AND subject = $2"),
        args![county, subject],
    )
    .await
    .map(drop)
}

/// Forgets failures that lie far back.
pub async fn forget_before(tx: &mut Tx, before: Moment) -> Result<()> {
    let county = tx.county().to_owned();
    tx.run(
        sql!("DELETE FROM identity_failure WHERE county = $1 AND locked_until < $2"),
        args![county, before],
    )
    .await
    .map(drop)
}
