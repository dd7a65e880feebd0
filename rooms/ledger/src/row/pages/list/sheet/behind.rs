//! A long list as long work: with the filters, the order and the columns that were on the screen, of the rows that whoever
//! asked may see when it is made.

use ::store::{LongJob, NewLong, Tx};
use axum::extract::State;
use axum::response::Response;
use values::{Day, Id};
use web::sheet::{Made, make};
use web::{
    Actor, App, Error, Fields, Future, ListQuery, LongWork, Outcome, Path, Progress, Result,
    back_to, long_path,
};

use super::super::opened;
use super::{entries, name, written};
use crate::access;
use crate::row::{acts, store};

pub const WORK: LongWork = LongWork {
    name: "ledger.export",
    run: |app, job, progress| Box::pin(export(app, job, progress)),
    may_have: Some(may_have),
};

/// What a job is asked for: the list of a kind as it was read on a day.
struct Subject {
    kind: String,
    today: Day,
    list: ListQuery,
}

impl Subject {
    fn text(&self) -> String {
        format!("{} {} {}", self.kind, self.today, self.list.question())
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ' ');
        Some(Subject {
            kind: parts.next()?.to_owned(),
            today: Day::parse_iso(parts.next()?)?,
            list: ListQuery::from_text(parts.next()?),
        })
    }
}

/// POST /ledger/{kind}/exports: the list that stands in the field `list`.
pub async fn ask(
    State(app): State<App>,
    actor: Actor,
    Path(kind): Path<String>,
    fields: Fields,
) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    let subject = Subject {
        kind,
        today: app.today(),
        list: ListQuery::from_text(fields.get("list")),
    };
    let mut tx = app.note(&actor.county).await?;
    let kinds = crate::kind::kinds(&mut tx).await?;
    let kind = kinds.get(&subject.kind).ok_or(Error::NotFound)?;
    let text = subject.text();
    let own = tx.long_jobs_of(actor.person.uuid()).await?;
    let under_way = own
        .iter()
        .find(|job| job.work == WORK.name && job.subject == text && !job.state.has_ended());
    if let Some(job) = under_way {
        return Ok(back_to(long_path(job.id)));
    }
    let job = tx
        .queue(NewLong {
            work: WORK.name,
            title: &format!("导出{}", kind.name),
            subject: &text,
            unit: "条",
            by: (actor.person.uuid(), &actor.name),
        })
        .await?;
    tx.commit().await?;
    app.wake();
    Ok(back_to(long_path(job)))
}

async fn export(app: App, job: LongJob, progress: Progress) -> Result<Outcome> {
    let Subject { kind, today, list } = Subject::read(&job.subject).ok_or(Error::NotFound)?;
    let mut tx = app.store().read(&job.county).await?;
    let actor = identity::door::actor_of(&mut tx, Id::new(job.actor), app.today()).await?;
    drop(tx);
    // Whoever asked may have lost the post since.
    let actor = actor.ok_or(Error::NotFound)?;
    let making = async {
        let path = format!("/ledger/{kind}?{}", list.question());
        let mut list = opened(&app, &actor, &kind, list, today).await?;
        let entries = entries(&mut list, store::list::MOST).await?;
        let name = name(&list.kind, app.today());
        Ok(Made {
            sheet: written(&app, &actor, list, entries, Some(&progress)).await?,
            name,
            path,
            scope: scope(&actor),
        })
    };
    make(&app, &job, &progress, making).await
}

/// The town whose rows alone a person sees; empty for all.
fn scope(actor: &Actor) -> String {
    let town = actor.sees_only_town();
    town.map_or_else(String::new, |town| town.to_string())
}

/// Whoever still enters the room, and sees all rows that the file may have.
fn may_have<'a>(_: &'a mut Tx, actor: &'a Actor, job: &'a LongJob) -> Future<'a, Result<()>> {
    Box::pin(async move {
        acts::opened(access::enter_room(actor))?;
        let now = scope(actor);
        if now.is_empty() || now == job.scope {
            return Ok(());
        }
        Err(Error::refused(
            "导出以后您的岗位变了，这份文件里有您现在看不到的记录，不能下载。",
            "回到列表再导出一次，就是您现在能看的记录。",
        ))
    })
}
