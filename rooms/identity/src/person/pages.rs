pub mod sheet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use trail::Act;
use values::{Clock, Day, Id};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, Path, Person, Result, Role, back_to, invalid,
    page,
};

use super::{Known, NewPerson, sign_in_name, store};
use crate::post::{Held, store as posts};
use crate::unit::Unit;
use crate::{access, door, password, session};

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

impl List {
    async fn of(app: &App, actor: &Actor) -> Result<Self> {
        let mut tx = app.read(actor).await?;
        let held = posts::on(&mut tx, app.today()).await?;
        let words = |id: Id<Person>| -> String {
            let held = held.iter().filter(|post| post.person == id);
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
            frame: Frame::new(app, actor, "用户").at("/people"),
            people,
            complaints: Complaints::default(),
            sign_in: String::new(),
            name: String::new(),
            told: String::new(),
        })
    }

    fn typed(mut self, fields: &Fields, complaints: Complaints) -> Self {
        self.frame.errors = complaints.len();
        self.complaints = complaints;
        self.sign_in = fields.get("sign_in").to_owned();
        self.name = fields.get("name").to_owned();
        self
    }
}

pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::manage(&actor)?;
    page(&List::of(&app, &actor).await?)
}

/// Admits a person with a one-time password that is shown once.
pub async fn admit(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    access::manage(&actor)?;
    let sign_in = sign_in_name(fields.get("sign_in"));
    let name = fields.get("name").to_owned();
    let secret = password::one_time();
    let password_hash = password::hash(&secret).await.map_err(Error::Fault)?;
    let mut tx = app.write(&actor).await?;
    let taken = store::by_sign_in(&mut tx, &sign_in).await?;
    let complaints = check(&sign_in, &name, taken.as_ref());
    if !complaints.is_empty() {
        drop(tx);
        let page = List::of(&app, &actor).await?;
        return invalid(&page.typed(&fields, complaints));
    }
    let new = NewPerson {
        sign_in: sign_in.clone(),
        name: name.clone(),
        password_hash,
        must_change: true,
    };
    door::admit(&mut tx, &actor.who(), new).await?;
    tx.commit().await?;
    let mut answer = List::of(&app, &actor).await?;
    answer.told = format!("已建用户 {sign_in}（{name}），一次性密码 {secret}，只显示这一次");
    page(&answer)
}

fn check(sign_in: &str, name: &str, taken: Option<&Known>) -> Complaints {
    let mut complaints = Complaints::default();
    let plain = sign_in
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !(3..=40).contains(&sign_in.len()) || !plain {
        let reason = format!("“{sign_in}”不行，要 3 到 40 位，用字母、数字、点和短横");
        complaints.add("sign_in", "用户名", reason);
    }
    if let Some(taken) = taken {
        let reason = format!("{sign_in} 已由 {} 使用，请换一个", taken.name);
        complaints.add("sign_in", "用户名", reason);
    }
    match name.chars().count() {
        0 => complaints.add("name", "姓名", "要填"),
        1..=30 => {}
        long => complaints.add("name", "姓名", format!("30 字以内，您填了 {long} 字")),
    }
    complaints
}

/// How many lines of the trail a person's page shows.
const TRAIL: i64 = 50;

#[derive(Template)]
#[template(path = "person/show.html")]
pub struct Show {
    frame: Frame,
    person: Known,
    posts: Vec<Held>,
    units: Vec<Unit>,
    complaints: Complaints,
    unit: String,
    role: String,
    since: String,
    until: String,
    told: String,
    today: Day,
    /// Nobody gives oneself a post.
    is_own: bool,
    /// Who did what to the person's posts and account, newest first.
    trail: Vec<trail::Line>,
}

impl Show {
    fn is_unit(&self, unit: &Unit) -> bool {
        self.unit.parse() == Ok(unit.id)
    }

    /// Posts that an administrator gives; that of a firm comes with its account.
    fn roles(&self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(|role| *role != Role::Firm)
    }

    pub async fn of(app: &App, actor: &Actor, id: Id<Person>) -> Result<Self> {
        let mut tx = app.read(actor).await?;
        let person = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let frame = Frame::new(app, actor, person.name.clone())
            .at("/people")
            .under("用户", "/people")
            .under(person.name.clone(), "");
        Ok(Show {
            frame,
            person,
            posts: posts::of(&mut tx, id).await?,
            units: crate::unit::store::living(&mut tx, app.today()).await?,
            complaints: Complaints::default(),
            unit: String::new(),
            role: String::new(),
            since: app.today().to_string(),
            until: String::new(),
            told: String::new(),
            today: app.today(),
            is_own: id == actor.person,
            trail: trail::of(&mut tx, "person", &id.to_string(), TRAIL).await?,
        })
    }

    /// The page with the form of an appointment as it was sent.
    pub fn typed(mut self, fields: &Fields, complaints: Complaints) -> Self {
        self.frame.errors = complaints.len();
        self.complaints = complaints;
        for (field, place) in [
            ("unit", &mut self.unit),
            ("role", &mut self.role),
            ("since", &mut self.since),
            ("until", &mut self.until),
        ] {
            fields.get(field).clone_into(place);
        }
        self
    }
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    access::manage(&actor)?;
    page(&Show::of(&app, &actor, id.parse().map_err(|_| Error::NotFound)?).await?)
}

/// A new one-time password, shown once; every session of the person ends, and a lock on the
/// account is lifted.
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
    store::set_password(&mut tx, &known, &hash, true, Clock::machine().now()).await?;
    session::store::end_all(&mut tx, person).await?;
    session::store::forget(&mut tx, &session::account(&known.sign_in)).await?;
    let summary = format!("给 {} 换了一次性密码", known.name);
    noted(&mut tx, &actor, person, "identity.password.reset", summary).await?;
    tx.commit().await?;
    let mut answer = Show::of(&app, &actor, person).await?;
    answer.told = format!("一次性密码 {secret}，只显示这一次");
    page(&answer)
}

/// Blocks a person from signing in, or lets them in again: `blocked` is `1` or `0`, so that a
/// form sent twice does not undo itself.
pub async fn block(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    access::manage(&actor)?;
    let person: Id<Person> = id.parse().map_err(|_| Error::NotFound)?;
    if person == actor.person {
        return Err(Error::refused("不能停用自己。", "请另一位系统管理员办理。"));
    }
    let blocked = match fields.get("blocked") {
        "1" => true,
        "0" => false,
        _ => return Err(Error::Malformed("没有说明是停用还是启用。".to_owned())),
    };
    let mut tx = app.write(&actor).await?;
    let known = store::find(&mut tx, person).await?.ok_or(Error::NotFound)?;
    if known.blocked != blocked {
        store::set_blocked(&mut tx, person, blocked).await?;
        session::store::end_all(&mut tx, person).await?;
        let word = if blocked { "停用" } else { "启用" };
        let summary = format!("{word}用户 {}", known.name);
        noted(&mut tx, &actor, person, "identity.person.block", summary).await?;
        tx.commit().await?;
    }
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
