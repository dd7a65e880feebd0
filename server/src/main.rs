//! `kedu`: the program. Configuration, wiring and commands; the business lives in the rooms.

mod answer;
mod commands;
mod demonstration;
mod filling;
mod generate;
mod options;
mod pdf;
mod rooms;
mod told;

use std::process::ExitCode;

use clap::Parser;
use options::{Command, Options};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Threads for long work: the questions of figures, passwords, files. More would only hold more memory.
const BLOCKING: usize = 12;

/// 0 done, 1 refused or failed with the reason in one line, 2 wrong usage (clap's own).
fn main() -> ExitCode {
    let options = match Options::try_parse() {
        Ok(options) => options,
        Err(error) => return options::refused(&error),
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores.max(store::THREADS))
        .max_blocking_threads(BLOCKING)
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(run(options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

async fn run(options: Options) -> anyhow::Result<()> {
    let Options { place, command } = options;
    if !matches!(command, Command::Notice { .. } | Command::Screen(_)) {
        for_this_user_alone();
    }
    match command {
        Command::Serve(serve) => commands::serve::run(&place, serve).await,
        Command::Notice { command } => commands::notice::run(command),
        Command::Screen(screen) => commands::screen::run(&screen),
        Command::Figures(figures) => commands::figures::run(&place, figures).await,
        Command::Backup(backup) => commands::backup::run(&place, backup).await,
        Command::Restore(restore) => commands::restore::run(&place, restore).await,
        Command::Ledger {
            command: options::Ledger::Load(load),
        } => commands::ledger::load(&place, load).await,
        Command::Administrator(administrator) => {
            commands::administrator::run(&place, administrator).await
        }
        Command::Verify(verify) => commands::verify::run(&place, verify).await,
        Command::Generate(generate) => commands::generate::run(&place, generate).await,
    }
}

/// The database, the vouchers and the backups are nobody else's on the machine.
fn for_this_user_alone() {
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

fn failed(error: &anyhow::Error) -> ExitCode {
    told::aside(format!("kedu: {error:#}").replace('\n', " "));
    ExitCode::FAILURE
}
