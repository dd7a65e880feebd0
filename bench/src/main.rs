#![doc = include_str!("../README.md")]

mod bare;
mod client;
mod cluster;
mod cost;
mod ground;
mod measured;
mod options;
mod peers;
mod program;
mod report;
mod site;
mod visitor;
mod work;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, ensure};
use clap::Parser;

use cluster::Cluster;
use ground::Ground;
use measured::Measured;
use options::{Engines, Options, Part};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main(worker_threads = 6)]
async fn main() -> ExitCode {
    let options = Options::parse();
    let ended = match (&options.bare, options.workbook.as_slice()) {
        (Some(page), _) => bare::serve(page, &options.listen).await,
        (None, [act, path]) => work::workbooks::act(act, path.as_ref()),
        _ => run(&options).await,
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<()> {
    let mut lines = Vec::new();
    report::warn_of_load();
    if options.wants(Part::Notice) {
        lines.extend(work::notice::measure());
    }
    if options.wants(Part::Workbooks) {
        eprintln!("workbooks …");
        match work::workbooks::measure() {
            Ok(measured) => lines.extend(measured),
            Err(error) => lines.push(Measured::failed(Part::Workbooks.word(), &error)),
        }
    }
    if options.needs_program() {
        let program = program::beside()?;
        if options.wants(Part::Demo) {
            lines.extend(work::start::demonstration(&program)?);
        }
        if options.wants(Part::Screening) {
            eprintln!("screening …");
            match work::screening::measure(&program).await {
                Ok(measured) => lines.extend(measured),
                Err(error) => lines.push(Measured::failed(Part::Screening.word(), &error)),
            }
        }
        if options.needs_rows() && options.engine != Engines::Postgres {
            lines.extend(on_engine(options, &program, None).await?);
        }
        if options.needs_rows() && options.engine != Engines::Sqlite {
            let cluster = Cluster::start(&ground::kept().join("postgres"))?;
            lines.extend(on_engine(options, &program, Some(&cluster)).await?);
        }
    }
    tell(options, &lines)
}

/// All parts on the generated database of one engine.
async fn on_engine(
    options: &Options,
    program: &Path,
    cluster: Option<&Cluster>,
) -> Result<Vec<Measured>> {
    let (ground, generated) = Ground::ready(program, cluster, options.rows).await?;
    let mut lines: Vec<Measured> = generated.into_iter().collect();
    if let Some(path) = &options.ask {
        work::asking::tell(&ground, path).await?;
    }
    for part in Part::ON_ROWS
        .into_iter()
        .filter(|part| options.wants(*part))
    {
        eprintln!("{}: {} …", ground.place.name(), part.word());
        // One part that cannot be measured does not keep the others from it.
        match measure(part, &ground, program, cluster).await {
            Ok(measured) => lines.extend(measured),
            Err(error) => lines.push(ground.tell(Measured::failed(part.word(), &error))),
        }
    }
    Ok(lines)
}

async fn measure(
    part: Part,
    ground: &Ground,
    program: &Path,
    cluster: Option<&Cluster>,
) -> Result<Vec<Measured>> {
    match part {
        Part::Figures => work::figures::measure(ground).await,
        Part::Plan => work::plan::measure(ground).await,
        Part::Split => work::split::measure(ground, cluster).await,
        Part::Forecast => work::forecast::measure(ground).await,
        // Against bare SQLite only.
        Part::ByHand if cluster.is_some() => Ok(Vec::new()),
        Part::ByHand => work::by_hand::measure(ground).await,
        Part::Requests => work::requests::measure(ground, program, cluster).await,
        Part::Acts => work::acts::measure(ground, cluster).await,
        Part::Load if cluster.is_some() => Ok(Vec::new()),
        Part::Load => work::load::measure(ground).await,
        Part::Memory => work::memory::measure(ground, program, cluster).await,
        Part::Start => work::start::measure(ground, program),
        Part::Wire => work::wire::measure(ground).await,
        Part::Backup => work::backup::measure(ground, program, cluster).await,
        Part::Notice | Part::Demo | Part::Workbooks | Part::Screening => Ok(Vec::new()),
    }
}

fn tell(options: &Options, lines: &[Measured]) -> Result<()> {
    if options.ask.is_some() {
        return Ok(());
    }
    print!("{}", report::table(lines));
    report::write_lines(&program::root().join("bench.jsonl"), lines)?;
    if options.is_whole() && ensure_measured(lines).is_ok() {
        report::write_document(&program::root().join("docs/performance.md"), lines)?;
    }
    ensure_measured(lines)?;
    let missed = lines
        .iter()
        .filter(|line| line.verdict() == "MISSED")
        .count();
    println!(
        "{} lines, {missed} limits missed; bench.jsonl is written",
        lines.len()
    );
    Ok(())
}

fn ensure_measured(lines: &[Measured]) -> Result<()> {
    let failed = lines.iter().filter(|line| line.value.is_nan()).count();
    ensure!(failed == 0, "{failed} parts could not be measured");
    Ok(())
}
