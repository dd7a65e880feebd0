//! Acts of one county on PostgreSQL that go to the disk together. Each act holds the county's line until it is committed, so
//! that without this they would wait for the disk one after the other, each with a connection of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnection, PgPool};
use tokio::sync::OwnedMutexGuard;

use super::{On, Open, Transaction, WRITE, begin, by_itself};
use crate::group::{Done, FAILED, Group, Kept, Unkept, why};
use crate::{Error, Result};

/// How long an act waits for those before it, and for the server to undo what one of them left in the middle.
const WAIT: Duration = Duration::from_secs(30);

/// The places to write, one for each county.
#[derive(Clone)]
pub(crate) struct Writer {
    pool: PgPool,
    counties: Arc<Mutex<HashMap<String, Place>>>,
}

#[derive(Clone)]
struct Place {
    pool: PgPool,
    way: Arc<tokio::sync::Mutex<Way>>,
    group: Arc<Group>,
}

/// What is under way at a place.
#[derive(Default)]
struct Way {
    open: Option<Open>,
    last: Last,
    /// When nobody could begin. Those who waited then need not try, each behind the other.
    failed: Option<Instant>,
}

/// What the last act left, of which the server hears when the next one begins.
#[derive(Clone, Copy, Default)]
enum Last {
    /// The work of the act that began the transaction.
    #[default]
    First,
    /// The work of one that joined.
    Done,
    /// What is to be undone of one that joined.
    Undone,
}

impl Last {
    /// Begins an act behind it.
    fn join(self) -> &'static str {
        match self {
            Last::First => "SAVEPOINT act",
            Last::Done => "RELEASE SAVEPOINT act; SAVEPOINT act",
            Last::Undone => UNDO,
        }
    }

    /// Sends a text behind what was left. A statement that was cut off may still be told to have failed: that is the error of
    /// an act that is undone, not of this text, which was not sent then.
    async fn then(self, open: &mut Open, text: &'static str) -> Result<()> {
        let mut sent = run(open, text).await;
        if let (Last::Undone, Err(Error::Fault(_) | Error::Twice(_) | Error::Busy)) = (self, &sent)
        {
            sent = run(open, text).await;
        }
        sent
    }
}

/// Undoes an act.
const UNDO: &str = "ROLLBACK TO SAVEPOINT act";

impl Writer {
    pub(crate) fn by(pool: PgPool) -> Self {
        Writer {
            pool,
            counties: Arc::default(),
        }
    }

    pub(crate) async fn begin(&self, county: &str) -> Result<Transaction> {
        let place = self.place(county);
        let way = place.way().await?;
        if way.open.is_none() {
            return place.first(way).await;
        }
        // By itself: who asks may leave in the middle, and those before it must not suffer from that.
        by_itself(place.join(way)).await?
    }

    /// An act that none joins: others are not to wait for all of it. It waits here, not with a connection for the county's
    /// line.
    pub(crate) async fn begin_wide(&self, county: &str) -> Result<Transaction> {
        let place = self.place(county);
        let mut way = place.way().await?;
        if way.open.is_some() {
            // By itself, as above.
            way = by_itself(async move {
                let (kept, done) = place.put(&mut way).await;
                done.tell(&kept);
                way
            })
            .await?;
        }
        let own = way.first(&self.pool).await?;
        Ok(On::Alone(Alone { own, _way: way }).into())
    }

    fn place(&self, county: &str) -> Place {
        let mut counties = self.counties.lock().unwrap_or_else(PoisonError::into_inner);
        let place = counties.entry(county.to_owned()).or_insert_with(|| Place {
            pool: self.pool.clone(),
            way: Arc::default(),
            group: Arc::default(),
        });
        place.clone()
    }
}

impl Way {
    /// A transaction of which nobody knows yet.
    async fn first(&mut self, pool: &PgPool) -> Result<Open> {
        let begun = match pool.acquire().await {
            Ok(free) => begin(free, WRITE).await,
            Err(error) => Err(error.into()),
        };
        if begun.is_err() {
            self.failed = Some(Instant::now());
        }
        begun
    }
}

impl Place {
    /// Waits for the turn of an act.
    async fn way(&self) -> Result<OwnedMutexGuard<Way>> {
        let since = Instant::now();
        let _waiting = self.group.wait();
        let way = Arc::clone(&self.way).lock_owned();
        let way = tokio::time::timeout(WAIT, way)
            .await
            .map_err(|_| Error::late())?;
        match way.failed {
            Some(at) if at > since => Err(Error::late()),
            _ => Ok(way),
        }
    }

    /// Begins a transaction.
    async fn first(self, mut way: OwnedMutexGuard<Way>) -> Result<Transaction> {
        let open = way.first(&self.pool).await?;
        way.open = Some(open);
        way.last = Last::First;
        Ok(self.act(way, false))
    }

    /// Begins an act behind others, or anew where the server has lost them.
    async fn join(self, mut way: OwnedMutexGuard<Way>) -> Result<Transaction> {
        let last = way.last;
        let begun = match &mut way.open {
            Some(open) => last.then(open, last.join()).await,
            None => Err(Error::Gone(FAILED.to_owned())),
        };
        if let Err(error) = begun {
            way.open = None;
            self.group.take().tell(&Err(why(&error)));
            return self.first(way).await;
        }
        // Until it is done.
        way.last = Last::Undone;
        Ok(self.act(way, true))
    }

    fn act(self, way: OwnedMutexGuard<Way>, joins: bool) -> Transaction {
        On::Among(Act {
            place: self,
            way,
            joins,
            is_open: true,
        })
        .into()
    }

    /// Puts all that is done on the disk, or undoes it; gives those who are to be told.
    async fn put(&self, way: &mut Way) -> (Kept, Done) {
        let _unkept = Unkept(&self.group);
        let kept = match way.open.take() {
            Some(open) => end(open, way.last).await.map_err(|error| why(&error)),
            None => Err(FAILED.to_owned()),
        };
        (kept, self.group.take())
    }

    /// Waits behind those who wait now, and puts what they leave on the disk. It stands for itself: whoever asked for an act
    /// may be gone by then.
    async fn close_group(self) {
        let mut way = self.way.lock().await;
        let (kept, done) = self.put(&mut way).await;
        // Free before they are told: what they do next may be to write again.
        drop(way);
        done.tell(&kept);
    }
}

async fn end(mut open: Open, last: Last) -> Result<()> {
    if let Last::Undone = last {
        last.then(&mut open, UNDO).await?;
    }
    Ok(open.commit().await?)
}

async fn run(open: &mut Open, text: &'static str) -> Result<()> {
    let done = tokio::time::timeout(WAIT, sqlx::raw_sql(text).execute(&mut **open)).await;
    done.map_err(|_| Error::late())??;
    Ok(())
}

/// An act that is by itself at its county's place.
pub(super) struct Alone {
    own: Open,
    _way: OwnedMutexGuard<Way>,
}

impl Alone {
    pub(super) fn connection(&mut self) -> &mut PgConnection {
        &mut self.own
    }

    pub(super) async fn commit(self) -> Result<()> {
        Ok(self.own.commit().await?)
    }
}

/// One act at its county's place.
pub(super) struct Act {
    place: Place,
    way: OwnedMutexGuard<Way>,
    /// Whether it began behind others that are not on the disk yet; it is undone without them.
    joins: bool,
    is_open: bool,
}

impl Act {
    pub(super) fn connection(&mut self) -> Result<&mut PgConnection> {
        match &mut self.way.open {
            Some(open) => Ok(open),
            None => Err(Error::Gone(FAILED.to_owned())),
        }
    }

    /// Returns when it is on the disk.
    pub(super) async fn commit(mut self) -> Result<()> {
        let group = Arc::clone(&self.place.group);
        if group.is_empty() {
            if self.joins {
                // They were told that nothing is kept.
                return Err(Error::Gone(FAILED.to_owned()));
            }
            if !group.is_wanted() {
                return match self.way.open.take() {
                    Some(open) => Ok(open.commit().await?),
                    None => Err(Error::Gone(FAILED.to_owned())),
                };
            }
        }
        self.is_open = false;
        self.way.last = match self.joins {
            true => Last::Done,
            false => Last::First,
        };
        let place = self.place.clone();
        let told = group.push(|| drop(tokio::spawn(place.close_group())));
        // The next one has it from here.
        drop(self);
        told.await
    }
}

impl Drop for Act {
    fn drop(&mut self) {
        if !self.is_open {
            return;
        }
        match self.joins && !self.place.group.is_empty() {
            true => self.way.last = Last::Undone,
            // Undone by the server as soon as the connection goes back.
            false => self.way.open = None,
        }
    }
}
