//! What comes out of a reading of one firm.

use crate::exact::Exact;
use crate::fact::SlotId;

/// A clause's or a firm's standing; the order is that in which the first decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Verdict {
    /// 不满足, whatever is still open.
    Fail = 0,
    /// 缺数: what is missing decides.
    Unknown = 1,
    /// 可能: only marks and grades of points are open.
    Possible = 2,
    /// 满足, whatever is still open.
    Pass = 3,
}

impl Verdict {
    /// `pass`, `possible`, `fail`, `unknown`.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Fail => "fail",
            Verdict::Unknown => "unknown",
            Verdict::Possible => "possible",
            Verdict::Pass => "pass",
        }
    }

    /// 满足, 可能, 不满足, 缺数.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Fail => "不满足",
            Verdict::Unknown => "缺数",
            Verdict::Possible => "可能",
            Verdict::Pass => "满足",
        }
    }
}

/// One firm against one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub verdict: Verdict,
    /// In the order of the program's clauses.
    pub clauses: Vec<Finding>,
    /// `None` for a criterion without points.
    pub score: Option<Score>,
    /// Empty columns that leave a clause or the score open.
    pub missing: Vec<SlotId>,
}

/// One clause of a judgement. The numbers are exact and in the clause's unit; [`crate::Program::say`] makes the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    pub verdict: Verdict,
    /// What the firm has; a share is a number like 0.1.
    pub actual: Option<Exact>,
    /// What is needed.
    pub needed: Option<Exact>,
    /// How much is missing, 0 where it passes, `None` where no number mends it.
    pub shortfall: Option<Exact>,
}

/// The reach of the points over all that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    pub low: i64,
    pub high: i64,
    /// `(low, high)` of each part, in the order of [`crate::Criterion::parts`].
    pub parts: Vec<(i64, i64)>,
}
