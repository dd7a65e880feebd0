//! The name of a unit was entered wrongly: it is corrected with a reason, which stands in the trail.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use trail::Act;
use values::Id;
use web::{
    Actor, App, Complaints, Error, Fields, Frame, Organisation, Path, Result, back_to, invalid,
};

use crate::access;
use crate::unit::{Unit, store};

#[derive(Template)]
#[template(path = "unit/naming.html")]
struct Naming {
    frame: Frame,
    unit: Unit,
    complaints: Complaints,
    name: String,
    reason: String,
}

/// GET /organisations/{id}/name
pub async fn form(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Organisation>>,
) -> Result<Response> {
    access::manage(&actor)?;
    let mut tx = app.read(&actor).await?;
    let unit = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let name = unit.name.clone();
    let fields = Fields::from_pairs([("name".to_owned(), name)]);
    web::page(&shown(&app, &actor, unit, &fields, Complaints::default()))
}

fn shown(app: &App, actor: &Actor, unit: Unit, fields: &Fields, complaints: Complaints) -> Naming {
    let frame = Frame::new(app, actor, format!("更正名称：{}", unit.name))
        .at("/organisations")
        .under("组织", "/organisations")
        .under("更正名称", "")
        .with_errors(complaints.len());
    Naming {
        frame,
        unit,
        complaints,
        name: fields.get("name").to_owned(),
        reason: fields.get("reason").to_owned(),
    }
}

/// POST /organisations/{id}/name
pub async fn correct(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Organisation>>,
    fields: Fields,
) -> Result<Response> {
    access::manage(&actor)?;
    let mut tx = app.write(&actor).await?;
    let unit = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let living = store::living(&mut tx, app.today()).await?;
    let complaints = check(&unit, &fields, &living);
    if !complaints.is_empty() {
        drop(tx);
        return invalid(&shown(&app, &actor, unit, &fields, complaints));
    }
    let (name, reason) = (fields.get("name"), fields.get("reason"));
    store::rename(&mut tx, id, name).await?;
    tx.touch("organisation").await?;
    let act = Act {
        act: "identity.unit.rename",
        noun: "unit",
        subject: id.to_string(),
        summary: format!("“{}”更正名称为“{name}”：{reason}", unit.name),
        details: serde_json::json!({"from": unit.name, "to": name, "reason": reason}),
    };
    trail::record(&mut tx, &actor.who(), act).await?;
    tx.commit().await?;
    Ok(back_to("/organisations"))
}

fn check(unit: &Unit, fields: &Fields, living: &[Unit]) -> Complaints {
    let mut complaints = Complaints::default();
    let name = fields.get("name");
    match name.chars().count() {
        0 => complaints.add("name", "名称", "要填"),
        1..=60 if name == unit.name => complaints.add("name", "名称", "和现在一样，没有要改的"),
        1..=60 => {}
        long => complaints.add("name", "名称", format!("60 字以内，您填了 {long} 字")),
    }
    if living
        .iter()
        .any(|other| other.id != unit.id && other.name == name)
    {
        complaints.add("name", "名称", format!("已有“{name}”，不能重复"));
    }
    if fields.get("reason").is_empty() {
        complaints.add("reason", "依据", "要填，写明依据的文件或情况");
    }
    complaints
}
