use store::{Job, Tx};

use crate::long::AtWork;
use crate::{App, Future, Result};

/// Work that a room does when an act of a lower room left it behind. Several rooms may have their part in one piece; all of
/// it is one act.
#[derive(Clone, Copy)]
pub struct Work {
    /// As the job names it, `room.work`: `enterprise.town`.
    pub name: &'static str,
    pub run: for<'a> fn(&'a mut Tx, &'a Job) -> Future<'a, Result<()>>,
}

impl App {
    /// Does what acts left behind in a county, each piece in an act of its own that also takes it
    /// away. A piece that fails stays for the next time and does not hold up the others. Called
    /// after an act that left work, at the start, and from time to time. Work that no room knows
    /// stays, and the log says so once.
    pub async fn work_off(&self, county: &str) {
        let jobs = match self.left_behind(county).await {
            Ok(jobs) => jobs,
            Err(error) => {
                tracing::error!(?error, "work left behind could not be read");
                return;
            }
        };
        for job in &jobs {
            if let Err(error) = self.work_on(county, job).await {
                tracing::error!(job = %job.id, work = job.work, ?error, "work left behind failed");
            }
        }
    }

    async fn left_behind(&self, county: &str) -> Result<Vec<Job>> {
        let mut tx = self.store().read(county).await?;
        Ok(tx.jobs().await?)
    }

    async fn work_on(&self, county: &str, job: &Job) -> Result<()> {
        let work = self.rooms().iter().flat_map(|room| room.work);
        let work: Vec<&Work> = work.filter(|work| work.name == job.work).collect();
        if work.is_empty() {
            if self.memory::<AtWork>().is_news(job.id.uuid()) {
                tracing::error!(job = %job.id, work = job.work, "no room knows this work");
            }
            return Ok(());
        }
        let mut tx = self.store().write(county).await?;
        if tx.take(job.id).await? {
            for work in work {
                (work.run)(&mut tx, job).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}
