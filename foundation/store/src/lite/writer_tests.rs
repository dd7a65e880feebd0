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
    let waiting = || writer.group.waits();
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
