//! Planning a visit or a task of a firm, and telling what came of it.

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use enterprise::door::FirmLine;
use values::Id;
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::{Outcome, Sort, Task, acts, store};
use crate::access;
use crate::firm::{Seen, show_page};
use crate::step::form::{day, named, text};
use crate::step::path;

/// POST /cultivation/firms/{code}/tasks
pub async fn plan(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.write(&actor).await?;
    let seen = Seen::find(&app, &mut tx, &actor, &code).await?;
    let right = access::visit(&actor, seen.course.firm.town)?;
    let mut complaints = Complaints::default();
    let new = read(&seen, &fields, &app, &mut complaints);
    let Some(new) = new.filter(|_| complaints.is_empty()) else {
        return invalid(&show_page(&app, &actor, seen, fields, complaints));
    };
    acts::plan(&mut tx, &actor, &right, new).await?;
    tx.commit().await?;
    Ok(back_to(path(&code)))
}

fn read(seen: &Seen, fields: &Fields, app: &App, complaints: &mut Complaints) -> Option<Task> {
    let today = app.today();
    let content = text(fields, "content", "要做什么", 200, complaints);
    if content.is_empty() {
        complaints.add("content", "要做什么", "写明去看什么、办什么");
    }
    let due = day(fields, "due", "期限", today, complaints);
    if let Some(due) = due.filter(|due| *due < today) {
        complaints.add("due", "期限", format!("{due} 已经过了"));
    }
    let everybody: Vec<_> = seen.everybody().cloned().collect();
    let person = named(fields, "person", "责任人", &everybody, complaints);
    if !person.is_somebody() && complaints.of("person").is_empty() {
        complaints.add("person", "责任人", "选一位责任人，到期时在他的工作台上提醒");
    }
    Some(Task {
        id: Id::NONE,
        version: 1,
        firm: seen.course.firm.id,
        sort: Sort::from_code(fields.get("sort")).unwrap_or(Sort::Visit),
        content,
        due: due?,
        person,
        state: super::State::Open,
        done_on: None,
        found: String::new(),
        next_step: String::new(),
        actor_name: String::new(),
        moment: values::Moment::default(),
    })
}

#[derive(Template)]
#[template(path = "task/show.html")]
struct ShowPage {
    frame: Frame,
    firm: FirmLine,
    one: Task,
    light: (&'static str, String),
    history: Vec<Task>,
    may_tell: bool,
    fields: Fields,
    complaints: Complaints,
}

/// A task with its versions and its firm, for somebody who may see it.
struct Told {
    history: Vec<Task>,
    firm: FirmLine,
}

impl Told {
    async fn find(tx: &mut Tx, actor: &Actor, id: Id<Task>) -> Result<Told> {
        let history = store::history(tx, id).await?;
        let newest = history.first().ok_or(Error::NotFound)?;
        let firm = enterprise::door::firm(tx, newest.firm).await?;
        let firm = firm.ok_or(Error::NotFound)?;
        access::see(actor, firm.town)?;
        Ok(Told { history, firm })
    }

    fn one(&self) -> Result<&Task> {
        self.history.first().ok_or(Error::NotFound)
    }
}

fn told_page(
    app: &App,
    actor: &Actor,
    told: Told,
    fields: Option<Fields>,
    complaints: Complaints,
) -> Result<ShowPage> {
    let one = told.one()?.clone();
    let frame = Frame::new(app, actor, format!("{}：{}", one.sort.word(), one.content))
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under(told.firm.name.as_str(), path(&told.firm.code))
        .under(one.sort.word(), "");
    let starting = || Fields::from_pairs([("done-on".to_owned(), app.today().to_string())]);
    Ok(ShowPage {
        frame: frame.with_errors(complaints.len()),
        light: one.light(app.today()),
        may_tell: one.is_open() && access::visit(actor, told.firm.town).is_ok(),
        history: told.history,
        firm: told.firm,
        one,
        fields: fields.unwrap_or_else(starting),
        complaints,
    })
}

/// GET /cultivation/tasks/{id}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Task>>,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let told = Told::find(&mut tx, &actor, id).await?;
    page(&told_page(&app, &actor, told, None, Complaints::default())?)
}

/// POST /cultivation/tasks/{id}/outcome
pub async fn tell(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Task>>,
    fields: Fields,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.write(&actor).await?;
    let told = Told::find(&mut tx, &actor, id).await?;
    let right = access::visit(&actor, told.firm.town)?;
    let (today, mut complaints) = (app.today(), Complaints::default());
    let next_due = match fields.get("next-due") {
        "" => None,
        _ => day(&fields, "next-due", "下一步期限", today, &mut complaints),
    };
    let outcome = Outcome {
        day: day(&fields, "done-on", "日期", today, &mut complaints),
        found: text(&fields, "found", "结果", 1000, &mut complaints),
        next_step: text(&fields, "next-step", "下一步", 200, &mut complaints),
        next_due,
    };
    let Some((done, next)) = told.one()?.done(outcome, today, &mut complaints) else {
        return invalid(&told_page(&app, &actor, told, Some(fields), complaints)?);
    };
    acts::keep(&mut tx, &actor, &right, done).await?;
    if let Some(next) = next {
        acts::plan(&mut tx, &actor, &right, next).await?;
    }
    tx.commit().await?;
    Ok(back_to(path(&told.firm.code)))
}

/// POST /cultivation/tasks/{id}/withdrawal
pub async fn withdraw(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Task>>,
    fields: Fields,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.write(&actor).await?;
    let told = Told::find(&mut tx, &actor, id).await?;
    let right = access::visit(&actor, told.firm.town)?;
    let mut complaints = Complaints::default();
    let why = text(&fields, "why", "理由", 500, &mut complaints);
    let Some(gone) = told.one()?.withdrawn(&why, &mut complaints) else {
        return invalid(&told_page(&app, &actor, told, Some(fields), complaints)?);
    };
    acts::keep(&mut tx, &actor, &right, gone).await?;
    tx.commit().await?;
    Ok(back_to(path(&told.firm.code)))
}
