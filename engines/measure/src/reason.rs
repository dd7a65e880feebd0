use std::fmt;
use std::str::FromStr;

use crate::language::Part;

/// Why a candidate is left out. The order is that in which the first that holds is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    Void,
    Draft,
    Returned,
    Unproven,
    Waiting,
    Double,
    /// The first `counts` clause that fails, from 1.
    Clause(usize),
    /// What is measured (amount, key) is not known.
    Unknown,
    /// An earlier row has the same key.
    Same,
    /// A newer statistic is there.
    Older,
    /// The other side of a ratio has no statistic of the same data period yet.
    Unpaired,
}

const CODES: [(Reason, &str, &str); 10] = [
    (Reason::Void, "void", "作废"),
    (Reason::Draft, "draft", "草稿"),
    (Reason::Returned, "returned", "已退回"),
    (Reason::Unproven, "unproven", "缺凭证"),
    (Reason::Waiting, "waiting", "待核实"),
    (Reason::Double, "double", "重复"),
    (Reason::Unknown, "unknown", "缺少要计量的内容"),
    (Reason::Same, "same", "同一对象已计"),
    (Reason::Older, "older", "已有更新的数"),
    (Reason::Unpaired, "unpaired", "另一项还没有同期数"),
];

impl Reason {
    /// As the screen says it; a failed clause in its own words.
    pub fn words(self, part: &Part) -> &str {
        match self {
            Reason::Clause(number) => part
                .counts
                .get(number.wrapping_sub(1))
                .map_or("不符合计数条件", |clause| clause.words.as_str()),
            _ => CODES
                .iter()
                .find(|code| code.0 == self)
                .map_or("", |code| code.2),
        }
    }

    /// A row that is only waiting for a paper or a person: it is a promise, and stands in the verified share.
    pub fn is_promise(self) -> bool {
        matches!(self, Reason::Returned | Reason::Unproven | Reason::Waiting)
    }

    /// Reads the `reason` of an answer: `None` when the row counts.
    pub fn read(code: &str) -> Result<Option<Self>, UnknownReason> {
        if code.is_empty() {
            Ok(None)
        } else {
            code.parse().map(Some)
        }
    }
}

/// An answer carried a reason that nobody gives: a fault of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownReason(pub String);

impl fmt::Display for UnknownReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown reason {:?}", self.0)
    }
}

impl std::error::Error for UnknownReason {}

impl FromStr for Reason {
    type Err = UnknownReason;
    fn from_str(code: &str) -> Result<Self, UnknownReason> {
        let clause = code
            .strip_prefix("clause-")
            .and_then(|number| number.parse().ok())
            .map(Reason::Clause);
        clause
            .or_else(|| {
                CODES
                    .iter()
                    .find(|known| known.1 == code)
                    .map(|known| known.0)
            })
            .ok_or_else(|| UnknownReason(code.to_owned()))
    }
}

/// The code in answers: `waiting`, `clause-2`.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Clause(number) => write!(f, "clause-{number}"),
            _ => f.write_str(
                CODES
                    .iter()
                    .find(|code| code.0 == *self)
                    .map_or("", |code| code.1),
            ),
        }
    }
}
