//! `kedu screen`: every firm of a file against a criterion. Needs no database, and holds a stretch of the file at a time.

mod people;
mod source;
mod text;

use std::collections::HashMap;
use std::collections::hash_map::{Entry, RandomState};
use std::hash::BuildHasher;
use std::io::{IsTerminal, Write};

use anyhow::Context;
use criteria::cell::Problem;
use criteria::text::{Heads, Line, Writer};
use criteria::{Criterion, Prices, Program, Road, Table, criterion, fact};

use values::Day;

use crate::filling::Bar;
use crate::options::Screen;
use crate::told;
use source::Source;

/// Firms that are held at a time.
const STRETCH: usize = 4096;
/// Roads told of a firm.
const ROADS: usize = 5;

pub fn run(screen: &Screen) -> anyhow::Result<()> {
    let criterion = wanted(screen)?;
    let program = criterion.on(&fact::SHIPPED, screen.on);
    let mut source = Source::open(&screen.file)?;
    let heads = source.heads(&program)?;
    tell_heads(&heads);
    let mut screening = Screening {
        screen,
        program: &program,
        prices: Prices::shipped(program.facts),
        writer: Writer::new(&program),
        lines: Vec::new(),
        table: Table::new(program.facts, &program.slots()),
        out: String::new(),
        counts: [0; 4],
    };
    // On a terminal that shows the answers a bar would stand between them.
    let bar = if std::io::stdout().is_terminal() {
        None
    } else {
        Some(Bar::new()?)
    };
    let mut again = Again::default();
    let mut used = 0;
    loop {
        if screening.lines.len() == used {
            screening.lines.push(Line::new(program.facts));
        }
        let line = &mut screening.lines[used];
        let place = source.next(&heads, &program, line)?;
        let more = place.is_some();
        if let Some(place) = place {
            again.look(line, place);
        }
        used += usize::from(more);
        if used == STRETCH || !more {
            if !screening.answer(used)? {
                return Ok(());
            }
            used = 0;
            let (done, all) = source.progress();
            bar.iter().for_each(|bar| bar.show(done, all, "核对"));
        }
        if !more {
            break;
        }
    }
    bar.into_iter().for_each(Bar::end);
    if !screen.json {
        told::aside(people::sum(&screening.counts).trim_end());
    }
    Ok(())
}

fn wanted(screen: &Screen) -> anyhow::Result<&'static Criterion> {
    let known = || {
        let all = criterion::SHIPPED
            .iter()
            .map(|one| format!("{}（{}）", one.id, one.name));
        all.collect::<Vec<_>>().join("、")
    };
    let found = criterion::find(&screen.criteria);
    let criterion =
        found.with_context(|| format!("没有标准 {}。可用的有：{}。", screen.criteria, known()))?;
    if !criterion.in_force(screen.on) {
        anyhow::bail!(
            "{}在 {} 那天不适用，它的适用期是 {}。请换一个 --on。",
            criterion.name,
            screen.on,
            span(criterion.from, criterion.to)
        );
    }
    Ok(criterion)
}

fn span(from: Option<Day>, to: Option<Day>) -> String {
    match (from, to) {
        (Some(from), None) => format!("{from} 至今"),
        (Some(from), Some(to)) => format!("{from} 至 {to}"),
        (None, Some(to)) => format!("{to} 及以前"),
        (None, None) => "所有日期".to_owned(),
    }
}

/// What a person should know of the columns, on standard error.
fn tell_heads(heads: &Heads) {
    if !heads.unknown.is_empty() {
        told::aside(format!("kedu: 没有用到的列：{}", heads.unknown.join("、")));
    }
    if !heads.absent.is_empty() {
        told::aside(format!(
            "kedu: 文件没有这些列，按缺数处理：{}",
            heads.absent.join("、")
        ));
    }
}

/// Where each firm stands in the file.
#[derive(Default)]
struct Again {
    /// By what stands for the credit code: eight bytes a firm, since files may be of any length.
    lines: HashMap<u64, u64>,
    hasher: RandomState,
}

impl Again {
    /// A firm that has been read before is answered once more, and told.
    fn look(&mut self, line: &mut Line, place: u64) {
        if line.code.is_empty() {
            return;
        }
        match self.lines.entry(self.hasher.hash_one(&line.code)) {
            Entry::Vacant(entry) => {
                entry.insert(place);
            }
            Entry::Occupied(entry) => line.warnings.push(Problem {
                column: "credit_code".to_owned(),
                value: line.code.clone(),
                reason: format!(
                    "这一行（第 {place} 行）和第 {} 行的统一社会信用代码相同，两行各答各的，请留一行",
                    entry.get()
                ),
            }),
        }
    }
}

struct Screening<'a> {
    screen: &'a Screen,
    program: &'a Program<'a>,
    prices: Prices,
    writer: Writer<'a>,
    lines: Vec<Line>,
    table: Table<'a>,
    out: String,
    /// By verdict, in the order of [`criteria::Verdict`].
    counts: [usize; 4],
}

impl Screening<'_> {
    /// Answers the first lines held; `false` when nobody reads on, which is no fault.
    fn answer(&mut self, used: usize) -> anyhow::Result<bool> {
        self.table.clear();
        self.out.clear();
        let lines = &self.lines[..used];
        lines.iter().for_each(|line| self.table.push(&line.firm));
        let answers = self.program.screen(&self.table);
        for (at, line) in lines.iter().enumerate() {
            let roads = (!self.screen.no_roads).then(|| self.roads(line));
            if self.screen.json {
                self.writer
                    .write(line, &answers, at, roads.as_deref(), &mut self.out);
            } else {
                people::tell(
                    self.program,
                    line,
                    &answers.judgement(at),
                    roads.as_deref(),
                    self.screen.on,
                    &mut self.out,
                );
            }
            let verdict = if line.problems.is_empty() {
                answers.verdicts()[at]
            } else {
                criteria::Verdict::Unknown
            };
            self.counts[verdict as usize] += 1;
        }
        let mut stdout = std::io::stdout().lock();
        let written = stdout.write_all(self.out.as_bytes());
        told::is_read(written.and_then(|()| stdout.flush()))
    }

    fn roads(&self, line: &Line) -> Vec<Road> {
        if line.problems.is_empty() {
            self.program.roads(&line.firm, &self.prices, ROADS)
        } else {
            Vec::new()
        }
    }
}
