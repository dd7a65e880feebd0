//! A share: one sum over another against a threshold, which a fact may choose. Without a divisor there is no share, and it fails.

use super::{Numbers, bound};
use crate::criterion::Share;
use crate::exact::{Exact, common_divisor, compare, crossing};
use crate::fact::{Facts, Kind, SlotId};
use crate::linear::Linear;
use crate::row::Row;
use crate::sign::Sign;

impl Share {
    fn tier(&self, by: i128) -> usize {
        let below = |tier: &&(Option<i64>, Exact)| tier.0.is_some_and(|end| by > end.into());
        self.tiers
            .iter()
            .take_while(below)
            .count()
            .min(self.tiers.len() - 1)
    }

    fn threshold(&self, by: Option<i128>) -> Exact {
        self.tiers[by.map_or(0, |by| self.tier(by))].1
    }

    pub fn holds(&self, row: &Row) -> bool {
        let (of, whole) = (row.total(&self.of), row.total(&self.whole));
        let least = self.threshold(self.by.map(|by| row.value(by)));
        whole > 0 && compare(of, whole, least).is_ge()
    }

    pub fn sign(&self, row: &Row, out: &mut Sign) {
        if let Some(by) = self.by {
            out.push(self.tier(row.value(by)) as i64);
        }
        out.push((row.total(&self.whole) > 0).into());
        out.push(self.holds(row).into());
    }

    /// Beyond so much of a column nothing turns: its factors are whole, so the others together outweigh no more of it.
    pub fn beyond(&self, slot: SlotId, row: &Row) -> i128 {
        let (of, whole) = (row.weight(&self.of, slot), row.weight(&self.whole, slot));
        let tier = |(end, least): &(Option<i64>, Exact)| {
            let end = end.map_or(0, |end| i128::from(end).abs());
            end.max(crossing(of, whole, *least)) + 1
        };
        self.tiers.iter().map(tier).max().unwrap_or(0)
    }

    /// The ends of the tiers, and the amounts at which what is known of both sums meets a threshold, with one just beyond.
    pub fn samples(&self, slot: SlotId, row: &Row, out: &mut Vec<i64>) {
        if self.by == Some(slot) {
            let ends = self.tiers.iter().filter_map(|tier| tier.0);
            out.extend(ends.flat_map(|end| [end, end + 1]));
        }
        let (of, whole) = (known(&self.of, row), known(&self.whole, row));
        for (_, least) in &self.tiers {
            if let Some(factor) = factor(&self.of, slot)
                && whole > 0
            {
                let enough = -(-least.num * whole).div_euclid(least.den) - of;
                out.extend(
                    reached(enough, factor)
                        .into_iter()
                        .flat_map(|at| [at, at - 1]),
                );
            }
            if let Some(factor) = factor(&self.whole, slot)
                && of > 0
                && least.num > 0
            {
                let most = (of * least.den).div_euclid(least.num) - whole;
                out.extend(
                    reached(most, factor)
                        .into_iter()
                        .flat_map(|at| [at, at + 1]),
                );
            }
        }
    }

    /// `by` is outer `None` where no fact chooses the threshold, inner where that fact is missing.
    pub fn numbers(
        &self,
        of: Option<i128>,
        whole: Option<i128>,
        by: Option<Option<i64>>,
        facts: &Facts,
    ) -> Numbers {
        let needed = match by {
            Some(None) => None,
            by => Some(self.threshold(by.flatten().map(i128::from))),
        };
        let whole = whole.filter(|whole| *whole > 0);
        Numbers {
            actual: of.zip(whole).map(|(of, whole)| Exact::new(of, whole)),
            needed,
            shortfall: of
                .zip(whole)
                .zip(needed)
                .map(|((of, whole), needed)| self.missing(of, whole, needed, facts)),
        }
    }

    /// At the same divisor; of people and other counts the next whole one.
    fn missing(&self, of: i128, whole: i128, needed: Exact, facts: &Facts) -> Exact {
        let missing = (needed.num * whole - of * needed.den).max(0);
        let money = self
            .of
            .slots()
            .any(|slot| facts.fact(slot).kind == Kind::Money);
        if money {
            Exact::new(missing, needed.den * 100)
        } else {
            Exact::new(-(-missing).div_euclid(needed.den), 1)
        }
    }

    /// The common divisor under which all thresholds are whole.
    pub fn scale(&self) -> i64 {
        let dens = self.tiers.iter().map(|tier| tier.1.den.unsigned_abs());
        let all = dens.fold(1, |all, den| all / common_divisor(all, den) * den);
        i64::try_from(all).unwrap_or(i64::MAX)
    }

    fn factor(&self, tier: usize, scale: i64) -> i64 {
        let least = self.tiers[tier].1;
        i64::try_from(least.num * i128::from(scale) / least.den).unwrap_or(i64::MAX)
    }

    pub fn narrow(&self) -> bool {
        let scale = self.scale();
        let most = (0..self.tiers.len())
            .map(|tier| self.factor(tier, scale))
            .max()
            .unwrap_or(i64::MAX);
        bound::narrow(&self.of, scale.into()) && bound::narrow(&self.whole, most.into())
    }

    pub fn column(&self, columns: &[&[i64]], holds: &mut [bool], gaps: &mut [i64]) {
        let scale = self.scale();
        let mut wholes = vec![0; holds.len()];
        bound::sums(&self.of, columns, gaps);
        bound::sums(&self.whole, columns, &mut wholes);
        let factors: Vec<i64> = (0..self.tiers.len())
            .map(|tier| self.factor(tier, scale))
            .collect();
        let mut each = |at: usize, factor: i64| {
            let missing = wholes[at]
                .wrapping_mul(factor)
                .wrapping_sub(gaps[at].wrapping_mul(scale))
                .max(0);
            holds[at] = (missing == 0) & (wholes[at] > 0);
            gaps[at] = missing;
        };
        match self.by {
            None => (0..wholes.len()).for_each(|at| each(at, factors[0])),
            Some(by) => {
                let ends: Vec<i64> = self.tiers.iter().filter_map(|tier| tier.0).collect();
                for (at, by) in columns[by.at()].iter().enumerate().take(wholes.len()) {
                    // Few tiers: adding up the differences needs no branch.
                    let mut factor = factors[0];
                    for (end, pair) in ends.iter().zip(factors.windows(2)) {
                        factor += (pair[1] - pair[0]) * i64::from(by > end);
                    }
                    each(at, factor);
                }
            }
        }
    }
}

/// The known terms of a sum.
fn known(sum: &Linear, row: &Row) -> i128 {
    let terms = sum.terms.iter().filter(|(slot, _)| row.known(*slot));
    terms
        .map(|(slot, factor)| i128::from(row.values[slot.at()]) * i128::from(*factor))
        .sum()
}

fn factor(sum: &Linear, slot: SlotId) -> Option<i128> {
    let mut terms = sum.terms.iter();
    let term = terms.find(|(one, factor)| *one == slot && *factor > 0)?;
    Some(term.1.into())
}

/// The value of a column whose term makes up so much.
fn reached(much: i128, factor: i128) -> Option<i64> {
    i64::try_from(much.div_euclid(factor)).ok()
}
