use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use identity::door::{Unit, organisations};
use values::{Day, Id};
use web::{
    Actor, App, Column, Complaints, Error, Fields, Frame, ListQuery, Organisation, Pager, Place,
    Result, back_to, invalid, page,
};

use super::store::{Wanted, list as find_list, stretches};
use super::{FirmLine, NewFirm, Property, Refusal, SIZES, Stretch};
use crate::{access, door};

const PAGE: i64 = 30;

#[derive(Template)]
#[template(path = "firm/list.html")]
struct List {
    frame: Frame,
    firms: Vec<FirmLine>,
    towns: Vec<Unit>,
    list: ListQuery,
    pager: Pager,
    columns: Vec<Column>,
    only_town: bool,
}

impl List {
    fn is_chosen(&self, filter: &str, value: &str) -> bool {
        self.list.get(filter) == value
    }

    fn is_town(&self, unit: &Unit) -> bool {
        self.list.get("town").parse() == Ok(unit.id)
    }

    fn sizes(&self) -> [(&'static str, &'static str); 4] {
        SIZES
    }
}

pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let towns = towns(&mut tx, &app).await?;
    let only = actor.sees_only_town();
    let asked = list.get("town").parse().ok();
    let pager = Pager {
        page: list.page(),
        size: PAGE,
        total: 0,
    };
    let wanted = Wanted {
        part: list.get("q").to_owned(),
        town: only.or(asked),
        size: list.get("size").to_owned(),
        limit: PAGE,
        offset: pager.offset(),
        sort: list.get("sort").to_owned(),
    };
    let (mut firms, total) = find_list(&mut tx, &wanted, app.today()).await?;
    door::name_towns(&mut tx, &mut firms).await?;
    let column = |id: &str, name: &str, sortable| Column {
        id: id.into(),
        name: name.into(),
        sortable,
        number: false,
    };
    let columns = vec![
        column("name", "企业", true),
        column("code", "统一社会信用代码", false),
        column("town", "镇区", false),
        column("industry", "行业", false),
        column("size", "规模", false),
        column("registered", "成立日", true),
    ];
    let frame = Frame::new(&app, &actor, "企业库").at("/firms");
    page(&List {
        frame,
        firms,
        towns,
        list,
        pager: Pager { total, ..pager },
        columns,
        only_town: only.is_some(),
    })
}

async fn towns(tx: &mut store::Tx, app: &App) -> Result<Vec<Unit>> {
    Ok(organisations(tx, app.today())
        .await?
        .into_iter()
        .filter(|unit| unit.place == Place::Town)
        .collect())
}

#[derive(Template)]
#[template(path = "firm/form.html")]
struct Form {
    frame: Frame,
    towns: Vec<Unit>,
    complaints: Complaints,
    code: String,
    name: String,
    town: String,
    industry: String,
    size: String,
    registered_on: String,
}

impl Form {
    fn is_town(&self, unit: &Unit) -> bool {
        self.town.parse() == Ok(unit.id)
    }

    fn is_size(&self, code: &str) -> bool {
        self.size == code
    }

    fn sizes(&self) -> [(&'static str, &'static str); 4] {
        SIZES
    }

    async fn of(app: &App, actor: &Actor, fields: &Fields, complaints: Complaints) -> Result<Self> {
        let mut tx = app.read(actor).await?;
        let frame = Frame::new(app, actor, "登记企业")
            .at("/firms")
            .under("企业库", "/firms")
            .under("登记企业", "");
        let text = |name: &str| fields.get(name).to_owned();
        Ok(Form {
            frame: frame.with_errors(complaints.len()),
            towns: towns(&mut tx, app).await?,
            complaints,
            code: text("code"),
            name: text("name"),
            town: text("town"),
            industry: text("industry"),
            size: text("size"),
            registered_on: text("registered_on"),
        })
    }
}

pub async fn new(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::change(
        &actor,
        actor.town().map_or(Id::NONE, |post| post.organisation),
    )?;
    page(&Form::of(&app, &actor, &Fields::default(), Complaints::default()).await?)
}

pub async fn enter(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    let town: Id<Organisation> = fields.get("town").parse().unwrap_or(Id::NONE);
    access::change(&actor, town)?;
    let registered_on = match Day::parse(fields.get("registered_on"), app.today().year()) {
        Ok(day) => day,
        Err(fault) => {
            let mut complaints = Complaints::default();
            complaints.add("registered_on", "成立日", fault.to_string());
            return invalid(&Form::of(&app, &actor, &fields, complaints).await?);
        }
    };
    let text = |name: &str| fields.get(name).to_owned();
    let new = NewFirm {
        code: text("code"),
        name: text("name"),
        town,
        industry: text("industry"),
        size: text("size"),
        registered_on,
    };
    let mut tx = app.write(&actor).await?;
    match door::enter(&mut tx, &actor.who(), new, app.is_demonstration()).await {
        Ok(id) => {
            let line = door::firm(&mut tx, id).await?.ok_or(Error::NotFound)?;
            tx.commit().await?;
            Ok(back_to(format!("/firms/{}", line.code)))
        }
        Err(refusal) => {
            drop(tx);
            invalid(&Form::of(&app, &actor, &fields, told(&refusal)).await?)
        }
    }
}

/// The refusal beside the field it is about.
fn told(refusal: &Refusal) -> Complaints {
    let (field, label) = match refusal {
        Refusal::Code(_) | Refusal::Twice { .. } => ("code", "统一社会信用代码"),
        Refusal::Empty("企业名称") => ("name", "企业名称"),
        Refusal::UnknownSize(_) => ("size", "规模"),
        Refusal::NoSuchTown => ("town", "镇区"),
        Refusal::InFuture(_) => ("registered_on", "日期"),
        _ => ("value", "更改"),
    };
    let mut complaints = Complaints::default();
    complaints.add(field, label, refusal.to_string());
    complaints
}

#[derive(Template)]
#[template(path = "firm/show.html")]
struct Show {
    frame: Frame,
    firm: FirmLine,
    held: Vec<Stretch>,
    towns: Vec<Unit>,
    may_change: bool,
    complaints: Complaints,
    property: String,
    value: String,
    from: String,
    reason: String,
}

impl Show {
    /// 江安镇 for the id of a town, 中型 for medium.
    fn spoken(&self, one: &Stretch) -> String {
        match one.property.as_str() {
            "town" => self
                .towns
                .iter()
                .find(|town| town.id.to_string() == one.value)
                .map_or_else(|| "已撤销的镇区".to_owned(), |town| town.name.clone()),
            "size" => SIZES
                .iter()
                .find(|(code, _)| *code == one.value)
                .map_or(one.value.clone(), |(_, name)| (*name).to_owned()),
            _ => one.value.clone(),
        }
    }

    fn word(&self, one: &Stretch) -> &'static str {
        Property::from_code(&one.property).map_or("", Property::word)
    }

    fn properties(&self) -> [Property; 4] {
        Property::ALL
    }
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
) -> Result<Response> {
    page(
        &shown(
            &app,
            &actor,
            &code,
            &Fields::default(),
            Complaints::default(),
        )
        .await?,
    )
}

async fn shown(
    app: &App,
    actor: &Actor,
    code: &str,
    fields: &Fields,
    complaints: Complaints,
) -> Result<Show> {
    let mut tx = app.read(actor).await?;
    let firm = door::by_code(&mut tx, &code.to_uppercase())
        .await?
        .ok_or(Error::NotFound)?;
    if actor.sees_only_town().is_some_and(|town| town != firm.town) {
        return Err(Error::NotFound);
    }
    let text = |name: &str| fields.get(name).to_owned();
    Ok(Show {
        frame: Frame::new(app, actor, firm.name.clone())
            .at("/firms")
            .under("企业库", "/firms")
            .under(firm.name.clone(), "")
            .with_errors(complaints.len()),
        held: stretches(&mut tx, firm.id).await?,
        towns: towns(&mut tx, app).await?,
        may_change: access::change(actor, firm.town).is_ok(),
        firm,
        complaints,
        property: text("property"),
        value: text("value"),
        from: text("from"),
        reason: text("reason"),
    })
}

/// Renamed, moved, grown: from a day on, with a reason.
pub async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let firm = door::by_code(&mut tx, &code.to_uppercase())
        .await?
        .ok_or(Error::NotFound)?;
    access::change(&actor, firm.town)?;
    let mut complaints = Complaints::default();
    let property = Property::from_code(fields.get("property"));
    let from = Day::parse(fields.get("from"), app.today().year());
    if let Err(fault) = &from {
        complaints.add("from", "从哪天起", fault.to_string());
    }
    if fields.get("reason").is_empty() {
        complaints.add("reason", "依据", "要填，写明依据的文件或情况");
    }
    let value = if property == Some(Property::Name) || property == Some(Property::Industry) {
        fields.get("value")
    } else {
        fields.get("choice")
    };
    if let (Some(property), Ok(from), true) = (property, from, complaints.is_empty()) {
        match door::change(
            &mut tx,
            &actor.who(),
            firm.id,
            property,
            value,
            from,
            fields.get("reason"),
        )
        .await
        {
            Ok(()) => {
                tx.commit().await?;
                return Ok(back_to(format!("/firms/{}", firm.code)));
            }
            Err(refusal) => complaints = told(&refusal),
        }
    } else if property.is_none() {
        complaints.add("property", "改什么", "从名称、镇区、行业、规模中选一项");
    }
    drop(tx);
    invalid(&shown(&app, &actor, &firm.code, &fields, complaints).await?)
}
