//! What is sent from the pages of an import.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use paper::Unreadable;
use paper::intake::{Stage, settle as settle_columns, unsure};
use values::Id;
use web::intake::Incoming;
use web::{
    Actor, App, Fields, LARGEST_FILE, Path, Result, Sent, TooLarge, back_to, intake, long_path,
    status_page,
};

use super::{choose, columns, open};
use crate::import::acts::{self, Decision, Refused};
use crate::import::{By, Import, job, path};

/// POST /ledger/{kind}/import: a file, or the file of an import whose other sheet is wanted.
pub async fn take_in(
    State(app): State<App>,
    actor: Actor,
    Path(kind): Path<String>,
    Sent { fields, too_large }: Sent,
) -> Result<Response> {
    let by = By::person(&actor);
    let mut tx = app.read(&actor).await?;
    acts::ground(&mut tx, &by, &kind, app.today()).await?;
    if let Some(TooLarge { bytes, .. }) = too_large {
        drop(tx);
        let limit = LARGEST_FILE;
        let why = Unreadable::TooLarge { bytes, limit }.to_string();
        let page = choose::of_refused(&app, &actor, &kind, why, fields.get("again")).await?;
        return status_page(StatusCode::PAYLOAD_TOO_LARGE, &page);
    }
    let of = match fields.get("of").parse() {
        Ok(id) => Some(acts::find(&mut tx, &by, id).await?),
        Err(_) => None,
    };
    let corrected = match fields.get("again").parse() {
        Ok(id) => acts::find(&mut tx, &by, id).await.ok(),
        Err(_) => None,
    };
    drop(tx);
    let source = match (fields.upload("file"), &of) {
        (Some(upload), _) => Incoming::New(&upload.received, &upload.name),
        (None, Some(import)) => Incoming::Kept {
            name: &import.name,
            sha256: &import.sha256,
        },
        (None, None) => {
            let why = "还没有选文件。请选一个 .xlsx 或 .csv".to_owned();
            return choose::again(&app, &actor, &kind, why, fields.get("again")).await;
        }
    };
    let before = corrected
        .as_ref()
        .or(of.as_ref())
        .map(|import| &import.read);
    let choice = intake::choice(&fields);
    let import = match acts::take_in(app.store(), &by, &kind, source, choice, before).await {
        Ok(import) => import,
        Err(why @ Refused::Unreadable(_)) => {
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

/// POST /ledger/imports/{id}/sheet: other sheets, or the heading in another row.
pub async fn turn(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    // Nobody reads on while a file is read and a writer is waited for.
    let (mut import, ground) = open(&app, &actor, id).await?.let_go();
    let by = By::person(&actor);
    let choice = intake::turn(&fields, &import.read);
    let settled = intake::settled(&fields);
    let told = match settled.is_empty() {
        true => Ok(()),
        false => settle_columns(&mut import.read, &ground.wanted, &settled),
    };
    let choice = match choice.and_then(|choice| told.map(|()| choice)) {
        Ok(choice) => choice,
        Err(why) => return columns::page_of(&app, &actor, (&import, &ground), why),
    };
    let mapping = (!settled.is_empty()).then(|| import.read.table.mapping());
    let turned = acts::turn_to(app.store(), &by, import.clone(), choice, mapping);
    let why = match turned.await {
        Ok(()) => return Ok(back_to(path(id))),
        Err(Refused::Unreadable(
            Unreadable::Empty | Unreadable::NoRows { .. } | Unreadable::NoHeading { .. },
        )) => "这张工作表里没有可以读取的行".to_owned(),
        Err(why @ Refused::Unreadable(_)) => why.to_string(),
        Err(other) => return Err(other.into()),
    };
    columns::page_of(&app, &actor, (&import, &ground), why)
}

/// POST /ledger/imports/{id}/columns: settled, remembered for the next time, and checked. Other sheets that were ticked beside
/// them are read first.
pub async fn settle(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let (mut import, ground) = open(&app, &actor, id).await?.let_go();
    if !import.stage.is_open() {
        return Err(Refused::Stage(import.stage).into());
    }
    if intake::wants_others(&fields, &import.read) {
        return turn(State(app), actor, Path(id), fields).await;
    }
    let settled = intake::settled(&fields);
    let wanted = &ground.wanted;
    if let Ok(year) = fields.get("year").parse::<i32>()
        && (1990..=2200).contains(&year)
    {
        import.read.in_year(year);
    }
    let told = settle_columns(&mut import.read, wanted, &settled);
    let unsaid = || intake::without_unit(&fields, &import.read, wanted);
    let unsure = || unsure(&import.read, wanted);
    if let Some(why) = told.err().or_else(unsure).or_else(unsaid) {
        return columns::page_of(&app, &actor, (&import, &ground), why);
    }
    let by = By::person(&actor);
    acts::remember(app.store(), &by, &import).await?;
    acts::check(app.store(), &by, import, &|_, _| {}).await?;
    Ok(back_to(path(id)))
}

/// POST /ledger/imports/{id}/repairs
pub async fn repair(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let (import, _) = open(&app, &actor, id).await?.let_go();
    let decision = match fields.get("as") {
        "stands" => Decision::AsItStands,
        _ => Decision::AsProposed,
    };
    let sort = fields.get("sort");
    acts::repair(app.store(), &By::person(&actor), import, sort, decision).await?;
    Ok(back_to(path(id)))
}

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
    if rows > intake::AT_ONCE {
        let job = job::ask(&app, &actor, id, seen).await?;
        return Ok(back_to(long_path(job)));
    }
    match acts::load(app.store(), &By::person(&actor), id, seen, &|_, _| {}).await {
        Ok(_) => Ok(back_to(path(id))),
        Err(Refused::Moved) => Ok(back_to(format!("{}?moved=1", path(id)))),
        Err(other) => Err(other.into()),
    }
}

/// POST /ledger/imports/{id}/withdrawal: all of it goes out, or nothing.
pub async fn undo(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
) -> Result<Response> {
    let import = open(&app, &actor, id).await?.import;
    if import.summary.to_load() > intake::AT_ONCE && import.stage == Stage::Loaded {
        let job = job::ask_back(&app, &actor, id).await?;
        return Ok(back_to(long_path(job)));
    }
    acts::undo(app.store(), &By::person(&actor), id, &|_, _| {}).await?;
    Ok(back_to(path(id)))
}
