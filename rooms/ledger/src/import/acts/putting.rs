//! Putting an import into the ledger and taking it back: acts with an entry in the trail.

use ::store::{Files, Store, Tx};
use measure::kind::Kinds;
use serde_json::json;
use values::{Day, Id};

use super::{Refused, check, find, look};
use crate::import::load::{self, Loaded};
use crate::import::{By, Import, Progress, Stage, Summary, store, undo as undoing};

/// How often a check that was overtaken is made again.
const TRIES: usize = 4;

/// Puts a ready import into the ledger, if it still does what the person saw: so many new rows and so many changed ones.
pub async fn load(
    store: &Store,
    by: &By,
    id: Id<Import>,
    seen: (u32, u32),
    progress: Progress<'_>,
) -> Result<Loaded, Refused> {
    let (tx, _, loaded) = begin(store, by, id, seen, progress).await?;
    tx.commit().await?;
    Ok(loaded)
}

/// All of [`load`] but the commit.
pub async fn begin(
    store: &Store,
    by: &By,
    id: Id<Import>,
    seen: (u32, u32),
    progress: Progress<'_>,
) -> Result<(Tx, Import, Loaded), Refused> {
    let mut shown = None;
    for _ in 0..TRIES {
        let mut tx = store.write_wide(&by.actor.county).await?;
        let mut import = find(&mut tx, by, id).await?;
        if import.stage != Stage::Ready {
            return Err(match import.stage {
                Stage::Faulty => Refused::Moved,
                stage => Refused::Stage(stage),
            });
        }
        let summary = &import.summary;
        let shown = shown.get_or_insert_with(|| (summary.other_firm, summary.plan.clone()));
        let now = (summary.other_firm, &summary.plan);
        if (summary.created, summary.changed) != seen || now != (shown.0, &shown.1) {
            return Err(Refused::Moved);
        }
        if tx.has_moved(import.checked).await? {
            drop(tx);
            check(store, by, import, &|_, _| {}).await?;
            continue;
        }
        let kinds = crate::kind::kinds(&mut tx).await?;
        let loaded = load::run(&mut tx, store.files(), by, &kinds, &import, progress).await?;
        import.stage = Stage::Loaded;
        import.loaded = tx.sequence();
        store::update(&mut tx, &import, Stage::Ready).await?;
        tell(&mut tx, by, &kinds, &import, &loaded).await?;
        return Ok((tx, import, loaded));
    }
    Err(::store::Error::Busy.into())
}

/// A ready import as its button would put it in now. Where the ledger has moved on it is checked again, without a word kept
/// of that; `None`: it would no longer do what its page says.
pub async fn at_hand(
    tx: &mut Tx,
    files: &Files,
    by: &By,
    import: Import,
    today: Day,
) -> Result<Option<Import>, Refused> {
    if !tx.has_moved(import.checked).await? {
        return Ok(Some(import));
    }
    let found = look(tx, files, by, &import, today, &|_, _| {}).await?;
    files.keep(&found.outcome).await?;
    let (then, now) = (&import.summary, &found.summary);
    let told = |of: &Summary| (of.created, of.changed, of.other_firm);
    let same = told(now) == told(then) && now.plan == then.plan;
    Ok((found.summary.tally.faults == 0 && same).then(|| Import {
        summary: found.summary,
        outcome: found.outcome.sha256.clone(),
        ..import
    }))
}

async fn tell(
    tx: &mut Tx,
    by: &By,
    kinds: &Kinds,
    import: &Import,
    loaded: &Loaded,
) -> ::store::Result<()> {
    let name = kinds
        .get(&import.kind)
        .map_or("", |kind| kind.name.as_str());
    let summary = format!(
        "导入{name} {} 行：新建 {}，更正 {}（{}）",
        loaded.created + loaded.changed,
        loaded.created,
        loaded.changed,
        import.name
    );
    let details = json!({
        "kind": import.kind, "file": import.name, "sha256": import.sha256, "sheet": import.read.tables().map(|table| table.sheet.as_str()).collect::<Vec<_>>().join("、"),
        "created": loaded.created, "changed": loaded.changed, "unchanged": import.summary.unchanged,
        "first": loaded.first, "last": loaded.last,
    });
    record(tx, by, import, "ledger.import.load", summary, details).await
}

async fn record(
    tx: &mut Tx,
    by: &By,
    import: &Import,
    act: &str,
    summary: String,
    details: serde_json::Value,
) -> ::store::Result<()> {
    let told = trail::Act {
        act,
        noun: "import",
        subject: import.id.to_string(),
        summary,
        details,
    };
    trail::record(tx, &by.actor.who(), told).await
}

/// Takes a loaded import back.
pub async fn undo(
    store: &Store,
    by: &By,
    id: Id<Import>,
    progress: Progress<'_>,
) -> Result<u64, Refused> {
    let (tx, _, undone) = begin_undo(store, by, id, progress).await?;
    tx.commit().await?;
    Ok(undone)
}

/// All of [`undo`] but the commit.
pub async fn begin_undo(
    store: &Store,
    by: &By,
    id: Id<Import>,
    progress: Progress<'_>,
) -> Result<(Tx, Import, u64), Refused> {
    let mut tx = store.write_wide(&by.actor.county).await?;
    let mut import = find(&mut tx, by, id).await?;
    if import.stage != Stage::Loaded {
        return Err(Refused::Stage(import.stage));
    }
    let kinds = crate::kind::kinds(&mut tx).await?;
    let undone = undoing::run(&mut tx, store.files(), by, &kinds, &import, progress).await?;
    let undone = undone.map_err(Refused::Built)?;
    import.stage = Stage::Undone;
    import.undone = tx.sequence();
    store::update(&mut tx, &import, Stage::Loaded).await?;
    let summary = format!("撤销导入“{}”：{undone} 行", import.name);
    let details = json!({"rows": undone, "sha256": import.sha256});
    record(&mut tx, by, &import, "ledger.import.undo", summary, details).await?;
    Ok((tx, import, undone))
}
