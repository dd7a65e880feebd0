use std::collections::{BTreeSet, HashMap};

use ::store::{Arg, Result, Row, Tx, args, sql};
use values::{Day, Id};

use super::{Firm, FirmLine, NewFirm, words};
use crate::property::Stretch;
use crate::property::store::{open, stretches};

/// Joins the value that a property has on the day.
macro_rules! held {
    ($alias:literal, $property:literal) => {
        concat!(
            " LEFT JOIN enterprise_property ",
            $alias,
            " ON ",
            $alias,
            ".county = f.county AND ",
            $alias,
            ".subject = f.id AND ",
            $alias,
            ".property = '",
            $property,
            "' AND ",
            $alias,
            ".known_until = 9223372036854775807 AND ",
            $alias,
            ".since <= CASE WHEN f.registered_on > $2 THEN f.registered_on ELSE $2 END AND ",
            $alias,
            ".until > CASE WHEN f.registered_on > $2 THEN f.registered_on ELSE $2 END "
        )
    };
}

/// Firms with what they are on the day `$2`, as known now; a firm registered later, on its first day.
macro_rules! lines {
    ($($rest:tt)*) => {
        concat!(
            "SELECT f.id, f.code, f.registered_on, n.value AS name, t.value AS town, i.value AS industry, z.value AS size
             FROM enterprise_firm f ",
            held!("n", "name"), held!("t", "town"), held!("i", "industry"), held!("z", "size"),
            $($rest)*
        )
    };
}

mod fitting;
pub use fitting::{InTown, Range, Wanted, count, ids, in_towns, list};

/// All firms that are here on the day, by id: not those that moved away, ended or were entered twice.
pub async fn all(tx: &mut Tx, on: Day) -> Result<Vec<FirmLine>> {
    let text = sql!(lines!(
        " WHERE f.county = $1 AND NOT EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = f.id
             AND p.property = 'presence' AND p.value <> 'here' AND p.since <= $2 AND p.until > $2
             AND p.known_until = 9223372036854775807) ORDER BY f.id LIMIT 1000000"
    ));
    let values = args![tx.county(), on];
    tx.all(text, values).await?.iter().map(line).collect()
}

/// All firms with a file, by id, as they are on the day.
pub async fn ever(tx: &mut Tx, on: Day) -> Result<Vec<FirmLine>> {
    let text = sql!(lines!(" WHERE f.county = $1 ORDER BY f.id LIMIT 1000000"));
    let values = args![tx.county(), on];
    tx.all(text, values).await?.iter().map(line).collect()
}

pub async fn find(tx: &mut Tx, id: Id<Firm>, on: Day) -> Result<Option<FirmLine>> {
    let text = sql!(lines!(" WHERE f.county = $1 AND f.id = $3"));
    let values = args![tx.county(), on, id];
    tx.one(text, values).await?.as_ref().map(line).transpose()
}

pub async fn by_code(tx: &mut Tx, code: &str, on: Day) -> Result<Option<FirmLine>> {
    let text = sql!(lines!(" WHERE f.county = $1 AND f.code = $3"));
    let values = args![tx.county(), on, code];
    tx.one(text, values).await?.as_ref().map(line).transpose()
}

/// Firms by id, sixteen in one statement: a list names many, and each statement is a round trip.
pub async fn some(tx: &mut Tx, ids: &[Id<Firm>], on: Day) -> Result<HashMap<Id<Firm>, FirmLine>> {
    let text = sql!(lines!(
        " WHERE f.county = $1 AND f.id IN
         ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) ORDER BY f.id LIMIT 16"
    ));
    let ids: BTreeSet<Id<Firm>> = ids.iter().copied().collect();
    let ids: Vec<Id<Firm>> = ids.into_iter().collect();
    let mut found = HashMap::new();
    for part in ids.chunks(16) {
        let mut values = args![tx.county(), on];
        values.extend((0..16).map(|i| Arg::from(part.get(i).copied().unwrap_or(Id::NONE))));
        for row in tx.all(text, values).await? {
            let line = line(&row)?;
            found.insert(line.id, line);
        }
    }
    Ok(found)
}

fn line(row: &Row) -> Result<FirmLine> {
    let text = |column: &str| {
        row.get::<Option<String>>(column)
            .map(Option::unwrap_or_default)
    };
    Ok(FirmLine {
        id: row.get("id")?,
        code: row.get("code")?,
        name: text("name")?,
        town: text("town")?.parse().unwrap_or(Id::NONE),
        town_name: String::new(),
        industry: text("industry")?,
        size: text("size")?,
        registered_on: row.get("registered_on")?,
    })
}

pub async fn insert(tx: &mut Tx, id: Id<Firm>, code: &str, new: &NewFirm) -> Result<()> {
    let text = sql!(
        "INSERT INTO enterprise_firm (county, id, code, registered_on) VALUES ($1, $2, $3, $4)"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, id, code, new.registered_on])
        .await?;
    let town = new.town.to_string();
    for (property, value) in [
        ("name", &new.name),
        ("town", &town),
        ("industry", &new.industry),
        ("size", &new.size),
    ] {
        let one = Stretch {
            property: property.to_owned(),
            value: value.clone(),
            since: new.registered_on,
            until: Day::NEVER,
        };
        open(tx, id, &one).await?;
    }
    write_words(tx, id, code).await
}

pub async fn register(tx: &mut Tx, id: Id<Firm>, on: Day) -> Result<()> {
    let text = sql!("UPDATE enterprise_firm SET registered_on = $3 WHERE county = $1 AND id = $2");
    let county = tx.county().to_owned();
    tx.run(text, args![county, id, on]).await.map(drop)
}

/// The names that a firm has and had, the newest first.
async fn names_of(tx: &mut Tx, id: Id<Firm>) -> Result<Vec<String>> {
    let held = stretches(tx, id).await?.into_iter();
    let mut names: Vec<(Day, String)> = held
        .filter(|one| one.property == "name")
        .map(|one| (one.since, one.value))
        .collect();
    names.sort();
    Ok(names.into_iter().rev().map(|(_, name)| name).collect())
}

/// Writes anew what the firm is found by: all its names, its code, initials.
pub async fn write_words(tx: &mut Tx, id: Id<Firm>, code: &str) -> Result<()> {
    let mut names = names_of(tx, id).await?;
    // The other files of the firm are found by their names and codes, too.
    for other in crate::life::store::joined_to(tx, id).await? {
        names.extend(names_of(tx, other).await?);
        let line = find(tx, other, Day::NEVER.plus(-1)).await?;
        names.extend(line.map(|line| line.code));
    }
    let sort = words::sort_name(names.first().map_or("", String::as_str));
    let text = sql!(
        "INSERT INTO enterprise_search (county, firm, words, sort_name) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, firm) DO UPDATE SET words = excluded.words, sort_name = excluded.sort_name"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, id, words::words(code, &names), sort])
        .await
        .map(drop)
}
