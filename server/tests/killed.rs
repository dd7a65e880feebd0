//! The program is killed while people work, and started again.

use std::process::Child;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ledger::door::Entry;
use trial::Server;
use values::{Fen, Id};

use crate::place::{CODE, COUNTY, Place, Settled, post};

const PEOPLE: usize = 4;

/// What was acknowledged: the row, and the number of its voucher.
type Told = Vec<(Id<Entry>, String)>;

/// Some people enter one payment after the other until the program is gone.
fn enter_until_killed(site: (&mut Child, &str), settled: &Settled, enough: usize) -> Told {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let (child, address) = site;
    let told: Mutex<Told> = Mutex::default();
    let work = || {
        loop {
            let number = format!("hd{}", NEXT.fetch_add(1, Ordering::Relaxed));
            let body = format!(
                "firm={CODE}&contract={}&partner=abc&payee_type=institute&source=enterprise&amount=36&paid_on=2020-09-16&voucher_no={number}&act=submit",
                settled.contract
            );
            let Some(head) = post(address, "/ledger/payment", &settled.session, &body) else {
                return;
            };
            assert!(head.starts_with("HTTP/1.1 303"), "{head}");
            let (_, entry) = head.split_once("/ledger/rows/").unwrap();
            let entry = entry.lines().next().unwrap().parse().unwrap();
            told.lock().unwrap().push((entry, number));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..PEOPLE {
            scope.spawn(work);
        }
        let until = Instant::now() + Duration::from_secs(60);
        while told.lock().unwrap().len() < enough {
            assert!(Instant::now() < until, "too slow");
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    });
    told.into_inner().unwrap()
}

/// Every acknowledged row is there, whole; nothing is there by halves.
async fn whole(place: &Place, told: &Told, kills: usize) {
    let verified = place.kedu().args(["verify", "--json"]).output().unwrap();
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(verified.status.success(), "{said}");
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    // The contract and the payments, each one version.
    let stored = usize::try_from(said["checked"]["rows"].as_u64().unwrap()).unwrap() - 1;
    let most = told.len() + kills * PEOPLE;
    assert!(
        (told.len()..=most).contains(&stored),
        "{stored} of {} to {most}",
        told.len()
    );
    let store = place.store().await;
    let mut tx = store.read(COUNTY).await.unwrap();
    for (entry, number) in told {
        let lines = ledger::door::lines(&mut tx, &[*entry], None).await.unwrap();
        assert_eq!(lines.len(), 1, "{number} is lost");
        assert_eq!(lines[0].amount, Some(Fen(36_000_000)));
        assert!(
            lines[0].summary.contains(number.as_str()),
            "{}",
            lines[0].summary
        );
        let acts = trail::of(&mut tx, "row", &entry.to_string(), 10).await;
        assert_eq!(acts.unwrap().len(), 1, "{number}");
    }
    drop(tx);
    store.close().await;
}

async fn killed_three_times(place: Place) {
    let settled = place.settle().await;
    let mut told = Vec::new();
    for (kills, enough) in [(1, 7), (2, 20), (3, 33)] {
        let (mut child, address) = place.serve();
        told.extend(enter_until_killed((&mut child, &address), &settled, enough));
        whole(&place, &told, kills).await;
    }
    assert!(told.len() >= 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill() {
    killed_three_times(Place::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill_on_postgresql() {
    let server = Server::started();
    killed_three_times(Place::on(server.database("killed").await)).await;
}

/// The process ended between an act and the work it left behind.
#[tokio::test(flavor = "multi_thread")]
async fn work_left_behind_is_done_at_the_start() {
    let place = Place::embedded();
    let settled = place.settle().await;
    let store = place.store().await;
    let mut tx = store.write(COUNTY).await.unwrap();
    let (who, from) = (settled.staff.who(), "2020-08-01".parse().unwrap());
    enterprise::door::move_to(&mut tx, &who, settled.firm, settled.jiangan, from)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (mut child, _) = place.serve();
    let until = Instant::now() + Duration::from_secs(20);
    let entries = [settled.contract];
    loop {
        let mut tx = store.read(COUNTY).await.unwrap();
        let lines = ledger::door::lines(&mut tx, &entries, None).await.unwrap();
        if lines[0].town == settled.jiangan {
            assert_eq!(tx.jobs().await.unwrap(), []);
            break;
        }
        drop(tx);
        assert!(Instant::now() < until, "never done");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
