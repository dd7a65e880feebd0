//! One throw-away PostgreSQL for all tests of a run.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the tests of this run find their cluster; started by the first that asks.
pub(crate) fn url() -> String {
    if let Ok(url) = std::env::var("KEDU_TEST_POSTGRES") {
        return url;
    }
    let folder = folder();
    fs::create_dir_all(&folder).unwrap();
    let lock = File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let known = folder.join("port");
    let port = match fs::read_to_string(&known) {
        Ok(port) => port,
        Err(_) => {
            let port = start(&folder).to_string();
            fs::write(&known, &port).unwrap();
            port
        }
    };
    format!("postgres://kedu@127.0.0.1:{port}")
}

/// Named after the process that runs the tests, so that all of one run share it.
fn folder() -> PathBuf {
    std::env::temp_dir().join(format!(
        "kedu-trial-{}",
        std::os::unix::process::parent_id()
    ))
}

fn bin() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .expect("PostgreSQL is not installed: run `make prepare`");
    let mut found: Vec<PathBuf> = versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    found.sort();
    found
        .pop()
        .expect("PostgreSQL's server is not installed: run `make prepare`")
}

/// PostgreSQL refuses to run as root, so root hands over to the user `postgres`.
fn as_user(program: &Path) -> Command {
    let is_root =
        fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if is_root {
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
            .arg(program);
        command
    } else {
        Command::new(program)
    }
}

fn start(folder: &Path) -> u16 {
    let bin = bin();
    let place = folder.join("cluster");
    fs::create_dir_all(&place).unwrap();
    run(Command::new("chmod").arg("755").arg(folder));
    let _ = Command::new("chown")
        .arg("postgres")
        .arg(&place)
        .stderr(Stdio::null())
        .status();
    let data = place.join("data");
    run(as_user(&bin.join("initdb"))
        .args([
            "-U",
            "kedu",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
            "-D",
        ])
        .arg(&data));
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    // No durability: the data dies with the run.
    let options = format!(
        "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=128MB",
        place.display()
    );
    run(as_user(&bin.join("pg_ctl"))
        .args(["-w", "-D"])
        .arg(&data)
        .arg("-l")
        .arg(place.join("log"))
        .arg("-o")
        .arg(options)
        .arg("start"));
    watch(folder, &data);
    port
}

fn run(command: &mut Command) {
    let done = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .stdin(Stdio::null());
    // pg_ctl hands its pipes on to the server, so its words go to a file instead of a pipe.
    let log = tempfile::tempfile().unwrap();
    let status = done.stderr(log).status().expect("the program starts");
    assert!(status.success(), "{command:?} failed");
}

/// Stops and removes the cluster when the process that runs the tests is gone.
fn watch(folder: &Path, data: &Path) {
    let parent = std::os::unix::process::parent_id();
    let script = format!(
        "while kill -0 {parent} 2>/dev/null; do sleep 1; done; pid=$(head -1 {data}/postmaster.pid); kill -QUIT $pid; sleep 1; rm -rf {folder}",
        data = data.display(),
        folder = folder.display()
    );
    // It outlives this process on purpose.
    #[allow(clippy::zombie_processes)]
    let _watcher = Command::new("setsid")
        .args(["sh", "-c", &script])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the watcher starts");
}
