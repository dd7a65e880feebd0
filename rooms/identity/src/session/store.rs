use ::store::{Result, Tx, args, sql};
use values::{Id, Moment};
use web::Person;

/// What a token leads to.
pub struct Open {
    pub person: Id<Person>,
    pub name: String,
    pub must_change: bool,
    pub begun: Moment,
    pub used: Moment,
    pub last_seen: Moment,
}

/// The session of a hashed token, if its person may still sign in.
pub async fn find(tx: &mut Tx, token: &str) -> Result<Option<Open>> {
    let text = sql!(
        "SELECT s.person, n.name, n.must_change, s.begun, s.used, s.last_seen
         FROM identity_session s JOIN identity_person n ON n.county = s.county AND n.id = s.person
         WHERE s.county = $1 AND s.token = $2 AND n.blocked = 0"
    );
    let county = tx.county().to_owned();
    let row = tx.one(text, args![county, token]).await?;
    row.map(|row| {
        Ok(Open {
            person: row.get("person")?,
            name: row.get("name")?,
            must_change: row.get("must_change")?,
            begun: row.get("begun")?,
            used: row.get("used")?,
            last_seen: row.get("last_seen")?,
        })
    })
    .transpose()
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

pub async fn end(tx: &mut Tx, token: &str) -> Result<()> {
    let county = tx.county().to_owned();
    tx.run(
        sql!("DELETE FROM identity_session WHERE county = $1 AND token = $2"),
        args![county, token],
    )
    .await
    .map(drop)
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

/// Takes away sessions that cannot be used any more.
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

pub async fn forget(tx: &mut Tx, subject: &str) -> Result<()> {
    let county = tx.county().to_owned();
    tx.run(
        sql!("DELETE FROM identity_failure WHERE county = $1 AND subject = $2"),
        args![county, subject],
    )
    .await
    .map(drop)
}
