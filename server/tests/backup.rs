//! Backup and restore as a person runs them: between the engines, killed, on a full disk, onto something.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output};
use std::sync::Arc;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use store::{Migration, RoomMigrations, Watch};
use trial::Server;

use ledger::door::Paper;

use crate::place::{self, CODE, COUNTY, Place, post, steps};

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", said(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

pub fn run(mut command: Command, args: &[&str]) -> Output {
    command.args(args).output().unwrap()
}

fn backup(place: &Place, to: &Path) -> Output {
    run(place.kedu(), &["backup", to.to_str().unwrap(), "--json"])
}

fn restore(place: &Place, from: &Path) -> Output {
    run(place.kedu(), &["restore", from.to_str().unwrap(), "--json"])
}

fn verify(place: &Place) -> serde_json::Value {
    json(&run(place.kedu(), &["verify", "--json"]))
}

/// A kept file of a size, as a voucher would be.
fn keep(place: &Place, size: usize, byte: u8) {
    let bytes = vec![byte; size];
    let hash: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let shelf = place.data().join("files").join(&hash[..2]);
    fs::create_dir_all(&shelf).unwrap();
    fs::write(shelf.join(&hash[2..]), bytes).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_runs_is_backed_up_and_comes_back_on_the_other_engine() {
    let server = Server::started();
    let pairs = [
        (
            Place::embedded(),
            Place::on(server.database("from_file").await),
        ),
        (
            Place::on(server.database("source").await),
            Place::embedded(),
        ),
    ];
    for (from, to) in pairs {
        let settled = from.settle().await;
        keep(&from, 100_000, 7);
        let (mut child, address) = from.serve();
        let body = format!(
            "firm={CODE}&contract={}&partner=abc&payee_type=institute&source=enterprise&amount=36&paid_on=2020-09-16&voucher_no=1&act=submit",
            settled.contract
        );
        let head = post(&address, "/ledger/payment", &settled.session, &body).unwrap();
        assert!(head.starts_with("HTTP/1.1 303"), "{head}");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kedu.zip");
        let told = json(&backup(&from, &file));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(told["files"], 1);
        assert_eq!(told["bytes"], file.metadata().unwrap().len());
        assert!(told["rows"].as_u64().unwrap() > 20, "{told}");

        assert_eq!(json(&restore(&to, &file)), told);
        assert_eq!(verify(&to), verify(&from));
        assert_eq!(verify(&to)["checked"]["rows"], 2);
        let (mut child, address) = to.serve();
        let head = post(&address, "/ledger/payment", &settled.session, &body).unwrap();
        assert!(
            head.starts_with("HTTP/1.1 401"),
            "nobody is signed in after a restore: {head}"
        );
        child.kill().unwrap();
        child.wait().unwrap();
        let refused = restore(&to, &file);
        assert!(!refused.status.success());
        assert!(said(&refused).contains("这里已经有数据，不会覆盖"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_killed_leaves_what_the_next_one_removes() {
    let place = Place::embedded();
    place.settle().await;
    for byte in 0..4 {
        keep(&place, 48 << 20, byte);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kedu.zip");
    let partial = folder.path().join("kedu.zip.partial");
    let mut child = under_way(&place, &file);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(partial.exists() && !file.exists());
    assert_eq!(verify(&place)["ok"], true);
    let refused = restore(&Place::embedded(), &partial);
    assert!(said(&refused).contains("文件不完整"), "{}", said(&refused));

    let told = json(&backup(&place, &file));
    assert_eq!(told["files"], 4);
    assert!(!partial.exists());
    let to = Place::embedded();
    assert_eq!(json(&restore(&to, &file)), told);
    assert_eq!(verify(&to)["ok"], true);
}

/// A backup of which something is written.
fn under_way(place: &Place, file: &Path) -> Child {
    let child = place.kedu().arg("backup").arg(file).spawn().unwrap();
    let partial = file.with_added_extension("partial");
    let until = Instant::now() + Duration::from_secs(60);
    while !partial.metadata().is_ok_and(|about| about.len() > 1 << 20) {
        assert!(Instant::now() < until && !file.exists(), "never seen");
        std::thread::sleep(Duration::from_millis(1));
    }
    child
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_told_to_stop_leaves_nothing() {
    let place = Place::embedded();
    place.settle().await;
    for byte in 0..4 {
        keep(&place, 48 << 20, byte);
    }
    let folder = tempfile::tempdir().unwrap();
    let mut child = under_way(&place, &folder.path().join("kedu.zip"));
    let mut stop = Command::new("kill");
    assert!(stop.arg(child.id().to_string()).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// As much may be written to one file as to a disk that is nearly full.
fn on_a_full_disk(command: &Command) -> Command {
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 4000; exec \"$0\" \"$@\""]);
    limited.arg(command.get_program()).args(command.get_args());
    limited
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_and_nothing_half_done_stays() {
    let place = Place::embedded();
    place.settle().await;
    keep(&place, 4 << 20, 9);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kedu.zip");
    let path = file.to_str().unwrap();
    let full = run(on_a_full_disk(&place.kedu()), &["backup", path]);
    assert!(!full.status.success());
    let why = said(&full);
    assert!(
        why.contains("磁盘满了") && why.contains("删掉旧备份"),
        "{why}"
    );
    assert_eq!(why.lines().count(), 1, "{why}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

    json(&backup(&place, &file));
    let to = Place::embedded();
    let full = run(on_a_full_disk(&to.kedu()), &["restore", path]);
    assert!(!full.status.success());
    assert!(said(&full).contains("磁盘满了"), "{}", said(&full));
    assert!(!to.data().join("kedu.db").exists());
    assert!(!to.data().join(".kedu-filling").exists());
    json(&restore(&to, &file));
    assert_eq!(verify(&to)["ok"], true);
}

/// Wherever the disk fills, also while the database is put together at the end: it is told, or all is there.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fills_at_any_moment_is_told() {
    let place = Place::embedded();
    place.settle().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kedu.zip");
    json(&backup(&place, &file));
    let mut whole = 0;
    for blocks in [100, 400, 800, 1200, 1600, 2000, 2400, 3200, 6400] {
        let to = Place::embedded();
        let mut limited = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let command = to.kedu();
        limited.args(["-c", &script]).arg(command.get_program());
        limited.args(command.get_args());
        let restored = run(limited, &["restore", file.to_str().unwrap()]);
        if restored.status.success() {
            assert_eq!(verify(&to)["ok"], true, "{blocks}");
            whole += 1;
        } else {
            let why = said(&restored);
            assert!(why.contains("磁盘满了"), "{blocks}: {why}");
            assert!(!to.data().join("kedu.db").exists(), "{blocks}");
        }
    }
    assert!((1..9).contains(&whole), "{whole}");
}

/// Vouchers that a row names and that are not where the files should be, or not as they were kept.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_without_the_vouchers_is_told() {
    let place = Place::embedded();
    let settled = place.settle().await;
    let store = place.store().await;
    let received = store.files().receive_bytes(b"%PDF-1.4").await.unwrap();
    store.files().keep(&received).await.unwrap();
    let mut tx = store.write(COUNTY).await.unwrap();
    let mut posting = place::contract(settled.firm);
    let other = ("contract_no".to_owned(), "HT-2".to_owned());
    posting.fields.extend([other]);
    posting.proofs[0].paper = Paper::File {
        sha256: received.sha256.clone(),
        name: "合同.pdf".to_owned(),
        size: 8,
        media: "application/pdf".to_owned(),
    };
    let posted = ledger::door::post(&mut tx, &settled.staff, posting).await;
    posted.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let told = json(&backup(&place, &path("whole.zip")));
    assert_eq!(told["files"], 1);
    assert_eq!(told["missing"], 0);

    let (shelf, rest) = received.sha256.split_at(2);
    let kept = place.data().join("files").join(shelf).join(rest);
    fs::remove_file(&kept).unwrap();
    fs::write(&kept, b"%PDF-1.5").unwrap();
    let damaged = backup(&place, &path("damaged.zip"));
    assert_eq!(damaged.status.code(), Some(1));
    assert!(said(&damaged).contains("有 1 份凭证文件的内容与指纹不符"));
    let told: serde_json::Value = serde_json::from_slice(&damaged.stdout).unwrap();
    assert_eq!((&told["files"], &told["damaged"]), (&1.into(), &1.into()));

    fs::remove_dir_all(place.data().join("files")).unwrap();
    let lacking = backup(&place, &path("lacking.zip"));
    assert_eq!(lacking.status.code(), Some(1));
    assert!(said(&lacking).contains("有 1 份凭证文件不在"));
    let told: serde_json::Value = serde_json::from_slice(&lacking.stdout).unwrap();
    assert_eq!(told["files"], 0);
    assert_eq!(told["missing"], 1);
    let to = Place::embedded();
    let restored = restore(&to, &path("lacking.zip"));
    assert_eq!(json(&restored)["missing"], 1);
    assert!(said(&restored).contains("缺 1 份凭证文件"));
}

/// A step that a later program may have.
static LATER: [Migration; 1] = [Migration {
    number: 1,
    name: "thing",
    text: "CREATE TABLE toy_thing (county TEXT NOT NULL, id UUID NOT NULL, PRIMARY KEY (county, id));",
}];

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_restored_is_said_in_one_line_and_the_place_stays_empty() {
    let place = Place::embedded();
    place.settle().await;
    keep(&place, 100_000, 7);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    json(&backup(&place, &path("whole.zip")));
    let whole = fs::read(path("whole.zip")).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x55;
    fs::write(path("flipped.zip"), flipped).unwrap();
    fs::write(path("half.zip"), &whole[..whole.len() / 2]).unwrap();
    fs::write(path("other.zip"), b"PK\x05\x06 but no backup").unwrap();

    let mut later = steps();
    later.push(RoomMigrations {
        room: "toy",
        steps: &LATER,
    });
    let store = place.store().await;
    store.migrate(&later).await.unwrap();
    let watch = Arc::new(Watch::default());
    let newer = store.backup(&path("newer.zip"), &later, &[], &watch).await;
    newer.unwrap();
    store.close().await;

    for (name, told, to_do) in [
        ("flipped.zip", "备份已损坏", "请换一份备份"),
        ("half.zip", "文件不完整，少了结尾", "请换一份备份"),
        (
            "other.zip",
            "不是科度的备份",
            "请换一个由 kedu backup 生成的文件",
        ),
        (
            "newer.zip",
            "备份比这个程序新",
            "请用与备份相同或更新的程序",
        ),
        ("nowhere.zip", "读不了", "请检查文件是否存在"),
    ] {
        let to = Place::embedded();
        let refused = restore(&to, &path(name));
        let why = said(&refused);
        assert_eq!(refused.status.code(), Some(1), "{name}: {why}");
        assert_eq!(why.lines().count(), 1, "{name}: {why}");
        assert!(why.contains(told) && why.contains(to_do), "{name}: {why}");
        assert!(!to.data().exists(), "{name}");
    }
}

/// The site takes its own backup at night, keeps as many as it is told, and goes on after a kill.
#[tokio::test(flavor = "multi_thread")]
async fn the_night_has_its_backup() {
    let place = Place::embedded();
    place.settle().await;
    let folder = tempfile::tempdir().unwrap();
    let partial = folder.path().join("kedu-2020-01-01-0200.zip.partial");
    fs::write(&partial, "cut off").unwrap();
    let backups = folder.path().to_str().unwrap();
    let args = ["--backup-dir", backups, "--backup-hour", "0"];
    let (mut child, _) = place.serve_with(&args);
    let until = Instant::now() + Duration::from_secs(60);
    let whole = || {
        let found = fs::read_dir(folder.path()).unwrap();
        let mut paths = found.map(|entry| entry.unwrap().path());
        paths.find(|path| path.extension().is_some_and(|end| end == "zip"))
    };
    while whole().is_none() {
        assert!(Instant::now() < until, "never taken");
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!partial.exists(), "swept");
    let to = Place::embedded();
    json(&restore(&to, &whole().unwrap()));
    assert_eq!(verify(&to)["ok"], true);
}
