//! The program itself, `kedu`, as a child.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::client::Client;

/// Long enough for anything that is measured here; then it is a fault.
const PATIENCE: Duration = Duration::from_secs(300);

/// `kedu` as it is released: built together with this program, and beside it.
pub fn beside() -> Result<PathBuf> {
    let program = std::env::current_exe()?.with_file_name("kedu");
    ensure!(
        program.exists(),
        "{} is not there: run the bench with `make bench`",
        program.display()
    );
    Ok(program)
}

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// A server, ended when it is dropped.
pub struct Serving {
    child: Child,
    pub address: String,
    /// From the start of the program to its first answer.
    pub started_in: Duration,
}

impl Serving {
    /// Starts a server; `arguments` gets the address to listen on.
    pub fn start(program: &Path, arguments: impl FnOnce(&str) -> Vec<String>) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let begun = Instant::now();
        let child = Command::new(program)
            .args(arguments(&address))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        let mut serving = Serving {
            child,
            address,
            started_in: Duration::ZERO,
        };
        serving.wait(begun)?;
        serving.started_in = begun.elapsed();
        Ok(serving)
    }

    fn wait(&mut self, begun: Instant) -> Result<()> {
        while begun.elapsed() < PATIENCE {
            if Client::new(&self.address, "", false)
                .get("/healthz")
                .is_ok_and(|answered| answered.status == 200)
            {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended: {status}");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        bail!("the server did not answer within {PATIENCE:?}")
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Serving {
    /// Asked to stop, as an operator does; by force only when it does not.
    fn drop(&mut self) {
        let pid = i32::try_from(self.child.id())
            .ok()
            .and_then(rustix::process::Pid::from_raw);
        if let Some(pid) = pid {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        for _ in 0..500 {
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a command of the program to its end.
pub fn run(program: &Path, arguments: &[String]) -> Result<()> {
    let status = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status();
    let status = status.with_context(|| format!("cannot start {}", program.display()))?;
    ensure!(
        status.success(),
        "kedu {} ended with {status}",
        arguments.join(" ")
    );
    Ok(())
}
