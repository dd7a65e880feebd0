//! Databases that are not there, not Kedu's, or not of this program's age: no command leaves a trace in them.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use sha2::{Digest, Sha256};
use store::{Migration, RoomMigrations};

use crate::backup::{json, run, said};
use crate::place::{Place, steps};

/// What is there now: a name and a hash each.
fn seen(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, Sha256::digest(fs::read(&path).unwrap()).to_vec())
        })
        .filter(|(name, _)| !name.ends_with(".lock"))
        .collect();
    found.sort();
    found
}

fn customers(path: &Path) {
    let other = Connection::open(path).unwrap();
    let texts = "CREATE TABLE customers (name TEXT); INSERT INTO customers VALUES ('a')";
    other.execute_batch(texts).unwrap();
}

static LATER: [Migration; 1] = [Migration {
    number: 1,
    name: "thing",
    text: "CREATE TABLE toy_thing (county TEXT NOT NULL, id UUID NOT NULL, PRIMARY KEY (county, id));",
}];

/// A place whose tables are those of these steps.
async fn of_steps(steps: &[RoomMigrations]) -> Place {
    let place = Place::in_file("kedu.db");
    let store = place.store().await;
    store.migrate(steps).await.unwrap();
    store.found("320682", "如皋市").await.unwrap();
    store.close().await;
    place
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_writes_into_a_strange_database() {
    let whole = Place::embedded();
    whole.settle().await;
    let backed_up = whole.path("whole.zip");
    json(&run(
        whole.kedu(),
        &["backup", backed_up.to_str().unwrap(), "--json"],
    ));

    let missing = Place::in_file("typo.db");
    let foreign = Place::in_file("other.db");
    customers(&foreign.path("other.db"));
    let mut later = steps();
    let older = of_steps(&later[..4]).await;
    later.push(RoomMigrations {
        room: "toy",
        steps: &LATER,
    });
    let newer = of_steps(&later).await;
    let to = foreign.path("b.zip");
    let restore = ["restore", backed_up.to_str().unwrap()];
    let serve = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--county",
        "320682",
        "--name",
        "如皋市",
    ];
    let reading: [&[&str]; 5] = [
        &["verify"],
        &["figures"],
        &["backup", to.to_str().unwrap()],
        &["ledger", "load", "nothing.csv"],
        &["administrator"],
    ];
    let changing: [&[&str]; 3] = [&restore, &serve, &["generate", "--rows", "1"]];
    for (place, told, commands) in [
        (&missing, "还没有数据库", reading.to_vec()),
        (&foreign, "没有科度的表", reading.to_vec()),
        (&foreign, "别的程序的", changing.to_vec()),
        (&older, "先用旧程序备份", reading.to_vec()),
        (&older, "这里已经有数据", vec![&restore[..]]),
        (&newer, "相同或更新的程序", reading.to_vec()),
        (&newer, "相同或更新的程序", changing.to_vec()),
    ] {
        let before = seen(place.path("x").parent().unwrap());
        for command in commands {
            let refused = run(place.kedu(), command);
            let why = said(&refused);
            assert_eq!(refused.status.code(), Some(1), "{command:?}: {why}");
            assert!(why.contains(told), "{command:?}: {why}");
            assert_eq!(why.lines().count(), 1, "{command:?}: {why}");
            assert_eq!(
                seen(place.path("x").parent().unwrap()),
                before,
                "{command:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_a_county_has_nothing_to_back_up_and_makes_way() {
    let whole = Place::embedded();
    whole.settle().await;
    let backed_up = whole.path("whole.zip");
    json(&run(
        whole.kedu(),
        &["backup", backed_up.to_str().unwrap(), "--json"],
    ));
    let empty = Place::embedded();
    let store = empty.store().await;
    store.migrate(&steps()).await.unwrap();
    store.close().await;
    let refused = run(
        empty.kedu(),
        &["backup", empty.path("b.zip").to_str().unwrap()],
    );
    assert!(
        said(&refused).contains("库里还没有县"),
        "{}",
        said(&refused)
    );
    assert!(!empty.path("b.zip").exists());
    json(&run(
        empty.kedu(),
        &["restore", backed_up.to_str().unwrap(), "--json"],
    ));
    let verified = json(&run(empty.kedu(), &["verify", "--json"]));
    assert_eq!(verified["ok"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_without_its_end_is_told() {
    let place = Place::embedded();
    place.settle().await;
    let verified = json(&run(place.kedu(), &["verify", "--json"]));
    assert_eq!(verified["checked"]["head"].as_str().unwrap().len(), 64);
    for (tampering, told) in [
        ("DELETE FROM trail_head", "没有链头"),
        ("DELETE FROM trail_entry", "没有链头"),
    ] {
        let database = Connection::open(place.data().join("kedu.db")).unwrap();
        database.execute_batch(tampering).unwrap();
        drop(database);
        let broken = run(place.kedu(), &["verify"]);
        assert_eq!(broken.status.code(), Some(1), "{tampering}");
        let out = String::from_utf8_lossy(&broken.stdout).into_owned();
        assert!(out.contains(told), "{tampering}: {out}");
    }
}
