//! From the start of the program to its first answer, and the demonstration year from nothing.

use std::path::Path;

use anyhow::Result;

use crate::ground::Ground;
use crate::measured::{Measured, Must, Rounds};
use crate::program::Serving;
use crate::work::requests::serve;

const ROUNDS: usize = 5;

pub fn measure(ground: &Ground, program: &Path) -> Result<Vec<Measured>> {
    let mut rounds = Rounds::default();
    for _ in 0..ROUNDS {
        rounds.push(serve(program, &ground.place)?.started_in.as_secs_f64());
    }
    Ok(vec![ground.tell(rounds.line(
        "start on an existing database (slowest)",
        rounds.max(),
        "s",
        Some(Must::Under(1.0)),
    ))])
}

pub fn demonstration(program: &Path) -> Result<Vec<Measured>> {
    let folder = tempfile::tempdir()?;
    let place = folder.path().join("demo").display().to_string();
    let serving = Serving::start(program, |address| {
        ["--data", &place, "serve", "--demo", "--listen", address]
            .map(str::to_owned)
            .to_vec()
    })?;
    let rounds = Rounds::once(serving.started_in.as_secs_f64());
    Ok(vec![rounds.line(
        "the demonstration year, from nothing",
        rounds.max(),
        "s",
        Some(Must::Under(60.0)),
    )])
}
