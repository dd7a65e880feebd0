//! Who does the long work: a loop of each process goes round the counties.

use std::sync::Arc;
use std::time::Duration;

use store::LongJob;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use values::{Clock, Uuid};

use super::{AtWork, LEASE, LongWork, Outcome, Progress, RENEWED};
use crate::{App, Error, Result};

/// How many pieces one process works on at a time.
const AT_ONCE: usize = 2;
/// How often a piece is begun before it counts as failed.
const MOST_TRIES: i64 = 3;
/// How often one looks for work that another process queued or left.
const LOOK: Duration = Duration::from_secs(2);
/// How long work waits that the database refused.
const AGAIN: i64 = 10_000;

/// Does long work as long as the process runs.
pub async fn work_through(app: App) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        if let Err(error) = app.begin_long(&places).await {
            tracing::error!(?error, "long work could not be looked for");
        }
        let at_work = app.memory::<AtWork>();
        tokio::select! { () = at_work.woken() => {}, () = tokio::time::sleep(LOOK) => {} }
    }
}

impl App {
    /// Does all the long work of a county that nobody works on, one after the other: for tests and commands.
    pub async fn work_long(&self, county: &str) -> Result<()> {
        for job in self.free(county).await? {
            if let Some((work, progress)) = self.begin(&job).await? {
                self.clone().run(work, job, progress).await;
            }
        }
        Ok(())
    }

    async fn begin_long(&self, places: &Arc<Semaphore>) -> Result<()> {
        for (county, _) in self.store().counties().await? {
            for job in self.free(&county).await? {
                let Ok(place) = Arc::clone(places).try_acquire_owned() else {
                    return Ok(());
                };
                if let Some((work, progress)) = self.begin(&job).await? {
                    tokio::spawn(self.clone().run_in(place, work, job, progress));
                }
            }
        }
        Ok(())
    }

    async fn free(&self, county: &str) -> Result<Vec<LongJob>> {
        let mut tx = self.store().read(county).await?;
        let mut free = tx.long_jobs_free(Clock::machine().now()).await?;
        let at_work = self.memory::<AtWork>();
        // One of ours whose lease could not be renewed is not free.
        free.retain(|job| at_work.of(job.id).is_none());
        Ok(free)
    }

    /// Takes a job; None where another was quicker, it was begun too often, or no room knows the work.
    async fn begin(&self, job: &LongJob) -> Result<Option<(LongWork, Progress)>> {
        let Some(work) = self.long_work(&job.work) else {
            if self.memory::<AtWork>().is_news(job.id.uuid()) {
                tracing::error!(job = %job.id, work = job.work, "no room knows this long work");
            }
            return Ok(None);
        };
        let now = Clock::machine().now();
        let worker = values::fresh(now);
        let mut tx = self.note(&job.county).await?;
        if !tx.hold(job.id, worker, now, now.plus_millis(LEASE)).await? {
            return Ok(None);
        }
        if job.tries >= MOST_TRIES {
            let text = format!(
                "中断了 {MOST_TRIES} 次，没有办成，什么也没有留下。请再办一次；若还不行，请告诉管理员。"
            );
            let path = String::new();
            let outcome = Outcome::Failed { text, path };
            tx.end_long(job.id, worker, outcome.ending()).await?;
            tx.commit().await?;
            return Ok(None);
        }
        tx.commit().await?;
        let progress = Progress {
            app: self.clone(),
            county: job.county.clone(),
            job: job.id,
            worker,
            now: self.memory::<AtWork>().begin(job.id),
        };
        if job.stop {
            progress.now.stop();
        }
        Ok(Some((*work, progress)))
    }

    async fn run_in(
        self,
        _place: OwnedSemaphorePermit,
        work: LongWork,
        job: LongJob,
        progress: Progress,
    ) {
        self.clone().run(work, job, progress).await;
        self.wake();
    }

    async fn run(self, work: LongWork, job: LongJob, progress: Progress) {
        let renewing = tokio::spawn(keep_lease(progress.clone()));
        let running = tokio::spawn((work.run)(self.clone(), job.clone(), progress.clone()));
        let came = match running.await {
            Ok(came) => came,
            Err(panicked) => Err(Error::Fault(panicked.to_string())),
        };
        renewing.abort();
        if let Err(error) = self.settle(&job, progress.worker, came).await {
            tracing::error!(?error, job = %job.id, "the end of long work could not be written");
        }
        self.memory::<AtWork>().end(job.id);
    }

    /// Writes how it ended; nothing is left to write where the work has landed it itself.
    async fn settle(&self, job: &LongJob, worker: Uuid, came: Result<Outcome>) -> Result<()> {
        let mut tx = self.note(&job.county).await?;
        let again = job.tries + 1 < MOST_TRIES;
        match came {
            Err(Error::Busy | Error::Gone) if again => {
                let not_before = Clock::machine().now().plus_millis(AGAIN);
                tx.put_back(job.id, worker, not_before).await?;
            }
            came => {
                let outcome = came.unwrap_or_else(|error| failed(job, error));
                tx.end_long(job.id, worker, outcome.ending()).await?;
            }
        }
        Ok(tx.commit().await?)
    }
}

/// What a person reads of an error.
fn failed(job: &LongJob, error: Error) -> Outcome {
    let text = match error {
        Error::Refused { why, way_out } => format!("{why}{way_out}"),
        Error::Forbidden { why, who_can } if who_can.is_empty() => why,
        Error::Forbidden { why, who_can } => format!("{why}{who_can}能办。"),
        Error::Malformed(why) | Error::NotYet(why) | Error::TooLarge(why) => why,
        Error::NotFound | Error::OnlyAsForm => "要办的内容已经不在了，没有办成。".to_owned(),
        Error::Full => {
            "磁盘满了，这次没有办成，什么也没有留下。请管理员腾出磁盘空间，再办一次。".to_owned()
        }
        Error::Busy | Error::Gone => {
            "数据库一直连不上，没有办成，什么也没有改动。稍后再办一次；若还不行，请告诉管理员。"
                .to_owned()
        }
        Error::SignIn(reason) | Error::Fault(reason) => {
            tracing::error!(number = %job.id, work = job.work, reason, "fault");
            format!(
                "系统出了错，没有办成，什么也没有改动。请把编号 {} 告诉管理员。",
                job.id
            )
        }
    };
    Outcome::Failed {
        text,
        path: String::new(),
    }
}

/// Renews the lease of work that says nothing for a while.
async fn keep_lease(progress: Progress) {
    loop {
        tokio::time::sleep(Duration::from_millis(RENEWED)).await;
        if let Err(error) = progress.renew().await {
            tracing::warn!(?error, job = %progress.job, "a lease could not be renewed");
        }
    }
}
