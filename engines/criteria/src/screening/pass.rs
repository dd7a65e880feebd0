//! The pass over the columns, a stretch at a time so that its parts stay in the cache.

use super::Screening;
use crate::criterion::Test;
use crate::firm::UNKNOWN;
use crate::program::{Program, point_verdict};
use crate::table::Table;
use crate::verdict::Verdict;

/// Firms in a stretch.
pub const STRETCH: usize = 1024;

/// What is used again from stretch to stretch.
struct Scratch {
    complete: Vec<bool>,
    holds: Vec<bool>,
    /// Low and high of each part, and of all.
    points: Vec<(Vec<i16>, Vec<i16>)>,
}

pub fn all(program: &Program<'_>, table: &Table<'_>, out: &mut Screening<'_>) {
    let needed = program.needed();
    let narrow = program.rules.iter().all(|rule| rule.test.narrow())
        && program.points().all(|points| points.narrow());
    let empty = vec![UNKNOWN; STRETCH];
    let parts = program.criterion.parts.len();
    let mut scratch = Scratch {
        complete: Vec::new(),
        holds: Vec::new(),
        points: vec![(Vec::new(), Vec::new()); parts + 1],
    };
    let mut start = 0;
    while start < table.len() {
        let length = STRETCH.min(table.len() - start);
        let stretch = |column: &'_ Vec<i64>| -> std::ops::Range<usize> {
            if column.is_empty() {
                0..0
            } else {
                start..start + length
            }
        };
        let columns: Vec<&[i64]> = table
            .columns
            .iter()
            .map(|column| {
                if column.is_empty() {
                    &empty[..length]
                } else {
                    &column[stretch(column)]
                }
            })
            .collect();
        scratch.complete.clear();
        scratch.complete.resize(length, narrow);
        for slot in &needed {
            for (complete, value) in scratch.complete.iter_mut().zip(columns[slot.at()]) {
                *complete &= *value != UNKNOWN;
            }
        }
        points(
            program,
            &columns,
            &table.years[start..start + length],
            &mut scratch,
        );
        clauses(program, &columns, &mut scratch, out);
        overall(program, start, length, out);
        for (all, part) in out.points.iter_mut().zip(&scratch.points) {
            all.0.extend_from_slice(&part.0);
            all.1.extend_from_slice(&part.1);
        }
        for at in (0..length).filter(|at| !scratch.complete[*at]) {
            one(program, table, start + at, out);
        }
        start += length;
    }
}

fn points(program: &Program<'_>, columns: &[&[i64]], years: &[u8], scratch: &mut Scratch) {
    for (low, high) in &mut scratch.points {
        low.clear();
        low.resize(years.len(), 0);
        high.clear();
        high.resize(years.len(), 0);
    }
    let Some(((low, high), parts)) = scratch.points.split_last_mut() else {
        return;
    };
    for (part, sums) in program.criterion.parts.iter().zip(parts) {
        for item in &part.items {
            item.points.column(columns, years, &mut sums.0, &mut sums.1);
        }
        let max = part.max as i16;
        for ((low, high), (one, other)) in low
            .iter_mut()
            .zip(high.iter_mut())
            .zip(sums.0.iter_mut().zip(&mut sums.1))
        {
            *one = (*one).min(max);
            *other = (*other).min(max);
            *low += *one;
            *high += *other;
        }
    }
}

fn clauses(
    program: &Program<'_>,
    columns: &[&[i64]],
    scratch: &mut Scratch,
    out: &mut Screening<'_>,
) {
    let length = scratch.complete.len();
    for (at, rule) in program.rules.iter().enumerate() {
        let gaps = &mut out.gaps[at];
        let from = gaps.len();
        gaps.resize(from + length, 0);
        let verdicts = &mut out.clauses[at];
        if let Test::Score { part, least } = &rule.test {
            let (low, high) = &scratch.points[part.unwrap_or(scratch.points.len() - 1)];
            let ends = low.iter().zip(high).zip(&mut gaps[from..]);
            verdicts.extend(ends.map(|((low, high), gap)| {
                let (low, high) = (i64::from(*low), i64::from(*high));
                *gap = (least - if high < *least { high } else { low }).max(0);
                point_verdict(*least, (low, low), (high, high))
            }));
        } else {
            scratch.holds.clear();
            scratch.holds.resize(length, false);
            rule.test
                .column(columns, program.day, &mut scratch.holds, &mut gaps[from..]);
            verdicts.extend(
                scratch
                    .holds
                    .iter()
                    .map(|holds| if *holds { Verdict::Pass } else { Verdict::Fail }),
            );
        }
    }
}

fn overall(program: &Program<'_>, start: usize, length: usize, out: &mut Screening<'_>) {
    let range = start..start + length;
    if program.rules.iter().any(|rule| !rule.spares.is_empty()) {
        let mut row = vec![Verdict::Pass; program.rules.len()];
        for at in range {
            row.iter_mut()
                .zip(&out.clauses)
                .for_each(|(one, clause)| *one = clause[at]);
            out.verdicts.push(program.overall(&row));
        }
        return;
    }
    out.verdicts.resize(range.end, Verdict::Pass);
    for clause in &out.clauses {
        for (all, one) in out.verdicts[range.clone()]
            .iter_mut()
            .zip(&clause[range.clone()])
        {
            *all = (*all).min(*one);
        }
    }
}

/// A firm of which something is missing.
fn one(program: &Program<'_>, table: &Table<'_>, at: usize, out: &mut Screening<'_>) {
    let judgement = program.judge_row(&table.row(at));
    out.verdicts[at] = judgement.verdict;
    for (clause, finding) in out.clauses.iter_mut().zip(&judgement.clauses) {
        clause[at] = finding.verdict;
    }
    for gaps in &mut out.gaps {
        gaps[at] = 0;
    }
    if let Some(score) = &judgement.score {
        for (part, points) in out
            .points
            .iter_mut()
            .zip(score.parts.iter().chain([&(score.low, score.high)]))
        {
            part.0[at] = points.0 as i16;
            part.1[at] = points.1 as i16;
        }
    }
    out.single.push((at, judgement));
}
