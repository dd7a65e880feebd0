use std::collections::{BTreeSet, HashMap};

use ::store::{Arg, Result, Row, Tx, args, sql};
use values::{Day, Id};
use web::Organisation;

use super::{Firm, FirmLine, NewFirm, words};
use crate::property::Stretch;
use crate::property::store::{open, stretches};

/// What a list of firms is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub part: String,
    pub town: Option<Id<Organisation>>,
    pub size: String,
    pub limit: i64,
    pub offset: i64,
    /// `name`, `-name`, `registered`, `-registered`.
    pub sort: String,
}

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

/// The firms that fit a part of a name, a town and a size on a day: one text for a page, its
/// orders and the count, so that they cannot disagree.
macro_rules! fitting {
    ($($order:literal)?) => {
        concat!(
            " JOIN enterprise_search s ON s.county = f.county AND s.firm = f.id
              WHERE f.county = $1 AND s.words LIKE $3 ESCAPE '\\'
                AND ($4 = '' OR EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = f.id
                     AND p.property = 'town' AND p.value = $4 AND p.since <= $2 AND p.until > $2 AND p.known_until = 9223372036854775807))
                AND ($5 = '' OR EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = f.id
                     AND p.property = 'size' AND p.value = $5 AND p.since <= $2 AND p.until > $2 AND p.known_until = 9223372036854775807))",
            $($order)?
        )
    };
}

pub async fn count(tx: &mut Tx, wanted: &Wanted, on: Day) -> Result<i64> {
    let text = sql!(concat!(
        "SELECT COUNT(*) AS firms FROM enterprise_firm f",
        fitting!()
    ));
    tx.one(text, filter(tx, wanted, on))
        .await?
        .map_or(Ok(0), |row| row.get("firms"))
}

/// One page of the firms that fit.
pub async fn list(tx: &mut Tx, wanted: &Wanted, on: Day) -> Result<Vec<FirmLine>> {
    let text = match wanted.sort.as_str() {
        "-name" => sql!(lines!(fitting!(
            " ORDER BY s.sort_name DESC, f.id LIMIT $6 OFFSET $7"
        ))),
        "registered" => sql!(lines!(fitting!(
            " ORDER BY f.registered_on, f.id LIMIT $6 OFFSET $7"
        ))),
        "-registered" => sql!(lines!(fitting!(
            " ORDER BY f.registered_on DESC, f.id LIMIT $6 OFFSET $7"
        ))),
        _ => sql!(lines!(fitting!(
            " ORDER BY s.sort_name, f.id LIMIT $6 OFFSET $7"
        ))),
    };
    let mut values = filter(tx, wanted, on);
    values.extend(args![wanted.limit, wanted.offset]);
    tx.all(text, values).await?.iter().map(line).collect()
}

fn filter(tx: &Tx, wanted: &Wanted, on: Day) -> Vec<Arg> {
    let town = wanted.town.map(|town| town.to_string());
    let pattern = words::pattern(&wanted.part);
    args![
        tx.county(),
        on,
        pattern,
        town.unwrap_or_default(),
        &wanted.size
    ]
}

/// All firms, by id.
pub async fn all(tx: &mut Tx, on: Day) -> Result<Vec<FirmLine>> {
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

/// Writes anew what the firm is found by: all its names, its code, initials.
pub async fn write_words(tx: &mut Tx, id: Id<Firm>, code: &str) -> Result<()> {
    let mut names: Vec<(Day, String)> = stretches(tx, id)
        .await?
        .into_iter()
        .filter(|one| one.property == "name")
        .map(|one| (one.since, one.value))
        .collect();
    names.sort();
    let names: Vec<String> = names.into_iter().rev().map(|(_, name)| name).collect();
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
