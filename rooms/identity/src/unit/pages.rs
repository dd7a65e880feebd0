use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use trail::Act;
use values::Day;
use web::{Actor, App, Complaints, Error, Fields, Frame, Place, Result, back_to, invalid, page};

use super::{NewUnit, Unit, store};
use crate::access;

#[derive(Template)]
#[template(path = "unit/list.html")]
struct List {
    frame: Frame,
    units: Vec<Unit>,
    complaints: Complaints,
    name: String,
    alias: String,
    code: String,
    place: String,
    since: String,
}

impl List {
    fn parent(&self, unit: &Unit) -> &str {
        let parent = self
            .units
            .iter()
            .find(|other| Some(other.id) == unit.parent);
        parent.map_or("—", |parent| parent.name.as_str())
    }

    fn places(&self) -> [Place; 4] {
        Place::ALL
    }
}

pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::manage(&actor)?;
    let since = app.today().to_string();
    page(
        &shown(
            &app,
            &actor,
            &Fields::from_pairs([("since".to_owned(), since)]),
            Complaints::default(),
        )
        .await?,
    )
}

async fn shown(app: &App, actor: &Actor, fields: &Fields, complaints: Complaints) -> Result<List> {
    let mut tx = app.read(actor).await?;
    let units = store::living(&mut tx, app.today()).await?;
    Ok(List {
        frame: Frame::new(app, actor, "组织")
            .at("/organisations")
            .with_errors(complaints.len()),
        units,
        complaints,
        name: fields.get("name").to_owned(),
        alias: fields.get("alias").to_owned(),
        code: fields.get("code").to_owned(),
        place: fields.get("place").to_owned(),
        since: fields.get("since").to_owned(),
    })
}

pub async fn found(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    access::manage(&actor)?;
    let mut tx = app.write(&actor).await?;
    let units = store::living(&mut tx, app.today()).await?;
    match check(&fields, &units, app.today()) {
        Err(complaints) => {
            drop(tx);
            invalid(&shown(&app, &actor, &fields, complaints).await?)
        }
        Ok(new) => {
            crate::door::found(&mut tx, &actor.who(), new).await?;
            tx.commit().await?;
            Ok(back_to("/organisations"))
        }
    }
}

fn check(fields: &Fields, units: &[Unit], today: Day) -> Result<NewUnit, Complaints> {
    let mut complaints = Complaints::default();
    let name = fields.get("name");
    if name.is_empty() {
        complaints.add("name", "名称", "要填");
    } else if units.iter().any(|unit| unit.name == name) {
        complaints.add("name", "名称", format!("已有“{name}”，不能重复"));
    }
    let code = fields.get("code");
    if !code.is_empty() && units.iter().any(|unit| unit.code == code) {
        complaints.add("code", "代号", format!("代号 {code} 已由别的科室使用"));
    }
    let place = Place::from_code(fields.get("place"));
    if place.is_none() {
        complaints.add("place", "类型", "从局、科室、镇区街道、外部单位中选一个");
    }
    let since = Day::parse(fields.get("since"), today.year());
    if let Err(fault) = &since {
        complaints.add("since", "设立日", fault.to_string());
    }
    match (place, since) {
        (Some(place), Ok(since)) if complaints.is_empty() => {
            let bureau = units.iter().find(|unit| unit.place == Place::Bureau);
            let parent = bureau
                .filter(|_| place == Place::Office)
                .map(|bureau| bureau.id);
            let text = |field: &str| fields.get(field).to_owned();
            Ok(NewUnit {
                name: name.to_owned(),
                alias: text("alias"),
                code: text("code"),
                place,
                parent,
                since,
            })
        }
        _ => Err(complaints),
    }
}

pub async fn end(State(app): State<App>, actor: Actor, Path(id): Path<String>) -> Result<Response> {
    access::manage(&actor)?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let mut tx = app.write(&actor).await?;
    let unit = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if store::end(&mut tx, id, app.today()).await? == 0 {
        return Err(Error::refused(
            format!("“{}”今天才设立，不能当天撤销。", unit.name),
            "明天再办，或改名继续用。",
        ));
    }
    tx.touch("organisation").await?;
    let act = Act {
        act: "identity.unit.end",
        noun: "unit",
        subject: id.to_string(),
        summary: format!("撤销{}“{}”", unit.place.name(), unit.name),
        details: serde_json::json!({"on": app.today().to_string()}),
    };
    trail::record(&mut tx, &actor.who(), act).await?;
    tx.commit().await?;
    Ok(back_to("/organisations"))
}
