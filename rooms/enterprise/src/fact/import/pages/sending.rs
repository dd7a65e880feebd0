//! What is sent from the pages of an import.

use axum::extract::State;
use axum::response::Response;
use paper::Unreadable;
use paper::intake::{settle, unsure};
use values::Id;
use web::{Actor, App, Fields, Path, Result, back_to, intake, long_path};

use super::{columns, open};
use crate::fact::import::acts::{self, Refused, Seen};
use crate::fact::import::{Import, job, wanted};
use crate::fact::years;

/// POST /firms/facts/imports/{id}/sheet: other sheets, or the heading in another row.
pub async fn turn(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let mut import = open(&app, &actor, id).await?;
    if !import.stage.is_open() {
        return Err(Refused::Stage(import.stage).into());
    }
    let path = import.path();
    let choice = intake::turn(&fields, &import.read);
    let told = settled(&app, &mut import, &fields);
    let choice = match choice.and_then(|choice| told.map(|()| choice)) {
        Ok(choice) => choice,
        Err(why) => return columns::page_of(&app, &actor, import, why),
    };
    let keep = !intake::settled(&fields).is_empty();
    let why = match acts::turn_to(app.store(), &actor, import.clone(), choice, keep).await {
        Ok(()) => return Ok(back_to(path)),
        Err(Refused::Unreadable(
            Unreadable::Empty | Unreadable::NoRows { .. } | Unreadable::NoHeading { .. },
        )) => "这张工作表里没有可以读取的行".to_owned(),
        Err(why @ Refused::Unreadable(_)) => why.to_string(),
        Err(other) => return Err(other.into()),
    };
    columns::page_of(&app, &actor, import, why)
}

/// POST /firms/facts/imports/{id}/columns: settled, remembered for the next time, and checked. Other sheets that were ticked
/// beside them are read first.
pub async fn columns(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let mut import = open(&app, &actor, id).await?;
    if !import.stage.is_open() {
        return Err(Refused::Stage(import.stage).into());
    }
    if intake::wants_others(&fields, &import.read) {
        return turn(State(app), actor, Path(id), fields).await;
    }
    let told = settled(&app, &mut import, &fields);
    let wanted = wanted::wanted(&years(app.today()));
    let unsure = || unsure(&import.read, &wanted);
    if let Some(why) = told
        .err()
        .or_else(unsure)
        .or_else(|| intake::without_unit(&fields, &import.read, &wanted))
        .or_else(|| twice(&import))
    {
        return columns::page_of(&app, &actor, import, why);
    }
    let path = import.path();
    acts::remember(app.store(), &actor, &import).await?;
    acts::check(app.store(), &actor, import).await?;
    Ok(back_to(path))
}

/// Gives an import the year and the columns that were sent.
fn settled(app: &App, import: &mut Import, fields: &Fields) -> std::result::Result<(), String> {
    let known = years(app.today());
    let year = fields.get("year").parse().ok();
    if let Some(year) = year.filter(|year| known.contains(year)) {
        import.read.in_year(year);
    }
    let settled = intake::settled(fields);
    match settled.is_empty() {
        true => Ok(()),
        false => settle(&mut import.read, &wanted::wanted(&known), &settled),
    }
}

/// A column without a year and one with the list's year would be one fact.
fn twice(import: &Import) -> Option<String> {
    let mut seen = std::collections::BTreeMap::new();
    for column in &import.read.table.columns {
        let Some(field) = column.field.as_deref() else {
            continue;
        };
        let meant = wanted::meant(field, import.read.year);
        if let Some(first) = seen.insert(meant, &column.letter) {
            return Some(format!(
                "{first} 列和 {} 列是同一年的同一个数，只能留一列",
                column.letter
            ));
        }
    }
    None
}

/// POST /firms/facts/imports/{id}/repairs
pub async fn repair(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let import = open(&app, &actor, id).await?;
    let path = import.path();
    let decision = (fields.get("sort"), fields.get("as") == "stands");
    acts::decide(app.store(), &actor, import, decision).await?;
    Ok(back_to(path))
}

/// POST /firms/facts/imports/{id}/facts: all of it goes in, or nothing.
pub async fn load(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let import = open(&app, &actor, id).await?;
    let path = import.path();
    let number = |name: &str| fields.get(name).parse().unwrap_or(u32::MAX);
    let seen = Seen {
        new: number("new"),
        changed: number("changed"),
        keep_held: fields.get("conflicts") == "held",
    };
    if import.summary.to_load() > intake::AT_ONCE {
        let job = job::ask(&app, &actor, id, seen).await?;
        return Ok(back_to(long_path(job)));
    }
    match acts::load(app.store(), &actor, id, seen).await {
        Ok(()) => Ok(back_to(path)),
        Err(Refused::Moved) => Ok(back_to(format!("{path}?moved=1"))),
        Err(other) => Err(other.into()),
    }
}

/// POST /firms/facts/imports/{id}/withdrawal
pub async fn undo(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
) -> Result<Response> {
    let path = open(&app, &actor, id).await?.path();
    acts::undo(app.store(), &actor, id).await?;
    Ok(back_to(path))
}
