//! Firms in memory against a criterion, on one thread: our exact columns, in turns with the peers' floating ones.

use std::hint::black_box;
use std::path::Path;

use anyhow::{Result, ensure};
use criteria::{Facts, Firm, Prices, Program, Table};
use rustix::time::{ClockId, clock_gettime};

use super::said::{Counts, Peer};
use crate::measured::{Measured, Must, Rounds};
use crate::peers::Peers;

/// Each peer starts so many times; between the starts are our rounds.
const TURNS: usize = 3;
const ROUNDS: usize = 5;
/// As many as `kedu screen` tells.
const ROADS: usize = 5;
const WORK: &str = "100,000 firms in memory × hnte-2016, processor time";

/// Milliseconds of the processor that this thread was given.
fn milliseconds(work: impl FnOnce()) -> f64 {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
    };
    let before = now();
    work();
    now() - before
}

pub fn table<'f>(facts: &'f Facts, program: &Program<'_>, firms: &[Firm]) -> Table<'f> {
    let mut table = Table::new(facts, &program.slots());
    firms.iter().for_each(|firm| table.push(firm));
    table
}

/// What our rounds took, in milliseconds.
#[derive(Default)]
struct Ours {
    bare: Rounds,
    /// With the reason of each clause: what the firm has, what is missing, exact.
    reasons: Rounds,
    /// With its numbers reduced to the fractions that are shown.
    numbers: Rounds,
    missing: Rounds,
}

pub fn measure(
    program: &Program<'_>,
    firms: &[Firm],
    (with, file): (&Peers, &Path),
) -> Result<(Vec<Measured>, Counts)> {
    let facts = program.facts;
    let table = self::table(facts, program, firms);
    let gaps = self::table(facts, program, &with_gaps(program, firms));
    let counts = Counts::of(program.screen(&table).verdicts());
    ensure!(counts.0[3] == 0, "a fact is missing where all are known");
    let (mut ours, mut peers) = (Ours::default(), Peer::all());
    for _ in 0..TURNS {
        for _ in 0..ROUNDS {
            ours.round(program, &table, &gaps);
        }
        for peer in &mut peers {
            peer.run(with, file, ROUNDS, counts)?;
        }
    }
    Ok((lines(&ours, &peers), counts))
}

impl Ours {
    fn round(&mut self, program: &Program<'_>, table: &Table<'_>, gaps: &Table<'_>) {
        let clauses = program.clauses().count();
        self.bare.push(milliseconds(|| {
            black_box(program.screen(black_box(table)));
        }));
        self.reasons.push(milliseconds(|| {
            let screening = program.screen(black_box(table));
            for clause in 0..clauses {
                screening.reasons(clause).each(|reason| {
                    black_box(reason);
                });
            }
        }));
        self.numbers.push(milliseconds(|| {
            let screening = program.screen(black_box(table));
            for firm in 0..screening.len() {
                for clause in 0..clauses {
                    black_box(screening.finding(firm, clause));
                }
            }
        }));
        self.missing.push(milliseconds(|| {
            black_box(program.screen(black_box(gaps)));
        }));
    }
}

/// The same firms, every tenth without one fact, in turns another.
fn with_gaps(program: &Program<'_>, firms: &[Firm]) -> Vec<Firm> {
    let slots = program.slots();
    let mut firms = firms.to_vec();
    for (at, firm) in firms.iter_mut().step_by(10).enumerate() {
        firm.set(slots[at % slots.len()], None);
    }
    firms
}

/// Processor time is only ever too high on a busy machine, so the quickest round of each counts.
fn lines(ours: &Ours, peers: &[Peer]) -> Vec<Measured> {
    let least = |rounds: &Rounds, work: &str| rounds.line(work, rounds.min(), "ms", None);
    let bare = ours.bare.min();
    let mut lines = vec![least(&ours.bare, WORK)];
    for peer in peers {
        let name = format!("the same in {}", peer.name);
        lines.push(least(&peer.took, &name));
    }
    for peer in peers {
        let must = (peer.name == "numpy").then_some(Must::AtMost(1.5));
        let name = format!("100,000 firms in memory, against {}", peer.name);
        lines.push(ratio(&name, bare / peer.took.min(), must));
    }
    let name = "100,000 firms with the reason of each clause";
    lines.push(least(&ours.reasons, name));
    let with = ours.reasons.min() / bare;
    let name = format!("{name}, against without");
    lines.push(ratio(&name, with, Some(Must::AtMost(1.2))));
    let name = "100,000 firms with the numbers of each reason reduced for a page";
    lines.push(least(&ours.numbers, name));
    let name = "100,000 firms, every tenth without one fact";
    lines.push(least(&ours.missing, name));
    lines
}

pub fn ratio(name: &str, value: f64, must: Option<Must>) -> Measured {
    Rounds::once(value).line(name, value, "", must)
}

/// The same firms against another criterion, told for comparison.
pub fn another(program: &Program<'_>, firms: &[Firm]) -> Measured {
    let table = self::table(program.facts, program, firms);
    let mut rounds = Rounds::default();
    for _ in 0..TURNS * ROUNDS {
        rounds.push(milliseconds(|| {
            black_box(program.screen(black_box(&table)));
        }));
    }
    let name = format!("100,000 firms × {}", program.criterion.id);
    rounds.line(&name, rounds.min(), "ms", None)
}

/// The roads of firms that do not pass, sought one firm after another: all facts known, and every tenth firm without one.
pub fn roads(program: &Program<'_>, firms: &[Firm]) -> [Measured; 2] {
    let name = "roads for 5,000 firms, processor time";
    let must = Some(Must::Under(1.0));
    let rounds = seeking(program, firms);
    let known = rounds.line(name, rounds.min(), "s", must);
    let rounds = seeking(program, &with_gaps(program, firms));
    let name = "roads for 5,000 firms, every tenth without one fact";
    [known, rounds.line(name, rounds.min(), "s", None)]
}

fn seeking(program: &Program<'_>, firms: &[Firm]) -> Rounds {
    let prices = Prices::shipped(program.facts);
    let mut rounds = Rounds::default();
    for _ in 0..TURNS {
        rounds.push(
            milliseconds(|| {
                for firm in firms {
                    black_box(program.roads(firm, &prices, ROADS));
                }
            }) / 1e3,
        );
    }
    rounds
}
