//! The file that a job made: it waits some days for whoever asked, and for nobody else.

use axum::extract::State;
use axum::response::Response;
use store::LongJob;
use values::{Clock, Id, Moment};
use web::sheet::handed_out;
use web::{Actor, App, Error, FILE_WAITS, Path, Result, long_file_path};

use super::seen;

/// What a page says of the file of a job.
pub enum Waits {
    Here {
        path: String,
        /// `1.2 MB`
        size: String,
        until: Moment,
    },
    Gone,
}

/// The last moment at which it is there.
fn until(job: &LongJob) -> Moment {
    job.ended.plus_days(FILE_WAITS)
}

pub fn of(app: &App, actor: &Actor, job: &LongJob) -> Result<Option<Waits>> {
    if job.file.is_empty() || job.actor != actor.person.uuid() {
        return Ok(None);
    }
    let Some(file) = app.store().files().waiting(job.id)? else {
        return Ok(Some(Waits::Gone));
    };
    let size = file.metadata().map_err(store::Error::from)?.len();
    Ok(Some(Waits::Here {
        path: long_file_path(job.id),
        size: web::shown::bytes(i64::try_from(size).unwrap_or(i64::MAX)),
        until: until(job),
    }))
}

/// GET /jobs/{id}/file: whether the person may have it is asked again of the room that made it.
pub async fn fetch(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<LongJob>>,
) -> Result<Response> {
    let job = seen(&app, &actor, id).await?;
    let may_have = app.long_work(&job.work).and_then(|work| work.may_have);
    let Some(may_have) = may_have.filter(|_| !job.file.is_empty()) else {
        return Err(Error::NotFound);
    };
    if job.actor != actor.person.uuid() {
        let why = "这份文件只给交办导出的人，里面是那个人能看的记录。";
        return Err(Error::forbidden(why, job.actor_name));
    }
    let mut tx = app.read(&actor).await?;
    may_have(&mut tx, &actor, &job).await?;
    drop(tx);
    let file = app.store().files().waiting(id)?.ok_or_else(|| gone(&job))?;
    // It is handed out, whether or not this can be noted now.
    if let Some(mut tx) = app.store().try_note(&actor.county).await? {
        tx.saw_long(id).await?;
        tx.commit().await?;
    }
    handed_out(file, &job.file)
}

fn gone(job: &LongJob) -> Error {
    Error::refused(
        format!(
            "“{}.xlsx”只保留 {FILE_WAITS} 天，{}以后已经清理。",
            job.file,
            until(job).spoken()
        ),
        "回到列表再导出一次。",
    )
}

pub async fn sweep(app: &App) -> Result<usize> {
    let files = app.store().files().clone();
    let before = Clock::machine().now().plus_days(-FILE_WAITS);
    let swept = tokio::task::spawn_blocking(move || files.sweep_waiting(before)).await;
    Ok(swept.map_err(|error| Error::Fault(error.to_string()))??)
}
