//! What is sent from the pages of an import.

use axum::extract::{Path, State};
use axum::response::Response;
use paper::intake::{Settled, UNITS, settle};
use values::Id;
use web::{Actor, App, Fields, Result, back_to};

use super::{columns, open};
use crate::fact::import::acts::{self, Refused};
use crate::fact::import::{Import, wanted};
use crate::fact::years;

/// POST /firms/facts/imports/{id}/sheet
pub async fn turn(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    fields: Fields,
) -> Result<Response> {
    let import = open(&app, &actor, id).await?;
    if !import.stage.is_open() {
        return Err(Refused::Stage(import.stage).into());
    }
    let (path, sheet) = (import.path(), fields.get("sheet").to_owned());
    match acts::turn_to(app.store(), &actor, import.clone(), sheet).await {
        Ok(()) => Ok(back_to(path)),
        Err(Refused::Unreadable(why)) => {
            columns::page_of(&app, &actor, import, format!("换不了：{why}"))
        }
        Err(other) => Err(other.into()),
    }
}

/// POST /firms/facts/imports/{id}/columns: settled, remembered for the next time, and checked.
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
    let known = years(app.today());
    if let Ok(year) = fields.get("year").parse::<i32>()
        && known.contains(&year)
    {
        import.read.year = year;
    }
    let wanted = wanted::wanted(&known);
    let settled = settled(&fields);
    let wrong = settle(&mut import.read, &wanted, &settled).err();
    if let Some(why) = wrong.or_else(|| twice(&import)) {
        return columns::page_of(&app, &actor, import, why);
    }
    let path = import.path();
    acts::remember(app.store(), &actor, &import).await?;
    acts::check(app.store(), &actor, import).await?;
    Ok(back_to(path))
}

/// `field.B` and `unit.B` of each column.
fn settled(fields: &Fields) -> Vec<Settled> {
    let columns = fields.pairs().filter_map(|(name, value)| {
        let letter = name.strip_prefix("field.")?;
        let unit = fields.get(&format!("unit.{letter}"));
        let unit = UNITS.iter().find(|(id, _)| *id == unit);
        let field = Some(value.to_owned()).filter(|value| !value.is_empty());
        Some((letter.to_owned(), field, unit.map(|(_, unit)| *unit)))
    });
    columns.collect()
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
    let path = open(&app, &actor, id).await?.path();
    let number = |name: &str| fields.get(name).parse().unwrap_or(u32::MAX);
    let seen = (number("new"), number("changed"));
    let keep_held = fields.get("conflicts") == "held";
    match acts::load(app.store(), &actor, id, (seen, keep_held)).await {
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
