use std::collections::HashMap;

use ::store::{Result, Row, STILL, Tx, args, sql};
use values::{Day, Id};
use web::Organisation;

use super::{Firm, FirmLine, NewFirm, Stretch};

/// What a list of firms is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub part: String,
    pub town: Option<Id<Organisation>>,
    pub size: String,
    pub limit: i64,
    pub offset: i64,
    /// `name`, `-name`, `code`, `registered`, `-registered`.
    pub sort: String,
}

/// The firms that fit a part of a name, a town and a size on a day: one text for the page, its
/// orders and the count, so that they cannot disagree.
macro_rules! fitting {
    ($columns:literal, $order:literal) => {
        concat!(
            "SELECT ", $columns, " FROM enterprise_firm f JOIN enterprise_search s ON s.county = f.county AND s.firm = f.id
              WHERE f.county = $1 AND s.words LIKE $2
                AND ($3 = '' OR EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = f.id
                     AND p.property = 'town' AND p.value = $3 AND p.since <= $5 AND p.until > $5 AND p.known_until = 9223372036854775807))
                AND ($4 = '' OR EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = f.id
                     AND p.property = 'size' AND p.value = $4 AND p.since <= $5 AND p.until > $5 AND p.known_until = 9223372036854775807))",
            $order
        )
    };
}

/// One page of the firms that fit, with how many there are.
pub async fn list(tx: &mut Tx, wanted: &Wanted, on: Day) -> Result<(Vec<FirmLine>, i64)> {
    let text = match wanted.sort.as_str() {
        "-name" => sql!(fitting!(
            "f.id, f.code, f.registered_on",
            " ORDER BY s.sort_name DESC, f.id LIMIT $6 OFFSET $7"
        )),
        "registered" => sql!(fitting!(
            "f.id, f.code, f.registered_on",
            " ORDER BY f.registered_on, f.id LIMIT $6 OFFSET $7"
        )),
        "-registered" => sql!(fitting!(
            "f.id, f.code, f.registered_on",
            " ORDER BY f.registered_on DESC, f.id LIMIT $6 OFFSET $7"
        )),
        _ => sql!(fitting!(
            "f.id, f.code, f.registered_on",
            " ORDER BY s.sort_name, f.id LIMIT $6 OFFSET $7"
        )),
    };
    let county = tx.county().to_owned();
    let like = format!(
        "%{}%",
        wanted.part.trim().to_lowercase().replace(['%', '_'], "")
    );
    let town = wanted.town.map(|town| town.to_string()).unwrap_or_default();
    let filter = args![county.as_str(), &like, &town, &wanted.size, on];
    let counted = sql!(fitting!("COUNT(*) AS firms", ""));
    let total = tx
        .one(counted, filter.clone())
        .await?
        .map_or(Ok(0), |row| row.get("firms"))?;
    let mut values = filter;
    values.extend(args![wanted.limit, wanted.offset]);
    let rows = tx.all(text, values).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        lines.push(line(tx, row, on).await?);
    }
    Ok((lines, total))
}

pub async fn find(tx: &mut Tx, id: Id<Firm>, on: Day) -> Result<Option<FirmLine>> {
    let text =
        sql!("SELECT id, code, registered_on FROM enterprise_firm WHERE county = $1 AND id = $2");
    let county = tx.county().to_owned();
    match tx.one(text, args![county, id]).await? {
        Some(row) => Ok(Some(line(tx, &row, on).await?)),
        None => Ok(None),
    }
}

pub async fn by_code(tx: &mut Tx, code: &str, on: Day) -> Result<Option<FirmLine>> {
    let text =
        sql!("SELECT id, code, registered_on FROM enterprise_firm WHERE county = $1 AND code = $2");
    let county = tx.county().to_owned();
    match tx.one(text, args![county, code]).await? {
        Some(row) => Ok(Some(line(tx, &row, on).await?)),
        None => Ok(None),
    }
}

async fn line(tx: &mut Tx, row: &Row, on: Day) -> Result<FirmLine> {
    let id: Id<Firm> = row.get("id")?;
    let text = sql!(
        "SELECT property, value FROM enterprise_property
         WHERE county = $1 AND subject = $2 AND since <= $3 AND until > $3 AND known_until = 9223372036854775807"
    );
    let county = tx.county().to_owned();
    let registered_on: Day = row.get("registered_on")?;
    let mut held = HashMap::new();
    for row in tx
        .all(text, args![county, id, on.max(registered_on)])
        .await?
    {
        held.insert(row.get::<String>("property")?, row.get::<String>("value")?);
    }
    let mut take = |property: &str| held.remove(property).unwrap_or_default();
    let town: Id<Organisation> = take("town").parse().unwrap_or(Id::NONE);
    Ok(FirmLine {
        id,
        code: row.get("code")?,
        name: take("name"),
        town,
        town_name: String::new(),
        industry: take("industry"),
        size: take("size"),
        registered_on,
    })
}

/// Every value of every property, as known now.
pub async fn stretches(tx: &mut Tx, id: Id<Firm>) -> Result<Vec<Stretch>> {
    let text = sql!(
        "SELECT property, value, since, until FROM enterprise_property
         WHERE county = $1 AND subject = $2 AND known_until = 9223372036854775807 ORDER BY property, since DESC LIMIT 500"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Stretch {
                property: row.get("property")?,
                value: row.get("value")?,
                since: row.get("since")?,
                until: row.get("until")?,
            })
        })
        .collect()
}

/// The value of a property on a day, as known at a sequence.
pub async fn value_on(
    tx: &mut Tx,
    id: Id<Firm>,
    property: &str,
    on: Day,
    at: i64,
) -> Result<Option<String>> {
    let text = sql!(
        "SELECT value FROM enterprise_property WHERE county = $1 AND subject = $2 AND property = $3
         AND since <= $4 AND until > $4 AND known_from <= $5 AND known_until > $5"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, id, property, on, at])
        .await?
        .map(|row| row.get("value"))
        .transpose()
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

pub async fn open(tx: &mut Tx, id: Id<Firm>, one: &Stretch) -> Result<()> {
    let text = sql!(
        "INSERT INTO enterprise_property (county, subject, property, value, since, until, known_from, known_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    tx.run(
        text,
        args![
            county,
            id,
            &one.property,
            &one.value,
            one.since,
            one.until,
            now,
            STILL
        ],
    )
    .await
    .map(drop)
}

pub async fn close(tx: &mut Tx, id: Id<Firm>, one: &Stretch) -> Result<()> {
    let text = sql!(
        "UPDATE enterprise_property SET known_until = $5 WHERE county = $1 AND subject = $2 AND property = $3
         AND since = $4 AND known_until = 9223372036854775807"
    );
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    tx.run(text, args![county, id, &one.property, one.since, now])
        .await
        .map(drop)
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
    let sort = super::sort_name(names.first().map_or("", String::as_str));
    let text = sql!(
        "INSERT INTO enterprise_search (county, firm, words, sort_name) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, firm) DO UPDATE SET words = excluded.words, sort_name = excluded.sort_name"
    );
    let county = tx.county().to_owned();
    tx.run(text, args![county, id, super::words(code, &names), sort])
        .await
        .map(drop)
}
