pub mod file;
pub mod news;

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use store::{LongJob, LongState};
use values::Id;
use web::{
    Actor, App, Error, Frame, Path, Result, back_to, fragment, long_path, may_see, page,
    wants_fragment,
};

use super::{measure, word};
use file::Waits;

#[derive(Template)]
#[template(path = "job/show.html")]
struct Show {
    frame: Frame,
    part: Part,
}

/// What is asked for again and again while the work goes on.
#[derive(Template)]
#[template(path = "job/part.html")]
struct Part {
    job: LongJob,
    /// What it made, for whoever asked; None where there is no file, or it is another's.
    file: Option<Waits>,
}

#[derive(Template)]
#[template(path = "job/list.html")]
struct List {
    frame: Frame,
    jobs: Vec<(LongJob, Option<Waits>)>,
}

impl List {
    fn word(&self, job: &LongJob) -> &'static str {
        word(job)
    }

    fn measure(&self, job: &LongJob) -> String {
        measure(job)
    }
}

/// GET /jobs: all that the person asked for, as long as it is kept.
pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let jobs = tx.all_long_jobs_of(actor.person.uuid()).await?;
    drop(tx);
    let shown = jobs.into_iter().map(|job| {
        let waits = file::of(&app, &actor, &job)?;
        Ok((app.freshened(job), waits))
    });
    page(&List {
        frame: Frame::new(&app, &actor, "长任务")
            .at("/")
            .under("工作台", "/"),
        jobs: shown.collect::<Result<_>>()?,
    })
}

impl Part {
    fn word(&self) -> &'static str {
        word(&self.job)
    }

    fn measure(&self) -> String {
        measure(&self.job)
    }

    fn is_done(&self) -> bool {
        self.job.state == LongState::Done
    }

    fn may_stop(&self) -> bool {
        !self.job.state.has_ended() && !self.job.stop
    }
}

async fn seen(app: &App, actor: &Actor, id: Id<LongJob>) -> Result<LongJob> {
    let job = app.read(actor).await?.long_job(id).await?;
    match job {
        Some(job) if may_see(actor, &job) => Ok(app.freshened(job)),
        _ => Err(Error::NotFound),
    }
}

/// Whoever asked and looks at the result has it no longer on the desk, but a file that waits: that stays there until it
/// is fetched. Like the last visit this is no act.
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<LongJob>>,
    headers: HeaderMap,
) -> Result<Response> {
    let job = seen(&app, &actor, id).await?;
    let file = file::of(&app, &actor, &job)?;
    if job.state.has_ended()
        && job.actor == actor.person.uuid()
        && let Some(mut tx) = app.store().try_note(&actor.county).await?
    {
        match file {
            Some(Waits::Here { .. }) => tx.told_long(id).await?,
            _ => tx.saw_long(id).await?,
        }
        tx.commit().await?;
    }
    let part = Part { job, file };
    if wants_fragment(&headers) {
        return fragment(&part);
    }
    let frame = Frame::new(&app, &actor, part.job.title.clone())
        .at("/")
        .under("工作台", "/")
        .under("长任务", "/jobs");
    page(&Show { frame, part })
}

pub async fn stop(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<LongJob>>,
) -> Result<Response> {
    seen(&app, &actor, id).await?;
    app.stop(&actor.county, id).await?;
    Ok(back_to(long_path(id)))
}
