//! What other rooms and the program may ask or tell this room.

use std::collections::HashMap;
use std::sync::Arc;

use ::store::{Files, Result, Row, Tx};
use enterprise::door::Firm;
use measure::kind::Kinds;
use measure::sql::Statement;
use trail::Who;
use values::{Day, Fen, Id, Moment};
use web::{Actor, Organisation};

pub use crate::bulk::BulkRow;
pub use crate::checking::Checked;
pub use crate::import::{Import, acts::Refused as NotImported, command as import, effect};
pub use crate::row::chosen::{Chosen, TRIED, Together, Unfit};
pub use crate::row::enter::Posting;
pub use crate::row::measured::Fields;
use crate::row::pages::sought;
use crate::row::reading::Writing;
pub use crate::row::refusal::Refusal;
pub use crate::row::standing::Standing;
pub use crate::row::state::State;
pub use crate::row::{Cause, Entry, path};
use crate::row::{acts, shown, store};
pub use crate::voucher::file_type::ACCEPTED;
pub use crate::voucher::intake::file as paper;
pub use crate::voucher::pages::handed_out;
pub use crate::voucher::{Paper, Proof, Voucher};
use crate::{bulk as bulks, checking};

/// All kinds of the county, shipped and its own. The same value as long as nothing changes.
pub async fn kinds(tx: &mut Tx) -> Result<Arc<Kinds>> {
    crate::kind::kinds(tx).await
}

/// Enters a draft.
pub async fn enter(tx: &mut Tx, actor: &Actor, posting: Posting) -> Result<Id<Entry>, Refusal> {
    Ok(acts::enter(tx, actor, &posting, Writing::Canonical, false)
        .await?
        .entry)
}

/// Enters a row and hands it in, as one version.
pub async fn post(tx: &mut Tx, actor: &Actor, posting: Posting) -> Result<Id<Entry>, Refusal> {
    Ok(acts::enter(tx, actor, &posting, Writing::Canonical, true)
        .await?
        .entry)
}

pub async fn submit(tx: &mut Tx, actor: &Actor, entry: Id<Entry>) -> Result<(), Refusal> {
    acts::submit(tx, actor, entry).await.map(drop)
}

pub async fn verify(tx: &mut Tx, actor: &Actor, entry: Id<Entry>) -> Result<(), Refusal> {
    acts::verify(tx, actor, entry).await.map(drop)
}

pub async fn send_back(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    reason: &str,
) -> Result<(), Refusal> {
    acts::send_back(tx, actor, entry, reason).await.map(drop)
}

pub async fn void(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    reason: &str,
) -> Result<(), Refusal> {
    acts::void(tx, actor, entry, reason).await.map(drop)
}

pub async fn withdraw_verification(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    reason: &str,
) -> Result<(), Refusal> {
    acts::withdraw_verification(tx, actor, entry, reason)
        .await
        .map(drop)
}

/// Does one act to many rows of a kind, as the same act from their list does it; gives those that it was done to. Whoever
/// only wants to know what it moves gives [`TRIED`] as the reason and lets the transaction go.
pub async fn together(
    tx: &mut Tx,
    actor: &Actor,
    kind: &str,
    (act, reason): (Together, &str),
    chosen: &[Chosen],
) -> Result<Vec<Id<Entry>>, Refusal> {
    let outcome = acts::together(tx, actor, kind, (act, reason), chosen).await?;
    Ok(outcome.done.iter().map(|row| row.entry).collect())
}

/// New content for a row, proofs added to those that are there. A draft stays a draft, a returned row returned.
pub async fn correct(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    posting: Posting,
    reason: &str,
) -> Result<(), Refusal> {
    acts::correct(
        tx,
        actor,
        entry,
        &posting,
        Writing::Canonical,
        reason,
        false,
    )
    .await
    .map(drop)
}

/// Adds a voucher.
pub async fn prove(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    proof: Proof,
) -> Result<(), Refusal> {
    acts::prove(tx, actor, entry, &[proof]).await.map(drop)
}

pub async fn withdraw_voucher(
    tx: &mut Tx,
    actor: &Actor,
    voucher: Id<Voucher>,
    reason: &str,
) -> Result<(), Refusal> {
    acts::withdraw_voucher(tx, actor, voucher, reason)
        .await
        .map(drop)
}

/// A row as other rooms list it.
#[derive(Clone, Debug)]
pub struct Line {
    pub entry: Id<Entry>,
    pub version: i64,
    /// FK-2020-0412
    pub number: String,
    pub kind: String,
    pub kind_name: String,
    pub subject: Option<Id<Firm>>,
    pub subject_name: String,
    pub town: Id<Organisation>,
    pub office: Id<Organisation>,
    /// [`Day::NEVER`] while the counting day is not known.
    pub effective: Day,
    pub amount: Option<Fen>,
    pub quantity: Option<i64>,
    /// What tells it from its like: 滨江纺织研究院 · 0231907.
    pub summary: String,
    pub state: State,
    pub standing: Standing,
    /// When this version came.
    pub moment: Moment,
}

/// Rows as they are held at a sequence (`None`: now), in the order asked; those that were not there are left out.
/// Names of firms are today's.
pub async fn lines(tx: &mut Tx, entries: &[Id<Entry>], at: Option<i64>) -> Result<Vec<Line>> {
    let kinds = kinds(tx).await?;
    let rows = store::line::held(tx, entries, at).await?;
    let subjects: Vec<Id<Firm>> = rows
        .values()
        .filter_map(|row| row.content.subject)
        .collect();
    let firms = enterprise::door::lines(tx, &subjects).await?;
    let name = |subject: Option<Id<Firm>>| {
        subject
            .and_then(|id| firms.get(&id))
            .map(|firm| firm.name.clone())
            .unwrap_or_default()
    };
    let line = |row: &crate::row::Row| {
        let kind = kinds.get(&row.kind);
        Line {
            entry: row.entry,
            version: row.version,
            number: row.number.clone(),
            kind: row.kind.clone(),
            kind_name: kind.map_or_else(|| row.kind.clone(), |kind| kind.name.clone()),
            subject: row.content.subject,
            subject_name: name(row.content.subject),
            town: row.content.town,
            office: row.office,
            effective: row.measured.effective,
            amount: row.measured.amount,
            quantity: row.measured.quantity,
            summary: kind
                .map(|kind| shown::summary(kind, &row.content.fields))
                .unwrap_or_default(),
            state: row.state,
            standing: row.standing,
            moment: row.moment,
        }
    };
    let by_entry: HashMap<Id<Entry>, Line> =
        rows.values().map(|row| (row.entry, line(row))).collect();
    Ok(entries
        .iter()
        .filter_map(|entry| by_entry.get(entry).cloned())
        .collect())
}

/// A row as it is held now, with all that it says: for rooms that tell of a kind what no figure does.
#[derive(Clone, Debug)]
pub struct Whole {
    pub entry: Id<Entry>,
    pub version: i64,
    pub number: String,
    pub subject: Option<Id<Firm>>,
    pub town: Id<Organisation>,
    /// [`Day::NEVER`] while the counting day is not known.
    pub effective: Day,
    /// The day from which it holds no more; [`Day::NEVER`] without an end.
    pub until: Day,
    pub state: State,
    pub standing: Standing,
    pub fields: Fields,
}

impl Whole {
    /// Whether it holds on any day: not one of a day on which its firm was not in the county.
    pub fn holds(&self) -> bool {
        self.until != Day::NOWHEN
    }
}

/// What `keep` makes of each row of a kind that is held now, by counting day. Rows may be many, so that a caller keeps of
/// each no more than it needs.
pub async fn of_kind<T>(
    tx: &mut Tx,
    kind: &str,
    keep: impl Fn(Whole) -> Option<T>,
) -> Result<Vec<T>> {
    let mut kept = Vec::new();
    let mut some = store::line::of_kind(tx, kind, None).await?;
    while let Some(last) = some.last().cloned() {
        kept.extend(some.into_iter().map(whole).filter_map(&keep));
        some = store::line::of_kind(tx, kind, Some(&last)).await?;
    }
    Ok(kept)
}

/// One row as it is held now.
pub async fn whole_row(tx: &mut Tx, entry: Id<Entry>) -> Result<Option<Whole>> {
    Ok(store::find(tx, entry).await?.map(whole))
}

fn whole(row: crate::row::Row) -> Whole {
    Whole {
        entry: row.entry,
        version: row.version,
        number: row.number,
        subject: row.content.subject,
        town: row.content.town,
        effective: row.measured.effective,
        until: row.measured.until,
        state: row.state,
        standing: row.standing,
        fields: row.content.fields,
    }
}

/// Entry and number of the row with a number, however it was typed, where the person may see it.
pub async fn by_number(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
) -> web::Result<Option<(Id<Entry>, String)>> {
    let found = sought::row(tx, actor, typed).await?;
    Ok(found.map(|row| (row.entry, row.number)))
}

/// Runs a compiled question; the statement's `shape` says which columns the rows have.
pub async fn ask(tx: &mut Tx, statement: &Statement) -> Result<Vec<Row>> {
    crate::store::ask(tx, statement).await
}

/// Writes many versions at once, for loads: in batches of 500 with one trail entry each.
pub async fn bulk(tx: &mut Tx, who: &Who, rows: Vec<BulkRow>) -> Result<u64> {
    bulks::write(tx, who, rows).await
}

/// Compares versions with contents, their chains, and every voucher with its hash.
pub async fn check(tx: &mut Tx, files: &Files) -> Result<Checked> {
    checking::check(tx, files).await
}
