#![allow(clippy::unwrap_used)]

use std::future::Future;
use std::time::Duration;

use values::Clock;

use crate::{Error, Result, Store, Tx, args};

const COUNTY: &str = "320682";
const SET: &str = "INSERT INTO store_setting (county, name, value) VALUES ($1, $2, '')";

async fn filled() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::in_folder(folder.path(), Clock::machine()).await;
    let store = store.unwrap();
    store.migrate(&[]).await.unwrap();
    store.found(COUNTY, "如皋市").await.unwrap();
    (folder, store)
}

async fn set(tx: &mut Tx, name: &str) -> Result<()> {
    tx.run(SET, args![COUNTY, name]).await.map(drop)
}

async fn names(store: &Store) -> Vec<String> {
    let text = "SELECT name FROM store_setting WHERE county = $1 ORDER BY name";
    let rows = store.all(text, args![COUNTY]).await.unwrap();
    rows.iter().map(|row| row.get("name").unwrap()).collect()
}

/// Waits until so many ask for the connection.
async fn asked(store: &Store, many: usize) {
    let crate::open::Pools::Lite { writer, .. } = &store.pools else {
        unreachable!()
    };
    let waiting = || writer.group.waiting.load(super::Ordering::Relaxed);
    while waiting() < many {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// An act that writes one line and ends in the way that is given, begun as soon as the connection is free.
fn act<F>(
    store: &Store,
    name: &'static str,
    end: impl FnOnce(Tx) -> F + Send + 'static,
) -> tokio::task::JoinHandle<Result<()>>
where
    F: Future<Output = Result<()>> + Send,
{
    let store = store.clone();
    tokio::spawn(async move {
        let mut tx = store.write(COUNTY).await?;
        set(&mut tx, name).await?;
        end(tx).await
    })
}

#[tokio::test]
async fn acts_that_wait_are_kept_together_and_each_stands_for_itself() {
    let (_folder, store) = filled().await;
    let mut first = store.write(COUNTY).await.unwrap();
    set(&mut first, "first").await.unwrap();
    let dropped = act(&store, "dropped", |tx| async {
        drop(tx);
        Ok(())
    });
    asked(&store, 1).await;
    let failed = act(&store, "first", |tx| tx.commit());
    asked(&store, 2).await;
    let (mine, begun) = (store.clone(), tokio::sync::Notify::new());
    let begun = std::sync::Arc::new(begun);
    let told = std::sync::Arc::clone(&begun);
    let last = act(&store, "last", |mut tx| async move {
        // Those before it are done, and nobody sees them before they are on the disk.
        assert_eq!(names(&mine).await, [""; 0]);
        told.notified().await;
        let (sequence, text) = (
            tx.sequence(),
            "SELECT name FROM store_setting WHERE county = $1 ORDER BY name",
        );
        let seen = tx.all(text, args![COUNTY]).await?;
        assert_eq!(
            (sequence, seen.len()),
            (2, 2),
            "it follows the first, and the others left nothing"
        );
        tx.commit().await
    });
    asked(&store, 3).await;
    let first = tokio::spawn(first.commit());
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(!first.is_finished(), "it is not told before it is kept");
    begun.notify_one();
    first.await.unwrap().unwrap();
    dropped.await.unwrap().unwrap();
    let failed = failed.await.unwrap();
    assert!(matches!(failed, Err(Error::Twice(_))), "{failed:?}");
    last.await.unwrap().unwrap();
    assert_eq!(names(&store).await, ["first", "last"]);
}

#[tokio::test]
async fn an_act_is_kept_where_those_behind_it_leave() {
    let (_folder, store) = filled().await;
    let mut first = store.write(COUNTY).await.unwrap();
    set(&mut first, "first").await.unwrap();
    let gone = act(&store, "gone", |tx| tx.commit());
    asked(&store, 1).await;
    let first = tokio::spawn(first.commit());
    gone.abort();
    first.await.unwrap().unwrap();
    assert_eq!(names(&store).await, ["first"]);
    // Whoever asked for the first may be gone, too.
    let mut left = store.write(COUNTY).await.unwrap();
    set(&mut left, "left").await.unwrap();
    let behind = act(&store, "behind", |tx| tx.commit());
    asked(&store, 1).await;
    tokio::select! {
        biased;
        kept = left.commit() => panic!("it waits for the one behind it: {kept:?}"),
        () = std::future::ready(()) => {}
    }
    behind.await.unwrap().unwrap();
    assert_eq!(names(&store).await, ["behind", "first", "left"]);
}

#[tokio::test]
async fn where_all_is_undone_all_are_told() {
    let (_folder, store) = filled().await;
    let mut first = store.write(COUNTY).await.unwrap();
    set(&mut first, "first").await.unwrap();
    // As where the disk is full: SQLite undoes more than the act that failed.
    let full = act(&store, "full", |mut tx| async move {
        let text = SET.replace("INSERT", "INSERT OR ROLLBACK");
        tx.run_compiled(&text, args![COUNTY, "first"]).await?;
        tx.commit().await
    });
    asked(&store, 1).await;
    let next = act(&store, "next", |tx| tx.commit());
    asked(&store, 2).await;
    let first = first.commit().await;
    assert!(matches!(first, Err(Error::Gone(_))), "{first:?}");
    assert!(full.await.unwrap().is_err());
    next.await.unwrap().unwrap();
    assert_eq!(names(&store).await, ["next"]);
}

#[tokio::test]
async fn many_lines_that_fail_take_nobody_with_them() {
    let (_folder, store) = filled().await;
    let mut first = store.write(COUNTY).await.unwrap();
    set(&mut first, "first").await.unwrap();
    let many = act(&store, "many", |mut tx| async move {
        let lines = vec![args![COUNTY, "new", ""], args![COUNTY, "first", ""]];
        let into = "store_setting (county, name, value)";
        tx.run_lines(into, lines, "").await?;
        tx.commit().await
    });
    asked(&store, 1).await;
    first.commit().await.unwrap();
    assert!(matches!(many.await.unwrap(), Err(Error::Twice(_))));
    assert_eq!(names(&store).await, ["first"]);
}

#[tokio::test]
async fn a_wide_act_joins_nobody_and_nobody_joins_it() {
    let (_folder, store) = filled().await;
    let mut first = store.write(COUNTY).await.unwrap();
    set(&mut first, "first").await.unwrap();
    let (mine, other) = (store.clone(), store.clone());
    let wide = tokio::spawn(async move {
        let mut tx = mine.write_wide(COUNTY).await?;
        // What was done before it is on the disk when it begins.
        assert_eq!(names(&mine).await, ["first"]);
        set(&mut tx, "wide").await?;
        asked(&mine, 1).await;
        tx.commit().await?;
        assert_eq!(names(&mine).await, ["first", "wide"]);
        Ok::<(), Error>(())
    });
    asked(&store, 1).await;
    first.commit().await.unwrap();
    let last = act(&other, "last", |tx| tx.commit());
    wide.await.unwrap().unwrap();
    last.await.unwrap().unwrap();
    assert_eq!(names(&store).await, ["first", "last", "wide"]);
}

/// As where the disk is full only when all goes to it: a rule that is looked at then is broken.
#[tokio::test]
async fn where_the_commit_fails_all_are_told() {
    let (folder, store) = filled().await;
    let tables = "CREATE TABLE parent (id TEXT PRIMARY KEY);
        CREATE TABLE child (id TEXT REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);";
    let beside = rusqlite::Connection::open(folder.path().join("kedu.db"));
    beside.unwrap().execute_batch(tables).unwrap();
    let mut first = store.write(COUNTY).await.unwrap();
    set(&mut first, "first").await.unwrap();
    let orphan = act(&store, "orphan", |mut tx| async move {
        tx.run("INSERT INTO child (id) VALUES ('nobody')", args![])
            .await?;
        tx.commit().await
    });
    asked(&store, 1).await;
    let first = first.commit().await;
    assert!(matches!(first, Err(Error::Gone(_))), "{first:?}");
    assert!(orphan.await.unwrap().is_err());
    let mut next = store.write(COUNTY).await.unwrap();
    assert_eq!(next.sequence(), 1, "nothing of them is left");
    set(&mut next, "next").await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(names(&store).await, ["next"]);
}

#[tokio::test]
async fn who_does_not_wait_to_begin_does_not_wait_to_end() {
    let (_folder, store) = filled().await;
    let mut first = store.try_note(COUNTY).await.unwrap().unwrap();
    set(&mut first, "first").await.unwrap();
    let behind = act(&store, "behind", |tx| tx.commit());
    asked(&store, 1).await;
    tokio::select! {
        biased;
        kept = first.commit() => kept.unwrap(),
        () = std::future::ready(()) => panic!("it waits for the one behind it"),
    }
    assert_eq!(names(&store).await, ["first"]);
    behind.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_database_that_is_closed_keeps_all_or_tells() {
    let (folder, store) = filled().await;
    let mut first = store.write(COUNTY).await.unwrap();
    set(&mut first, "first").await.unwrap();
    let (told, go_on) = tokio::sync::oneshot::channel::<()>();
    let last = act(&store, "last", |tx| async move {
        let _ = go_on.await;
        tx.commit().await
    });
    asked(&store, 1).await;
    let first = tokio::spawn(first.commit());
    tokio::time::sleep(Duration::from_millis(20)).await;
    // The last has the connection, the first waits for it.
    store.close().await;
    assert!(first.await.unwrap().is_err());
    told.send(()).unwrap();
    assert!(last.await.unwrap().is_err());
    let again = Store::in_folder(folder.path(), Clock::machine()).await;
    assert_eq!(names(&again.unwrap()).await, [""; 0]);
}

/// On more than one thread: every act that is told to be kept is there, and no other.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_each_is_what_it_was_told_to_be() {
    let (folder, store) = filled().await;
    let mut acts = tokio::task::JoinSet::new();
    for person in 0..20 {
        let store = store.clone();
        acts.spawn(async move {
            let mut kept = Vec::new();
            for at in 0..20 {
                let name = format!("{person:02}-{at:02}");
                let mut tx = store.write(COUNTY).await.unwrap();
                set(&mut tx, &name).await.unwrap();
                // Some are let go, some write what is there.
                if at % 5 == 3 {
                    continue;
                }
                if at % 7 == 2 && set(&mut tx, &name).await.is_err() {
                    continue;
                }
                if tx.commit().await.is_ok() {
                    kept.push(name);
                }
            }
            kept
        });
    }
    let mut kept = Vec::new();
    while let Some(of_one) = acts.join_next().await {
        kept.extend(of_one.unwrap());
    }
    kept.sort();
    store.close().await;
    let again = Store::in_folder(folder.path(), Clock::machine()).await;
    let mut tx = again.as_ref().unwrap().read(COUNTY).await.unwrap();
    let text = "SELECT name FROM store_setting WHERE county = $1 ORDER BY name";
    let rows = tx.all(text, args![COUNTY]).await.unwrap();
    let there: Vec<String> = rows.iter().map(|row| row.get("name").unwrap()).collect();
    assert_eq!(there, kept);
    assert_eq!(tx.sequence(), i64::try_from(kept.len()).unwrap());
}
