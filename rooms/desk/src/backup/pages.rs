use std::path::Path;

use ::store::{LongJob, LongState};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::json;
use trail::Act;
use values::Clock;
use web::{Actor, App, Frame, Result, back_to, long_path, page};

use super::{Cause, Plan, Taken, plan, store, taking, worry};
use crate::access;

pub const PATH: &str = "/backups";

/// How many are listed.
const SHOWN: usize = 31;

#[derive(Template)]
#[template(path = "backup/list.html")]
struct List {
    frame: Frame,
    plan: Option<&'static Plan>,
    last: Option<Taken>,
    /// The newest that is whole, where the last one is not.
    whole: Option<Taken>,
    before: Vec<Taken>,
    worry: Option<String>,
    under_way: Option<LongJob>,
    failed: Option<LongJob>,
}

impl List {
    /// The file may have been moved elsewhere: that is no fault, but it is told.
    fn is_there(&self, taken: &Taken) -> bool {
        Path::new(&taken.file).exists()
    }
}

pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::back_up(&actor)?;
    let mut tx = app.read(&actor).await?;
    let mut taken = store::newest(&mut tx, 100).await?;
    let whole = taken.iter().position(|one| one.copied.is_whole());
    let whole = whole.filter(|at| *at > 0).map(|at| taken[at].clone());
    taken.truncate(SHOWN);
    let jobs = tx.long_jobs_of_work(taking::WORK.name).await?;
    let newest = jobs.first().cloned();
    let last = (!taken.is_empty()).then(|| taken.remove(0));
    page(&List {
        frame: Frame::new(&app, &actor, "备份").at(PATH),
        plan: plan(),
        worry: worry(last.as_ref(), Clock::machine().now()),
        last,
        whole,
        before: taken,
        under_way: jobs.into_iter().find(|job| !job.state.has_ended()),
        failed: newest.filter(|job| job.state == LongState::Failed),
    })
}

/// One at a time: who asks again sees the one that is under way.
pub async fn take(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::back_up(&actor)?;
    if plan().is_none() {
        return Err(taking::no_folder());
    }
    let mut tx = app.write(&actor).await?;
    let jobs = tx.long_jobs_of_work(taking::WORK.name).await?;
    if let Some(job) = jobs.iter().find(|job| !job.state.has_ended()) {
        return Ok(back_to(PATH.to_owned() + "#" + &job.id.to_string()));
    }
    let id = taking::ask(&mut tx, Cause::Asked, Some(&actor)).await?;
    let act = Act {
        act: "desk.backup.take",
        noun: "backup",
        subject: id.to_string(),
        summary: "交办一次备份".to_owned(),
        details: json!({}),
    };
    trail::record(&mut tx, &actor.who(), act).await?;
    tx.commit().await?;
    app.wake();
    Ok(back_to(long_path(id)))
}
