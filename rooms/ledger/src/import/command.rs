//! The same from the command line: checked, and where nothing is to be changed, loaded.

mod notes;

use std::io::ErrorKind;
use std::path::Path;

use ::store::{Lines, Received, Store};
pub use paper::fault::Fault;
use paper::intake::Choice;
use web::intake::Incoming;

use measure::kind::Kind;
use paper::layout::{Column, Understood};

use super::acts::{self, Refused};
use super::wanted::{CODE, FIRM, TOWN};
use super::{By, Import, Progress};

/// What came of a file.
#[derive(Clone, Debug)]
pub struct Told {
    /// The name of the kind.
    pub kind: String,
    /// The sheets that were read, in their order.
    pub sheets: Vec<String>,
    pub created: u32,
    pub changed: u32,
    pub unchanged: u32,
    /// Changed rows that were verified: they no longer count until they are verified again.
    pub reopened: u32,
    /// Rows that would become another firm's; each is among the errors.
    pub other_firm: u32,
    /// How the file was understood, and what of it was not read: what a page would show.
    pub notes: Vec<String>,
    /// What is to be changed; then nothing was loaded.
    pub errors: Vec<Fault>,
}

impl Told {
    /// Of so many rows none went in while anything is to be changed.
    pub fn loaded(&self, rows: u32) -> u32 {
        if self.errors.is_empty() { rows } else { 0 }
    }
}

/// A checked file that may be loaded.
#[derive(Debug)]
pub struct Checked {
    by: By,
    import: Import,
    told: Told,
}

/// Checks a file of a kind, or of the kind whose fields it names best; of its sheets those that are named, or the one that
/// fits best.
pub async fn check(
    store: &Store,
    county: &str,
    path: &Path,
    (kind, sheets): (Option<&str>, &[String]),
    progress: Progress<'_>,
) -> Result<Checked, Refused> {
    let by = By::program(county);
    let received = receive(store, path).await?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let choice = Choice {
        sheets: sheets.to_vec(),
        header: None,
    };
    let kind = match kind {
        Some(kind) => kind.to_owned(),
        None => best(store, &by, &received, &choice).await?,
    };
    let import = acts::take_in(
        store,
        &by,
        &kind,
        Incoming::New(&received, &name),
        choice,
        None,
    )
    .await?;
    let import = acts::check(store, &by, import, progress).await?;
    let summary = &import.summary;
    let errors = match summary.tally.faults {
        0 => Vec::new(),
        _ => Lines::all(store.files(), &import.outcome).await?,
    };
    let mut tx = store.read(county).await?;
    let ground = acts::ground(&mut tx, &by, &kind, store.clock().today()).await?;
    let told = Told {
        kind: ground.kind()?.name.clone(),
        notes: notes::of(&import.read, &ground.wanted, summary),
        sheets: import.read.tables().map(|one| one.sheet.clone()).collect(),
        created: summary.created,
        changed: summary.changed,
        unchanged: summary.unchanged,
        reopened: summary.reopened,
        other_firm: summary.other_firm,
        errors,
    };
    Ok(Checked { by, import, told })
}

impl Checked {
    pub fn told(&self) -> &Told {
        &self.told
    }

    /// Loads it, all or nothing.
    pub async fn load(&self, store: &Store, progress: Progress<'_>) -> Result<(), Refused> {
        let seen = (self.told.created, self.told.changed);
        if seen == (0, 0) {
            return Ok(());
        }
        acts::load(store, &self.by, self.import.id, seen, progress).await?;
        Ok(())
    }
}

async fn receive(store: &Store, path: &Path) -> Result<Received, Refused> {
    use tokio::io::AsyncReadExt;
    let opened = tokio::fs::File::open(path).await;
    let mut file = opened.map_err(|error| not_opened(path, &error))?;
    let mut receiving = store.files().receive().await?;
    let mut piece = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut piece).await;
        let length = length.map_err(|error| not_opened(path, &error))?;
        if length == 0 {
            return Ok(receiving.finish().await?);
        }
        receiving.write(&piece[..length]).await?;
        let limit = paper::book::LARGEST;
        if receiving.size() > limit {
            let bytes = file.metadata().await.map_err(::store::Error::from)?.len();
            return Err(paper::Unreadable::TooLarge { bytes, limit }.into());
        }
    }
}

fn not_opened(path: &Path, error: &std::io::Error) -> Refused {
    let why = match error.kind() {
        ErrorKind::NotFound => "没有这个文件".to_owned(),
        ErrorKind::PermissionDenied => "没有读取它的权限".to_owned(),
        ErrorKind::IsADirectory => "这是一个目录，不是文件".to_owned(),
        _ => error.to_string(),
    };
    Refused::NotOpened(format!("打不开 {}：{why}", path.display()))
}

/// The kind whose fields the file's heading names best: first the fewest required ones missing, then the most of all.
async fn best(
    store: &Store,
    by: &By,
    received: &Received,
    choice: &Choice,
) -> Result<String, Refused> {
    let today = store.clock().today();
    let mut tx = store.read(&by.actor.county).await?;
    let kinds = crate::kind::kinds(&mut tx).await?;
    let mut found: Option<(Fit, &Kind)> = None;
    let mut unread: Option<Refused> = None;
    for kind in kinds.iter() {
        let ground = acts::ground(&mut tx, by, &kind.id, today).await?;
        let file = std::fs::File::open(received.path()).map_err(::store::Error::from)?;
        let read = web::intake::read(file, choice.clone(), ground.wanted, None, today.year()).await;
        // What is no table of this kind may be one of the next: only where none can read it, the file is at fault.
        let table = match read {
            Ok(read) => read.table,
            Err(why) => {
                unread.get_or_insert(why.into());
                continue;
            }
        };
        let fit = Fit::of(&table);
        if found.as_ref().is_none_or(|(best, _)| fit > *best) {
            found = Some((fit, kind));
        }
    }
    if let Some((fit, kind)) = &found
        && fit.clear == 0
    {
        return Err(paper::Unreadable::Unlike(unclear(&kind.name)).into());
    }
    found.map(|(_, kind)| kind.id.clone()).ok_or_else(|| {
        let none = || crate::row::refusal::Refusal::NoSuchKind(String::new()).into();
        unread.unwrap_or_else(none)
    })
}

/// How well a kind fits a table, the best the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Required fields without a column.
    missing: std::cmp::Reverse<usize>,
    held: usize,
    /// Columns that the heading names clearly as a field of the kind: whom a row is about is in any of them.
    clear: usize,
}

impl Fit {
    fn of(table: &Understood) -> Self {
        let held = table.columns.iter().filter(|one| one.field.is_some());
        let is_own =
            |one: &&Column| !one.weak && !matches!(one.field.as_deref(), Some(FIRM | CODE | TOWN));
        Fit {
            missing: std::cmp::Reverse(table.missing.len()),
            held: held.clone().count(),
            clear: held.filter(is_own).count(),
        }
    }
}

fn unclear(nearest: &str) -> String {
    format!(
        "看不出这份表是哪一类台账：除了企业，没有一列的表头与哪一类的字段同名，只有几分像“{nearest}”。请用 --kind 写明类别"
    )
}
