//! Backups on both engines and between them: whole, consistent while others write, refused where they are damaged, newer
//! or have no empty place, and brought forward where they are older.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use store::{Backup, Copied, Migration, Refusal, RoomMigrations, Store, Watch, args, sql};
use tempfile::TempDir;
use trial::{COUNTY, Server, Site, both, on_server, on_sqlite};
use values::{Clock, Day, Id};
use web::Room;

const FIRST: &str = "CREATE TABLE toy_thing (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  since DATE NOT NULL,
  amount BIGINT,
  name TEXT NOT NULL,
  PRIMARY KEY (county, since, id)
);
CREATE INDEX toy_thing_name ON toy_thing (county, name);
CREATE TABLE toy_moment (county TEXT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (county, id));
";

/// A later step drops the index that an older backup had.
const SECOND: &str = "ALTER TABLE toy_thing ADD COLUMN mark TEXT NOT NULL DEFAULT 'new';
DROP INDEX toy_thing_name;
CREATE INDEX toy_thing_name ON toy_thing (county, name, mark);
";

static OLD: [Migration; 1] = [Migration {
    number: 1,
    name: "thing",
    text: FIRST,
}];
static NEW: [Migration; 2] = [
    Migration {
        number: 1,
        name: "thing",
        text: FIRST,
    },
    Migration {
        number: 2,
        name: "mark",
        text: SECOND,
    },
];

fn room(steps: fn() -> RoomMigrations) -> Vec<Room> {
    vec![Room {
        name: "toy",
        level: 1,
        migrations: steps,
        routes: Router::new,
        ..Room::EMPTY
    }]
}

fn toys() -> Vec<Room> {
    room(|| RoomMigrations {
        room: "toy",
        steps: &OLD,
    })
}

fn newer_toys() -> Vec<Room> {
    room(|| RoomMigrations {
        room: "toy",
        steps: &NEW,
    })
}

fn steps(rooms: &[Room]) -> Vec<RoomMigrations> {
    std::iter::once(trail::MIGRATIONS)
        .chain(rooms.iter().map(|room| (room.migrations)()))
        .collect()
}

const ODD: [&str; 5] = ["", "制表\t换行\n\r", "引号\"'\\N\\", "𠮷😀", "\\.\u{7f}"];

/// More rows than one reading, odd texts, nothing where nothing may be, and files.
async fn fill(site: &Site) {
    let store = site.app.store();
    let mut tx = store.write(COUNTY).await.unwrap();
    let moment = tx.moment();
    let lines: Vec<_> = (0..2300i64)
        .map(|number| {
            let since = Day::of(2020, 1, 1).unwrap().plus((number % 7) as i32);
            let amount = (number % 3 > 0).then_some(i64::MAX - number);
            let name = format!("{}{number}", ODD[(number % 5) as usize]);
            let id: Id<Site> = Id::fresh(moment);
            args![COUNTY, id, since, amount, name]
        })
        .collect();
    let into = "toy_thing (county, id, since, amount, name)";
    tx.run_lines(into, lines, "").await.unwrap();
    tx.run_lines("toy_moment (county, id)", vec![args![COUNTY, 1i64]], "")
        .await
        .unwrap();
    for text in ["发票", "回单"] {
        let received = store.files().receive_bytes(text.as_bytes()).await.unwrap();
        store.files().keep(&received).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// All rows, without what the county itself does not show.
async fn rows(store: &Store) -> Vec<String> {
    let mut tx = store.read(COUNTY).await.unwrap();
    let text =
        sql!("SELECT id, since, amount, name FROM toy_thing WHERE county = $1 ORDER BY since, id");
    let rows = tx.all(text, args![COUNTY]).await.unwrap();
    let mut found: Vec<String> = rows
        .iter()
        .map(|row| {
            let id: Id<Site> = row.get("id").unwrap();
            let since: Day = row.get("since").unwrap();
            let amount: Option<i64> = row.get("amount").unwrap();
            let name: String = row.get("name").unwrap();
            format!("{id} {since} {amount:?} {name}")
        })
        .collect();
    found.push(format!("{} {:?}", tx.sequence(), tx.moment()));
    found
}

async fn take(store: &Store, to: &Path, rooms: &[Room]) -> Result<Copied, Refusal> {
    let watch = Arc::new(Watch::default());
    store
        .backup(to, &steps(rooms), &["toy_moment"], &watch)
        .await
}

async fn restore(from: &Path, into: &Store, rooms: &[Room], files: &Path) -> Result<(), Refusal> {
    let watch = Watch::default();
    let mut backup = Backup::open(from, &steps(rooms))?;
    backup.unpack_files(files, &watch)?;
    into.load(&mut backup, &steps(rooms), &watch, || Ok(()))
        .await
}

async fn empty_file(folder: &TempDir) -> Store {
    Store::in_folder(folder.path(), Clock::machine())
        .await
        .unwrap()
}

async fn empty_server(server: &Server, name: &str, folder: &TempDir) -> Store {
    let url = server.database(name).await;
    let files = folder.path().join("files");
    Store::at(&url, files, Clock::machine()).await.unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_comes_back_on_either_engine() {
    let server = Server::started();
    for from in ["file", "server"] {
        let site = match from {
            "file" => on_sqlite(&toys()).await,
            _ => on_server(&toys(), &server.url()).await,
        };
        fill(&site).await;
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("a.zip");
        let copied = take(site.app.store(), &path, &toys()).await.unwrap();
        assert_eq!(copied.files, 2);
        // The county, its sequence, and the things; not what is only of the moment.
        assert_eq!(copied.rows, 2 + 2300);
        assert_eq!(copied.bytes, path.metadata().unwrap().len());
        assert_eq!(names(folder.path()), ["a.zip"]);
        let opened = Backup::open(&path, &steps(&toys())).unwrap();
        assert_eq!(opened.copied().unwrap(), copied, "the same numbers");
        for to in ["file", "server"] {
            let place = TempDir::new().unwrap();
            let store = match to {
                "file" => empty_file(&place).await,
                _ => empty_server(&server, &format!("from_{from}"), &place).await,
            };
            let files = place.path().join("files");
            restore(&path, &store, &toys(), &files).await.unwrap();
            assert_eq!(
                rows(&store).await,
                rows(site.app.store()).await,
                "{from} to {to}"
            );
            let mut tx = store.read(COUNTY).await.unwrap();
            let moment = sql!("SELECT id FROM toy_moment WHERE county = $1");
            assert_eq!(tx.all(moment, args![COUNTY]).await.unwrap().len(), 0);
            drop(tx);
            let again = place.path().join("again.zip");
            let again = take(&store, &again, &toys()).await.unwrap();
            assert_eq!((again.rows, again.files), (copied.rows, copied.files));
            let refused = restore(&path, &store, &toys(), &files).await.unwrap_err();
            assert!(matches!(refused, Refusal::NotEmpty), "{refused}");
            store.write(COUNTY).await.unwrap().commit().await.unwrap();
            store.close().await;
        }
    }
}

/// A text of a file may hold what the server cannot.
#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_only_one_engine_takes_moves_too() {
    let server = Server::started();
    let site = on_sqlite(&toys()).await;
    fill(&site).await;
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let text = "UPDATE toy_thing SET name = 'a' || char(0) || 'b' WHERE county = $1";
    tx.run_compiled(text, args![COUNTY]).await.unwrap();
    tx.commit().await.unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.zip");
    take(site.app.store(), &path, &toys()).await.unwrap();
    let store = empty_server(&server, "nul", &folder).await;
    restore(&path, &store, &toys(), &folder.path().join("files"))
        .await
        .unwrap();
    let found = rows(&store).await;
    assert_eq!(found.len(), 2300 + 1);
    assert!(found[0].ends_with(" a\u{fffd}b"), "{}", found[0]);
}

/// Each act writes two rows; a backup never has one of them.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_one_state_while_others_write() {
    both(&toys(), |site| async move {
        fill(&site).await;
        let store = site.app.store().clone();
        let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let writing = tokio::spawn({
            let (store, stop) = (store.clone(), Arc::clone(&stop));
            async move {
                let mut acts = 0;
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    let mut tx = store.write(COUNTY).await.unwrap();
                    let day = Day::of(2019 + acts % 3, 1, 1).unwrap();
                    let line = |_| {
                        let id: Id<Site> = Id::fresh(tx.moment());
                        args![COUNTY, id, day, 1i64, "成对"]
                    };
                    let lines: Vec<_> = (0..2).map(line).collect();
                    let into = "toy_thing (county, id, since, amount, name)";
                    tx.run_lines(into, lines, "").await.unwrap();
                    tx.commit().await.unwrap();
                    acts += 1;
                    tokio::task::yield_now().await;
                }
                acts
            }
        });
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("a.zip");
        take(&store, &path, &toys()).await.unwrap();
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(writing.await.unwrap() > 0);
        let place = TempDir::new().unwrap();
        let restored = empty_file(&place).await;
        let files = place.path().join("files");
        restore(&path, &restored, &toys(), &files).await.unwrap();
        let mut tx = restored.read(COUNTY).await.unwrap();
        let text =
            sql!("SELECT COUNT(*) AS pairs FROM toy_thing WHERE county = $1 AND name = '成对'");
        let row = tx.one(text, args![COUNTY]).await.unwrap().unwrap();
        let acts = tx.sequence() - 1;
        assert_eq!(row.get::<i64>("pairs").unwrap(), acts * 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_backup_is_brought_forward_and_a_newer_one_refused() {
    let server = Server::started();
    let folder = TempDir::new().unwrap();
    let (old, new) = (folder.path().join("old.zip"), folder.path().join("new.zip"));
    let site = on_sqlite(&toys()).await;
    fill(&site).await;
    take(site.app.store(), &old, &toys()).await.unwrap();
    let newer = on_sqlite(&newer_toys()).await;
    take(newer.app.store(), &new, &newer_toys()).await.unwrap();
    for to in ["file", "server"] {
        let place = TempDir::new().unwrap();
        let store = match to {
            "file" => empty_file(&place).await,
            _ => empty_server(&server, "older", &place).await,
        };
        let files = place.path().join("files");
        let refused = restore(&new, &store, &toys(), &files).await.unwrap_err();
        assert!(
            refused.to_string().contains("备份比这个程序新"),
            "{refused}"
        );
        restore(&old, &store, &newer_toys(), &files).await.unwrap();
        assert_eq!(rows(&store).await, rows(site.app.store()).await);
        let mut tx = store.read(COUNTY).await.unwrap();
        let text = "SELECT COUNT(*) AS marked FROM toy_thing WHERE county = $1 AND mark = 'new'";
        let marked = tx.all_compiled(text, args![COUNTY]).await.unwrap();
        assert_eq!(marked[0].get::<i64>("marked").unwrap(), 2300);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_leaves_nothing_or_does_no_harm() {
    let server = Server::started();
    let site = on_sqlite(&toys()).await;
    fill(&site).await;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.zip");
    take(site.app.store(), &path, &toys()).await.unwrap();
    let whole = std::fs::read(&path).unwrap();
    let wanted = rows(site.app.store()).await;
    let (mut refused, mut harmless) = (0, 0);
    let bad = folder.path().join("bad.zip");
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        std::fs::write(&bad, &bytes).unwrap();
        let place = TempDir::new().unwrap();
        let store = empty_file(&place).await;
        match restore(&bad, &store, &toys(), &place.path().join("files")).await {
            Ok(()) => {
                assert_eq!(rows(&store).await, wanted, "byte {at}");
                harmless += 1;
            }
            Err(Refusal::Damaged(_) | Refusal::NotABackup(_)) => refused += 1,
            Err(other) => panic!("byte {at}: {other}"),
        }
        store.close().await;
    }
    assert!(refused > 40, "{refused} refused, {harmless} harmless");

    let store = empty_server(&server, "damaged", &folder).await;
    for (bytes, told) in [
        (&whole[..whole.len() / 2], "文件不完整"),
        (b"not a backup at all".as_slice(), "不是科度的备份"),
        (b"".as_slice(), "不是科度的备份"),
    ] {
        std::fs::write(&bad, bytes).unwrap();
        let place = TempDir::new().unwrap();
        let why = restore(&bad, &store, &toys(), place.path()).await;
        let why = why.unwrap_err().to_string();
        assert!(why.contains(told), "{why}");
    }
    // A byte of the rows: found when some of them are loaded already.
    let mut bytes = whole.clone();
    bytes[whole.len() / 3] ^= 0x55;
    std::fs::write(&bad, &bytes).unwrap();
    let place = TempDir::new().unwrap();
    let why = restore(&bad, &store, &toys(), place.path()).await;
    assert!(matches!(why, Err(Refusal::Damaged(_))));
    assert!(
        store.counties().await.is_err(),
        "not even the tables are there"
    );
    restore(&path, &store, &toys(), place.path()).await.unwrap();
    assert_eq!(rows(&store).await, wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_written_leaves_nothing() {
    both(&toys(), |site| async move {
        fill(&site).await;
        let folder = TempDir::new().unwrap();
        let there = folder.path().join("there.zip");
        std::fs::write(&there, "mine").unwrap();
        let refused = take(site.app.store(), &there, &toys()).await.unwrap_err();
        assert!(refused.to_string().contains("不会覆盖"), "{refused}");
        let nowhere = folder.path().join("nowhere/a.zip");
        let refused = take(site.app.store(), &nowhere, &toys()).await.unwrap_err();
        assert!(refused.to_string().contains("写不了"), "{refused}");

        let watch = Arc::new(Watch::default());
        watch.stop();
        let path = folder.path().join("a.zip");
        let stopped = site
            .app
            .store()
            .backup(&path, &steps(&toys()), &[], &watch)
            .await;
        assert!(matches!(stopped, Err(Refusal::Stopped)));
        assert_eq!(names(folder.path()), ["there.zip"]);
        assert_eq!(std::fs::read_to_string(&there).unwrap(), "mine");

        // What a killed process left is written over, and swept; what is being written is not.
        let partial = folder.path().join("a.zip.partial");
        std::fs::write(&partial, vec![1; 9]).unwrap();
        let held = std::fs::File::open(&partial).unwrap();
        held.lock().unwrap();
        let refused = take(site.app.store(), &path, &toys()).await.unwrap_err();
        assert!(refused.to_string().contains("另一个程序"), "{refused}");
        assert_eq!(store::sweep_partial(folder.path()).unwrap(), 0);
        drop(held);
        take(site.app.store(), &path, &toys()).await.unwrap();
        assert_eq!(names(folder.path()), ["a.zip", "there.zip"]);
        std::fs::write(&partial, "").unwrap();
        assert_eq!(store::sweep_partial(folder.path()).unwrap(), 1);
    })
    .await;
}
