//! Acts of one county that wait for one another: they go to the disk together, and each stands for itself.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use store::{Error, Result, Store, Tx, args, sql};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use trial::{COUNTY, both, on_postgres};

async fn set(tx: &mut Tx, name: &str) -> Result<()> {
    let text = sql!("INSERT INTO store_setting (county, name, value) VALUES ($1, $2, '')");
    tx.run(text, args![COUNTY, name]).await.map(drop)
}

async fn seen(tx: &mut Tx) -> Vec<String> {
    let text = sql!("SELECT name FROM store_setting WHERE county = $1 ORDER BY name");
    let rows = tx.all(text, args![COUNTY]).await.unwrap();
    rows.iter().map(|row| row.get("name").unwrap()).collect()
}

pub async fn names(store: &Store) -> Vec<String> {
    seen(&mut store.read(COUNTY).await.unwrap()).await
}

pub async fn first(store: &Store) -> Tx {
    let mut tx = store.write(COUNTY).await.unwrap();
    set(&mut tx, "first").await.unwrap();
    tx
}

/// An act that writes one line and ends in the way that is given, begun as soon as it is its turn. It waits for that when
/// this returns: a test has one thread.
pub async fn act<F>(
    store: &Store,
    name: &'static str,
    end: impl FnOnce(Tx) -> F + Send + 'static,
) -> JoinHandle<Result<()>>
where
    F: Future<Output = Result<()>> + Send,
{
    let store = store.clone();
    let waits = tokio::spawn(async move {
        let mut tx = store.write(COUNTY).await?;
        set(&mut tx, name).await?;
        end(tx).await
    });
    tokio::task::yield_now().await;
    waits
}

/// Long enough for all that can be done now.
pub async fn a_while() {
    tokio::time::sleep(Duration::from_millis(100)).await;
}

#[tokio::test]
async fn acts_that_wait_are_kept_together_and_each_stands_for_itself() {
    both(&[], |site| async move {
        let store = site.app.store();
        let first = first(store).await;
        let dropped = act(store, "dropped", |tx| async {
            drop(tx);
            Ok(())
        });
        let dropped = dropped.await;
        let failed = act(store, "first", Tx::commit).await;
        let (mine, go_on) = (store.clone(), Arc::new(Notify::new()));
        let told = Arc::clone(&go_on);
        let last = act(store, "last", |mut tx| async move {
            // Those before it are done, and nobody sees them before they are on the disk.
            assert_eq!(names(&mine).await, [""; 0]);
            told.notified().await;
            assert_eq!(tx.sequence(), 2, "the others left nothing");
            assert_eq!(seen(&mut tx).await, ["first", "last"]);
            tx.commit().await
        });
        let last = last.await;
        let first = tokio::spawn(first.commit());
        a_while().await;
        assert!(!first.is_finished(), "it is not told before it is kept");
        go_on.notify_one();
        first.await.unwrap().unwrap();
        dropped.await.unwrap().unwrap();
        let failed = failed.await.unwrap();
        assert!(matches!(failed, Err(Error::Twice(_))), "{failed:?}");
        last.await.unwrap().unwrap();
        assert_eq!(names(store).await, ["first", "last"]);
    })
    .await;
}

#[tokio::test]
async fn an_act_is_kept_where_those_behind_it_leave_and_where_its_own_asker_leaves() {
    both(&[], |site| async move {
        let store = site.app.store();
        let one = first(store).await;
        let gone = act(store, "gone", Tx::commit).await;
        let one = tokio::spawn(one.commit());
        gone.abort();
        one.await.unwrap().unwrap();
        assert_eq!(names(store).await, ["first"]);
        let mut left = store.write(COUNTY).await.unwrap();
        set(&mut left, "left").await.unwrap();
        let go_on = Arc::new(Notify::new());
        let told = Arc::clone(&go_on);
        let behind = act(store, "behind", |tx| async move {
            told.notified().await;
            tx.commit().await
        });
        let behind = behind.await;
        let left = tokio::spawn(left.commit());
        a_while().await;
        left.abort();
        assert!(left.await.unwrap_err().is_cancelled());
        go_on.notify_one();
        behind.await.unwrap().unwrap();
        assert_eq!(names(store).await, ["behind", "first", "left"]);
    })
    .await;
}

#[tokio::test]
async fn many_lines_that_fail_take_nobody_with_them() {
    both(&[], |site| async move {
        let store = site.app.store();
        let first = first(store).await;
        let many = act(store, "many", |mut tx| async move {
            let lines = vec![args![COUNTY, "new", ""], args![COUNTY, "first", ""]];
            let into = "store_setting (county, name, value)";
            // Whoever does not care is told at the end.
            let failed = tx.run_lines(into, lines, "").await;
            assert!(matches!(failed, Err(Error::Twice(_))), "{failed:?}");
            tx.commit().await
        });
        let many = many.await;
        first.commit().await.unwrap();
        assert!(matches!(many.await.unwrap(), Err(Error::Fault(_))));
        assert_eq!(names(store).await, ["first"]);
    })
    .await;
}

#[tokio::test]
async fn a_wide_act_joins_nobody_and_nobody_joins_it() {
    both(&[], |site| async move {
        let store = site.app.store();
        let first = first(store).await;
        let mine = store.clone();
        let wide = tokio::spawn(async move {
            let mut tx = mine.write_wide(COUNTY).await?;
            // What was done before it is on the disk when it begins.
            assert_eq!(names(&mine).await, ["first"]);
            set(&mut tx, "wide").await?;
            let behind = act(&mine, "behind", Tx::commit).await;
            tx.commit().await?;
            assert_eq!(names(&mine).await, ["first", "wide"]);
            behind.await.unwrap()
        });
        a_while().await;
        first.commit().await.unwrap();
        wide.await.unwrap().unwrap();
        assert_eq!(names(store).await, ["behind", "first", "wide"]);
    })
    .await;
}

/// As where the disk is full only when all goes to it: a rule that is looked at then is broken.
#[tokio::test]
async fn where_the_commit_fails_all_are_told() {
    both(&[], |site| async move {
        let store = site.app.store();
        let mut tx = store.note(COUNTY).await.unwrap();
        for table in [
            "CREATE TABLE parent (id TEXT PRIMARY KEY)",
            "CREATE TABLE child (id TEXT REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)",
        ] {
            tx.run_compiled(table, args![]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let one = first(store).await;
        let orphan = act(store, "orphan", |mut tx| async move {
            tx.run_compiled("INSERT INTO child (id) VALUES ('nobody')", args![])
                .await?;
            tx.commit().await
        });
        let orphan = orphan.await;
        let one = one.commit().await;
        assert!(matches!(one, Err(Error::Gone(_))), "{one:?}");
        assert!(orphan.await.unwrap().is_err());
        let next = first(store).await;
        assert_eq!(next.sequence(), 1, "nothing of them is left");
        next.commit().await.unwrap();
        assert_eq!(names(store).await, ["first"]);
    })
    .await;
}

#[tokio::test]
async fn where_the_server_ends_the_connection_all_are_told() {
    let site = on_postgres(&[]).await;
    let store = site.app.store();
    let one = first(store).await;
    let ended = act(store, "ended", |mut tx| async move {
        tx.run_compiled("SELECT pg_terminate_backend(pg_backend_pid())", args![])
            .await?;
        tx.commit().await
    });
    let ended = ended.await;
    let next = act(store, "next", Tx::commit).await;
    let one = one.commit().await;
    assert!(matches!(one, Err(Error::Gone(_))), "{one:?}");
    assert!(matches!(ended.await.unwrap(), Err(Error::Gone(_))));
    next.await.unwrap().unwrap();
    assert_eq!(names(store).await, ["next"]);
}

/// A long act, and many who wait for it: whoever only looks finds a connection.
#[tokio::test]
async fn acts_that_wait_take_no_connection() {
    let site = on_postgres(&[]).await;
    let store = site.app.store();
    let long = store.write_wide(COUNTY).await.unwrap();
    let mut waiting = Vec::new();
    for number in 0..30 {
        let mine = store.clone();
        waiting.push(tokio::spawn(async move {
            let tx = match number % 2 {
                0 => mine.write(COUNTY).await?,
                _ => mine.write_wide(COUNTY).await?,
            };
            tx.commit().await
        }));
    }
    a_while().await;
    let mut readers = Vec::new();
    for _ in 0..8 {
        let soon = tokio::time::timeout(Duration::from_secs(2), store.read(COUNTY));
        readers.push(soon.await.unwrap().unwrap());
    }
    drop(readers);
    long.commit().await.unwrap();
    for one in waiting {
        one.await.unwrap().unwrap();
    }
    assert_eq!(store.read(COUNTY).await.unwrap().sequence(), 31);
}

/// Acts of another county do not wait, and need no place of this one.
#[tokio::test]
async fn counties_do_not_wait_for_one_another_on_postgresql() {
    let site = on_postgres(&[]).await;
    let store = site.app.store();
    store.found("320623", "如东县").await.unwrap();
    let first = first(store).await;
    let other = store.write("320623").await.unwrap();
    other.commit().await.unwrap();
    first.commit().await.unwrap();
}

/// On more than one thread: every act that is told to be kept is there, and no other.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_each_is_what_it_was_told_to_be() {
    both(&[], |site| async move {
        let store = site.app.store();
        let mut acts = tokio::task::JoinSet::new();
        for person in 0..20 {
            acts.spawn(many(store.clone(), person));
        }
        let mut kept = Vec::new();
        while let Some(of_one) = acts.join_next().await {
            kept.extend(of_one.unwrap());
        }
        kept.sort();
        assert!(kept.len() > 200);
        let mut tx = store.read(COUNTY).await.unwrap();
        assert_eq!(seen(&mut tx).await, kept);
        assert_eq!(tx.sequence(), i64::try_from(kept.len()).unwrap());
    })
    .await;
}

/// Gives the names that are said to be kept.
async fn many(store: Store, person: usize) -> Vec<String> {
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
}
