//! The SQL of rows and their versions.

pub mod finding;
pub mod line;
pub mod list;
pub mod once;
pub mod open;

use std::collections::BTreeSet;

use ::store::{
    Arg, Error, Fingerprint, Place, Result, Row as Line, STILL, Tx, Value, args, sql, values,
};
use enterprise::door::Firm;
use trail::Who;
use values::{Day, Id, Moment, Uuid};
use web::{Organisation, Person};

use super::measured::{Fields, Measured, Texts};
use super::standing::Standing;
use super::state::State;
use super::{Cause, Content, Entry, Row};

macro_rules! columns {
    () => {
        "v.entry, v.version, v.known_from, v.kind, v.subject, v.town, v.office, v.effective, v.until, v.other_day, v.amount, v.quantity,
         v.class, v.level, v.mark, v.trait, v.item, v.link, v.state, v.standing, v.cause, c.fields, c.reason, c.actor, c.actor_name, c.moment,
         e.number, e.author
         FROM ledger_version v
         JOIN ledger_content c ON c.county = v.county AND c.entry = v.entry AND c.version = v.version
         JOIN ledger_entry e ON e.county = v.county AND e.entry = v.entry"
    };
}
pub(crate) use columns;

/// The version of a row that is held now.
pub async fn find(tx: &mut Tx, entry: Id<Entry>) -> Result<Option<Row>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE v.county = $1 AND v.entry = $2 AND v.known_until = 9223372036854775807"
    ));
    let county = tx.county().to_owned();
    tx.one(text, args![county, entry])
        .await?
        .as_ref()
        .map(row)
        .transpose()
}

/// Every version of a row, oldest first.
pub async fn versions(tx: &mut Tx, entry: Id<Entry>) -> Result<Vec<Row>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE v.county = $1 AND v.entry = $2 AND v.version >= 1 ORDER BY v.version LIMIT 1000"
    ));
    let county = tx.county().to_owned();
    tx.all(text, args![county, entry])
        .await?
        .iter()
        .map(row)
        .collect()
}

/// A row by its number, FK-2020-0412.
pub async fn by_number(tx: &mut Tx, number: &str) -> Result<Option<Id<Entry>>> {
    let text = sql!("SELECT entry FROM ledger_entry WHERE county = $1 AND number = $2");
    let county = tx.county().to_owned();
    tx.one(text, args![county, number])
        .await?
        .map(|row| row.get("entry"))
        .transpose()
}

/// Takes the next number of a kind and year.
pub async fn next_number(tx: &mut Tx, kind: &str, prefix: &str, year: i32) -> Result<String> {
    let text = sql!(
        "INSERT INTO ledger_number (county, kind, year, last) VALUES ($1, $2, $3, 1)
         ON CONFLICT (county, kind, year) DO UPDATE SET last = ledger_number.last + 1 RETURNING last"
    );
    let county = tx.county().to_owned();
    let row = tx.one(text, args![county, kind, i64::from(year)]).await?;
    let last: i64 = row.map_or(Ok(1), |row| row.get("last"))?;
    Ok(format!("{prefix}-{year}-{last:04}"))
}

/// `once`: the key that the row claims.
pub async fn insert_entry(tx: &mut Tx, row: &Row, words: &str, once: Option<&str>) -> Result<()> {
    let text = sql!(
        "INSERT INTO ledger_entry (county, entry, kind, number, author, author_wrote, words, claim, claimed) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8)"
    );
    let values = args![
        tx.county(),
        row.entry,
        row.kind.as_str(),
        row.number.as_str(),
        row.author,
        words,
        once.unwrap_or_default(),
        row.known_from
    ];
    tx.write(text, values).await
}

pub async fn write_words(tx: &mut Tx, entry: Id<Entry>, words: &str) -> Result<()> {
    let text = sql!("UPDATE ledger_entry SET words = $3 WHERE county = $1 AND entry = $2");
    let county = tx.county().to_owned();
    tx.write(text, args![county, entry, words]).await
}

/// Ends the version that is held; false if another act has ended it.
pub async fn close(tx: &mut Tx, entry: Id<Entry>, version: i64) -> Result<bool> {
    let text = sql!(
        "UPDATE ledger_version SET known_until = $4
         WHERE county = $1 AND entry = $2 AND version = $3 AND known_until = 9223372036854775807"
    );
    let county = tx.county().to_owned();
    Ok(tx
        .run(text, args![county, entry, version, tx.sequence()])
        .await?
        == 1)
}

/// Holds a version from this act on.
pub async fn insert_version(tx: &mut Tx, row: &Row) -> Result<()> {
    let text = sql!(
        "INSERT INTO ledger_version (county, entry, version, known_from, known_until, kind, subject, town, office, effective, until, other_day,
           amount, quantity, class, level, mark, trait, item, link, state, standing, cause)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)"
    );
    let version = VersionLine::of(row);
    let values = version.values(tx.county(), STILL).map(Arg::from).to_vec();
    tx.write(text, values).await?;
    let text = sql!(
        "INSERT INTO ledger_content (county, entry, version, fields, reason, actor, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let line = ContentLine {
        entry: row.entry,
        version: row.version,
        fields: &row.content.fields.json(),
        reason: &row.reason,
        actor: &row.actor,
        moment: row.moment,
    };
    tx.wrote(
        place(row.entry, row.version),
        fingerprint(tx.county(), &version, &line),
    );
    let values = line.values(tx.county()).map(Arg::from).to_vec();
    tx.write(text, values).await
}

/// Where a version stands among what its act wrote: before all vouchers.
pub fn place(entry: Id<Entry>, version: i64) -> Place {
    (0, entry.uuid(), version)
}

/// Of all that a version says, but for when it ends.
pub fn fingerprint(
    county: &str,
    version: &VersionLine<'_>,
    content: &ContentLine<'_>,
) -> Fingerprint {
    let values = version.values(county, STILL).into_iter();
    ::store::fingerprint(values.chain(content.values(county)))
}

/// A line of `ledger_version`.
pub struct VersionLine<'a> {
    pub entry: Id<Entry>,
    pub version: i64,
    pub known_from: i64,
    pub kind: &'a str,
    pub subject: Option<Id<Firm>>,
    pub town: Id<Organisation>,
    pub office: Id<Organisation>,
    pub measured: &'a Measured,
    pub state: State,
    pub standing: Standing,
    pub cause: Cause,
}

impl<'a> VersionLine<'a> {
    pub fn of(row: &'a Row) -> Self {
        VersionLine {
            entry: row.entry,
            version: row.version,
            known_from: row.known_from,
            kind: &row.kind,
            subject: row.content.subject,
            town: row.content.town,
            office: row.office,
            measured: &row.measured,
            state: row.state,
            standing: row.standing,
            cause: row.cause,
        }
    }

    /// In the order of the columns.
    pub fn values<'b>(&'b self, county: &'b str, known_until: i64) -> [Value<'b>; 23] {
        let measured = self.measured;
        values![
            county,
            self.entry,
            self.version,
            self.known_from,
            known_until,
            self.kind,
            self.subject.unwrap_or(Id::NONE),
            self.town,
            self.office,
            measured.effective,
            measured.until,
            measured.other_day,
            measured.amount,
            measured.quantity,
            measured.class.as_str(),
            measured.level,
            measured.mark.as_str(),
            measured.trait_.as_str(),
            measured.item.as_str(),
            measured.link,
            self.state.code(),
            self.standing.code(),
            self.cause.code(),
        ]
    }
}

/// A line of `ledger_content`. `fields`: [`Texts::json`].
pub struct ContentLine<'a> {
    pub entry: Id<Entry>,
    pub version: i64,
    pub fields: &'a str,
    pub reason: &'a str,
    pub actor: &'a Who,
    pub moment: Moment,
}

impl<'a> ContentLine<'a> {
    /// In the order of the columns.
    pub fn values<'b>(&'b self, county: &'b str) -> [Value<'b>; 8] {
        values![
            county,
            self.entry,
            self.version,
            self.fields,
            self.reason,
            self.actor.id,
            self.actor.name.as_str(),
            self.moment
        ]
    }
}

/// Who wrote a row since it was last verified.
pub async fn writers(tx: &mut Tx, entry: Id<Entry>) -> Result<BTreeSet<Id<Person>>> {
    let text = sql!(
        "SELECT person FROM ledger_writer WHERE county = $1 AND entry = $2
         UNION SELECT author FROM ledger_entry WHERE county = $1 AND entry = $2 AND author_wrote = 1 ORDER BY person LIMIT 200"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county, entry])
        .await?
        .iter()
        .map(|row| row.get("person"))
        .collect()
}

/// Whoever entered a row needs no line: it is told by the row itself until the row is verified.
pub async fn add_writer(tx: &mut Tx, entry: Id<Entry>, person: Uuid) -> Result<()> {
    let text = sql!(
        "INSERT INTO ledger_writer (county, entry, person) VALUES ($1, $2, $3) ON CONFLICT (county, entry, person) DO NOTHING"
    );
    let county = tx.county().to_owned();
    tx.write(text, args![county, entry, person]).await
}

pub async fn forget_writers(tx: &mut Tx, entry: Id<Entry>) -> Result<()> {
    let county = tx.county().to_owned();
    let text = sql!("DELETE FROM ledger_writer WHERE county = $1 AND entry = $2");
    tx.write(text, args![county.as_str(), entry]).await?;
    let text = sql!(
        "UPDATE ledger_entry SET author_wrote = 0 WHERE county = $1 AND entry = $2 AND author_wrote = 1"
    );
    tx.write(text, args![county, entry]).await
}

fn unreadable(column: &str, text: &str) -> Error {
    Error::Column {
        column: column.to_owned(),
        reason: format!("{text:?} is not known"),
    }
}

/// Reads a line of [`columns!`].
pub fn row(line: &Line) -> Result<Row> {
    let (state, standing, cause): (String, String, String) = (
        line.get("state")?,
        line.get("standing")?,
        line.get("cause")?,
    );
    let fields: Fields = line.json("fields")?;
    Ok(Row {
        entry: line.get("entry")?,
        number: line.get("number")?,
        kind: line.get("kind")?,
        author: line.get("author")?,
        version: line.get("version")?,
        known_from: line.get("known_from")?,
        content: Content {
            subject: line.get::<Id<_>>("subject")?.some(),
            town: line.get("town")?,
            fields,
        },
        office: line.get("office")?,
        measured: measured(line)?,
        state: State::from_code(&state).ok_or_else(|| unreadable("state", &state))?,
        standing: Standing::from_code(&standing)
            .ok_or_else(|| unreadable("standing", &standing))?,
        cause: Cause::from_code(&cause).ok_or_else(|| unreadable("cause", &cause))?,
        actor: Who {
            id: line.get("actor")?,
            name: line.get("actor_name")?,
        },
        moment: line.get::<Moment>("moment")?,
        reason: line.get("reason")?,
    })
}

/// The measured columns of a line.
pub fn measured(line: &Line) -> Result<Measured> {
    Ok(Measured {
        effective: line.get::<Day>("effective")?,
        until: line.get("until")?,
        other_day: line.get("other_day")?,
        amount: line.get("amount")?,
        quantity: line.get("quantity")?,
        class: line.get("class")?,
        level: line.get("level")?,
        mark: line.get("mark")?,
        trait_: line.get("trait")?,
        item: line.get("item")?,
        link: line.get("link")?,
    })
}
