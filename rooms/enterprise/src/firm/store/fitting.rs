//! The SQL of the list of firms: who fits what is asked for, in which order, in which town.

use ::store::{Arg, Result, Tx, args, sql};
use values::{Day, Fen, Id};
use web::Organisation;

use super::line;
use crate::firm::{Firm, FirmLine, words};

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

/// More firms than any county has.
const FIRMS: i64 = 100_000;

impl Wanted {
    /// All firms that are here, by name; of a town those that are there.
    pub fn here(town: Option<Id<Organisation>>) -> Self {
        Wanted {
            town,
            share: -1,
            limit: FIRMS,
            ..Wanted::default()
        }
    }
}

/// Values that a fact may have; without a fact, no matter.
#[derive(Clone, Debug, Default)]
pub struct Range {
    pub fact: String,
    pub least: i64,
    pub most: i64,
}

/// A firm of a town.
pub struct InTown {
    pub firm: Id<Firm>,
    pub town: Id<Organisation>,
    pub revenue: Fen,
    pub rd: Fen,
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

/// A page of the firms that fit, in their order.
macro_rules! page {
    ($key:literal, $join:expr, $order:literal) => {
        concat!(
            " FROM (SELECT f.county, f.id, f.code, f.registered_on, s.sort_name",
            $key,
            " FROM enterprise_firm f ",
            $join,
            fitting!(),
            " ORDER BY ",
            $order,
            ", f.id LIMIT $23 OFFSET $24) f "
        )
    };
}

/// The texts of one order: the ids of a page, and its firms with what they are, which is looked up only for those of the page.
macro_rules! ordered {
    ($key:literal, $join:expr, $order:literal) => {
        (
            sql!(concat!("SELECT f.id", page!($key, $join, $order), " ORDER BY ", $order, ", f.id")),
            sql!(concat!(
                "SELECT f.id, f.code, f.registered_on, n.value AS name, t.value AS town, i.value AS industry, z.value AS size",
                page!($key, $join, $order),
                held!("n", "name"), held!("t", "town"), held!("i", "industry"), held!("z", "size"),
                " ORDER BY ", $order, ", f.id"
            )),
        )
    };
}

/// The two texts of the order that is wanted, with their values.
fn ordered(tx: &Tx, wanted: &Wanted, on: Day) -> (&'static str, &'static str, Vec<Arg>) {
    let (fact, down) = match wanted.sort.strip_prefix('-') {
        Some(sort) => (sort, true),
        None => (wanted.sort.as_str(), false),
    };
    let by_fact = crate::fact::find(fact).is_some();
    let (ids, lines) = match (fact, down) {
        ("registered", false) => ordered!("", "", "f.registered_on"),
        ("registered", true) => ordered!("", "", "f.registered_on DESC"),
        (_, false) if by_fact => ordered!(
            ", COALESCE(o.value, 9223372036854775807) AS amount",
            ordering!(),
            "amount, sort_name"
        ),
        (_, true) if by_fact => ordered!(
            ", COALESCE(o.value, -9223372036854775807) AS amount",
            ordering!(),
            "amount DESC, sort_name"
        ),
        (_, true) => ordered!("", "", "sort_name DESC"),
        _ => ordered!("", "", "sort_name"),
    };
    let mut values = filter(tx, wanted, on);
    values.extend(args![wanted.limit, wanted.offset]);
    if by_fact {
        values.push(Arg::from(fact));
    }
    (ids, lines, values)
}

/// One page of the firms that fit.
pub async fn list(tx: &mut Tx, wanted: &Wanted, on: Day) -> Result<Vec<FirmLine>> {
    let (_, text, values) = ordered(tx, wanted, on);
    tx.all(text, values).await?.iter().map(line).collect()
}

/// Who is on that page.
pub async fn ids(tx: &mut Tx, wanted: &Wanted, on: Day) -> Result<Vec<Id<Firm>>> {
    let (text, _, values) = ordered(tx, wanted, on);
    let rows = tx.all(text, values).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// The firms that fit, each with its town and what it sells and spends on research.
pub async fn in_towns(tx: &mut Tx, wanted: &Wanted, on: Day) -> Result<Vec<InTown>> {
    let text = sql!(concat!(
        "SELECT f.id, t.value AS town, COALESCE(r.value, 0) AS revenue, COALESCE(d.value, 0) AS rd FROM enterprise_firm f ",
        held!("t", "town"),
        " LEFT JOIN enterprise_fact r ON r.county = f.county AND r.firm = f.id AND r.year = $18 AND r.fact = 'revenue'
          AND r.known_until = 9223372036854775807
          LEFT JOIN enterprise_fact d ON d.county = f.county AND d.firm = f.id AND d.year = $18 AND d.fact = 'rd'
          AND d.known_until = 9223372036854775807 ",
        fitting!(),
        " ORDER BY f.id LIMIT 1000000"
    ));
    let rows = tx.all(text, filter(tx, wanted, on)).await?;
    rows.iter()
        .map(|row| {
            let town: Option<String> = row.get("town")?;
            Ok(InTown {
                firm: row.get("id")?,
                town: town.and_then(|town| town.parse().ok()).unwrap_or(Id::NONE),
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
