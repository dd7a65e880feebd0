use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use store::{LongJob, LongState};
use values::Id;
use web::{
    Actor, App, Error, Frame, Result, back_to, fragment, long_path, may_see, page, wants_fragment,
};

use super::{measure, word};

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

/// Whoever asked and looks at the result has it no longer on the desk; like the last visit this is no act.
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<LongJob>>,
    headers: HeaderMap,
) -> Result<Response> {
    let job = seen(&app, &actor, id).await?;
    if job.state.has_ended()
        && job.actor == actor.person.uuid()
        && let Some(mut tx) = app.store().try_note(&actor.county).await?
    {
        tx.saw_long(id).await?;
        tx.commit().await?;
    }
    let part = Part { job };
    if wants_fragment(&headers) {
        return fragment(&part);
    }
    let frame = Frame::new(&app, &actor, part.job.title.clone())
        .at("/")
        .under("工作台", "/");
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
