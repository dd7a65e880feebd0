use std::collections::HashMap;

use ::store::{Result, Row, Tx, args, sql};
use values::{Day, Id, Moment};
use web::{Organisation, Person, Place, Post, Role};

use super::{Held, Known, NewPerson};

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

/// The names of people; those that are not known are left out.
pub async fn names(tx: &mut Tx, ids: &[Id<Person>]) -> Result<HashMap<Id<Person>, String>> {
    let text = sql!("SELECT name FROM identity_person WHERE county = $1 AND id = $2");
    let county = tx.county().to_owned();
    let mut found = HashMap::new();
    for id in ids {
        if found.contains_key(id) {
            continue;
        }
        if let Some(row) = tx.one(text, args![county.as_str(), *id]).await? {
            found.insert(*id, row.get("name")?);
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

pub async fn insert_post(tx: &mut Tx, held: &Held) -> Result<()> {
    let text = sql!(
        "INSERT INTO identity_post (county, id, person, unit, role, since, until)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    );
    let county = tx.county().to_owned();
    let values = args![
        county,
        held.id,
        held.person,
        held.unit,
        held.role.code(),
        held.since,
        held.until
    ];
    tx.run(text, values).await.map(drop)
}

pub async fn end_post(tx: &mut Tx, person: Id<Person>, post: Id<Held>, on: Day) -> Result<u64> {
    let text = sql!(
        "UPDATE identity_post SET until = CASE WHEN since > $4 THEN since ELSE $4 END
         WHERE county = $1 AND id = $2 AND person = $3"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, post, person, on]).await
}

/// All posts of one person, the newest first.
pub async fn posts_of(tx: &mut Tx, person: Id<Person>) -> Result<Vec<Held>> {
    let text = sql!(
        "SELECT p.id, p.person, p.unit, u.name AS unit_name, p.role, p.since, p.until
         FROM identity_post p JOIN identity_unit u ON u.county = p.county AND u.id = p.unit
         WHERE p.county = $1 AND p.person = $2 ORDER BY p.since DESC, p.id LIMIT 200"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, person])
        .await?
        .iter()
        .map(held)
        .collect()
}

/// All posts held on a day.
pub async fn posts_on(tx: &mut Tx, on: Day) -> Result<Vec<Held>> {
    let text = sql!(
        "SELECT p.id, p.person, p.unit, u.name AS unit_name, p.role, p.since, p.until
         FROM identity_post p JOIN identity_unit u ON u.county = p.county AND u.id = p.unit
         WHERE p.county = $1 AND p.since <= $2 AND p.until > $2 ORDER BY u.position, p.id LIMIT 5000"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, on])
        .await?
        .iter()
        .map(held)
        .collect()
}

fn held(row: &Row) -> Result<Held> {
    Ok(Held {
        id: row.get("id")?,
        person: row.get("person")?,
        unit: row.get("unit")?,
        unit_name: row.get("unit_name")?,
        role: Role::from_code(&row.get::<String>("role")?).unwrap_or(Role::Staff),
        since: row.get("since")?,
        until: row.get("until")?,
    })
}

/// The people with one role in a unit on a day, by name.
pub async fn holding(
    tx: &mut Tx,
    role: Role,
    unit: Id<Organisation>,
    on: Day,
) -> Result<Vec<(Id<Person>, String)>> {
    let text = sql!(
        "SELECT n.id, n.name FROM identity_post p JOIN identity_person n ON n.county = p.county AND n.id = p.person
         WHERE p.county = $1 AND p.unit = $2 AND p.role = $3 AND p.since <= $4 AND p.until > $4 AND n.blocked = 0
         ORDER BY n.name, n.id LIMIT 50"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, unit, role.code(), on]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("name")?)))
        .collect()
}

/// The posts of a person as an actor carries them.
pub async fn actor_posts(tx: &mut Tx, person: Id<Person>, on: Day) -> Result<Vec<Post>> {
    let text = sql!(
        "SELECT u.id, u.name, u.code, u.place, p.role, p.since
         FROM identity_post p JOIN identity_unit u ON u.county = p.county AND u.id = p.unit
         WHERE p.county = $1 AND p.person = $2 AND p.since <= $3 AND p.until > $3 ORDER BY p.since, p.id LIMIT 50"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, person, on])
        .await?
        .iter()
        .map(post)
        .collect()
}

pub(crate) fn post(row: &Row) -> Result<Post> {
    Ok(Post {
        organisation: row.get("id")?,
        organisation_name: row.get("name")?,
        organisation_code: row.get("code")?,
        place: Place::from_code(&row.get::<String>("place")?).unwrap_or(Place::Outside),
        role: Role::from_code(&row.get::<String>("role")?).unwrap_or(Role::Staff),
        since: row.get("since")?,
    })
}
