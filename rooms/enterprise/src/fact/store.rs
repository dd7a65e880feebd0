//! The SQL of facts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ::store::{Arg, Error, Result, Row, STILL, Tx, args, sql};
use values::{Id, Moment};

use super::{Confirmed, Held, Source};
use crate::firm::Firm;

/// A statement over the columns of a fact.
macro_rules! facts {
    ($($rest:literal)*) => {
        concat!(
            "SELECT firm, year, fact, value, source, paper, reason, stated_by, stated_name, stated_at, confirmed_by, confirmed_name,
                    confirmed_at, known_from, known_until FROM enterprise_fact ",
            $($rest)*
        )
    };
}

/// The facts of a firm from a year to a year, as known at a sequence.
pub async fn of_firm(
    tx: &mut Tx,
    firm: Id<Firm>,
    (from, to): (i32, i32),
    at: i64,
) -> Result<Vec<Held>> {
    let text = sql!(facts!(
        "WHERE county = $1 AND firm = $2 AND year >= $3 AND year <= $4 AND known_from <= $5 AND known_until > $5
         ORDER BY year, fact LIMIT 1000"
    ));
    let county = tx.county().to_owned();
    let values = args![county, firm, i64::from(from), i64::from(to), at];
    tx.all(text, values).await?.iter().map(held).collect()
}

/// Every version of a fact of a year, the newest first.
pub async fn history(tx: &mut Tx, firm: Id<Firm>, year: i32, fact: &str) -> Result<Vec<Held>> {
    let text = sql!(facts!(
        "WHERE county = $1 AND firm = $2 AND year = $3 AND fact = $4 ORDER BY known_from DESC LIMIT 200"
    ));
    let county = tx.county().to_owned();
    let values = args![county, firm, i64::from(year), fact];
    tx.all(text, values).await?.iter().map(held).collect()
}

/// A fact of a year of all firms, as known now.
pub async fn of_all(tx: &mut Tx, year: i32, fact: &str) -> Result<HashMap<Id<Firm>, Held>> {
    let text = sql!(facts!(
        "WHERE county = $1 AND year = $2 AND fact = $3 AND known_until = 9223372036854775807 ORDER BY value, firm LIMIT 200000"
    ));
    let values = args![tx.county(), i64::from(year), fact];
    let rows = tx.all(text, values).await?;
    let pair = |row: &Row| held(row).map(|one| (one.firm, one));
    rows.iter().map(pair).collect()
}

/// What is stated of some firms for a year, as known now.
pub async fn of_some(
    tx: &mut Tx,
    firms: &[Id<Firm>],
    year: i32,
) -> Result<HashMap<(Id<Firm>, String), i64>> {
    let text = sql!(
        "SELECT firm, fact, value FROM enterprise_fact WHERE county = $1 AND year = $2 AND known_until = 9223372036854775807
         AND firm IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) ORDER BY firm, fact LIMIT 4000"
    );
    let mut found = HashMap::new();
    for some in firms.chunks(TOGETHER) {
        let mut values = args![tx.county(), i64::from(year)];
        let firm = |place| some.get(place).copied().unwrap_or(Id::NONE);
        values.extend((0..TOGETHER).map(|place| Arg::from(firm(place))));
        for row in tx.all(text, values).await? {
            found.insert((row.get("firm")?, row.get("fact")?), row.get("value")?);
        }
    }
    Ok(found)
}

/// Every version that an act opened, of all firms.
pub async fn opened_by(tx: &mut Tx, sequence: i64) -> Result<Vec<Held>> {
    let text = sql!(facts!(
        "WHERE county = $1 AND known_from = $2 ORDER BY firm, year, fact LIMIT 2000000"
    ));
    let values = args![tx.county(), sequence];
    tx.all(text, values).await?.iter().map(held).collect()
}

/// Every version that an act took the place of, of all firms.
pub async fn closed_by(tx: &mut Tx, sequence: i64) -> Result<Vec<Held>> {
    let text = sql!(facts!(
        "WHERE county = $1 AND known_until = $2 AND known_from < $2 ORDER BY firm, year, fact LIMIT 2000000"
    ));
    let values = args![tx.county(), sequence];
    tx.all(text, values).await?.iter().map(held).collect()
}

/// Opens versions in this act; one that this same act opened gives way.
pub async fn open(tx: &mut Tx, all: &[Held]) -> Result<()> {
    let lines: Vec<_> = all.iter().map(|one| line(tx, one)).collect();
    tx.run_lines(
        "enterprise_fact (county, firm, year, fact, value, source, paper, reason, stated_by, stated_name, stated_at,
         confirmed_by, confirmed_name, confirmed_at, known_from, known_until)",
        lines,
        " ON CONFLICT (county, firm, year, fact, known_from) DO UPDATE SET value = excluded.value, source = excluded.source,
          paper = excluded.paper, reason = excluded.reason, stated_by = excluded.stated_by, stated_name = excluded.stated_name,
          stated_at = excluded.stated_at, confirmed_by = excluded.confirmed_by, confirmed_name = excluded.confirmed_name,
          confirmed_at = excluded.confirmed_at, known_until = excluded.known_until",
    )
    .await
}

fn line(tx: &Tx, one: &Held) -> Vec<Arg> {
    let (by, name, at) = match &one.confirmed {
        Some(confirmed) => (confirmed.by, confirmed.name.as_str(), confirmed.at),
        None => (values::Uuid::nil(), "", Moment::from_millis(0)),
    };
    args![
        tx.county(),
        one.firm,
        i64::from(one.year),
        one.fact.as_str(),
        one.value,
        one.source.code(),
        one.paper.as_str(),
        one.reason.as_str(),
        one.stated_by,
        one.stated_name.as_str(),
        one.stated_at,
        by,
        name,
        at,
        tx.sequence(),
        STILL
    ]
}

/// So many firms are named in one statement.
const TOGETHER: usize = 16;

/// Closes the newest versions of facts, each by firm, year and id; they stay on record as known until now.
pub async fn close<'a>(
    tx: &mut Tx,
    facts: impl IntoIterator<Item = (Id<Firm>, i32, &'a str)>,
) -> Result<()> {
    let text = sql!(
        "UPDATE enterprise_fact SET known_until = $4 WHERE county = $1 AND year = $2 AND fact = $3
         AND known_until = 9223372036854775807
         AND firm IN ($5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
    );
    let mut together: BTreeMap<(i32, &str), Vec<Id<Firm>>> = BTreeMap::new();
    for (firm, year, fact) in facts {
        together.entry((year, fact)).or_default().push(firm);
    }
    for ((year, fact), firms) in together {
        for some in firms.chunks(TOGETHER) {
            let mut values = args![tx.county(), i64::from(year), fact, tx.sequence()];
            let firm = |place| some.get(place).copied().unwrap_or(Id::NONE);
            values.extend((0..TOGETHER).map(|place| Arg::from(firm(place))));
            tx.write(text, values).await?;
        }
    }
    Ok(())
}

/// Closes these versions.
pub async fn close_all(tx: &mut Tx, held: &[Held]) -> Result<()> {
    let facts = held.iter();
    close(tx, facts.map(|one| (one.firm, one.year, one.fact.as_str()))).await
}

fn held(row: &Row) -> Result<Held> {
    let year: i64 = row.get("year")?;
    let source: String = row.get("source")?;
    let confirmed_at: Moment = row.get("confirmed_at")?;
    let confirmed = match confirmed_at.millis() {
        0 => None,
        _ => Some(Confirmed {
            by: row.get("confirmed_by")?,
            name: row.get("confirmed_name")?,
            at: confirmed_at,
        }),
    };
    Ok(Held {
        firm: row.get("firm")?,
        year: i32::try_from(year).unwrap_or_default(),
        fact: row.get("fact")?,
        value: row.get("value")?,
        source: Source::from_code(&source).ok_or_else(|| Error::Column {
            column: "source".to_owned(),
            reason: format!("{source:?} is not known"),
        })?,
        paper: row.get("paper")?,
        reason: row.get("reason")?,
        stated_by: row.get("stated_by")?,
        stated_name: row.get("stated_name")?,
        stated_at: row.get("stated_at")?,
        confirmed,
        known_from: row.get("known_from")?,
        known_until: row.get("known_until")?,
    })
}

/// Marks firms as changed by this act.
pub async fn mark(tx: &mut Tx, firms: BTreeSet<Id<Firm>>) -> Result<()> {
    let (county, sequence) = (tx.county().to_owned(), tx.sequence());
    let line = |firm: Id<Firm>| args![county.as_str(), firm, sequence];
    let lines: Vec<Vec<Arg>> = firms.into_iter().map(line).collect();
    let into = "enterprise_changed (county, firm, sequence)";
    let again = " ON CONFLICT (county, firm) DO UPDATE SET sequence = excluded.sequence";
    tx.run_lines(into, lines, again).await
}

/// The firms that an act after that one changed.
pub async fn changed_after(tx: &mut Tx, sequence: i64) -> Result<Vec<Id<Firm>>> {
    let text = sql!(
        "SELECT firm FROM enterprise_changed WHERE county = $1 AND sequence > $2 ORDER BY firm LIMIT 1000000"
    );
    let values = args![tx.county(), sequence];
    let rows = tx.all(text, values).await?;
    rows.iter().map(|row| row.get("firm")).collect()
}
