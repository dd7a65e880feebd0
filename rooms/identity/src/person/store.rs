use std::collections::{BTreeSet, HashMap};

use ::store::{Arg, Result, Row, Tx, args, sql};
use values::{Id, Moment};
use web::Person;

use super::{Known, NewPerson};

pub async fn find(tx: &mut Tx, id: Id<Person>) -> Result<Option<Known>> {
    let text = sql!(
        "SELECT id, sign_in, name, password, must_change, blocked, last_seen FROM identity_person
         WHERE county = $1 AND id = $2"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, id])
        .await?
        .as_ref()
        .map(known)
        .transpose()
}

pub async fn by_sign_in(tx: &mut Tx, sign_in: &str) -> Result<Option<Known>> {
    let text = sql!(
        "SELECT id, sign_in, name, password, must_change, blocked, last_seen FROM identity_person
         WHERE county = $1 AND sign_in = $2"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, sign_in])
        .await?
        .as_ref()
        .map(known)
        .transpose()
}

pub async fn all(tx: &mut Tx) -> Result<Vec<Known>> {
    let text = sql!(
        "SELECT id, sign_in, name, password, must_change, blocked, last_seen FROM identity_person
         WHERE county = $1 ORDER BY sign_in, id LIMIT 2000"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county])
        .await?
        .iter()
        .map(known)
        .collect()
}

/// Whether the county has anybody yet.
pub async fn is_any(tx: &mut Tx) -> Result<bool> {
    let text = sql!("SELECT id FROM identity_person WHERE county = $1 ORDER BY id LIMIT 1");
    let county = tx.county().to_owned();
    Ok(tx.one(text, args![county]).await?.is_some())
}

fn known(row: &Row) -> Result<Known> {
    Ok(Known {
        id: row.get("id")?,
        sign_in: row.get("sign_in")?,
        name: row.get("name")?,
        password: row.get("password")?,
        must_change: row.get("must_change")?,
        blocked: row.get("blocked")?,
        last_seen: row.get("last_seen")?,
    })
}

/// The names of people; those that are not known are left out. Sixteen in one statement: a list
/// names many, and each statement is a round trip.
pub async fn names(tx: &mut Tx, ids: &[Id<Person>]) -> Result<HashMap<Id<Person>, String>> {
    let text = sql!(
        "SELECT id, name FROM identity_person WHERE county = $1 AND id IN
         ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ORDER BY id LIMIT 16"
    );
    let wanted: Vec<Id<Person>> = ids
        .iter()
        .copied()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let mut found = HashMap::new();
    for some in wanted.chunks(16) {
        let mut values = args![tx.county()];
        values.extend((0..16).map(|i| Arg::from(some.get(i).copied().unwrap_or(Id::NONE))));
        for row in tx.all(text, values).await? {
            found.insert(row.get("id")?, row.get("name")?);
        }
    }
    Ok(found)
}

pub async fn insert(tx: &mut Tx, id: Id<Person>, new: &NewPerson) -> Result<()> {
    let text = sql!(
        "INSERT INTO identity_person (county, id, sign_in, name, password, must_change, blocked, last_seen)
         VALUES ($1, $2, $3, $4, $5, $6, 0, 0)"
    );
    let county = tx.county().to_owned();
    let values = args![
        county,
        id,
        &new.sign_in,
        &new.name,
        &new.password_hash,
        new.must_change
    ];
    tx.run(text, values).await.map(drop)
}

pub async fn set_password(
    tx: &mut Tx,
    person: &Known,
    hash: &str,
    must_change: bool,
    now: Moment,
) -> Result<()> {
    let county = tx.county().to_owned();
    let keep = sql!(
        "INSERT INTO identity_old_password (county, person, moment, password) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, person, moment) DO NOTHING"
    );
    tx.run(
        keep,
        args![county.as_str(), person.id, now, person.password.as_str()],
    )
    .await?;
    let text = sql!(
        "UPDATE identity_person SET password = $3, must_change = $4 WHERE county = $1 AND id = $2"
    );
    tx.run(text, args![county, person.id, hash, must_change])
        .await
        .map(drop)
}

/// The present and the last four passwords.
pub async fn old_passwords(tx: &mut Tx, person: &Known) -> Result<Vec<String>> {
    let text = sql!(
        "SELECT password FROM identity_old_password WHERE county = $1 AND person = $2
         ORDER BY moment DESC LIMIT 4"
    );
    let county = tx.county().to_owned();
    let mut found = vec![person.password.clone()];
    for row in tx.all(text, args![county, person.id]).await? {
        found.push(row.get("password")?);
    }
    Ok(found)
}

pub async fn set_blocked(tx: &mut Tx, id: Id<Person>, blocked: bool) -> Result<()> {
    let text = sql!("UPDATE identity_person SET blocked = $3 WHERE county = $1 AND id = $2");
    let county = tx.county().to_owned();
    tx.run(text, args![county, id, blocked]).await.map(drop)
}

pub async fn saw(tx: &mut Tx, id: Id<Person>, now: Moment) -> Result<()> {
    let text = sql!("UPDATE identity_person SET last_seen = $3 WHERE county = $1 AND id = $2");
    let county = tx.county().to_owned();
    tx.run(text, args![county, id, now]).await.map(drop)
}
