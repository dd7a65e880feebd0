//! What this room reads of the whole county, kept in memory for its readers until something changes that it rests on.

use std::sync::Arc;

use ::store::{Result, Tx};
use web::{App, Kept};

/// Of a county the newest, each of a few megabytes.
struct Memory<T>(Kept<(String, [i64; 3]), Arc<T>>);

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Memory(Kept::with_room(2))
    }
}

/// What `read` gives, read again only when one of its topics was touched since: kinds of rows, `subject` for the firms,
/// `definition` for the kinds.
pub async fn kept<T: Send + Sync + 'static>(
    app: &App,
    tx: &mut Tx,
    topics: [&str; 3],
    read: impl AsyncFnOnce(&mut Tx) -> Result<T>,
) -> Result<Arc<T>> {
    let marks = tx.newest_of(topics).await?;
    let key = (tx.county().to_owned(), marks);
    let memory = app.memory::<Memory<T>>();
    if let Some(found) = memory.0.get(&key) {
        return Ok(found);
    }
    let found = Arc::new(read(tx).await?);
    if !tx.may_be_undone() {
        memory.0.put(key, Arc::clone(&found));
    }
    Ok(found)
}
