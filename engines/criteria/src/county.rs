//! Questions about all firms of a county; pure functions.

use crate::exact::Exact;
use crate::program::Program;
use crate::roads::Road;
use crate::table::Table;
use crate::verdict::Judgement;

/// How far a firm is from passing; the smaller is the nearer. A total order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nearness {
    /// 0 passes, 1 possible, 2 unknown, 3 fails.
    pub standing: u8,
    pub failing: usize,
    pub open: usize,
    /// Whether there is no road at all.
    pub stuck: bool,
    /// The cheapest road's cost in fen; 0 where there is none.
    pub cost: i64,
    /// Points missing at the low end.
    pub points: i64,
}

/// How near a firm is.
pub fn nearness(_judgement: &Judgement, _roads: &[Road]) -> Nearness {
    unimplemented!()
}

/// The chance that at least `needed` of independent firms make it, each with its own chance in parts of a million.
/// Exact up to the rounding to parts of a million at the end (half up).
pub fn chance_of(_chances: &[u32], _needed: usize) -> u32 {
    unimplemented!()
}

/// One firm that could be taken on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Parts of a million.
    pub chance: u32,
    /// Fen.
    pub cost: i64,
}

/// The fewest firms (of equal many: the likelier, then the cheaper) that bring at least `needed` with at least the chance asked.
/// Indices, best first; `None` where even all do not reach it.
pub fn fewest(_candidates: &[Candidate], _needed: usize, _chance: u32) -> Option<Vec<usize>> {
    unimplemented!()
}

/// What another threshold would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Firms by index that pass only under the new threshold.
    pub gained: Vec<usize>,
    /// Firms that pass only under the present one.
    pub lost: Vec<usize>,
}

/// Which firms turn under another threshold of one clause; see [`Program::with_threshold`].
pub fn turned(
    _program: &Program<'_>,
    _table: &Table<'_>,
    _clause: usize,
    _threshold: Exact,
) -> Option<Turned> {
    unimplemented!()
}
