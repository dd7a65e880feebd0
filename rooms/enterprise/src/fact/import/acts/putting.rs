//! Putting an import in and taking it back: acts with an entry in the trail.

use std::collections::BTreeMap;

use ::store::{Error, Lines, Store, Tx};
use paper::intake::Stage;
use serde_json::json;
use trail::Act;
use values::Id;
use web::Actor;
use web::intake::Told;

use super::{Refused, check, find, found};
use crate::fact::acts::{self, Change, Manner};
use crate::fact::decide::Step;
use crate::fact::import::{Import, Line, store, undo as undoing};
use crate::firm::Firm;

/// What the person saw of an import and decided: so many new values and so many changed ones. `keep_held`: where another
/// source says otherwise, its value stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub new: u32,
    pub changed: u32,
    pub keep_held: bool,
}

/// Puts a ready import in, if it still does what the person saw.
pub async fn load(store: &Store, actor: &Actor, id: Id<Import>, seen: Seen) -> Result<(), Refused> {
    let (tx, ..) = begin(store, actor, id, seen, &|_, _| {}).await?;
    Ok(tx.commit().await?)
}

/// All of [`load`] but the commit; gives how many values went in.
pub async fn begin(
    store: &Store,
    actor: &Actor,
    id: Id<Import>,
    seen: Seen,
    progress: Told<'_>,
) -> Result<(Tx, Import, u64), Refused> {
    let mut tx = store.write_wide(&actor.county).await?;
    let mut import = find(&mut tx, actor, id).await?;
    if import.stage != Stage::Ready {
        return Err(Refused::Stage(import.stage));
    }
    let all = u64::from(import.summary.to_load());
    progress(0, all);
    let now = found(&mut tx, store, actor, &import, &|_, _| {}).await?;
    let summary = &import.summary;
    if now.outcome.sha256 != import.outcome
        || (summary.new, summary.changed) != (seen.new, seen.changed)
    {
        drop(tx);
        check(store, actor, import).await?;
        return Err(Refused::Moved);
    }
    let put_in = |done: u64| progress(done, all);
    let put = put(&mut tx, store, actor, (&import, seen.keep_held), &put_in).await?;
    import.stage = Stage::Loaded;
    import.loaded = tx.sequence();
    store::update(&mut tx, &import, Stage::Ready).await?;
    let summary = format!(
        "导入“{}”（{}）：{} 家企业 {put} 个数",
        import.name,
        import.source.word(),
        import.summary.firms,
    );
    tell(
        &mut tx,
        actor,
        &import,
        "enterprise.import.load",
        (summary, seen.keep_held),
    )
    .await?;
    Ok((tx, import, put))
}

/// So many values are written together.
const TOGETHER: usize = 2_000;

async fn put(
    tx: &mut Tx,
    store: &Store,
    actor: &Actor,
    (import, keep_held): (&Import, bool),
    progress: &(dyn Fn(u64) + Sync),
) -> Result<u64, Refused> {
    let manner = Manner {
        source: import.source,
        paper: import.name.clone(),
        reason: import.reason(),
    };
    let mut lines = Lines::open(store.files(), &import.outcome).await?;
    let mut put = 0;
    loop {
        let some: Vec<Line> = lines.some(TOGETHER)?;
        if some.is_empty() {
            return Ok(put);
        }
        let mut firms: BTreeMap<Id<Firm>, Vec<Change>> = BTreeMap::new();
        for line in some.iter().filter(|line| !(keep_held && line.conflicts())) {
            if let Some(change) = change(line) {
                firms.entry(line.firm).or_default().push(change);
                put += 1;
            }
        }
        let firms: Vec<(Id<Firm>, Vec<Change>)> = firms.into_iter().collect();
        acts::write(tx, &actor.who(), &manner, &firms).await?;
        progress(put);
        // On SQLite nothing here waits: others on this thread are let in, and whoever watches.
        tokio::task::yield_now().await;
    }
}

fn change(line: &Line) -> Option<Change> {
    let before = line.before.as_ref();
    Some(Change {
        one: line.one()?,
        year: line.year,
        value: Some(line.value),
        before: before.map(|before| before.value),
        since: before.map_or(0, |before| before.known_from),
        step: match before {
            Some(_) => Step::Corrected,
            None => Step::First,
        },
    })
}

async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    import: &Import,
    act: &'static str,
    (summary, keep_held): (String, bool),
) -> Result<(), Error> {
    let act = Act {
        act,
        noun: "import",
        subject: import.id.to_string(),
        summary,
        details: json!({
            "file": import.sha256, "source": import.source.code(), "new": import.summary.new,
            "changed": import.summary.changed, "conflicts": import.summary.conflicts, "kept": keep_held,
        }),
    };
    trail::record(tx, &actor.who(), act).await
}

/// Takes an import back as one act, as long as nothing was built on it.
pub async fn undo(store: &Store, actor: &Actor, id: Id<Import>) -> Result<(), Refused> {
    let mut tx = store.write_wide(&actor.county).await?;
    let mut import = find(&mut tx, actor, id).await?;
    if import.stage != Stage::Loaded {
        return Err(Refused::Stage(import.stage));
    }
    let back = undoing::run(&mut tx, import.loaded).await?;
    let back = back.map_err(Refused::Built)?;
    import.stage = Stage::Undone;
    import.undone = tx.sequence();
    store::update(&mut tx, &import, Stage::Loaded).await?;
    let summary = format!("撤销导入“{}”：{back} 个数恢复原样", import.name);
    tell(
        &mut tx,
        actor,
        &import,
        "enterprise.import.undo",
        (summary, false),
    )
    .await?;
    Ok(tx.commit().await?)
}
