//! A question that runs on a thread of its own: where whoever asked leaves, it ends, and its connection is free for others.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, InterruptHandle};

/// None once it is answered, or cut off.
type Question = Option<InterruptHandle>;

/// The asker's side; dropped before the answer it cuts the question off.
pub(super) struct Asked(Arc<Mutex<Question>>);

/// The side of the thread that finds the answer.
pub(super) struct Running(Arc<Mutex<Question>>);

fn of(question: &Mutex<Question>) -> MutexGuard<'_, Question> {
    question.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Asked {
    pub(super) fn on(connection: &Connection) -> Self {
        let question = Some(connection.get_interrupt_handle());
        Asked(Arc::new(Mutex::new(question)))
    }

    pub(super) fn running(&self) -> Running {
        Running(Arc::clone(&self.0))
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        if let Some(question) = of(&self.0).take() {
            question.interrupt();
        }
    }
}

impl Running {
    pub(super) fn is_wanted(&self) -> bool {
        of(&self.0).is_some()
    }
}

/// What runs on the connection after this is another question.
impl Drop for Running {
    fn drop(&mut self) {
        *of(&self.0) = None;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::{Duration, Instant};

    use values::Clock;

    use crate::{Store, args};

    /// Counts for a minute.
    const LONG: &str = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000000000) SELECT COUNT(*) AS n FROM n";

    #[tokio::test(flavor = "multi_thread")]
    async fn a_question_that_nobody_asks_any_more_holds_no_connection() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::in_folder(folder.path(), Clock::machine()).await;
        let store = store.unwrap();
        store.migrate(&[]).await.unwrap();
        store.found("320682", "如皋市").await.unwrap();
        let begun = Instant::now();
        for _ in 0..9 {
            let mut tx = store.read("320682").await.unwrap();
            let long = tx.all_compiled(LONG, args![]);
            assert!(
                tokio::time::timeout(Duration::from_millis(50), long)
                    .await
                    .is_err()
            );
        }
        let mut tx = store.read("320682").await.unwrap();
        let one = tx.all_compiled("SELECT 1 AS one", args![]).await.unwrap();
        assert_eq!(one[0].get::<i64>("one").unwrap(), 1);
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}
