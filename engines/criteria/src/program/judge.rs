//! One firm against a program: exact over every value that missing facts and empty marks can have.

use super::Program;
use crate::criterion::Test;
use crate::fact::SlotId;
use crate::firm::Firm;
use crate::reach::{self, Reach};
use crate::row::Row;
use crate::verdict::{Finding, Judgement, Score, Verdict};
use crate::worlds::{Atom, Search};

impl Program<'_> {
    /// One firm against it: exact over every value that missing facts and empty marks can have.
    pub fn judge(&self, firm: &Firm) -> Judgement {
        self.judge_row(&Row::of(self.facts, firm))
    }

    pub(crate) fn judge_row(&self, row: &Row) -> Judgement {
        let mut missing = Vec::new();
        let reach = (!self.criterion.parts.is_empty())
            .then(|| reach::of(self.criterion, self.facts, self.day, row));
        let clauses: Vec<Finding> = self
            .rules
            .iter()
            .map(|rule| match (&rule.test, &reach) {
                (Test::Score { part, least }, Some(reach)) => self.scored(*part, *least, reach),
                (test, _) => {
                    let verdict = self.tested(test, row, &mut missing);
                    self.finding(test, verdict, row)
                }
            })
            .collect();
        let verdicts: Vec<Verdict> = clauses.iter().map(|finding| finding.verdict).collect();
        if let Some(reach) = &reach {
            missing.extend(&reach.turning);
        }
        missing.sort_unstable();
        missing.dedup();
        Judgement {
            verdict: self.overall(&verdicts),
            clauses,
            score: reach.map(|reach| Score {
                low: reach.low.0,
                high: reach.high.1,
                parts: reach
                    .parts
                    .iter()
                    .map(|part| (part.low.0, part.high.1))
                    .collect(),
            }),
            missing,
        }
    }

    pub(crate) fn tested(&self, test: &Test, row: &Row, missing: &mut Vec<SlotId>) -> Verdict {
        let mut open = Vec::new();
        test.slots(&mut open);
        open.retain(|slot| !row.known(*slot));
        open.sort_unstable();
        open.dedup();
        if open.is_empty() {
            return if test.holds(row, self.day) {
                Verdict::Pass
            } else {
                Verdict::Fail
            };
        }
        let atoms = [Atom::Test(test)];
        let search = Search {
            atoms: &atoms,
            facts: self.facts,
            day: self.day,
        };
        let worlds = search.worlds(row, &open);
        let holds = worlds.answers.iter().any(|answer| answer[0].0 == 1);
        let fails = worlds.answers.iter().any(|answer| answer[0].0 == 0);
        match (holds, fails) {
            (true, false) => Verdict::Pass,
            (false, _) => Verdict::Fail,
            (true, true) => {
                missing.extend(worlds.turning);
                Verdict::Unknown
            }
        }
    }

    fn scored(&self, part: Option<usize>, least: i64, reach: &Reach) -> Finding {
        let reach = part.map_or(reach, |part| &reach.parts[part]);
        super::finding::scored(
            point_verdict(least, reach.low, reach.high),
            least,
            (reach.low.0, reach.high.1),
        )
    }

    /// Clauses that do not count by themselves: those standing in for others, and those that are stood in for.
    pub(crate) fn spared(&self, judgement: &Judgement) -> Vec<bool> {
        let mut spared: Vec<bool> = self
            .rules
            .iter()
            .map(|rule| !rule.spares.is_empty())
            .collect();
        for (rule, finding) in self.rules.iter().zip(&judgement.clauses) {
            if finding.verdict == Verdict::Pass {
                rule.spares.iter().for_each(|at| spared[*at] = true);
            }
        }
        spared
    }

    /// The total points that a clause asks for.
    pub(crate) fn points_needed(&self) -> Option<i64> {
        self.rules.iter().find_map(|rule| match rule.test {
            Test::Score { part: None, least } => Some(least),
            _ => None,
        })
    }

    /// The first of fail, unknown, possible and pass that any clause has; a clause that another stands in for only as far
    /// as that one does not hold, and the one standing in never by itself.
    pub(crate) fn overall(&self, clauses: &[Verdict]) -> Verdict {
        let one = |at: usize| {
            if !self.rules[at].spares.is_empty() {
                return Verdict::Pass;
            }
            let stand_ins = self
                .rules
                .iter()
                .zip(clauses)
                .filter(|(rule, _)| rule.spares.contains(&at));
            stand_ins
                .map(|(_, verdict)| *verdict)
                .fold(clauses[at], either)
        };
        (0..clauses.len()).map(one).min().unwrap_or(Verdict::Pass)
    }
}

/// Either of two, decided by different facts.
fn either(one: Verdict, other: Verdict) -> Verdict {
    match (one, other) {
        (Verdict::Pass, _) | (_, Verdict::Pass) => Verdict::Pass,
        (Verdict::Fail, other) => other,
        (one, Verdict::Fail) => one,
        (Verdict::Possible, Verdict::Possible) => Verdict::Possible,
        _ => Verdict::Unknown,
    }
}

/// Points against what is needed, over the low and the high ends in all worlds.
pub(crate) fn point_verdict(least: i64, low: (i64, i64), high: (i64, i64)) -> Verdict {
    if low.0 >= least {
        Verdict::Pass
    } else if high.1 < least {
        Verdict::Fail
    } else if low.1 < least && high.0 >= least {
        Verdict::Possible
    } else {
        Verdict::Unknown
    }
}
