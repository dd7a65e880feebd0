//! A large import that goes in, or is taken back, behind the page: it can be left and stopped, and is begun again after a restart.

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

pub const UNDO: LongWork = LongWork {
    name: "ledger.import.undo",
    run: |app, job, progress| Box::pin(take_back(app, job, progress)),
    may_have: None,
};

/// Queues an import with what the person saw of it: so many new rows and so many changed ones.
pub async fn ask(
    app: &App,
    actor: &Actor,
    id: Id<Import>,
    (created, changed): (u32, u32),
) -> Result<Id<LongJob>> {
    let subject = format!("{id} {created} {changed}");
    queue(app, actor, (WORK.name, "导入"), &subject).await
}

/// Queues the undoing of an import.
pub async fn ask_back(app: &App, actor: &Actor, id: Id<Import>) -> Result<Id<LongJob>> {
    queue(app, actor, (UNDO.name, "撤销导入"), &id.to_string()).await
}

async fn queue(
    app: &App,
    actor: &Actor,
    (work, title): (&str, &str),
    subject: &str,
) -> Result<Id<LongJob>> {
    let mut tx = app.note(&actor.county).await?;
    let job = tx
        .queue(NewLong {
            work,
            title,
            subject,
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
    let by = asker(&app, &job).await?;
    let told = |now, all| tell(&progress, now, all);
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

async fn take_back(app: App, job: LongJob, progress: Progress) -> Result<Outcome> {
    let id = job.subject.parse().map_err(|_| Error::NotFound)?;
    let by = asker(&app, &job).await?;
    let told = |now, all| tell(&progress, now, all);
    let undoing = acts::begin_undo(app.store(), &by, id, &told);
    let Some(taken) = progress.watch(undoing).await? else {
        return Ok(Outcome::Stopped);
    };
    let (mut tx, import, undone) = taken?;
    let outcome = Outcome::Done {
        text: format!(
            "已撤销导入“{}”：{} 行。",
            import.name,
            values::grouped(undone.into())
        ),
        path: import.path(),
    };
    if !progress.land(&mut tx, &outcome).await? {
        return Ok(Outcome::Stopped);
    }
    tx.commit().await?;
    Ok(outcome)
}

/// Whoever asked for a job. They may have lost the post since; then the act refuses.
async fn asker(app: &App, job: &LongJob) -> Result<By> {
    let mut tx = app.store().read(&job.county).await?;
    let actor = identity::door::actor_of(&mut tx, Id::new(job.actor), app.today()).await?;
    Ok(By::person(&actor.ok_or(Error::NotFound)?))
}

fn tell(progress: &Progress, now: u64, all: u64) {
    let number = |of: u64| i64::try_from(of).unwrap_or(i64::MAX);
    progress.note(number(now), number(all));
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
