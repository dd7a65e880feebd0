//! A demonstration that is cut off while it is filled leaves nothing half done.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A short story is enough here.
const TODAY: &str = "2020-03-02";

fn kedu(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kedu"));
    command
        .arg("--data")
        .arg(data)
        .env("KEDU_DEMO_PASSWORD", "Yanshi-2020-kedu")
        .env_remove("KEDU_DATABASE")
        .env_remove("KEDU_COUNTY");
    command
}

fn serve(data: &Path) -> Child {
    serve_at(data, "127.0.0.1:0")
}

fn serve_at(data: &Path, address: &str) -> Child {
    let words = ["serve", "--demo", "--today", TODAY, "--listen", address];
    kedu(data)
        .args(words)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits until a filling has begun in earnest.
fn begun(data: &Path) {
    let growing = data.join(".kedu-filling/kedu.db-wal");
    let until = Instant::now() + Duration::from_secs(60);
    while growing.metadata().map_or(0, |file| file.len()) < 500_000 {
        assert!(Instant::now() < until, "no filling began");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What the program says until it is ready.
fn ready(child: &mut Child) -> Vec<String> {
    let mut said = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        said.push(line.clone());
        if line.contains("http://") {
            return said;
        }
    }
    panic!("never ready: {said:?}");
}

fn end(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_killed_filling_leaves_nothing_and_the_next_one_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let cut_off = serve(&data);
    begun(&data);
    end(cut_off);
    assert!(!data.join("kedu.db").exists());
    let early = kedu(&data).args(["figures"]).output().unwrap();
    assert_eq!(early.status.code(), Some(1), "there is no database yet");

    let mut second = serve(&data);
    let said = ready(&mut second);
    assert_eq!(
        said.iter()
            .filter(|line| line.starts_with("yanshi-"))
            .count(),
        25
    );
    end(second);
    assert!(data.join("kedu.db").exists() && !data.join(".kedu-filling").exists());
    let verified = kedu(&data).args(["verify"]).output().unwrap();
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );

    let mut again = serve(&data);
    let said = ready(&mut again);
    assert!(
        said.iter().all(|line| !line.starts_with("yanshi-")),
        "filled once only: {said:?}"
    );
    end(again);
}

#[test]
fn two_fillings_of_one_place_do_not_meet() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let first = serve(&data);
    begun(&data);
    let second = kedu(&data)
        .args(["serve", "--demo", "--listen", "127.0.0.1:0"])
        .output()
        .unwrap();
    let refusal = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(1));
    assert!(refusal.contains("另一个程序正在往这里写数据"), "{refusal}");
    end(first);
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_site_is_up_while_the_demonstration_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let mut child = serve_at(&data, &address);
    begun(&data);
    let page = get(&address, "/plan");
    assert!(page.starts_with("HTTP/1.1 503"), "{page}");
    for told in ["正在写演示数据", "<progress", "http-equiv=\"refresh\""] {
        assert!(page.contains(told), "{told}: {page}");
    }
    ready(&mut child);
    let page = get(&address, "/plan");
    assert!(
        page.starts_with("HTTP/1.1 303") && page.contains("/sign-in"),
        "{page}"
    );
    assert!(get(&address, "/healthz").ends_with("ok"));
    end(child);
}
