//! Whoever asks PostgreSQL and leaves in the middle: nobody else hears of it.

use std::time::Duration;

use store::{Error, Result, Tx, args, sql};
use trial::{COUNTY, on_postgres};

use crate::together::{a_while, act, first, names};

/// A statement that takes its time, and one that fails after that.
const SLOW: [&str; 2] = [
    "SELECT pg_sleep(0.4)",
    "SELECT 1 / (0 * length(pg_sleep(0.4)::text))",
];

#[tokio::test]
async fn an_act_that_is_cut_off_in_a_statement_takes_nobody_with_it() {
    for slow in SLOW {
        let site = on_postgres(&[]).await;
        let store = site.app.store();
        let one = first(store).await;
        let cut_off = act(store, "cut off", move |mut tx| async move {
            tx.run_compiled(slow, args![]).await?;
            tx.commit().await
        });
        let cut_off = cut_off.await;
        let impatient = act(store, "impatient", move |mut tx| async move {
            let sleep = tx.run_compiled(slow, args![]);
            let _ = tokio::time::timeout(Duration::from_millis(50), sleep).await;
            tx.commit().await
        });
        let impatient = impatient.await;
        let last = act(store, "last", Tx::commit).await;
        let one = tokio::spawn(one.commit());
        a_while().await;
        cut_off.abort();
        one.await.unwrap().unwrap();
        let impatient = impatient.await.unwrap();
        assert!(matches!(impatient, Err(Error::Fault(_))), "{impatient:?}");
        last.await.unwrap().unwrap();
        assert_eq!(names(store).await, ["first", "last"]);
    }
}

async fn three_thousand(tx: &mut Tx) -> Result<()> {
    let lines: Vec<_> = (0..3000)
        .map(|n| args![COUNTY, n.to_string(), ""])
        .collect();
    tx.run_lines("store_setting (county, name, value)", lines, "")
        .await
}

/// At whatever moment whoever sends many lines leaves: the next statement on each connection gets its own answer.
#[tokio::test]
async fn lines_that_are_cut_off_leave_sound_connections() {
    let site = on_postgres(&[]).await;
    let store = site.app.store();
    for moment in 0..40 {
        let mine = store.clone();
        let wide = tokio::spawn(async move {
            let mut tx = mine.write_wide(COUNTY).await.unwrap();
            three_thousand(&mut tx).await.unwrap();
            std::future::pending::<()>().await;
        });
        tokio::time::sleep(Duration::from_micros(moment * 500)).await;
        wide.abort();
        let _ = wide.await;
        let mut readers = Vec::new();
        for number in 0..6i64 {
            let mut tx = store.read(COUNTY).await.unwrap();
            let text = "SELECT sequence + $2 AS sum FROM store_county WHERE county = $1";
            let rows = tx.all(text, args![COUNTY, number]).await.unwrap();
            assert_eq!(rows[0].get::<i64>("sum").unwrap(), number, "{moment}");
            readers.push(tx);
        }
    }
}

/// At whatever moment whoever begins leaves: nobody gets a transaction that somebody else has begun.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn transactions_that_are_cut_off_as_they_begin_leave_sound_connections() {
    let site = on_postgres(&[]).await;
    let store = site.app.store();
    for moment in 0..120 {
        for kind in [store::Kind::Read, store::Kind::Note, store::Kind::Write] {
            let mine = store.clone();
            let begun = tokio::spawn(async move {
                let begun = match kind {
                    store::Kind::Read => mine.read(COUNTY).await,
                    store::Kind::Note => mine.note(COUNTY).await,
                    store::Kind::Write => mine.write(COUNTY).await,
                };
                drop(begun);
            });
            std::thread::sleep(Duration::from_micros(moment * 5));
            begun.abort();
            let _ = begun.await;
        }
        let act = store.write(COUNTY).await.unwrap();
        let newest = act.sequence();
        act.commit().await.unwrap();
        let text = sql!("SELECT sequence FROM store_county WHERE county = $1");
        for _ in 0..4 {
            let rows = store.all(text, args![COUNTY]).await.unwrap();
            assert_eq!(rows[0].get::<i64>("sequence").unwrap(), newest, "{moment}");
        }
    }
}

#[tokio::test]
async fn lines_that_are_cut_off_take_nobody_with_them() {
    let site = on_postgres(&[]).await;
    let store = site.app.store();
    for moment in 0..20 {
        let one = first(store).await;
        let many = act(store, "many", |mut tx| async move {
            three_thousand(&mut tx).await?;
            tx.commit().await
        });
        let many = many.await;
        let last = act(store, "last", Tx::commit).await;
        let one = tokio::spawn(one.commit());
        tokio::time::sleep(Duration::from_millis(moment)).await;
        many.abort();
        let many = many.await;
        one.await.unwrap().unwrap();
        last.await.unwrap().unwrap();
        let kept = names(store).await;
        assert!(
            kept.len() == 2 || (many.is_ok() && kept.len() == 3003),
            "{}",
            kept.len()
        );
        let mut tx = store.note(COUNTY).await.unwrap();
        tx.run_compiled("DELETE FROM store_setting", args![])
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}
