//! A unit is dissolved, for a reason, which stands in the trail.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use trail::Act;
use values::Id;
use web::{
    Actor, App, Complaints, Error, Fields, Frame, Organisation, Path, Result, back_to, invalid,
    page,
};

use crate::access;
use crate::unit::{Unit, store};

#[derive(Template)]
#[template(path = "unit/ending.html")]
struct Ending {
    frame: Frame,
    unit: Unit,
    complaints: Complaints,
    reason: String,
}

fn shown(app: &App, actor: &Actor, unit: Unit, reason: &str, complaints: Complaints) -> Ending {
    let frame = Frame::new(app, actor, format!("撤销{}", unit.name))
        .at("/organisations")
        .under("组织", "/organisations")
        .under("撤销", "")
        .with_errors(complaints.len());
    Ending {
        frame,
        unit,
        complaints,
        reason: reason.to_owned(),
    }
}

/// GET /organisations/{id}/end
pub async fn form(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Organisation>>,
) -> Result<Response> {
    access::manage(&actor)?;
    let mut tx = app.read(&actor).await?;
    let unit = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    page(&shown(&app, &actor, unit, "", Complaints::default()))
}

/// POST /organisations/{id}/end
pub async fn end(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Organisation>>,
    fields: Fields,
) -> Result<Response> {
    access::manage(&actor)?;
    let mut tx = app.write(&actor).await?;
    let unit = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let posts = crate::post::store::held_from(&mut tx, id, app.today()).await?;
    if posts > 0 {
        return Err(Error::refused(
            format!("“{}”还有 {posts} 个岗位有人担任。", unit.name),
            "先在用户页结束这些岗位，再来撤销。",
        ));
    }
    let reason = fields.get("reason");
    if reason.is_empty() {
        let mut complaints = Complaints::default();
        complaints.add("reason", "依据", "要填，写明撤并的文件或情况");
        return invalid(&shown(&app, &actor, unit, reason, complaints));
    }
    if store::end(&mut tx, id, app.today()).await? == 0 {
        return Err(Error::refused(
            format!("“{}”今天才设立或已经撤销，不能再撤销。", unit.name),
            "今天设立的，明天再办。",
        ));
    }
    tx.touch("organisation").await?;
    let act = Act {
        act: "identity.unit.end",
        noun: "unit",
        subject: id.to_string(),
        summary: format!("撤销{}“{}”：{reason}", unit.place.name(), unit.name),
        details: serde_json::json!({"on": app.today().to_string(), "reason": reason}),
    };
    trail::record(&mut tx, &actor.who(), act).await?;
    tx.commit().await?;
    Ok(back_to("/organisations"))
}
