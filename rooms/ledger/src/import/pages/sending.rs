//! What is sent from the pages of an import.

use axum::extract::{Path, State};
use axum::response::Response;
use paper::Unreadable;
use values::Id;
use web::{Actor, App, Fields, Result, back_to, long_path};

use super::{choose, columns, open};
use crate::import::acts::{self, Decision, Refused, Settled, Source};
use crate::import::{By, Import, job, path};
use paper::intake::UNITS;

/// POST /ledger/{kind}/import: a file, or the file of an import whose other sheet is wanted.
pub async fn take_in(
    State(app): State<App>,
    actor: Actor,
    Path(kind): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let by = By::person(&actor);
    let mut tx = app.read(&actor).await?;
    acts::ground(&mut tx, &by, &kind, app.today()).await?;
    let of = match fields.get("of").parse() {
        Ok(id) => Some(acts::find(&mut tx, &by, id).await?),
        Err(_) => None,
    };
    drop(tx);
    let source = match (fields.upload("file"), &of) {
        (Some(upload), _) => Source::New(&upload.received, &upload.name),
        (None, Some(import)) => Source::Kept(import),
        (None, None) => {
            let why = "还没有选文件。请选一个 .xlsx 或 .csv".to_owned();
            return choose::again(&app, &actor, &kind, why, fields.get("again")).await;
        }
    };
    let sheet = Some(fields.get("sheet").to_owned()).filter(|sheet| !sheet.is_empty());
    let import = match acts::take_in(app.store(), &by, &kind, source, sheet).await {
        Ok(import) => import,
        Err(Refused::Unreadable(why)) => {
            return choose::again(&app, &actor, &kind, why.to_string(), fields.get("again")).await;
        }
        Err(other) => return Err(other.into()),
    };
    // A corrected file is read as the one before it.
    if !fields.get("again").is_empty() && import.read.table.missing.is_empty() {
        acts::check(app.store(), &by, import.clone(), &|_, _| {}).await?;
    }
    Ok(back_to(import.path()))
}

/// POST /ledger/imports/{id}/sheet
pub async fn turn(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let import = open(&app, &actor, id).await?.import;
    let (by, sheet) = (By::person(&actor), fields.get("sheet").to_owned());
    match acts::turn_to(app.store(), &by, import, sheet).await {
        Ok(()) => Ok(back_to(path(id))),
        Err(Refused::Unreadable(why)) => {
            let why = match why {
                Unreadable::Empty => "这张工作表里没有可以读取的行".to_owned(),
                other => other.to_string(),
            };
            let opened = open(&app, &actor, id).await?;
            columns::page_of(&app, &actor, &opened, why)
        }
        Err(other) => Err(other.into()),
    }
}

/// POST /ledger/imports/{id}/columns: settled, remembered for the next time, and checked.
pub async fn settle(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let mut opened = open(&app, &actor, id).await?;
    if !opened.import.is_open() {
        return Err(Refused::Stage(opened.import.stage).into());
    }
    let settled = settled(&fields);
    let wanted = opened.ground.wanted.clone();
    if let Ok(year) = fields.get("year").parse::<i32>()
        && (1990..=2200).contains(&year)
    {
        opened.import.read.year = year;
    }
    if let Err(why) = acts::settle(&mut opened.import.read, &wanted, &settled) {
        return columns::page_of(&app, &actor, &opened, why);
    }
    drop(opened.tx);
    let by = By::person(&actor);
    acts::remember(app.store(), &by, &opened.import).await?;
    acts::check(app.store(), &by, opened.import, &|_, _| {}).await?;
    Ok(back_to(path(id)))
}

/// `field.B` and `unit.B` of each column.
fn settled(fields: &Fields) -> Vec<Settled> {
    let columns = fields.pairs().filter_map(|(name, value)| {
        let letter = name.strip_prefix("field.")?;
        let unit = fields.get(&format!("unit.{letter}"));
        let unit = UNITS
            .iter()
            .find(|(id, _)| *id == unit)
            .map(|(_, unit)| *unit);
        let field = Some(value.to_owned()).filter(|value| !value.is_empty());
        Some((letter.to_owned(), field, unit))
    });
    columns.collect()
}

/// POST /ledger/imports/{id}/repairs
pub async fn repair(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let opened = open(&app, &actor, id).await?;
    drop(opened.tx);
    let decision = match fields.get("as") {
        "stands" => Decision::AsItStands,
        _ => Decision::AsProposed,
    };
    let sort = fields.get("sort");
    acts::repair(
        app.store(),
        &By::person(&actor),
        opened.import,
        sort,
        decision,
    )
    .await?;
    Ok(back_to(path(id)))
}

/// So many rows are put in while the person waits; more is long work.
const AT_ONCE: u32 = 2_000;

/// POST /ledger/imports/{id}/rows: all of it goes in, or nothing.
pub async fn load(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let rows = open(&app, &actor, id).await?.import.summary.to_load();
    let number = |name: &str| fields.get(name).parse().unwrap_or(u32::MAX);
    let seen = (number("created"), number("changed"));
    if rows > AT_ONCE {
        let job = job::ask(&app, &actor, id, seen).await?;
        return Ok(back_to(long_path(job)));
    }
    match acts::load(app.store(), &By::person(&actor), id, seen, &|_, _| {}).await {
        Ok(_) => Ok(back_to(path(id))),
        Err(Refused::Moved) => Ok(back_to(format!("{}?moved=1", path(id)))),
        Err(other) => Err(other.into()),
    }
}

/// POST /ledger/imports/{id}/withdrawal
pub async fn undo(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
) -> Result<Response> {
    drop(open(&app, &actor, id).await?);
    acts::undo(app.store(), &By::person(&actor), id, &|_, _| {}).await?;
    Ok(back_to(path(id)))
}
