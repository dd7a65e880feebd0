//! The same criterion with another threshold.

use super::Program;
use crate::criterion::Test;
use crate::exact::Exact;
use crate::fact::{Facts, Kind};
use crate::linear::Linear;

impl<'a> Program<'a> {
    /// The same criterion with another threshold in one clause (a share as 0.05, money in yuan, counts, days or points whole);
    /// every tier of a tiered share is replaced. `None` where the clause has no threshold or the number does not fit it.
    pub fn with_threshold(&self, clause: usize, threshold: Exact) -> Option<Program<'a>> {
        let mut other = self.clone();
        let rule = other.rules.get_mut(clause)?;
        match &mut rule.test {
            Test::Share(share) => {
                let fits =
                    threshold.num > 0 && threshold.den <= 200 && threshold <= Exact::whole(1000);
                share.tiers = fits.then(|| vec![(None, threshold)])?;
                share.by = None;
            }
            Test::Age { days, .. } => *days = whole(threshold)?,
            Test::Score { least, .. } => *least = whole(threshold)?,
            Test::Bound {
                sum,
                least,
                greatest,
            } => {
                let end = base(sum, self.facts, threshold)?;
                match (&least, &greatest) {
                    (Some(_), None) => *least = Some(end),
                    (None, Some(_)) => *greatest = Some(end),
                    _ => return None,
                }
            }
            Test::Flag { .. } | Test::OneOf { .. } | Test::Any(_) => return None,
        }
        Some(other)
    }
}

fn whole(number: Exact) -> Option<i64> {
    let number = i64::try_from(number.num).ok().filter(|_| number.den == 1)?;
    (number.abs() <= 1_000_000_000).then_some(number)
}

fn base(sum: &Linear, facts: &Facts, number: Exact) -> Option<i64> {
    let money = sum.slots().any(|slot| facts.fact(slot).kind == Kind::Money);
    let scaled = Exact::new(
        number.num.checked_mul(if money { 100 } else { 1 })?,
        number.den,
    );
    i64::try_from(scaled.num).ok().filter(|_| scaled.den == 1)
}
