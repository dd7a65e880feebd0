use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use trail::Act;
use values::{Day, Id};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, Person, Result, Role, back_to, invalid, page,
};

use super::{Held, Known, NewPerson, store};
use crate::unit::Unit;
use crate::{access, door, password};

#[derive(Template)]
#[template(path = "person/list.html")]
struct List {
    frame: Frame,
    people: Vec<(Known, String)>,
    complaints: Complaints,
    sign_in: String,
    name: String,
    told: String,
}

pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::manage(&actor)?;
    page(
        &people(
            &app,
            &actor,
            &Fields::default(),
            Complaints::default(),
            String::new(),
        )
        .await?,
    )
}

async fn people(
    app: &App,
    actor: &Actor,
    fields: &Fields,
    complaints: Complaints,
    told: String,
) -> Result<List> {
    let mut tx = app.read(actor).await?;
    let posts = store::posts_on(&mut tx, app.today()).await?;
    let words = |id: Id<Person>| -> String {
        let held = posts.iter().filter(|post| post.person == id);
        held.map(|post| format!("{} {}", post.unit_name, post.role.name()))
            .collect::<Vec<_>>()
            .join("，")
    };
    let people = store::all(&mut tx)
        .await?
        .into_iter()
        .map(|one| (one.clone(), words(one.id)))
        .collect();
    Ok(List {
        frame: Frame::new(app, actor, "用户")
            .at("/people")
            .with_errors(complaints.len()),
        people,
        complaints,
        sign_in: fields.get("sign_in").to_owned(),
        name: fields.get("name").to_owned(),
        told,
    })
}

/// Admits a person with a one-time password that is shown once.
pub async fn admit(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    access::manage(&actor)?;
    let (sign_in, name) = (
        fields.get("sign_in").to_owned(),
        fields.get("name").to_owned(),
    );
    let complaints = check_new(&app, &actor, &sign_in, &name).await?;
    if !complaints.is_empty() {
        return invalid(&people(&app, &actor, &fields, complaints, String::new()).await?);
    }
    let secret = password::one_time();
    let password_hash = password::hash(&secret).await.map_err(Error::Fault)?;
    let mut tx = app.write(&actor).await?;
    let new = NewPerson {
        sign_in: sign_in.clone(),
        name: name.clone(),
        password_hash,
        must_change: true,
    };
    door::admit(&mut tx, &actor.who(), new).await?;
    tx.commit().await?;
    let told = format!("已建用户 {sign_in}（{name}），一次性密码 {secret}，只显示这一次");
    page(
        &people(
            &app,
            &actor,
            &Fields::default(),
            Complaints::default(),
            told,
        )
        .await?,
    )
}

async fn check_new(app: &App, actor: &Actor, sign_in: &str, name: &str) -> Result<Complaints> {
    let mut complaints = Complaints::default();
    let plain = sign_in
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if sign_in.len() < 3 || sign_in.len() > 40 || !plain {
        complaints.add("sign_in", "用户名", "3 到 40 位，用字母、数字、点和短横");
    }
    if name.is_empty() || name.chars().count() > 30 {
        complaints.add("name", "姓名", "要填，30 字以内");
    }
    let mut tx = app.read(actor).await?;
    if store::by_sign_in(&mut tx, sign_in).await?.is_some() {
        complaints.add("sign_in", "用户名", format!("{sign_in} 已有人用，请换一个"));
    }
    Ok(complaints)
}

#[derive(Template)]
#[template(path = "person/show.html")]
struct Show {
    frame: Frame,
    person: Known,
    posts: Vec<Held>,
    units: Vec<Unit>,
    complaints: Complaints,
    since: String,
    until: String,
    told: String,
    today: Day,
}

impl Show {
    fn roles(&self) -> [Role; 7] {
        Role::ALL
    }
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    access::manage(&actor)?;
    page(&shown(&app, &actor, &id, Complaints::default(), String::new()).await?)
}

async fn shown(
    app: &App,
    actor: &Actor,
    id: &str,
    complaints: Complaints,
    told: String,
) -> Result<Show> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let mut tx = app.read(actor).await?;
    let person = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let frame = Frame::new(app, actor, person.name.clone())
        .at("/people")
        .under("用户", "/people")
        .under(person.name.clone(), "");
    let posts = store::posts_of(&mut tx, id).await?;
    let units = crate::unit::store::living(&mut tx, app.today()).await?;
    let (today, since) = (app.today(), app.today().to_string());
    Ok(Show {
        frame: frame.with_errors(complaints.len()),
        person,
        posts,
        units,
        complaints,
        since,
        until: String::new(),
        told,
        today,
    })
}

pub async fn appoint(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    access::manage(&actor)?;
    let mut complaints = Complaints::default();
    let unit = fields.get("unit").parse().ok();
    let role = Role::from_code(fields.get("role"));
    let year = app.today().year();
    let since = Day::parse(fields.get("since"), year)
        .map_err(|fault| complaints.add("since", "任职日", fault.to_string()))
        .ok();
    let until = match fields.get("until") {
        "" => None,
        text => Day::parse(text, year)
            .map_err(|fault| complaints.add("until", "到期日", fault.to_string()))
            .ok(),
    };
    if let (Some(since), Some(until)) = (since, until)
        && until <= since
    {
        complaints.add(
            "until",
            "到期日",
            format!("{until} 不在任职日 {since} 之后"),
        );
    }
    let (Some(unit), Some(role), Some(since), true) = (unit, role, since, complaints.is_empty())
    else {
        return invalid(&Show {
            until: fields.get("until").to_owned(),
            ..shown(&app, &actor, &id, complaints, String::new()).await?
        });
    };
    let mut tx = app.write(&actor).await?;
    let person = store::find(&mut tx, id.parse().map_err(|_| Error::NotFound)?)
        .await?
        .ok_or(Error::NotFound)?;
    crate::unit::store::find(&mut tx, unit)
        .await?
        .ok_or(Error::NotFound)?;
    door::appoint(&mut tx, &actor.who(), person.id, unit, role, since, until).await?;
    tx.commit().await?;
    Ok(back_to(format!("/people/{id}")))
}

pub async fn end_post(
    State(app): State<App>,
    actor: Actor,
    Path((id, post)): Path<(String, String)>,
) -> Result<Response> {
    access::manage(&actor)?;
    let person: Id<Person> = id.parse().map_err(|_| Error::NotFound)?;
    let post = post.parse().map_err(|_| Error::NotFound)?;
    let mut tx = app.write(&actor).await?;
    if store::end_post(&mut tx, person, post, app.today()).await? == 0 {
        return Err(Error::NotFound);
    }
    noted(
        &mut tx,
        &actor,
        person,
        "identity.post.end",
        "结束一个岗位".to_owned(),
    )
    .await?;
    tx.commit().await?;
    Ok(back_to(format!("/people/{id}")))
}

/// A new one-time password, shown once; every session of the person ends.
pub async fn new_password(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    access::manage(&actor)?;
    let person: Id<Person> = id.parse().map_err(|_| Error::NotFound)?;
    let secret = password::one_time();
    let hash = password::hash(&secret).await.map_err(Error::Fault)?;
    let mut tx = app.note(&actor.county).await?;
    let known = store::find(&mut tx, person).await?.ok_or(Error::NotFound)?;
    store::set_password(&mut tx, &known, &hash, true, values::Clock::machine().now()).await?;
    crate::session::store::end_all(&mut tx, person).await?;
    noted(
        &mut tx,
        &actor,
        person,
        "identity.password.reset",
        format!("给 {} 换了一次性密码", known.name),
    )
    .await?;
    tx.commit().await?;
    page(
        &shown(
            &app,
            &actor,
            &id,
            Complaints::default(),
            format!("一次性密码 {secret}，只显示这一次"),
        )
        .await?,
    )
}

/// Blocks a person from signing in, or lets them in again.
pub async fn block(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    access::manage(&actor)?;
    let person: Id<Person> = id.parse().map_err(|_| Error::NotFound)?;
    let mut tx = app.write(&actor).await?;
    let known = store::find(&mut tx, person).await?.ok_or(Error::NotFound)?;
    if person == actor.person {
        return Err(Error::refused("不能停用自己。", "请另一位系统管理员办理。"));
    }
    store::set_blocked(&mut tx, person, !known.blocked).await?;
    crate::session::store::end_all(&mut tx, person).await?;
    let word = if known.blocked { "启用" } else { "停用" };
    noted(
        &mut tx,
        &actor,
        person,
        "identity.person.block",
        format!("{word}用户 {}", known.name),
    )
    .await?;
    tx.commit().await?;
    Ok(back_to(format!("/people/{id}")))
}

async fn noted(
    tx: &mut ::store::Tx,
    actor: &Actor,
    person: Id<Person>,
    act: &str,
    summary: String,
) -> Result<()> {
    let act = Act {
        act,
        noun: "person",
        subject: person.to_string(),
        summary,
        details: serde_json::json!({}),
    };
    Ok(trail::record(tx, &actor.who(), act).await?)
}
