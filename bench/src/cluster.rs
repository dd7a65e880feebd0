//! A PostgreSQL of the bench's own, as durable as in production. Its data stays between runs.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// As a county's server would be set up; all else is PostgreSQL's own default (fsync is on).
const SETTINGS: &str = "-c listen_addresses=127.0.0.1 -c shared_buffers=128MB -c max_wal_size=4GB";

/// A running server, stopped when it is dropped.
pub struct Cluster {
    bin: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Starts the server whose data lie under `kept`, made at first.
    pub fn start(kept: &Path) -> Result<Self> {
        let bin = bin()?;
        let place = place(kept)?;
        let folder = place.join("data");
        if !folder.join("PG_VERSION").exists() {
            let mut make = as_owner(&bin.join("initdb"), &place);
            run(make
                .args([
                    "-U",
                    "kedu",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "-D",
                ])
                .arg(&folder))?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let cluster = Cluster { bin, folder, port };
        // Left running by a bench that was ended by force.
        let _ = run(cluster.control().args(["-m", "fast", "stop"]));
        let options = format!(
            "-p {port} -c unix_socket_directories={} {SETTINGS}",
            place.display()
        );
        run(cluster
            .control()
            .arg("-l")
            .arg(place.join("log"))
            .arg("-o")
            .arg(options)
            .arg("start"))?;
        Ok(cluster)
    }

    /// The address of a database, by the socket of this machine; not whether it is there.
    pub fn url(&self, database: &str) -> String {
        let folder = self.folder.parent().unwrap_or(&self.folder);
        let port = self.port;
        format!(
            "postgres://kedu@localhost:{port}/{database}?host={}",
            folder.display()
        )
    }

    /// The process id of the postmaster: its children work for it.
    pub fn pid(&self) -> Result<u32> {
        let text = fs::read_to_string(self.folder.join("postmaster.pid"))?;
        Ok(text
            .lines()
            .next()
            .context("no process id")?
            .trim()
            .parse()?)
    }

    fn control(&self) -> Command {
        let mut command = as_owner(
            &self.bin.join("pg_ctl"),
            self.folder.parent().unwrap_or(&self.folder),
        );
        command.args(["-w", "-t", "120", "-D"]).arg(&self.folder);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = run(self.control().args(["-m", "fast", "stop"])) {
            eprintln!("PostgreSQL did not stop: {error}");
        }
    }
}

fn bin() -> Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .context("PostgreSQL is not installed: run `make prepare`")?;
    let bins = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    let mut found: Vec<PathBuf> = bins.filter(|bin| bin.join("initdb").exists()).collect();
    found.sort();
    found
        .pop()
        .context("PostgreSQL's server is not installed: run `make prepare`")
}

/// `kept`, or a folder of the same name among temporary files where PostgreSQL's user cannot reach it.
fn place(kept: &Path) -> Result<PathBuf> {
    fs::create_dir_all(kept)?;
    let kept = kept.canonicalize()?;
    if !is_root() {
        return Ok(kept);
    }
    let place = if reaches(&kept) {
        kept
    } else {
        std::env::temp_dir().join("kedu-bench-postgres")
    };
    fs::create_dir_all(&place)?;
    run(Command::new("chown").arg("postgres").arg(&place))?;
    Ok(place)
}

fn reaches(folder: &Path) -> bool {
    as_owner(Path::new("test"), Path::new("/"))
        .arg("-x")
        .arg(folder)
        .status()
        .is_ok_and(|status| status.success())
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// PostgreSQL refuses to run as root, so root hands over to the user `postgres`.
fn as_owner(program: &Path, folder: &Path) -> Command {
    let mut command = if is_root() {
        Command::new("setpriv")
    } else {
        Command::new(program)
    };
    if is_root() {
        command
            .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
            .arg(program);
    }
    command.current_dir(folder);
    command
}

/// pg_ctl hands its pipes on to the server, so its words go to a file instead of a pipe.
fn run(command: &mut Command) -> Result<()> {
    let log = tempfile::NamedTempFile::new()?;
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log.reopen()?)
        .status();
    let status = status.with_context(|| format!("cannot start {command:?}"))?;
    ensure!(
        status.success(),
        "{command:?}: {}",
        fs::read_to_string(log.path()).unwrap_or_default().trim()
    );
    Ok(())
}
