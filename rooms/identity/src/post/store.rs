use ::store::{Result, Row, Tx, args, sql};
use values::{Day, Id};
use web::{Organisation, Person, Place, Post, Role};

use super::Held;

pub async fn insert(tx: &mut Tx, held: &Held) -> Result<()> {
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

/// Ends a post; one that has ended already stays as it was. A coming one is never held.
pub async fn end(tx: &mut Tx, person: Id<Person>, post: Id<Held>, on: Day) -> Result<u64> {
    let text = sql!(
        "UPDATE identity_post SET until = CASE WHEN since > $4 THEN since ELSE $4 END
         WHERE county = $1 AND id = $2 AND person = $3 AND until > $4"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, post, person, on]).await
}

/// All posts of one person, the newest first.
pub async fn of(tx: &mut Tx, person: Id<Person>) -> Result<Vec<Held>> {
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
pub async fn on(tx: &mut Tx, on: Day) -> Result<Vec<Held>> {
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
pub async fn carried(tx: &mut Tx, person: Id<Person>, on: Day) -> Result<Vec<Post>> {
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

/// How many posts in a unit are held on a day or later.
pub async fn held_from(tx: &mut Tx, unit: Id<Organisation>, on: Day) -> Result<i64> {
    let text = sql!(
        "SELECT COUNT(*) AS posts FROM identity_post
         WHERE county = $1 AND unit = $2 AND until > $3 AND until > since"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, unit, on])
        .await?
        .map_or(Ok(0), |row| row.get("posts"))
}
