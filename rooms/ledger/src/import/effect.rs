//! What an import does, for whoever asks figures before and after it: in a transaction that is let go, or long since.

use std::collections::BTreeSet;
use std::fmt;

use ::store::{Files, Lines, Tx};
use measure::kind::{Kind, Kinds};
use paper::intake::BATCH;
use values::{Day, Id};
use web::{Actor, Error};

use super::acts::{self, Refused, at_hand};
use super::outcome::Line;
use super::{By, Import, Stage, load};
use crate::bulk::{self, BulkRow};
use crate::row::Cause;
use crate::row::measured::Measured;
use crate::row::state::State;
use crate::row::store::line;

/// More rows are not put in for a look only: all others wait meanwhile.
pub const MOST: u32 = 5_000;

/// An import that may go in, or one that did.
pub struct Effect {
    pub import: Import,
    pub kind_name: String,
    /// The days on which its rows count, after it and before it.
    pub days: BTreeSet<Day>,
}

/// Why nobody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoLook {
    Nothing,
    TooMany(u32),
    /// It would no longer do what its page says.
    MovedOn,
}

impl fmt::Display for NoLook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoLook::Nothing => write!(f, "没有要导入的行，不动任何数值"),
            NoLook::TooMany(rows) => {
                let (rows, most) = (i128::from(*rows), i128::from(MOST));
                let (rows, most) = (values::grouped(rows), values::grouped(most));
                write!(
                    f,
                    "要导入 {rows} 行，超过 {most} 行的不先试算；导入以后，结果页上写明各个数值的变化"
                )
            }
            NoLook::MovedOn => write!(
                f,
                "检查以后台账有了变化，现在算不准；点“导入”会先重新检查，有变化的再给您看"
            ),
        }
    }
}

/// A person's ready import, as its button would put it in now.
///
/// # Errors
/// [`Error::NotFound`] for another's import, a refusal where it is not ready.
pub async fn ready(
    tx: &mut Tx,
    files: &Files,
    actor: &Actor,
    id: Id<Import>,
    today: Day,
) -> Result<Result<Effect, NoLook>, Error> {
    let by = By::person(actor);
    let import = acts::find(tx, &by, id).await?;
    if import.stage != Stage::Ready {
        return Err(Refused::Stage(import.stage).into());
    }
    let rows = import.summary.to_load();
    if rows > MOST {
        return Ok(Err(NoLook::TooMany(rows)));
    }
    let Some(import) = at_hand(tx, files, &by, import, today).await? else {
        return Ok(Err(NoLook::MovedOn));
    };
    if rows == 0 {
        return Ok(Err(NoLook::Nothing));
    }
    effect(tx, files, import, None).await.map(Ok)
}

/// A person's import that came in.
///
/// # Errors
/// [`Error::NotFound`] for another's import or one that never came in.
pub async fn loaded(
    tx: &mut Tx,
    files: &Files,
    actor: &Actor,
    id: Id<Import>,
) -> Result<Effect, Error> {
    let import = acts::find(tx, &By::person(actor), id).await?;
    if import.loaded == 0 {
        return Err(Error::NotFound);
    }
    let before = import.loaded - 1;
    effect(tx, files, import, Some(before)).await
}

/// `before`: the sequence before it came in; `None`: now.
async fn effect(
    tx: &mut Tx,
    files: &Files,
    import: Import,
    before: Option<i64>,
) -> Result<Effect, Error> {
    let kinds = crate::kind::kinds(tx).await?;
    let kind = kind(&kinds, &import)?;
    let mut lines = Lines::open(files, &import.outcome).await?;
    let mut days = BTreeSet::new();
    loop {
        let some: Vec<Line> = lines.some(BATCH)?;
        if some.is_empty() {
            break;
        }
        let after = some.iter().map(|line| Measured::of(kind, &line.fields));
        days.extend(after.filter_map(|measured| measured.effective.known()));
        let changed = some.iter().filter(|line| line.after > 0);
        let changed: Vec<_> = changed.map(|line| line.entry).collect();
        let held = line::held(tx, &changed, before).await?;
        let held = held.values().map(|row| row.measured.effective);
        days.extend(held.filter_map(Day::known));
    }
    Ok(Effect {
        kind_name: kind.name.clone(),
        import,
        days,
    })
}

fn kind<'k>(kinds: &'k Kinds, import: &Import) -> Result<&'k Kind, Error> {
    kinds.get(&import.kind).ok_or(Error::NotFound)
}

impl Effect {
    /// Puts a ready import in, exactly as its button would. Whoever only wants to know lets the transaction go.
    pub async fn put_in(&self, tx: &mut Tx, files: &Files, actor: &Actor) -> Result<(), Error> {
        let kinds = crate::kind::kinds(tx).await?;
        let by = By::person(actor);
        load::run(tx, files, &by, &kinds, &self.import, &|_, _| {}).await?;
        Ok(())
    }

    /// Goes on as if every paper had come and another person had verified each row.
    pub async fn verify(&self, tx: &mut Tx, files: &Files, actor: &Actor) -> Result<(), Error> {
        let kinds = crate::kind::kinds(tx).await?;
        let absences = enterprise::door::absences(tx).await?;
        let vouchers = kind(&kinds, &self.import)?.vouchers.iter();
        let papers: BTreeSet<String> = vouchers.map(|one| one.id.clone()).collect();
        let mut lines = Lines::open(files, &self.import.outcome).await?;
        loop {
            let some: Vec<Line> = lines.some(BATCH)?;
            if some.is_empty() {
                return Ok(());
            }
            let entries: Vec<_> = some.iter().map(|line| line.entry).collect();
            let held = line::held(tx, &entries, None).await?;
            let verified = held.into_values().map(|row| BulkRow {
                entry: row.entry,
                number: row.number,
                version: row.version + 1,
                kind: row.kind,
                subject: row.content.subject,
                town: row.content.town,
                office: row.office,
                fields: row.content.fields,
                state: State::Verified,
                cause: Cause::Verified,
                proofs: Vec::new(),
                proven_by: papers.clone(),
                actor: actor.who(),
            });
            let verified: Vec<BulkRow> = verified.collect();
            bulk::batch(tx, (&kinds, &absences), &verified, "", bulk::Keys::Unknown).await?;
        }
    }

    pub fn rows(&self) -> u32 {
        self.import.summary.to_load()
    }

    /// How many new and changed rows, as the button sends what the person saw.
    pub fn seen(&self) -> (u32, u32) {
        (self.import.summary.created, self.import.summary.changed)
    }

    /// The sequence at which it came in.
    pub fn loaded(&self) -> i64 {
        self.import.loaded
    }
}
