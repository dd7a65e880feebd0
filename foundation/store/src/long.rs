//! Long work: a row that says how far it is, so that it can be left, goes on after a restart, and its result waits for
//! the person who asked. Whoever works on it holds a lease; a lease that ran out means that its process is gone.
//! Leases and progress are no acts: they do not move the county's sequence.

mod news;

use values::{Clock, Id, Moment, Uuid};

use crate::{Result, Row, Tx, args, sql};
pub use news::LongNews;

/// How far a piece of long work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongState {
    Queued,
    Running,
    Done,
    Failed,
    Stopped,
}

impl LongState {
    const ALL: [(LongState, &'static str); 5] = [
        (LongState::Queued, "queued"),
        (LongState::Running, "running"),
        (LongState::Done, "done"),
        (LongState::Failed, "failed"),
        (LongState::Stopped, "stopped"),
    ];

    pub fn code(self) -> &'static str {
        LongState::ALL
            .iter()
            .find(|(state, _)| *state == self)
            .map_or("", |(_, code)| code)
    }

    fn from_code(code: &str) -> Self {
        LongState::ALL
            .iter()
            .find(|(_, known)| *known == code)
            .map_or(LongState::Failed, |(state, _)| *state)
    }

    pub fn has_ended(self) -> bool {
        !matches!(self, LongState::Queued | LongState::Running)
    }
}

/// Long work that is to be begun.
#[derive(Clone, Debug)]
pub struct NewLong<'a> {
    /// Which work, `room.work`: `ledger.load`. The room that declares it does it.
    pub work: &'a str,
    /// What the person reads: `导入规上企业研发费用`.
    pub title: &'a str,
    /// The id of what it is about, or what the work needs to know.
    pub subject: &'a str,
    /// What is counted: 行, 份.
    pub unit: &'a str,
    /// Who asked, and finds the result on the desk.
    pub by: (Uuid, &'a str),
}

/// One piece of long work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongJob {
    pub county: String,
    pub id: Id<LongJob>,
    pub work: String,
    pub title: String,
    pub subject: String,
    pub actor: Uuid,
    pub actor_name: String,
    pub state: LongState,
    pub done: i64,
    /// 0 while it is not known.
    pub total: i64,
    pub unit: String,
    /// The person asked to stop.
    pub stop: bool,
    /// How often somebody began it: more than once where a process was cut off.
    pub tries: i64,
    /// What came of it, in a sentence.
    pub result: String,
    /// Where the result is shown; may be empty.
    pub path: String,
    /// What the file is called that waits for whoever asked ([`crate::Files::waiting`]); empty where there is none.
    pub file: String,
    /// Of which rows that file is, in the words of the work that made it.
    pub scope: String,
    pub asked: Moment,
    pub ended: Moment,
}

/// How long work ended.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    pub state: LongState,
    pub result: &'a str,
    pub path: &'a str,
    pub file: &'a str,
    pub scope: &'a str,
}

/// How many days the results of long work are kept.
const KEPT: i64 = 90;

macro_rules! jobs {
    ($rest:literal) => {
        concat!(
            "SELECT id, work, title, subject, actor, actor_name, state, done, total, unit, stop, tries, result, path, file, scope, asked, ended FROM store_long_job WHERE county = $1 ",
            $rest
        )
    };
}

impl Tx {
    /// Puts long work in the queue; it begins when this transaction has committed. What ended a season ago and was looked
    /// at, or was nobody's, goes away.
    pub async fn queue(&mut self, new: NewLong<'_>) -> Result<Id<LongJob>> {
        let now = Clock::machine().now();
        self.forget_long(now.plus_days(-KEPT)).await?;
        let id: Id<LongJob> = Id::fresh(now);
        let text = sql!(
            "INSERT INTO store_long_job (county, id, work, title, subject, actor, actor_name, state, done, total, unit, stop, worker, lease, tries, result, path, asked, ended, seen, told)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', 0, 0, $8, 0, $9, 0, 0, '', '', $10, 0, 0, 0)"
        );
        let args = args![
            self.county(),
            id,
            new.work,
            new.title,
            new.subject,
            new.by.0,
            new.by.1,
            new.unit,
            Uuid::nil(),
            now
        ];
        self.run(text, args).await?;
        Ok(id)
    }

    pub async fn long_job(&mut self, id: Id<LongJob>) -> Result<Option<LongJob>> {
        let text = sql!(jobs!("AND id = $2"));
        let args = args![self.county(), id];
        let row = self.one(text, args).await?;
        row.map(|row| job(self.county(), &row)).transpose()
    }

    /// What somebody asked for and is not yet done, or whose result was not yet looked at; the newest first.
    pub async fn long_jobs_of(&mut self, actor: Uuid) -> Result<Vec<LongJob>> {
        let text = sql!(jobs!(
            "AND actor = $2 AND seen = 0 ORDER BY id DESC LIMIT 20"
        ));
        let args = args![self.county(), actor];
        self.long_jobs(text, args).await
    }

    /// All that somebody asked for; the newest first.
    pub async fn all_long_jobs_of(&mut self, actor: Uuid) -> Result<Vec<LongJob>> {
        let text = sql!(jobs!("AND actor = $2 ORDER BY id DESC LIMIT 100"));
        let args = args![self.county(), actor];
        self.long_jobs(text, args).await
    }

    /// The newest of one work.
    pub async fn long_jobs_of_work(&mut self, work: &str) -> Result<Vec<LongJob>> {
        let text = sql!(jobs!("AND work = $2 ORDER BY id DESC LIMIT 5"));
        let args = args![self.county(), work];
        self.long_jobs(text, args).await
    }

    /// Those of one work about one thing that were asked for from a moment to before another.
    pub async fn long_jobs_asked(
        &mut self,
        (work, subject): (&str, &str),
        (from, to): (Moment, Moment),
    ) -> Result<Vec<LongJob>> {
        let text = sql!(jobs!(
            "AND work = $2 AND subject = $3 AND asked >= $4 AND asked < $5 ORDER BY id DESC LIMIT 50"
        ));
        let args = args![self.county(), work, subject, from, to];
        self.long_jobs(text, args).await
    }

    /// What nobody works on: queued, or left by a process whose lease ran out.
    pub async fn long_jobs_free(&mut self, now: Moment) -> Result<Vec<LongJob>> {
        let text = sql!(jobs!(
            "AND state IN ('queued', 'running') AND lease < $2 ORDER BY id LIMIT 50"
        ));
        let args = args![self.county(), now];
        self.long_jobs(text, args).await
    }

    async fn long_jobs(
        &mut self,
        text: &'static str,
        args: Vec<crate::Arg>,
    ) -> Result<Vec<LongJob>> {
        let rows = self.all(text, args).await?;
        rows.iter().map(|row| job(self.county(), row)).collect()
    }

    /// Begins free work; false where another was quicker.
    pub async fn hold(
        &mut self,
        id: Id<LongJob>,
        worker: Uuid,
        now: Moment,
        lease: Moment,
    ) -> Result<bool> {
        let text = sql!(
            "UPDATE store_long_job SET state = 'running', worker = $3, lease = $5, tries = tries + 1
             WHERE county = $1 AND id = $2 AND state IN ('queued', 'running') AND lease < $4"
        );
        let args = args![self.county(), id, worker, now, lease];
        Ok(self.run(text, args).await? == 1)
    }

    /// Says how far it is and renews the lease. Gives whether the person asked to stop; None where the worker has lost it.
    pub async fn hold_on(
        &mut self,
        id: Id<LongJob>,
        worker: Uuid,
        lease: Moment,
        (done, total): (i64, i64),
    ) -> Result<Option<bool>> {
        let text = sql!(
            "UPDATE store_long_job SET lease = $4, done = $5, total = $6
             WHERE county = $1 AND id = $2 AND worker = $3 AND state = 'running' RETURNING stop"
        );
        let args = args![self.county(), id, worker, lease, done, total];
        let row = self.one(text, args).await?;
        row.map(|row| row.get("stop")).transpose()
    }

    /// Ends it; false where the worker has lost it, and then nothing of this transaction may stay.
    pub async fn end_long(
        &mut self,
        id: Id<LongJob>,
        worker: Uuid,
        ending: Ending<'_>,
    ) -> Result<bool> {
        let text = sql!(
            "UPDATE store_long_job SET state = $4, result = $5, path = $6, file = $7, scope = $8, ended = $9
             WHERE county = $1 AND id = $2 AND worker = $3 AND state = 'running'"
        );
        let args = args![
            self.county(),
            id,
            worker,
            ending.state.code(),
            ending.result,
            ending.path,
            ending.file,
            ending.scope,
            Clock::machine().now()
        ];
        Ok(self.run(text, args).await? == 1)
    }

    /// Puts it back in the queue, not to be begun before a moment.
    pub async fn put_back(
        &mut self,
        id: Id<LongJob>,
        worker: Uuid,
        not_before: Moment,
    ) -> Result<()> {
        let text = sql!(
            "UPDATE store_long_job SET state = 'queued', lease = $4
             WHERE county = $1 AND id = $2 AND worker = $3 AND state = 'running'"
        );
        let args = args![self.county(), id, worker, not_before];
        self.run(text, args).await.map(drop)
    }

    /// Asks whoever works on it to stop; what is still queued stops at once, with this result.
    pub async fn ask_to_stop(&mut self, id: Id<LongJob>, result: &str) -> Result<()> {
        let text = sql!(
            "UPDATE store_long_job SET stop = 1, ended = CASE WHEN state = 'queued' THEN $3 ELSE ended END,
                    result = CASE WHEN state = 'queued' THEN $4 ELSE result END,
                    state = CASE WHEN state = 'queued' THEN 'stopped' ELSE state END
             WHERE county = $1 AND id = $2 AND state IN ('queued', 'running')"
        );
        let args = args![self.county(), id, Clock::machine().now(), result];
        self.run(text, args).await.map(drop)
    }

    /// The person has looked at the result: it leaves the desk.
    pub async fn saw_long(&mut self, id: Id<LongJob>) -> Result<()> {
        let text = sql!(
            "UPDATE store_long_job SET seen = 1, told = 1 WHERE county = $1 AND id = $2 AND state IN ('done', 'failed', 'stopped')"
        );
        let args = args![self.county(), id];
        self.run(text, args).await.map(drop)
    }

    /// Removes what ended before a moment and was looked at, was nobody's, or made a file, which is long gone.
    pub async fn forget_long(&mut self, before: Moment) -> Result<()> {
        let text = sql!(
            "DELETE FROM store_long_job WHERE county = $1 AND ended < $2 AND (seen = 1 OR actor = $3 OR file <> '') AND state IN ('done', 'failed', 'stopped')"
        );
        let args = args![self.county(), before, Uuid::nil()];
        self.run(text, args).await.map(drop)
    }
}

fn job(county: &str, row: &Row) -> Result<LongJob> {
    Ok(LongJob {
        county: county.to_owned(),
        id: row.get("id")?,
        work: row.get("work")?,
        title: row.get("title")?,
        subject: row.get("subject")?,
        actor: row.get("actor")?,
        actor_name: row.get("actor_name")?,
        state: LongState::from_code(&row.get::<String>("state")?),
        done: row.get("done")?,
        total: row.get("total")?,
        unit: row.get("unit")?,
        stop: row.get("stop")?,
        tries: row.get("tries")?,
        result: row.get("result")?,
        path: row.get("path")?,
        file: row.get("file")?,
        scope: row.get("scope")?,
        asked: row.get("asked")?,
        ended: row.get("ended")?,
    })
}
