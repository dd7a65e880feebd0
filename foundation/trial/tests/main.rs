//! The foundation on both engines: sequences, topics, the trail's chain.
#![allow(clippy::unwrap_used)]

mod backup;
mod cut_off;
mod long;
mod together;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use std::net::SocketAddr;
use store::{args, sql};
use trail::{Act, Who};
use trial::{COUNTY, both};

fn act(subject: &str) -> Act<'_> {
    Act {
        act: "test.thing.do",
        noun: "thing",
        subject: subject.to_owned(),
        summary: "做了一件事".to_owned(),
        details: serde_json::json!({"a": 1}),
    }
}

#[tokio::test]
async fn each_act_takes_the_next_number_and_a_later_moment() {
    both(&[], |site| async move {
        let store = site.app.store();
        for expected in 1..=3 {
            let mut tx = store.write(COUNTY).await.unwrap();
            assert_eq!(tx.sequence(), expected);
            tx.touch("payment").await.unwrap();
            tx.commit().await.unwrap();
        }
        let dropped = store.write(COUNTY).await.unwrap();
        drop(dropped);
        let mut tx = store.read(COUNTY).await.unwrap();
        assert_eq!(tx.sequence(), 3);
        assert_eq!(tx.topics().await.unwrap(), [("payment".to_owned(), 3)]);
        let second = tx.moment_of(2).await.unwrap().unwrap();
        assert_eq!(
            tx.moment_of(3).await.unwrap().unwrap(),
            second.plus_millis(1),
            "the clock stands still, moments rise"
        );
        assert_eq!(tx.sequence_at(second).await.unwrap(), 2);
        assert_eq!(tx.sequence_at(second.plus_millis(-2)).await.unwrap(), 0);
    })
    .await;
}

/// On PostgreSQL such writes wait; whatever names their table must still see them.
#[tokio::test]
async fn what_was_written_is_seen_by_the_next_statement() {
    both(&[], |site| async move {
        let store = site.app.store();
        let mut tx = store.write(COUNTY).await.unwrap();
        for topic in ["payment", "contract", "payment"] {
            tx.touch(topic).await.unwrap();
        }
        let topics = [("contract".to_owned(), 1), ("payment".to_owned(), 1)];
        assert_eq!(tx.topics().await.unwrap(), topics);
        tx.touch("title").await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.read(COUNTY).await.unwrap();
        assert_eq!(tx.topics().await.unwrap().len(), 3, "the last one, too");
    })
    .await;
}

/// Many at once, some that fail, some that nobody waits for: none spoils the next, and nothing is waited for at the end.
#[tokio::test]
async fn statements_that_stand_for_themselves_do_not_disturb_each_other() {
    both(&[], |site| async move {
        let store = site.app.store().clone();
        let asked = |n: i64| {
            let store = store.clone();
            tokio::spawn(async move {
                let text = sql!("SELECT sequence + $2 AS sum FROM store_county WHERE county = $1");
                let cut_off = store.all(text, args![COUNTY, n]);
                if n % 5 == 0 {
                    tokio::select! { biased; () = tokio::task::yield_now() => return, _ = cut_off => return };
                }
                let rows = cut_off.await.unwrap();
                assert_eq!(rows[0].get::<i64>("sum").unwrap(), n);
                let wrong = sql!("SELECT nothing FROM store_county WHERE county = $1");
                assert!(store.all(wrong, args![COUNTY]).await.is_err());
            })
        };
        let all: Vec<_> = (1..=60).map(asked).collect();
        for one in all {
            one.await.unwrap();
        }
        let text = sql!("SELECT county FROM store_county WHERE county = $1");
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        assert_eq!(store.all(text, args![COUNTY]).await.unwrap().len(), 1);
        let closed = tokio::time::timeout(std::time::Duration::from_secs(5), store.close());
        closed.await.unwrap();
        assert!(store.all(text, args![COUNTY]).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn indexes_that_a_load_left_out_come_back() {
    both(&[], |site| async move {
        let store = site.app.store();
        let rooms = [trail::MIGRATIONS];
        let drop_it = async || {
            let mut tx = store.note(COUNTY).await.unwrap();
            let gone = "DROP INDEX trail_entry_subject";
            tx.run_compiled(gone, vec![]).await.is_ok()
        };
        assert!(drop_it().await, "it is there, and was not dropped for good");
        store
            .leave_out_indexes(&rooms, "trail_entry")
            .await
            .unwrap();
        assert!(!drop_it().await);
        store.lay_indexes(&rooms).await.unwrap();
        assert!(drop_it().await);
        store
            .leave_out_indexes(&rooms, "trail_entry")
            .await
            .unwrap();
        store.migrate(&rooms).await.unwrap();
        assert!(drop_it().await, "the next start lays it, too");
    })
    .await;
}

/// Whoever holds a connection and waits for another one waits for somebody who does the same.
#[tokio::test]
async fn a_second_reader_is_never_waited_for() {
    both(&[], |site| async move {
        let store = site.app.store();
        let first = store.read(COUNTY).await.unwrap();
        let mut beside = Vec::new();
        let began = std::time::Instant::now();
        while let Some(tx) = store
            .read_beside(first.county(), first.sequence())
            .await
            .unwrap()
        {
            assert_eq!(tx.sequence(), first.sequence());
            beside.push(tx);
            assert!(beside.len() < 50, "it must come to an end");
        }
        assert!(
            began.elapsed() < std::time::Duration::from_secs(3),
            "nobody waits for a connection"
        );
        drop(beside);
        let mut act = store.write(COUNTY).await.unwrap();
        act.touch("payment").await.unwrap();
        act.commit().await.unwrap();
        assert!(
            store
                .read_beside(first.county(), first.sequence())
                .await
                .unwrap()
                .is_none(),
            "what it would see is not what the first one sees"
        );
    })
    .await;
}

#[tokio::test]
async fn a_changed_entry_breaks_the_chain() {
    both(&[], |site| async move {
        let store = site.app.store();
        for i in 0..5 {
            let mut tx = store.write(COUNTY).await.unwrap();
            trail::record(&mut tx, &Who::program(), act(&i.to_string()))
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = store.read(COUNTY).await.unwrap();
        let whole = trail::check(&mut tx).await.unwrap();
        assert_eq!((whole.entries, whole.broken, whole.moments), (5, vec![], 0));
        drop(tx);
        let mut tx = store.note(COUNTY).await.unwrap();
        tx.run(
            sql!("UPDATE store_sequence SET moment = 1 WHERE county = $1 AND sequence = $2"),
            args![COUNTY, 3i64],
        )
        .await
        .unwrap();
        // It is no later than the one before.
        assert_eq!(trail::check(&mut tx).await.unwrap().moments, 1);
        tx.run(
            sql!("UPDATE trail_entry SET summary = 'x' WHERE county = $1 AND number = $2"),
            args![COUNTY, 3i64],
        )
        .await
        .unwrap();
        assert_eq!(trail::check(&mut tx).await.unwrap().broken, [3]);
        tx.run(
            sql!("DELETE FROM trail_entry WHERE county = $1 AND number = $2"),
            args![COUNTY, 5i64],
        )
        .await
        .unwrap();
        assert!(trail::check(&mut tx).await.unwrap().broken.contains(&5));
    })
    .await;
}

#[tokio::test]
async fn what_no_entry_answers_for_comes_to_nothing() {
    both(&[], |site| async move {
        let store = site.app.store();
        let mut tx = store.write(COUNTY).await.unwrap();
        let id = values::fresh(tx.moment());
        tx.wrote((0, id, 1), [7; 32]);
        let untold = tx.commit().await;
        assert!(matches!(untold, Err(store::Error::Untold)), "{untold:?}");
        let mut tx = store.write(COUNTY).await.unwrap();
        for (at, line) in [(1, 8), (0, 7)] {
            tx.wrote((at, id, 1), [line; 32]);
            trail::record(&mut tx, &Who::program(), act("told"))
                .await
                .unwrap();
        }
        let sequence = tx.sequence();
        tx.commit().await.unwrap();
        let mut tx = store.read(COUNTY).await.unwrap();
        let answers = trail::answers(&mut tx).await.unwrap();
        let whole = trail::Content::of([[7; 32], [8; 32]].iter()).unwrap();
        assert_eq!(answers.len(), 1, "the last entry of an act tells of all");
        assert_eq!(answers[&sequence].content, whole.to_string());
    })
    .await;
}

#[tokio::test]
async fn a_wrong_statement_is_told_when_it_is_prepared() {
    both(&[], |site| async move {
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        assert!(
            tx.prepare("SELECT county FROM store_county WHERE county = $1")
                .await
                .is_ok()
        );
        assert!(
            tx.prepare("SELECT nothing FROM store_county")
                .await
                .is_err()
        );
    })
    .await;
}

#[tokio::test]
async fn only_a_monitor_on_the_machine_itself_is_told_the_counts() {
    both(&[], |site| async move {
        let ask = async |from: Option<&str>, passed_on: bool| {
            let mut request = Request::get("/metrics");
            if passed_on {
                request = request.header("X-Forwarded-For", "127.0.0.1");
            }
            let mut request = request.body(Body::empty()).unwrap();
            if let Some(from) = from {
                let peer: SocketAddr = from.parse().unwrap();
                request.extensions_mut().insert(ConnectInfo(peer));
            }
            site.send(None, request).await
        };
        for (from, passed_on) in [
            (None, false),
            (Some("192.168.1.7:4000"), false),
            (Some("127.0.0.1:4000"), true),
        ] {
            assert_eq!(ask(from, passed_on).await.status, 404, "{from:?}");
        }
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let by = (Who::program().id, "系统");
        tx.leave("nobody.knows", "1", by).await.unwrap();
        tx.commit().await.unwrap();
        site.app.work_off(COUNTY).await;
        for near in ["127.0.0.1:4000", "[::1]:4000", "[::ffff:127.0.0.1]:4000"] {
            let told = ask(Some(near), false).await;
            assert_eq!(told.status, 200, "{near}");
            for line in [
                "kedu_requests_total{method=\"GET\",status=\"4xx\"} 3\n",
                "kedu_request_seconds_bucket{le=\"5.000\"} ",
                "kedu_database_up 1\n",
                "kedu_jobs_left{county=\"320682\"} 1\n",
            ] {
                assert!(told.body.contains(line), "{line}: {}", told.body);
            }
        }
    })
    .await;
}
