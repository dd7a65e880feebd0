//! A large list that goes in behind the page: it can be left and stopped, and is begun again after a restart.

use ::store::{LongJob, NewLong};
use values::Id;
use web::{Actor, App, Error, LongWork, Outcome, Progress, Result};

use super::Import;
use super::acts::{self, Refused, Seen};

pub const WORK: LongWork = LongWork {
    name: "enterprise.import",
    run: |app, job, progress| Box::pin(put_in(app, job, progress)),
    may_have: None,
};

/// Queues an import with what the person saw of it.
pub async fn ask(app: &App, actor: &Actor, id: Id<Import>, seen: Seen) -> Result<Id<LongJob>> {
    let (new, changed, kept) = (seen.new, seen.changed, u8::from(seen.keep_held));
    let mut tx = app.note(&actor.county).await?;
    let job = tx
        .queue(NewLong {
            work: WORK.name,
            title: "导入年度事实",
            subject: &format!("{id} {new} {changed} {kept}"),
            unit: "个数",
            by: (actor.person.uuid(), &actor.name),
        })
        .await?;
    tx.commit().await?;
    app.wake();
    Ok(job)
}

/// The import of a job, and what the person saw of it.
fn subject(job: &LongJob) -> Option<(Id<Import>, Seen)> {
    let mut parts = job.subject.split(' ');
    let id = parts.next()?.parse().ok()?;
    let mut number = || parts.next()?.parse().ok();
    let seen = Seen {
        new: number()?,
        changed: number()?,
        keep_held: number()? == 1,
    };
    Some((id, seen))
}

async fn put_in(app: App, job: LongJob, progress: Progress) -> Result<Outcome> {
    let (id, seen) = subject(&job).ok_or(Error::NotFound)?;
    let mut tx = app.store().read(&job.county).await?;
    let actor = identity::door::actor_of(&mut tx, Id::new(job.actor), app.today()).await?;
    drop(tx);
    // Whoever asked may have lost the post since.
    let actor = actor.ok_or(Error::NotFound)?;
    crate::access::import(&actor)?;
    let told = |now: u64, all: u64| {
        let number = |of: u64| i64::try_from(of).unwrap_or(i64::MAX);
        progress.note(number(now), number(all));
    };
    let putting = acts::begin(app.store(), &actor, id, seen, &told);
    let Some(put) = progress.watch(putting).await? else {
        return Ok(Outcome::Stopped);
    };
    let (mut tx, import, values) = match put {
        Ok(put) => put,
        Err(Refused::Moved) => return Ok(moved(id)),
        Err(other) => return Err(other.into()),
    };
    let outcome = outcome(&import, values);
    if !progress.land(&mut tx, &outcome).await? {
        return Ok(Outcome::Stopped);
    }
    tx.commit().await?;
    Ok(outcome)
}

fn outcome(import: &Import, values: u64) -> Outcome {
    let (firms, values) = (i128::from(import.summary.firms), i128::from(values));
    let text = format!(
        "已导入“{}”：{} 家企业 {} 个数。",
        import.name,
        values::grouped(firms),
        values::grouped(values)
    );
    Outcome::Done {
        text,
        path: import.path(),
    }
}

fn moved(id: Id<Import>) -> Outcome {
    Outcome::Failed {
        text: "检查以后企业的数有了变化，一个数也没有导入。请看过新的检查结果再导入。".to_owned(),
        path: format!("{}?moved=1", Import::path_of(id)),
    }
}
