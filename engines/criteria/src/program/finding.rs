//! The numbers of one clause.

use super::Program;
use crate::criterion::Test;
use crate::exact::Exact;
use crate::row::Row;
use crate::screening::Reason;
use crate::test::Numbers;
use crate::verdict::{Finding, Verdict};

impl Program<'_> {
    pub(crate) fn finding(&self, test: &Test, verdict: Verdict, row: &Row) -> Finding {
        found(verdict, test.numbers(row, self.day, self.facts))
    }

    /// What a reason says, its numbers reduced.
    pub fn read(&self, clause: usize, reason: &Reason<'_>) -> Finding {
        let plain = match reason {
            Reason::Open(finding) => return **finding,
            Reason::Plain(plain) => plain,
        };
        match &self.rules[clause].test {
            Test::Score { least, .. } => scored(plain.verdict, *least, (plain.of, plain.whole)),
            test => found(
                plain.verdict,
                test.plain_numbers(plain, self.day, self.facts),
            ),
        }
    }
}

fn found(verdict: Verdict, numbers: Numbers) -> Finding {
    Finding {
        verdict,
        actual: numbers.actual,
        needed: numbers.needed,
        shortfall: match verdict {
            Verdict::Pass => Some(Exact::whole(0)),
            Verdict::Fail => numbers.shortfall,
            Verdict::Unknown | Verdict::Possible => None,
        },
    }
}

/// Of points: what a failing firm has is its high end, else its low end; what a possible one lacks is told from the low end.
pub(crate) fn scored(verdict: Verdict, least: i64, (low, high): (i64, i64)) -> Finding {
    let actual = if verdict == Verdict::Fail { high } else { low };
    Finding {
        verdict,
        actual: Some(Exact::whole(actual)),
        needed: Some(Exact::whole(least)),
        shortfall: match verdict {
            Verdict::Pass => Some(Exact::whole(0)),
            Verdict::Fail | Verdict::Possible => Some(Exact::whole(least - actual)),
            Verdict::Unknown => None,
        },
    }
}
