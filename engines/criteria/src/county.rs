//! Questions about all firms of a county; pure functions.

use crate::exact::Exact;
use crate::program::Program;
use crate::roads::Road;
use crate::table::Table;
use crate::verdict::{Judgement, Verdict};

/// Chances are told in parts of a million.
pub const CERTAIN: u32 = 1_000_000;

/// How far a firm is from passing; the smaller is the nearer. A total order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nearness {
    /// 0 passes, 1 possible, 2 unknown, 3 fails.
    pub standing: u8,
    /// Clauses that fail and that none stands in for.
    pub failing: usize,
    /// Clauses that are possible or unknown.
    pub open: usize,
    /// Whether there is no road though it does not pass.
    pub stuck: bool,
    /// The cheapest road's cost in fen; 0 where there is none.
    pub cost: i64,
    /// Points missing at the low end.
    pub points: i64,
}

/// How near a firm is.
pub fn nearness(program: &Program<'_>, judgement: &Judgement, roads: &[Road]) -> Nearness {
    let spared = program.spared(judgement);
    let count = |wanted: &dyn Fn(Verdict) -> bool| {
        let clauses = judgement.clauses.iter().zip(&spared);
        clauses
            .filter(|(one, spared)| !**spared && wanted(one.verdict))
            .count()
    };
    Nearness {
        standing: 3 - judgement.verdict as u8,
        failing: count(&|verdict| verdict == Verdict::Fail),
        open: count(&|verdict| matches!(verdict, Verdict::Possible | Verdict::Unknown)),
        stuck: judgement.verdict != Verdict::Pass && roads.is_empty(),
        cost: roads.iter().map(|road| road.cost).min().unwrap_or(0),
        points: judgement
            .score
            .as_ref()
            .zip(program.points_needed())
            .map_or(0, |(score, needed)| (needed - score.low).max(0)),
    }
}

/// How likely each number of successes is of independent trials, each with a chance of its own (Poisson binomial), in
/// parts of 2¹⁰⁰. Nothing is lost of the whole; what is cut off at each trial is below one such part a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successes {
    each: Vec<u128>,
}

const WHOLE: u128 = 1 << 100;

impl Successes {
    /// Of chances in parts of a million; above all is certain.
    pub fn of(chances: impl IntoIterator<Item = u32>) -> Self {
        let mut found = Successes { each: vec![WHOLE] };
        chances.into_iter().for_each(|chance| found.add(chance));
        found
    }

    /// One more trial.
    pub fn add(&mut self, chance: u32) {
        let chance = u128::from(chance.min(CERTAIN));
        self.each.push(0);
        let mut from_below = 0;
        for weight in &mut self.each {
            // What moves up is rounded down, the rest stays.
            let up = *weight * chance / u128::from(CERTAIN);
            *weight = *weight - up + from_below;
            from_below = up;
        }
    }

    /// That there are at least so many, in parts of a million, rounded half up.
    pub fn at_least(&self, needed: usize) -> u32 {
        let sum: u128 = self.each.iter().skip(needed).sum();
        let scaled = (sum * u128::from(CERTAIN) + WHOLE / 2) / WHOLE;
        u32::try_from(scaled).unwrap_or(CERTAIN)
    }

    /// The least number that is not exceeded in so many of a hundred cases.
    pub fn quantile(&self, hundredths: u32) -> usize {
        let wanted = WHOLE / 100 * u128::from(hundredths.min(100));
        let mut sum = 0;
        let within = self.each.iter().position(|weight| {
            sum += weight;
            sum >= wanted
        });
        within.unwrap_or(self.each.len() - 1)
    }
}

/// The chance that at least `needed` of independent firms make it, each with its own chance, all in parts of a million
/// (the tail of a Poisson-binomial). Reckoned in whole numbers to 2⁻¹⁰⁰ a firm, then rounded half up.
pub fn chance_of(chances: &[u32], needed: usize) -> u32 {
    Successes::of(chances.iter().copied()).at_least(needed)
}

/// One firm that could be taken on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Parts of a million.
    pub chance: u32,
    /// Fen.
    pub cost: i64,
}

/// The fewest firms that, beside those that are `given` anyway, bring at least `needed` with at least the chance asked: the
/// likeliest, of equal ones the cheapest. No other set of as many is likelier. Indices, likeliest first; `None` where even
/// all do not reach it.
pub fn fewest(
    given: &Successes,
    candidates: &[Candidate],
    needed: usize,
    chance: u32,
) -> Option<Vec<usize>> {
    let mut order = likeliest(candidates);
    let mut successes = given.clone();
    for taken in 0..=order.len() {
        if successes.at_least(needed) >= chance {
            order.truncate(taken);
            return Some(order);
        }
        successes.add(candidates[*order.get(taken)?].chance);
    }
    None
}

/// The likeliest first, of equal ones the cheapest.
pub fn likeliest(candidates: &[Candidate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let key = |at: &usize| {
        let one = &candidates[*at];
        (std::cmp::Reverse(one.chance), one.cost, *at)
    };
    order.sort_by_key(key);
    order
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
    program: &Program<'_>,
    table: &Table<'_>,
    clause: usize,
    threshold: Exact,
) -> Option<Turned> {
    let other = program.with_threshold(clause, threshold)?;
    let (now, then) = (program.screen(table), other.screen(table));
    let pairs = || now.verdicts().iter().zip(then.verdicts()).enumerate();
    let pass = |verdict: Verdict| verdict == Verdict::Pass;
    let turned = |from: bool| {
        pairs().filter(move |(_, (now, then))| pass(**now) == from && pass(**then) != from)
    };
    Some(Turned {
        gained: turned(false).map(|one| one.0).collect(),
        lost: turned(true).map(|one| one.0).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The chance by all 2ⁿ outcomes, in parts of 10⁶ⁿ.
    fn plainly(chances: &[u32], needed: usize) -> u32 {
        let mut sum: u128 = 0;
        for outcome in 0..1u32 << chances.len() {
            if outcome.count_ones() as usize >= needed {
                let each = chances.iter().enumerate().map(|(at, chance)| {
                    u128::from(if outcome >> at & 1 == 1 {
                        *chance
                    } else {
                        CERTAIN - chance
                    })
                });
                sum += each.product::<u128>();
            }
        }
        let all = u128::from(CERTAIN).pow(chances.len() as u32 - 1);
        u32::try_from((sum + all / 2) / all).unwrap()
    }

    #[test]
    fn chances_of_at_least_so_many() {
        let chances = [900_000, 123_457, 500_000, 0, 999_999];
        for needed in 0..=5 {
            assert_eq!(
                chance_of(&chances, needed),
                plainly(&chances, needed),
                "{needed}"
            );
        }
        assert_eq!(chance_of(&[CERTAIN; 41], 41), CERTAIN);
        assert_eq!(chance_of(&[CERTAIN; 3], 4), 0);
        assert_eq!(chance_of(&[], 0), CERTAIN);
    }

    #[test]
    fn the_fewest_firms() {
        let candidates: Vec<Candidate> = [(500_000, 1), (900_000, 9), (900_000, 2), (100_000, 0)]
            .map(|(chance, cost)| Candidate { chance, cost })
            .to_vec();
        let none = Successes::of([]);
        assert_eq!(fewest(&none, &candidates, 1, 800_000), Some(vec![2]));
        assert_eq!(fewest(&none, &candidates, 2, 800_000), Some(vec![2, 1]));
        assert_eq!(fewest(&none, &candidates, 2, 820_000), Some(vec![2, 1, 0]));
        assert_eq!(fewest(&none, &candidates, 4, 900_000), None);
        assert_eq!(fewest(&none, &candidates, 0, CERTAIN), Some(vec![]));
        let sure = Successes::of([CERTAIN; 2]);
        assert_eq!(fewest(&sure, &candidates, 3, 800_000), Some(vec![2]));
        assert_eq!(fewest(&sure, &candidates, 2, CERTAIN), Some(vec![]));
    }

    #[test]
    fn how_many_are_not_exceeded() {
        let odd = Successes::of([250_000, 800_000]);
        assert_eq!([10, 50, 90].map(|at| odd.quantile(at)), [0, 1, 2]);
        assert_eq!(
            [0, 1, 2, 3].map(|at| odd.at_least(at)),
            [CERTAIN, 850_000, 200_000, 0]
        );
        // 58 firms at 0.6: by the binomial law 10 % are at most 30, 90 % at most 40, the middle is 35.
        let many = Successes::of([600_000; 58]);
        assert_eq!([10, 50, 90].map(|at| many.quantile(at)), [30, 35, 40]);
        assert_eq!(Successes::of([]).quantile(90), 0);
        let certain = Successes::of([CERTAIN; 30]);
        assert_eq!([1, 100].map(|at| certain.quantile(at)), [30, 30]);
    }
}
