//! The site as somebody runs it who keeps a machine: begun, ended, begun twice, its first words.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::backup::{json, run, said};
use crate::place::Place;

const NEW: [&str; 4] = ["--county", "320682", "--name", "如皋市"];

#[test]
fn whose_a_new_database_is_must_be_said_whole() {
    for (args, told) in [
        (
            &["--county", "320682"][..],
            "--county 六位区划代码 和 --name 名称 要一起写明",
        ),
        (
            &["--name", "海安市"],
            "--county 六位区划代码 和 --name 名称 要一起写明",
        ),
        (&["--county", "3206", "--name", "如皋市"], "“3206”不是"),
        (&["--county", "320682", "--name", " "], "--name 不能是空的"),
    ] {
        let place = Place::embedded();
        let mut command = place.kedu();
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        let refused = run(command, args);
        let why = said(&refused);
        assert_eq!(refused.status.code(), Some(1), "{args:?}: {why}");
        assert!(why.contains(told), "{args:?}: {why}");
        assert!(!place.data().join("kedu.db").exists(), "{args:?}");
    }
}

#[test]
fn a_new_database_whose_county_nobody_said_tells_whose_it_became() {
    let place = Place::embedded();
    let mut command = place.kedu();
    command.args(["serve", "--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let told = lines.map(Result::unwrap).next().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(told.contains("先建为如皋市（320682）"), "{told}");
    assert!(told.contains("--county 六位区划代码 --name 名称"), "{told}");
}

#[test]
fn what_a_new_site_keeps_is_nobody_elses() {
    let place = Place::embedded();
    let (mut child, _) = place.serve_with(&NEW);
    let mode = |name: &str| {
        let about = place.data().join(name).metadata().unwrap();
        about.permissions().mode() & 0o777
    };
    assert_eq!((mode(""), mode("kedu.db")), (0o700, 0o600));
    child.kill().unwrap();
    child.wait().unwrap();
    let other = ["serve", "--listen", "127.0.0.1:0", "--name", "海安市"];
    let refused = run(place.kedu(), &other);
    assert!(
        said(&refused).contains("库里的县是“如皋市”"),
        "{}",
        said(&refused)
    );
}

#[test]
fn a_lost_administrator_comes_back() {
    let place = Place::embedded();
    let (mut child, address) = place.serve_with(&NEW);
    let told = run(place.kedu(), &["administrator"]);
    assert!(told.status.success(), "{}", said(&told));
    let words = String::from_utf8(told.stdout).unwrap();
    let (_, rest) = words.split_once("一次性密码：").unwrap();
    let password = rest.split('　').next().unwrap();
    let body = format!("name=admin&password={password}&to=/");
    let answer = crate::place::post(&address, "/sign-in", "", &body).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");

    let nobody = run(place.kedu(), &["administrator", "--name", "nobody"]);
    assert!(said(&nobody).contains("没有这个用户：nobody"));
    // Where the password reaches nobody the old one stays.
    let mut command = place.kedu();
    command
        .arg("administrator")
        .stdout(File::create("/dev/full").unwrap());
    let unheard = command.output().unwrap();
    assert_eq!(unheard.status.code(), Some(1));
    assert!(
        said(&unheard).contains("没有显示出来"),
        "{}",
        said(&unheard)
    );
    let answer = crate::place::post(&address, "/sign-in", "", &body).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(json(&run(place.kedu(), &["verify", "--json"]))["ok"], true);
}

#[test]
fn a_second_site_at_one_address_touches_nothing_and_no_restore_comes_between() {
    let place = Place::embedded();
    let (mut child, address) = place.serve_with(&NEW);
    let incoming = place.data().join("files/incoming");
    fs::create_dir_all(&incoming).unwrap();
    fs::write(incoming.join("upload"), "on its way").unwrap();
    let second = run(place.kedu(), &["serve", "--listen", &address]);
    assert!(said(&second).contains("不能监听"), "{}", said(&second));
    let third = Place::embedded();
    json(&run(
        place.kedu(),
        &["backup", third.path("b.zip").to_str().unwrap(), "--json"],
    ));
    let from = third.path("b.zip");
    let refused = run(place.kedu(), &["restore", from.to_str().unwrap()]);
    assert!(
        said(&refused).contains("网站正在运行"),
        "{}",
        said(&refused)
    );
    child.kill().unwrap();
    child.wait().unwrap();
    let (mut child, _) = place.serve();
    assert!(incoming.join("upload").exists(), "it is younger than a day");
    child.kill().unwrap();
    child.wait().unwrap();
}

fn ends_within(child: &mut Child, seconds: u64) -> bool {
    let until = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < until {
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

#[test]
fn a_half_sent_request_holds_nothing_up_for_long() {
    let place = Place::embedded();
    for signals in [1, 2] {
        let (mut child, address) = place.serve_with(&NEW);
        let mut half = TcpStream::connect(&address).unwrap();
        let request = "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nname=a";
        half.write_all(request.as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(500));
        let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
        assert!(!ends_within(&mut child, 1), "an answer is waited for");
        if signals == 2 {
            kill_process(pid, Signal::TERM).unwrap();
        }
        let patience = if signals == 2 { 5 } else { 20 };
        assert!(ends_within(&mut child, patience), "{signals}");
        let _ = half.read(&mut [0; 1]);
    }
}

#[test]
fn a_full_disk_is_no_success_and_a_reader_who_left_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let notice = folder.path().join("notice.txt");
    let text = "二、工作目标\n全年净增高新技术企业30家以上。完成技术合同登记额5亿元。\n";
    fs::write(&notice, text.repeat(2000)).unwrap();
    let read = |out: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kedu"));
        command.args(["notice", "read"]).arg(&notice).stdout(out);
        command.stderr(Stdio::piped()).spawn().unwrap()
    };
    let full = read(File::create("/dev/full").unwrap().into());
    let full = full.wait_with_output().unwrap();
    assert_eq!(full.status.code(), Some(1));
    assert!(said(&full).contains("结果没有写完"), "{}", said(&full));
    let mut left = read(Stdio::piped());
    drop(left.stdout.take());
    let left = left.wait_with_output().unwrap();
    assert_eq!((left.status.code(), &*said(&left)), (Some(0), ""));
}
