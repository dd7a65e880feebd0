//! One throw-away PostgreSQL for all tests of a run.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tempfile::TempDir;

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
            let port = start(&folder, FORGETFUL).to_string();
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

/// No durability: the data dies with the run.
const FORGETFUL: &str =
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=128MB";

/// What was committed outlives the process, though not the machine.
const DURABLE: &str = "-c fsync=off";

fn start(folder: &Path, also: &str) -> u16 {
    let data = laid_out(folder);
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    serve(&data, port, also);
    watch(folder, &data);
    port
}

/// An empty cluster below `folder`; gives its data.
fn laid_out(folder: &Path) -> PathBuf {
    let place = folder.join("cluster");
    fs::create_dir_all(&place).unwrap();
    run(Command::new("chmod").arg("755").arg(folder));
    let _ = Command::new("chown")
        .arg("postgres")
        .arg(&place)
        .stderr(Stdio::null())
        .status();
    let data = place.join("data");
    run(as_user(&bin().join("initdb"))
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
    data
}

fn serve(data: &Path, port: u16, also: &str) {
    let place = data.parent().expect("the data lies in a folder");
    let options = format!(
        "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c max_connections=300 {also}",
        place.display()
    );
    run(as_user(&bin().join("pg_ctl"))
        .args(["-w", "-D"])
        .arg(data)
        .arg("-l")
        .arg(place.join("log"))
        .arg("-o")
        .arg(options)
        .arg("start"));
}

/// A PostgreSQL of one test's own, to be stopped and started while a site runs on it.
pub struct Server {
    folder: TempDir,
    port: u16,
}

impl Server {
    pub fn started() -> Self {
        let folder = TempDir::new().unwrap();
        let port = start(folder.path(), DURABLE);
        Server { folder, port }
    }

    pub fn url(&self) -> String {
        format!("postgres://kedu@127.0.0.1:{}", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("cluster/data")
    }

    /// Stops it at once, as a crash would.
    pub fn kill(&self) {
        let data = self.data();
        run(as_user(&bin().join("pg_ctl"))
            .args(["-w", "-m", "immediate", "-D"])
            .arg(data)
            .arg("stop"));
    }

    pub fn start_again(&self) {
        serve(&self.data(), self.port, DURABLE);
    }

    /// A new database on it.
    pub async fn database(&self, name: &str) -> String {
        let mut root = PgConnection::connect(&format!("{}/postgres", self.url()))
            .await
            .unwrap();
        let text = format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        );
        root.execute(AssertSqlSafe(text)).await.unwrap();
        root.close().await.unwrap();
        format!("{}/{name}", self.url())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = as_user(&bin().join("pg_ctl"))
            .args(["-m", "immediate", "-D"])
            .arg(self.data())
            .arg("stop")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
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
