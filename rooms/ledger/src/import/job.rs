//! A large import that goes in behind the page: it can be left and stopped, and is begun again after a restart.

use ::store::{LongJob, NewLong};
use values::Id;
use web::{Actor, App, Error, LongWork, Outcome, Progress, Result};

use super::acts::{self, Refused};
use super::load::Loaded;
use super::{By, Import, path};

pub const WORK: LongWork = LongWork {
    name: "ledger.import",
    run: |app, job, progress| Box::pin(put_in(app, job, progress)),
    may_have: None,
};

/// Queues an import with what the person saw of it: so many new rows and so many changed ones.
pub async fn ask(
    app: &App,
    actor: &Actor,
    id: Id<Import>,
    (created, changed): (u32, u32),
) -> Result<Id<LongJob>> {
    let mut tx = app.note(&actor.county).await?;
    let job = tx
        .queue(NewLong {
            work: WORK.name,
            title: "导入",
            subject: &format!("{id} {created} {changed}"),
            unit: "行",
            by: (actor.person.uuid(), &actor.name),
        })
        .await?;
    tx.commit().await?;
    app.wake();
    Ok(job)
}

/// The import of a job, and what the person saw of it.
fn subject(job: &LongJob) -> Option<(Id<Import>, (u32, u32))> {
    let mut parts = job.subject.split(' ');
    let id = parts.next()?.parse().ok()?;
    let mut number = || parts.next()?.parse().ok();
    Some((id, (number()?, number()?)))
}

async fn put_in(app: App, job: LongJob, progress: Progress) -> Result<Outcome> {
    let (id, seen) = subject(&job).ok_or(Error::NotFound)?;
    let mut tx = app.store().read(&job.county).await?;
    let actor = identity::door::actor_of(&mut tx, Id::new(job.actor), app.today()).await?;
    drop(tx);
    // Whoever asked may have lost the post since; then the act refuses.
    let by = By::person(&actor.ok_or(Error::NotFound)?);
    let told = |now: u64, all: u64| {
        let number = |of: u64| i64::try_from(of).unwrap_or(i64::MAX);
        progress.note(number(now), number(all));
    };
    let putting = acts::begin(app.store(), &by, id, seen, &told);
    let Some(put) = progress.watch(putting).await? else {
        return Ok(Outcome::Stopped);
    };
    let (mut tx, import, loaded) = match put {
        Ok(put) => put,
        Err(Refused::Moved) => return Ok(moved(id)),
        Err(other) => return Err(other.into()),
    };
    let outcome = outcome(&import, &loaded);
    if !progress.land(&mut tx, &outcome).await? {
        return Ok(Outcome::Stopped);
    }
    tx.commit().await?;
    Ok(outcome)
}

fn outcome(import: &Import, loaded: &Loaded) -> Outcome {
    let (created, changed) = (loaded.created, loaded.changed);
    let text = format!(
        "已导入“{}”{} 行：新建 {}，更正 {}。",
        import.name,
        values::grouped((created + changed).into()),
        values::grouped(created.into()),
        values::grouped(changed.into())
    );
    Outcome::Done {
        text,
        path: import.path(),
    }
}

fn moved(id: Id<Import>) -> Outcome {
    Outcome::Failed {
        text: "检查以后台账有了变化，一行也没有导入。请看过新的检查结果再导入。".to_owned(),
        path: format!("{}?moved=1", path(id)),
    }
}
