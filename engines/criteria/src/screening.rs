//! Many firms against a program, column by column.
//!
//! Firms of which all is known (marks may be empty) are decided by loops over stretches of the columns in 64 bits; the
//! others, and criteria whose products would not fit, one by one as [`Program::judge`] does. Tests hold the two equal.

mod pass;
mod reason;

pub use reason::{Plain, Reason, Reasons};

use crate::fact::{Kind, SlotId};
use crate::program::Program;
use crate::table::Table;
use crate::verdict::{Finding, Judgement, Score, Verdict};

/// The verdicts of all firms of a [`Table`], in its order. Numbers and sentences are made when asked for.
#[derive(Debug)]
pub struct Screening<'a> {
    program: &'a Program<'a>,
    table: &'a Table<'a>,
    verdicts: Vec<Verdict>,
    /// By clause.
    clauses: Vec<Vec<Verdict>>,
    /// By clause: how much is missing, in the base unit times the scale of the test.
    gaps: Vec<Vec<i64>>,
    /// By part: low and high; last the totals.
    points: Vec<(Vec<i16>, Vec<i16>)>,
    /// Firms read one by one, rising.
    single: Vec<(usize, Judgement)>,
}

impl<'a> Program<'a> {
    /// Many firms against it.
    pub fn screen(&'a self, table: &'a Table<'a>) -> Screening<'a> {
        let mut screening = Screening {
            program: self,
            table,
            verdicts: Vec::with_capacity(table.len()),
            clauses: vec![Vec::with_capacity(table.len()); self.rules.len()],
            gaps: vec![Vec::with_capacity(table.len()); self.rules.len()],
            points: vec![
                (
                    Vec::with_capacity(table.len()),
                    Vec::with_capacity(table.len())
                );
                self.criterion.parts.len() + 1
            ],
            single: Vec::new(),
        };
        pass::all(self, table, &mut screening);
        screening
    }

    /// The columns that must be known for the loops: all but marks.
    fn needed(&self) -> Vec<SlotId> {
        let mut slots = self.slots();
        slots.retain(|slot| self.facts.fact(*slot).kind != Kind::Mark);
        slots
    }
}

impl Screening<'_> {
    pub fn len(&self) -> usize {
        self.verdicts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.verdicts.is_empty()
    }

    /// The verdict of each firm.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// The verdict of each firm at one clause.
    pub fn clause(&self, clause: usize) -> &[Verdict] {
        &self.clauses[clause]
    }

    fn one_by_one(&self, firm: usize) -> Option<&Judgement> {
        let at = self.single.binary_search_by_key(&firm, |one| one.0).ok()?;
        Some(&self.single[at].1)
    }

    /// Low and high total of a firm; `None` without points.
    pub fn score(&self, firm: usize) -> Option<(i64, i64)> {
        let parts = self.points.len() - 1;
        (parts > 0).then(|| self.part(parts, firm))
    }

    /// Low and high of one part of a firm; past the last part the total.
    pub fn part(&self, part: usize, firm: usize) -> (i64, i64) {
        let (low, high) = &self.points[part];
        (low[firm].into(), high[firm].into())
    }

    /// The numbers of one clause of one firm, made when asked for.
    pub fn finding(&self, firm: usize, clause: usize) -> Finding {
        let reason = self.reasons(clause).of(firm);
        self.program.read(clause, &reason)
    }

    /// Empty columns that leave something open.
    pub fn missing(&self, firm: usize) -> &[SlotId] {
        self.one_by_one(firm)
            .map_or(&[], |judgement| &judgement.missing)
    }

    /// All of one firm.
    pub fn judgement(&self, firm: usize) -> Judgement {
        if let Some(judgement) = self.one_by_one(firm) {
            return judgement.clone();
        }
        let parts = self.points.len() - 1;
        Judgement {
            verdict: self.verdicts[firm],
            clauses: (0..self.clauses.len())
                .map(|clause| self.finding(firm, clause))
                .collect(),
            score: self.score(firm).map(|(low, high)| Score {
                low,
                high,
                parts: (0..parts).map(|part| self.part(part, firm)).collect(),
            }),
            missing: Vec::new(),
        }
    }
}
