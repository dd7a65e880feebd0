use std::time::{Duration, Instant};

use sqlx::AssertSqlSafe;
use values::{Day, Moment};

use crate::args::bind;
use crate::held::Held;
use crate::written::Written;
use crate::{Arg, Batch, Error, Result, Row, lite, pg, sql};

/// What a transaction may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Read,
    Write,
    Note,
}

pub(crate) enum Inner {
    Lite(lite::Transaction),
    Pg(pg::Transaction),
}

/// One transaction of one county. Dropped without [`Tx::commit`] it leaves nothing behind.
pub struct Tx {
    pub(crate) inner: Inner,
    pub(crate) county: String,
    pub(crate) kind: Kind,
    pub(crate) sequence: i64,
    pub(crate) moment: Moment,
    /// What the clock said when it began to read.
    pub(crate) now: Moment,
    pub(crate) held: Held,
    pub(crate) written: Written,
}

/// A statement that takes longer is told as a warning.
const SLOW: Duration = Duration::from_secs(1);

/// Texts hold no values, so they may stand in the log.
fn told(text: &str, begun: Instant, rows: usize) {
    let elapsed = begun.elapsed();
    if elapsed > SLOW {
        tracing::warn!(target: "statement", ?elapsed, rows, text, "slow");
    } else {
        tracing::debug!(target: "statement", ?elapsed, rows, text);
    }
}

/// How many lines go into one statement on SQLite.
const TOGETHER: usize = 20;

/// How many bound values make the quickest statement of many lines on PostgreSQL.
const PLACES: usize = 1200;

impl Tx {
    /// Of a county of which nothing is known yet.
    pub(crate) fn begun(inner: Inner, county: &str, kind: Kind) -> Self {
        Tx {
            inner,
            county: county.to_owned(),
            kind,
            sequence: 0,
            moment: Moment::default(),
            now: Moment::default(),
            held: Held::default(),
            written: Written::default(),
        }
    }

    /// The county that this transaction is opened for; statements bind it as `county = $1`.
    pub fn county(&self) -> &str {
        &self.county
    }

    /// Writing: this act's number. Reading: the newest number that the transaction sees.
    pub fn sequence(&self) -> i64 {
        self.sequence
    }

    /// Writing: this act's moment. Reading: the moment of the newest act that it sees.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// The day of the clock, which goes on while nobody acts. What is kept in memory under a sequence must not be told by it.
    pub fn today(&self) -> Day {
        self.now.max(self.moment).day()
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether what it sees may come to nothing: what it wrote itself, and what others wrote that goes to the disk with it.
    /// Then the same numbers are given again, so that nothing it reads may be kept in memory under them.
    pub fn may_be_undone(&self) -> bool {
        self.kind != Kind::Read
    }

    /// Runs a statement; gives the number of rows it touched.
    pub async fn run(&mut self, text: &'static str, args: Vec<Arg>) -> Result<u64> {
        self.run_compiled(text, args).await
    }

    /// Writes, where nobody asks how many rows it touched. On PostgreSQL it may wait until something needs its table, or
    /// the transaction ends, and go there together with others: each way there and back takes longer than the work.
    pub async fn write(&mut self, text: &'static str, args: Vec<Arg>) -> Result<()> {
        if let Inner::Lite(_) = self.inner {
            return self.run(text, args).await.map(drop);
        }
        if !self.held.takes(text) {
            self.settle().await?;
        }
        self.held.push(text, args);
        Ok(())
    }

    pub async fn all(&mut self, text: &'static str, args: Vec<Arg>) -> Result<Vec<Row>> {
        self.before(text).await?;
        let begun = Instant::now();
        let rows = match &mut self.inner {
            Inner::Lite(tx) => tx.all(text, &args)?,
            Inner::Pg(tx) => tx.all(bind(sqlx::query(text), args)).await?,
        };
        told(text, begun, rows.len());
        Ok(rows)
    }

    pub async fn one(&mut self, text: &'static str, args: Vec<Arg>) -> Result<Option<Row>> {
        Ok(self.all(text, args).await?.into_iter().next())
    }

    /// Like [`Tx::all`] for a text that the program compiled: names come from checked trees,
    /// values are bound. Used by `ledger/store.rs`, the bulk door and migrations only.
    pub async fn all_compiled(&mut self, text: &str, args: Vec<Arg>) -> Result<Vec<Row>> {
        self.before(text).await?;
        let begun = Instant::now();
        let rows: Vec<Row> = match &mut self.inner {
            Inner::Lite(tx) => tx.all_apart(text, args).await?,
            Inner::Pg(tx) => {
                let query = sqlx::query(AssertSqlSafe(text.to_owned()));
                tx.all(bind(query, args)).await?
            }
        };
        told(text, begun, rows.len());
        Ok(rows)
    }

    /// Like [`Tx::run`] for a text that the program built (the rows of a bulk insert).
    pub async fn run_compiled(&mut self, text: &str, args: Vec<Arg>) -> Result<u64> {
        self.before(text).await?;
        self.run_now(text, args).await
    }

    /// Like [`Tx::run_compiled`] for an UPDATE of many lines, after which nothing is to be done where it fails.
    pub async fn change_many(&mut self, text: &str, args: Vec<Arg>) -> Result<u64> {
        let text = text.replacen("UPDATE ", &format!("UPDATE{} ", self.or_lose()), 1);
        let done = self.run_compiled(&text, args).await;
        self.lost_with(done)
    }

    /// Where a statement of many lines fails the act is lost: SQLite need not keep the pages as they were before the
    /// statement. It does where others would be lost with the act.
    fn or_lose(&self) -> &'static str {
        match &self.inner {
            Inner::Lite(tx) if !tx.joins() => " OR ROLLBACK",
            _ => "",
        }
    }

    fn lost_with<T>(&mut self, done: Result<T>) -> Result<T> {
        if let (Err(_), Inner::Lite(tx)) = (&done, &mut self.inner) {
            tx.lose();
        }
        done
    }

    async fn run_now(&mut self, text: &str, args: Vec<Arg>) -> Result<u64> {
        let begun = Instant::now();
        let touched = match &mut self.inner {
            Inner::Lite(tx) => tx.run(text, &args)?,
            Inner::Pg(tx) => {
                let query = sqlx::query(AssertSqlSafe(text.to_owned()));
                tx.run(bind(query, args)).await?
            }
        };
        told(text, begun, usize::try_from(touched).unwrap_or(usize::MAX));
        Ok(touched)
    }

    /// What waits goes first, where this text names its table.
    async fn before(&mut self, text: &str) -> Result<()> {
        if self.held.concerns(text) {
            self.settle().await?;
        }
        Ok(())
    }

    /// Sends what waits, as one statement.
    async fn settle(&mut self) -> Result<()> {
        match self.held.take() {
            Some((text, args)) => self.run_now(&text, args).await.map(drop),
            None => Ok(()),
        }
    }

    /// Inserts many lines: `into` is `table (column, …)`, `after` what
    /// stands behind the values. For loads; names come from the program, values are bound.
    pub async fn run_lines(
        &mut self,
        into: &str,
        lines: impl Into<Batch>,
        after: &str,
    ) -> Result<()> {
        let lines = lines.into();
        if lines.is_empty() {
            return Ok(());
        }
        self.before(into).await?;
        let or_lose = self.or_lose();
        let done = match &mut self.inner {
            Inner::Lite(tx) => {
                let one = format!("({})", vec!["?"; lines.columns()].join(", "));
                let text = |many| {
                    let places = vec![one.as_str(); many].join(", ");
                    format!("INSERT{or_lose} INTO {into} VALUES {places}{after}")
                };
                let whole = lines.len() - lines.len() % TOGETHER;
                tx.run_each(&text(TOGETHER), &lines, 0..whole, TOGETHER)
                    .and_then(|()| tx.run_each(&text(1), &lines, whole..lines.len(), 1))
            }
            Inner::Pg(tx) if after.is_empty() => tx.copy(into, lines).await,
            Inner::Pg(_) => self.insert_lines(into, &lines, after).await,
        };
        self.lost_with(done)
    }

    async fn insert_lines(&mut self, into: &str, lines: &Batch, after: &str) -> Result<()> {
        let columns = lines.columns();
        let at_once = (PLACES / columns.max(1)).max(1);
        for from in (0..lines.len()).step_by(at_once) {
            let some = from..lines.len().min(from + at_once);
            let place = |at: usize| format!("${}", at + 1);
            let line = |line: usize| {
                let places: Vec<String> = (0..columns)
                    .map(|column| place(line * columns + column))
                    .collect();
                format!("({})", places.join(", "))
            };
            let places: Vec<String> = (0..some.len()).map(line).collect();
            let text = format!("INSERT INTO {into} VALUES {}{after}", places.join(", "));
            let values = lines.values(some).map(Arg::from).collect();
            self.run_compiled(&text, values).await?;
        }
        Ok(())
    }

    /// Asks whether the engine accepts a text, without running it.
    pub async fn prepare(&mut self, text: &str) -> Result<()> {
        match &mut self.inner {
            Inner::Lite(tx) => tx.prepare(text),
            Inner::Pg(tx) => tx.prepare(text).await,
        }
    }

    /// Says that this act changed what figures over `topic` read: a kind's id, or a word such as
    /// `definition`. Figures kept in memory are keyed by the newest sequence of their topics.
    pub async fn touch(&mut self, topic: &str) -> Result<()> {
        let args = crate::args![self.county.as_str(), topic, self.sequence];
        let text = sql!(
            "INSERT INTO store_topic (county, topic, sequence) VALUES ($1, $2, $3)
             ON CONFLICT (county, topic) DO UPDATE SET sequence = excluded.sequence"
        );
        self.write(text, args).await
    }

    /// The newest sequence that touched each topic of the county.
    pub async fn topics(&mut self) -> Result<Vec<(String, i64)>> {
        let args = crate::args![self.county.as_str()];
        let rows = self
            .all(
                sql!("SELECT topic, sequence FROM store_topic WHERE county = $1 ORDER BY topic"),
                args,
            )
            .await?;
        rows.iter()
            .map(|row| Ok((row.get("topic")?, row.get("sequence")?)))
            .collect()
    }

    /// The newest sequence that touched each of these topics; 0 where none did. What is kept in memory is kept under them.
    pub async fn newest_of<const N: usize>(&mut self, topics: [&str; N]) -> Result<[i64; N]> {
        let touched = self.topics().await?;
        Ok(topics.map(|topic| {
            let mut all = touched.iter();
            all.find(|(known, _)| known == topic).map_or(0, |one| one.1)
        }))
    }

    /// Whether any topic of the county was touched after a sequence.
    pub async fn has_moved(&mut self, since: i64) -> Result<bool> {
        let topics = self.topics().await?;
        Ok(topics.iter().any(|(_, sequence)| *sequence > since))
    }

    /// The greatest sequence whose moment is not after `moment`; 0 before the first act.
    /// Moments rise with the sequence, so that twenty looks find one among a million without an index.
    pub async fn sequence_at(&mut self, moment: Moment) -> Result<i64> {
        if moment >= self.moment {
            return Ok(self.sequence);
        }
        let (mut not_after, mut after) = (0, self.sequence + 1);
        while not_after + 1 < after {
            let middle = not_after + (after - not_after) / 2;
            match self.moment_of(middle).await? {
                Some(found) if found > moment => after = middle,
                _ => not_after = middle,
            }
        }
        Ok(not_after)
    }

    /// The moment of an act of this county.
    pub async fn moment_of(&mut self, sequence: i64) -> Result<Option<Moment>> {
        let args = crate::args![self.county.as_str(), sequence];
        let row = self
            .one(
                sql!("SELECT moment FROM store_sequence WHERE county = $1 AND sequence = $2"),
                args,
            )
            .await?;
        row.map(|row| row.get("moment")).transpose()
    }

    /// A setting of the county, such as the day of a demonstration.
    pub async fn setting(&mut self, name: &str) -> Result<Option<String>> {
        let args = crate::args![self.county.as_str(), name];
        let text = sql!("SELECT value FROM store_setting WHERE county = $1 AND name = $2");
        self.one(text, args)
            .await?
            .map(|row| row.get("value"))
            .transpose()
    }

    pub async fn set_setting(&mut self, name: &str, value: &str) -> Result<()> {
        let args = crate::args![self.county.as_str(), name, value];
        let text = sql!(
            "INSERT INTO store_setting (county, name, value) VALUES ($1, $2, $3)
             ON CONFLICT (county, name) DO UPDATE SET value = excluded.value"
        );
        self.run(text, args).await.map(drop)
    }

    /// # Errors
    /// Also where a line was written for which no entry of the trail answers.
    pub async fn commit(mut self) -> Result<()> {
        if self.written.untold {
            return Err(Error::Untold);
        }
        self.settle().await?;
        match self.inner {
            Inner::Lite(tx) => tx.commit().await?,
            Inner::Pg(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Takes the county's next number and its moment `max(clock, last + 1 ms)` under lock.
    pub(crate) async fn advance(&mut self, now: Moment) -> Result<()> {
        let text = sql!(
            "UPDATE store_county SET sequence = sequence + 1,
                    moment = CASE WHEN moment >= $2 THEN moment + 1 ELSE $2 END
             WHERE county = $1 RETURNING sequence, moment"
        );
        let args = crate::args![self.county.as_str(), now];
        let row = self.one(text, args).await?;
        let row = row.ok_or_else(|| crate::Error::Column {
            column: "county".into(),
            reason: format!("{} is not in this database", self.county),
        })?;
        self.sequence = row.get("sequence")?;
        self.moment = row.get("moment")?;
        let args = crate::args![self.county.as_str(), self.sequence, self.moment];
        let text =
            sql!("INSERT INTO store_sequence (county, sequence, moment) VALUES ($1, $2, $3)");
        self.write(text, args).await
    }

    /// The newest number and moment that this transaction sees.
    pub(crate) async fn look(&mut self) -> Result<()> {
        let args = crate::args![self.county.as_str()];
        if let Some(row) = self
            .one(
                sql!("SELECT sequence, moment FROM store_county WHERE county = $1"),
                args,
            )
            .await?
        {
            self.sequence = row.get("sequence")?;
            self.moment = row.get("moment")?;
        }
        Ok(())
    }
}
