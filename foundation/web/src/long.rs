//! Long work (an import, a backup) that a person asked for and may leave. See [`LongWork`].

mod at_work;
mod news;
mod worker;

use std::sync::Arc;
use std::time::Duration;

use store::{Ending, LongJob, LongState, Tx};
use values::{Clock, Id, Uuid};

use crate::{Actor, App, Future, Result, Role};
pub(crate) use at_work::AtWork;
use at_work::Now;
pub use news::News;
pub(crate) use news::tell;
pub use worker::work_through;

/// Long work that a room does. It declares it in [`crate::Room::long`]; somebody's act puts one in the queue
/// (`tx.queue(NewLong { work: "ledger.load", … })`), then, after its commit, calls [`App::wake`] and answers with
/// `back_to(long_path(id))`, where the person sees how far it is.
///
/// `run` may be begun again from its start, when its process was killed: what it writes belongs into one transaction in
/// which it also calls [`Progress::land`], so that it is done exactly once. It tells how far it is with
/// [`Progress::say`], as often as it likes, and ends with [`Outcome::Stopped`] when that says so, having undone all.
/// An error of the kind `Refused` ends it with its words; `Busy` and `Gone` begin it again a little later.
#[derive(Clone, Copy)]
pub struct LongWork {
    /// As the job names it, `room.work`: `ledger.load`.
    pub name: &'static str,
    pub run: fn(App, LongJob, Progress) -> Future<'static, Result<Outcome>>,
    /// Whether whoever asked may still have the file that a job made: asked each time it is fetched.
    /// None: this work makes no file.
    pub may_have: Option<MayHave>,
}

pub type MayHave = for<'a> fn(&'a mut Tx, &'a Actor, &'a LongJob) -> Future<'a, Result<()>>;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// In a sentence, and where it is shown (may be empty).
    Done {
        text: String,
        path: String,
    },
    /// In a sentence; a file of this name waits for whoever asked, of the rows that `scope` says in the work's own words.
    /// `path` is where it can be asked for again.
    Made {
        text: String,
        path: String,
        file: String,
        scope: String,
    },
    /// Why not, what to do, and where it is shown (may be empty).
    Failed {
        text: String,
        path: String,
    },
    Stopped,
}

impl Outcome {
    fn ending(&self) -> Ending<'_> {
        let told = |state, result, path| Ending {
            state,
            result,
            path,
            file: "",
            scope: "",
        };
        match self {
            Outcome::Done { text, path } => told(LongState::Done, text, path),
            Outcome::Made {
                text,
                path,
                file,
                scope,
            } => Ending {
                file,
                scope,
                ..told(LongState::Done, text, path)
            },
            Outcome::Failed { text, path } => told(LongState::Failed, text, path),
            Outcome::Stopped => told(LongState::Stopped, STOPPED, ""),
        }
    }
}

const STOPPED: &str = "已按您的要求停止，什么也没有留下。";

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Next {
    GoOn,
    /// The person asked to stop, or another process has taken the work over: undo what is not landed and end.
    Stop,
}

/// How long a lease holds, and how often it is renewed, in milliseconds.
const LEASE: i64 = 20_000;
const RENEWED: u64 = 5_000;
/// How often one looks at work that notes how far it is.
const LOOK: Duration = Duration::from_millis(250);

/// Says how far long work is.
#[derive(Clone)]
pub struct Progress {
    app: App,
    county: String,
    job: Id<LongJob>,
    worker: Uuid,
    now: Arc<Now>,
}

impl Progress {
    /// `done` of `total` (0: not known). Writes at most every half second and never waits for a writer: a page that
    /// this process answers sees it at once.
    pub async fn say(&self, done: i64, total: i64) -> Result<Next> {
        self.note(done, total);
        // The work is not lost with a word about it; whoever has lost the lease cannot land.
        if self.now.is_due()
            && let Err(error) = self.renew().await
        {
            tracing::warn!(?error, job = %self.job, "how far long work is was not kept");
        }
        Ok(self.next())
    }

    /// Says it in memory only, for work that [`Progress::watch`] waits for.
    pub fn note(&self, done: i64, total: i64) {
        self.now.say(done, total);
    }

    /// Waits for work that notes how far it is. None where it is to stop: then it was dropped on its way, which undoes it.
    pub async fn watch<T>(&self, work: impl std::future::Future<Output = T>) -> Result<Option<T>> {
        tokio::pin!(work);
        let mut looks = tokio::time::interval(LOOK);
        loop {
            tokio::select! {
                came = &mut work => return Ok(Some(came)),
                _ = looks.tick() => {
                    let (done, total) = self.now.told();
                    if self.say(done, total).await? == Next::Stop {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// Whether to go on, without saying anything.
    pub fn next(&self) -> Next {
        if self.now.must_stop() {
            Next::Stop
        } else {
            Next::GoOn
        }
    }

    /// Ends the job in the transaction of the work itself. False where another process has taken it over: drop the
    /// transaction and end with [`Outcome::Stopped`].
    pub async fn land(&self, tx: &mut Tx, outcome: &Outcome) -> Result<bool> {
        let ending = outcome.ending();
        Ok(tx.end_long(self.job, self.worker, ending).await?)
    }

    /// While a long act of this process holds the one writer of SQLite nobody could take the work over: not renewed.
    async fn renew(&self) -> Result<()> {
        let Some(mut tx) = self.app.store().try_note(&self.county).await? else {
            return Ok(());
        };
        let lease = Clock::machine().now().plus_millis(LEASE);
        let held = tx
            .hold_on(self.job, self.worker, lease, self.now.told())
            .await?;
        tx.commit().await?;
        if held.unwrap_or(true) {
            self.now.stop();
        }
        Ok(())
    }
}

/// The page of a job.
pub fn long_path(id: Id<LongJob>) -> String {
    format!("/jobs/{id}")
}

impl App {
    /// Begins what was queued, without waiting for the next look.
    pub fn wake(&self) {
        self.memory::<AtWork>().wake();
    }

    /// A job as this process knows it: further than what was last written, where it works on it itself.
    pub fn freshened(&self, mut job: LongJob) -> LongJob {
        if let Some(now) = self.memory::<AtWork>().of(job.id)
            && job.state == LongState::Running
        {
            (job.done, job.total) = now.told();
            job.stop |= now.must_stop();
        }
        job
    }

    /// The work of this name, where a room does it.
    pub fn long_work(&self, name: &str) -> Option<&'static LongWork> {
        let mut known = self.rooms().iter().flat_map(|room| room.long);
        known.find(|work| work.name == name)
    }

    /// Asks a job to stop. It is told at once where this process works on it, even while it holds the writer.
    pub async fn stop(&self, county: &str, id: Id<LongJob>) -> Result<()> {
        let here = self.memory::<AtWork>().of(id);
        if let Some(now) = &here {
            now.stop();
        }
        let tx = match here {
            Some(_) => self.store().try_note(county).await?,
            None => Some(self.note(county).await?),
        };
        if let Some(mut tx) = tx {
            tx.ask_to_stop(id, STOPPED).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Where the file is fetched that a job made.
pub fn long_file_path(id: Id<LongJob>) -> String {
    format!("/jobs/{id}/file")
}

/// How many days it waits there.
pub const FILE_WAITS: i64 = 7;

/// Whether somebody may see and stop a job: who asked for it, and the administrator.
pub fn may_see(actor: &Actor, job: &LongJob) -> bool {
    job.actor == actor.person.uuid() || actor.has(Role::Administrator)
}
