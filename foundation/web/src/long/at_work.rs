//! What this process works on, in its memory: pages see it move without a look into the database.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use store::LongJob;
use tokio::sync::Notify;
use values::{Id, Uuid};

#[derive(Default)]
pub(crate) struct AtWork {
    jobs: Mutex<HashMap<Id<LongJob>, Arc<Now>>>,
    told: Mutex<HashSet<Uuid>>,
    wake: Notify,
}

/// How far one job is.
#[derive(Default)]
pub(crate) struct Now {
    done: AtomicI64,
    total: AtomicI64,
    stop: AtomicBool,
    written: Mutex<Option<Instant>>,
}

const AT_MOST_EVERY: Duration = Duration::from_millis(500);

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl AtWork {
    pub(crate) fn begin(&self, id: Id<LongJob>) -> Arc<Now> {
        let now = Arc::new(Now::default());
        locked(&self.jobs).insert(id, Arc::clone(&now));
        now
    }

    pub(crate) fn end(&self, id: Id<LongJob>) {
        locked(&self.jobs).remove(&id);
    }

    pub(crate) fn of(&self, id: Id<LongJob>) -> Option<Arc<Now>> {
        locked(&self.jobs).get(&id).cloned()
    }

    /// Whether this is told for the first time: a log need not say it every minute.
    pub(crate) fn is_news(&self, about: Uuid) -> bool {
        locked(&self.told).insert(about)
    }

    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }
}

impl Now {
    pub(crate) fn say(&self, done: i64, total: i64) {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    pub(crate) fn told(&self) -> (i64, i64) {
        (
            self.done.load(Ordering::Relaxed),
            self.total.load(Ordering::Relaxed),
        )
    }

    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub(crate) fn must_stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Whether the last time is long enough ago; this is then the last time.
    pub(crate) fn is_due(&self) -> bool {
        let mut written = locked(&self.written);
        let due = written.is_none_or(|at| at.elapsed() >= AT_MOST_EVERY);
        if due {
            *written = Some(Instant::now());
        }
        due
    }
}
