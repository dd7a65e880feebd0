//! Checked formula → SQL: one text that SQLite and PostgreSQL read alike.
//!
//! Each part of a formula has one inner SELECT of its candidates, each with a weight and the reason why it is left out
//! (empty: counted). The questions are outer SELECTs over it, so they cannot disagree.

mod days;
mod inner;
mod outer;
mod tests_of_rows;
mod writer;

pub use days::follows_days;

use values::{Day, Uuid};

use crate::asking::Asking;
use crate::kind::Column;
use crate::language::Checked;

/// What is asked about the candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// By reason: value, counted and left out are folded from it.
    Value,
    /// By day and reason: the same, and the series of the period up to the day.
    /// Exact for each day where [`follows_days`] holds.
    ByDay,
    ByTown,
    ByOffice,
    /// By a measured column of the rows that count: what is listed beneath the value.
    By(Column),
    /// The counted rows, newest first.
    Counted(Page),
    /// The rows left out, newest first; of one reason, or of all.
    LeftOut(Option<String>, Page),
    /// Every candidate with its weight and reason.
    Weights,
    /// Every candidate with what a page about one figure groups and lists it by. Rows of one key are not told apart
    /// here: [`crate::fold::Candidates`] does that for each group anew. Where a statement of the shape
    /// [`Shape::Covers`] comes along, the last clause is not yet asked.
    Candidates,
}

/// A stretch of a list: after a row (its counting day and entry), or from an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    pub after: Option<(Day, Uuid)>,
    pub offset: i64,
    pub limit: i64,
}

/// One statement to run. Its rows have the columns of its [`Shape`].
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// 0 for the first part of the formula, 1 for the second.
    pub part: usize,
    pub shape: Shape,
    /// Begins with SELECT, so that a reader may put `WITH enterprise_property AS (…)` in front.
    pub sql: String,
    /// The values of `$1`, `$2`, … in order.
    pub binds: Vec<Bind>,
    /// Whether it reads the relation `enterprise_property`.
    pub reads_properties: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Bind {
    Text(String),
    Int(i64),
    Day(Day),
    Id(Uuid),
}

/// The columns of an answer. `entries` and `weight` are BIGINT, `reason` is TEXT, days are DATE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `reason, entries, weight`
    Reasons,
    /// `day, reason, entries, weight`
    Days,
    /// `day, until, grp, reason, entries, weight`: from when to when rows of a key hold. `grp` is the key, `''` without `distinct`.
    Spans(Key),
    /// As `Spans`, but without the last clause: it holds where a span of [`Shape::Covers`] of the same key does.
    Bare(Key),
    /// `day, until, grp, reason, entries, weight`: from when to when the other rows hold that the last clause asks for.
    Covers(Key),
    /// `grp, reason, entries, weight`
    Groups(Key),
    /// `entry, effective, town, office, reason, weight`
    Rows,
    /// `entry, version, effective, town, office, grp, reason, weight`. `grp` is the key, `''` without `distinct`.
    Weights(Key),
    /// `entry, effective, located, office, grp, reason, weight`. `located` is the town by which the row is split: of the
    /// type named second, a TEXT where it is asked of the subject.
    Candidates(Key, Key),
    /// `entry, version, kind, effective, until, town, office, standing`
    Held,
}

/// What type a grouping column is: a UUID, a TEXT or a BIGINT. A town out of subject properties is the id as TEXT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Id,
    Text,
    Int,
}

/// One statement for each part of the formula; two by day and of candidates, where another kind's rows decide: the
/// candidates without that clause, and the spans in which it holds ([`Shape::Covers`]). Statements may be alike.
pub fn compile(checked: &Checked, asking: &Asking, question: &Question) -> Vec<Statement> {
    (0..checked.parts().count())
        .flat_map(|part| outer::statements(checked, part, asking, question))
        .collect()
}

/// The candidates of one part that are not the same on both sides (another version, weight or reason, or there on one
/// side only): those of `before`, then those of `after`, in the shape `Weights`. A bridge needs no others.
pub fn differing(
    part: usize,
    before: (&Checked, &Asking),
    after: (&Checked, &Asking),
) -> Vec<Statement> {
    [(before, after), (after, before)]
        .into_iter()
        .filter_map(|(mine, theirs)| outer::differing(part, mine, theirs))
        .collect()
}

/// What was held of some entries at the asking's sequence, whatever their kind, day and scope. A bridge asks it about
/// entries that are candidates on one side only. At most 500 entries a statement.
pub fn held(asking: &Asking, entries: &[Uuid]) -> Vec<Statement> {
    entries
        .chunks(500)
        .map(|entries| outer::held(asking, entries))
        .collect()
}
