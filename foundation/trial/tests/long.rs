//! Long work: done once, seen to move, stopped, taken up again, told where it failed.

use axum::Router;
use store::{Ending, LongJob, LongState, NewLong, RoomMigrations};
use trial::{COUNTY, Site, both};
use values::{Clock, Id, Uuid};
use web::{App, Error, LongWork, Next, Outcome, Progress, Result, Room};

const NAMES: [&str; 4] = ["toil.count", "toil.land", "toil.refuse", "toil.panic"];

fn toil() -> Room {
    Room {
        name: "toil",
        level: 1,
        migrations: || RoomMigrations {
            room: "toil",
            steps: &[],
        },
        routes: Router::new,
        long: &[
            LongWork {
                name: NAMES[0],
                may_have: None,
                run: |_, _, progress| Box::pin(count(progress)),
            },
            LongWork {
                name: NAMES[1],
                may_have: None,
                run: |app, job, progress| Box::pin(land(app, job, progress)),
            },
            LongWork {
                name: NAMES[2],
                may_have: None,
                run: |_, _, _| {
                    Box::pin(async {
                        Err(Error::refused("表里没有行。", "换一张表再传。"))
                    })
                },
            },
            LongWork {
                name: NAMES[3],
                may_have: None,
                run: |_, _, _| Box::pin(async { panic!("never") }),
            },
        ],
        ..Room::EMPTY
    }
}

fn done(text: &str) -> Outcome {
    Outcome::Done {
        text: text.to_owned(),
        path: "/toil".to_owned(),
    }
}

async fn count(progress: Progress) -> Result<Outcome> {
    for step in 1..=200 {
        if progress.say(step, 200).await? == Next::Stop {
            return Ok(Outcome::Stopped);
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    Ok(done("数了 200 个"))
}

/// An act that ends its job itself: both land or neither.
async fn land(app: App, job: LongJob, progress: Progress) -> Result<Outcome> {
    let mut tx = app.store().write(&job.county).await?;
    tx.touch("landed").await?;
    // While the act holds the writer nothing else can be written; saying how far it is must not wait.
    for step in 0..3 {
        let _ = progress.say(step, 3).await?;
    }
    let outcome = done("一次");
    if !progress.land(&mut tx, &outcome).await? {
        return Ok(Outcome::Stopped);
    }
    tx.commit().await?;
    Ok(outcome)
}

async fn ask(site: &Site, work: &str) -> Id<LongJob> {
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let new = NewLong {
        work,
        title: "数一数",
        subject: "",
        unit: "个",
        by: (Uuid::from_u128(7), "顾一帆"),
    };
    let id = tx.queue(new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn job(site: &Site, id: Id<LongJob>) -> LongJob {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    tx.long_job(id).await.unwrap().unwrap()
}

async fn newest(site: &Site) -> i64 {
    site.app.store().read(COUNTY).await.unwrap().sequence()
}

async fn ended(site: &Site, work: &str) -> LongJob {
    let id = ask(site, work).await;
    site.app.work_long(COUNTY).await.unwrap();
    job(site, id).await
}

#[tokio::test(flavor = "multi_thread")]
async fn work_moves_and_its_result_waits_until_it_is_seen() {
    both(&[toil()], |site| async move {
        let before = newest(&site).await;
        let id = ask(&site, NAMES[0]).await;
        let working = tokio::spawn({
            let app = site.app.clone();
            async move { app.work_long(COUNTY).await }
        });
        loop {
            let now = site.app.freshened(job(&site, id).await);
            if now.state == LongState::Running && now.done > 1 {
                assert_eq!((now.total, now.unit.as_str()), (200, "个"));
                break;
            }
            assert!(!now.state.has_ended(), "never seen to move");
            tokio::task::yield_now().await;
        }
        working.await.unwrap().unwrap();
        let came = job(&site, id).await;
        assert_eq!(
            (came.state, came.result.as_str(), came.path.as_str()),
            (LongState::Done, "数了 200 个", "/toil")
        );
        let after = newest(&site).await;
        assert_eq!(after, before + 1, "only the asking moves the sequence");
        let mut tx = site.app.store().note(COUNTY).await.unwrap();
        let waiting = tx.long_jobs_of(came.actor).await.unwrap();
        assert_eq!(waiting, std::slice::from_ref(&came));
        tx.saw_long(id).await.unwrap();
        assert_eq!(tx.long_jobs_of(came.actor).await.unwrap(), []);
        tx.forget_long(Clock::machine().now().plus_days(1))
            .await
            .unwrap();
        assert_eq!(tx.long_job(id).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_that_lands_its_job_is_done_once_by_two_processes() {
    both(&[toil()], |site| async move {
        let id = ask(&site, NAMES[1]).await;
        let other = App::new(site.app.store().clone(), vec![toil()], true);
        let (one, two) = tokio::join!(site.app.work_long(COUNTY), other.work_long(COUNTY));
        one.unwrap();
        two.unwrap();
        assert_eq!(job(&site, id).await.state, LongState::Done);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        assert_eq!(tx.topics().await.unwrap(), [("landed".to_owned(), 2)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_whose_process_is_gone_is_taken_up_again_three_times_at_most() {
    both(&[toil()], |site| async move {
        let id = ask(&site, NAMES[1]).await;
        let now = Clock::machine().now();
        for tries in 1..=3 {
            let mut tx = site.app.store().note(COUNTY).await.unwrap();
            let worker = Uuid::from_u128(tries);
            let lapsed = now.plus_millis(-1);
            assert!(tx.hold(id, worker, now, lapsed).await.unwrap());
            tx.commit().await.unwrap();
            if tries == 2 {
                let held = job(&site, id).await;
                assert_eq!((held.state, held.tries), (LongState::Running, 2));
            }
        }
        site.app.work_long(COUNTY).await.unwrap();
        let came = job(&site, id).await;
        assert_eq!(came.state, LongState::Failed);
        assert!(came.result.contains("中断了 3 次"), "{}", came.result);
        let mut tx = site.app.store().note(COUNTY).await.unwrap();
        let ending = Ending {
            state: LongState::Done,
            result: "",
            path: "",
            file: "",
            scope: "",
        };
        let late = tx.end_long(id, Uuid::from_u128(1), ending);
        assert!(!late.await.unwrap(), "who lost it cannot end it");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_that_holds_keeps_others_away() {
    both(&[toil()], |site| async move {
        let id = ask(&site, NAMES[1]).await;
        let now = Clock::machine().now();
        let mut tx = site.app.store().note(COUNTY).await.unwrap();
        let lease = now.plus_millis(60_000);
        assert!(tx.hold(id, Uuid::from_u128(1), now, lease).await.unwrap());
        assert!(!tx.hold(id, Uuid::from_u128(2), now, lease).await.unwrap());
        tx.commit().await.unwrap();
        site.app.work_long(COUNTY).await.unwrap();
        assert_eq!(job(&site, id).await.state, LongState::Running);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_is_stopped_in_the_queue_and_on_its_way() {
    both(&[toil()], |site| async move {
        let id = ask(&site, NAMES[0]).await;
        site.app.stop(COUNTY, id).await.unwrap();
        assert_eq!(job(&site, id).await.state, LongState::Stopped);

        let id = ask(&site, NAMES[0]).await;
        let working = tokio::spawn({
            let app = site.app.clone();
            async move { app.work_long(COUNTY).await }
        });
        while site.app.freshened(job(&site, id).await).done == 0 {
            tokio::task::yield_now().await;
        }
        site.app.stop(COUNTY, id).await.unwrap();
        working.await.unwrap().unwrap();
        let came = job(&site, id).await;
        assert_eq!(came.state, LongState::Stopped);
        assert!(came.result.contains("什么也没有留下"));
        assert!(came.done < 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_says_why() {
    both(&[toil()], |site| async move {
        let refused = ended(&site, NAMES[2]).await;
        assert_eq!(refused.state, LongState::Failed);
        assert_eq!(refused.result, "表里没有行。换一张表再传。");
        let panicked = ended(&site, NAMES[3]).await;
        assert_eq!(panicked.state, LongState::Failed);
        assert!(panicked.result.contains(&panicked.id.to_string()));
        let unknown = ended(&site, "elsewhere.unknown").await;
        assert_eq!(
            unknown.state,
            LongState::Queued,
            "another program may know it"
        );
    })
    .await;
}
