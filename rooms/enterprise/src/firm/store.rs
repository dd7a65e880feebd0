use std::collections::{BTreeSet, HashMap};

use ::store::{Arg, Result, Row, Tx, args, sql};
use values::{Day, Fen, Id};
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
    /// Also those that have left the county, and second files.
    pub all: bool,
    /// The year of the facts.
    pub year: i32,
    pub ranges: [Range; 4],
    /// Least R&D of sales in hundredths of a percent; below 0: no matter.
    pub share: i64,
    /// The kind of a certificate that holds.
    pub certificate: String,
    /// Only those of which nobody stated a main fact of the year.
    pub missing: bool,
    pub limit: i64,
    pub offset: i64,
    /// `name`, `registered` or the id of a fact, with a `-` before it for the other way round.
    pub sort: String,
}

/// Values that a fact may have; without a fact, no matter.
#[derive(Clone, Debug, Default)]
pub struct Range {
    pub fact: String,
    pub least: i64,
    pub most: i64,
}

/// The firms of one town.
pub struct TownSum {
    pub town: Id<Organisation>,
    pub firms: i64,
    pub revenue: Fen,
    pub rd: Fen,
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

/// Firms whose fact of the year `$18` is between two bounds. Asked once for all firms, out of the index of present values.
macro_rules! between {
    ($fact:literal, $least:literal, $most:literal) => {
        concat!(
            " AND (", $fact, " = '' OR f.id IN (SELECT a.firm FROM enterprise_fact a WHERE a.county = $1 AND a.year = $18
                     AND a.fact = ", $fact, " AND a.known_until = 9223372036854775807
                     AND a.value >= ", $least, " AND a.value <= ", $most, "))"
        )
    };
}

/// The firms that fit on a day (COALESCE keeps SQLite from walking the facts by firm): one text for a page, its orders and the count, so that they cannot disagree. A share is
/// exact below nine billion yuan of sales, and to the last ten thousand fen above.
macro_rules! fitting {
    () => {
        concat!(
            " JOIN enterprise_search s ON s.county = f.county AND s.firm = f.id
              WHERE f.county = $1 AND s.words LIKE $3 ESCAPE '\\'
                AND ($4 = '' OR EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = f.id
                     AND p.property = 'town' AND p.value = $4 AND p.since <= $2 AND p.until > $2 AND p.known_until = 9223372036854775807))
                AND ($5 = '' OR EXISTS (SELECT 1 FROM enterprise_property p WHERE p.county = $1 AND p.subject = f.id
                     AND p.property = 'size' AND p.value = $5 AND p.since <= $2 AND p.until > $2 AND p.known_until = 9223372036854775807))",
            between!("$6", "$7", "$8"), between!("$9", "$10", "$11"), between!("$12", "$13", "$14"), between!("$15", "$16", "$17"),
            " AND ($19 = 1 OR f.id NOT IN (SELECT p.subject FROM enterprise_property p WHERE p.county = $1
                     AND p.property = 'presence' AND p.value <> 'here' AND p.since <= $2 AND p.until > $2
                     AND p.known_until = 9223372036854775807))
                AND ($20 < 0 OR f.id IN (SELECT COALESCE(a.firm, a.firm) FROM enterprise_fact a WHERE a.county = $1 AND a.year = $18
                     AND a.fact IN ('rd', 'revenue') AND a.known_until = 9223372036854775807 GROUP BY COALESCE(a.firm, a.firm)
                     HAVING MAX(CASE WHEN a.fact = 'revenue' THEN a.value END) > 0
                     AND CASE WHEN MAX(a.value) < 900000000000
                         THEN MAX(CASE WHEN a.fact = 'rd' THEN a.value END) * 10000
                              >= MAX(CASE WHEN a.fact = 'revenue' THEN a.value END) * $20
                         ELSE MAX(CASE WHEN a.fact = 'rd' THEN a.value END)
                              >= MAX(CASE WHEN a.fact = 'revenue' THEN a.value END) / 10000 * $20 END))
                AND ($21 = '' OR f.id IN (SELECT e.firm FROM enterprise_entry e WHERE e.county = $1
                     AND e.register = 'certificates' AND e.kind = $21 AND e.since <= $2 AND e.until >= $2 AND e.ended_on > $2
                     AND e.known_until = 9223372036854775807))
                AND ($22 = 0 OR f.id NOT IN (SELECT COALESCE(m.firm, m.firm) FROM enterprise_fact m WHERE m.county = $1 AND m.year = $18
                     AND m.fact IN ('revenue', 'rd', 'net_assets', 'total_income', 'hightech_income', 'staff', 'tech_staff')
                     AND m.known_until = 9223372036854775807 GROUP BY COALESCE(m.firm, m.firm) HAVING COUNT(*) >= 7))"
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

/// Joins the value of the fact `$25`, by which the list is ordered.
macro_rules! ordering {
    () => {
        " LEFT JOIN enterprise_fact o ON o.county = f.county AND o.firm = f.id AND o.year = $18 AND o.fact = $25
          AND o.known_until = 9223372036854775807 "
    };
}

/// A page of the firms that fit, then what they are: only those of the page are looked up.
macro_rules! some_lines {
    ($key:literal, $join:expr, $order:literal) => {
        concat!(
            "SELECT f.id, f.code, f.registered_on, n.value AS name, t.value AS town, i.value AS industry, z.value AS size
             FROM (SELECT f.county, f.id, f.code, f.registered_on, s.sort_name", $key, " FROM enterprise_firm f ", $join,
            fitting!(), " ORDER BY ", $order, ", f.id LIMIT $23 OFFSET $24) f ",
            held!("n", "name"), held!("t", "town"), held!("i", "industry"), held!("z", "size"),
            " ORDER BY ", $order, ", f.id"
        )
    };
}

/// One page of the firms that fit.
pub async fn list(tx: &mut Tx, wanted: &Wanted, on: Day) -> Result<Vec<FirmLine>> {
    let (fact, down) = match wanted.sort.strip_prefix('-') {
        Some(sort) => (sort, true),
        None => (wanted.sort.as_str(), false),
    };
    let by_fact = crate::fact::find(fact).is_some();
    let text = match (fact, down) {
        ("registered", false) => sql!(some_lines!("", "", "f.registered_on")),
        ("registered", true) => sql!(some_lines!("", "", "f.registered_on DESC")),
        (_, false) if by_fact => sql!(some_lines!(
            ", COALESCE(o.value, 9223372036854775807) AS amount",
            ordering!(),
            "amount, sort_name"
        )),
        (_, true) if by_fact => sql!(some_lines!(
            ", COALESCE(o.value, -9223372036854775807) AS amount",
            ordering!(),
            "amount DESC, sort_name"
        )),
        (_, true) => sql!(some_lines!("", "", "sort_name DESC")),
        _ => sql!(some_lines!("", "", "sort_name")),
    };
    let mut values = filter(tx, wanted, on);
    values.extend(args![wanted.limit, wanted.offset]);
    if by_fact {
        values.push(Arg::from(fact));
    }
    tx.all(text, values).await?.iter().map(line).collect()
}

/// The firms that fit, by their town; the most first.
pub async fn by_town(tx: &mut Tx, wanted: &Wanted, on: Day) -> Result<Vec<TownSum>> {
    let text = sql!(concat!(
        "SELECT t.value AS town, COUNT(*) AS firms, CAST(COALESCE(SUM(r.value), 0) AS BIGINT) AS revenue,
                CAST(COALESCE(SUM(d.value), 0) AS BIGINT) AS rd FROM enterprise_firm f ",
        held!("t", "town"),
        " LEFT JOIN enterprise_fact r ON r.county = f.county AND r.firm = f.id AND r.year = $18 AND r.fact = 'revenue'
          AND r.known_until = 9223372036854775807
          LEFT JOIN enterprise_fact d ON d.county = f.county AND d.firm = f.id AND d.year = $18 AND d.fact = 'rd'
          AND d.known_until = 9223372036854775807 ",
        fitting!(),
        " GROUP BY t.value ORDER BY COUNT(*) DESC, t.value LIMIT 500"
    ));
    let rows = tx.all(text, filter(tx, wanted, on)).await?;
    rows.iter()
        .map(|row| {
            let town: Option<String> = row.get("town")?;
            Ok(TownSum {
                town: town.and_then(|town| town.parse().ok()).unwrap_or(Id::NONE),
                firms: row.get("firms")?,
                revenue: row.get("revenue")?,
                rd: row.get("rd")?,
            })
        })
        .collect()
}

fn filter(tx: &Tx, wanted: &Wanted, on: Day) -> Vec<Arg> {
    let town = wanted.town.map(|town| town.to_string());
    let pattern = words::pattern(&wanted.part);
    let mut values = args![
        tx.county(),
        on,
        pattern,
        town.unwrap_or_default(),
        &wanted.size
    ];
    for range in &wanted.ranges {
        values.extend(args![range.fact.as_str(), range.least, range.most]);
    }
    values.extend(args![
        i64::from(wanted.year),
        wanted.all,
        wanted.share,
        wanted.certificate.as_str(),
        wanted.missing
    ]);
    values
}

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
