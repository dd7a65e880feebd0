//! A sum of facts between limits.

use super::Numbers;
use crate::exact::Exact;
use crate::fact::{Facts, Kind};
use crate::firm::LARGEST;
use crate::linear::Linear;

/// −1 below, 1 above, 0 within.
pub fn side(sum: i128, least: Option<i64>, greatest: Option<i64>) -> i64 {
    if least.is_some_and(|least| sum < least.into()) {
        -1
    } else {
        greatest
            .is_some_and(|greatest| sum > greatest.into())
            .into()
    }
}

/// Beyond so much of a fact with a whole factor, what the others weigh and the ends are outweighed.
pub fn beyond(weight: i128, least: Option<i64>, greatest: Option<i64>) -> i128 {
    let ends = [least, greatest].into_iter().flatten();
    let far = ends.map(|end| i128::from(end).abs()).max().unwrap_or(0);
    far + weight + 1
}

pub fn samples(least: Option<i64>, greatest: Option<i64>, out: &mut Vec<i64>) {
    for end in [least, greatest].into_iter().flatten() {
        out.extend([end - 1, end, end + 1]);
    }
}

/// Yuan, or the count itself.
pub fn shown(sum: &Linear, facts: &Facts, value: i128) -> Exact {
    let money = sum.slots().any(|slot| facts.fact(slot).kind == Kind::Money);
    Exact::new(value, if money { 100 } else { 1 })
}

pub fn numbers(
    sum: &Linear,
    least: Option<i64>,
    greatest: Option<i64>,
    actual: Option<i128>,
    facts: &Facts,
) -> Numbers {
    let below = actual.is_some_and(|actual| side(actual, least, greatest) < 0);
    let needed = if below || greatest.is_none() {
        least
    } else {
        greatest
    };
    let needed = needed.map(i128::from);
    let gap = actual
        .zip(needed)
        .map(|(actual, needed)| (actual - needed).abs());
    Numbers {
        actual: actual.map(|actual| shown(sum, facts, actual)),
        needed: needed.map(|needed| shown(sum, facts, needed)),
        shortfall: gap.map(|gap| shown(sum, facts, gap)),
    }
}

pub fn narrow(sum: &Linear, times: i128) -> bool {
    let factors: i128 = sum
        .terms
        .iter()
        .map(|(_, factor)| i128::from(factor.abs()))
        .sum();
    factors * i128::from(LARGEST) * times < i128::from(i64::MAX) / 4
}

/// The sum over columns, in 64 bits.
pub fn sums(sum: &Linear, columns: &[&[i64]], out: &mut [i64]) {
    let column = |at: usize| &columns[sum.terms[at].0.at()][..out.len()];
    let plain = sum.terms.iter().all(|(_, factor)| *factor == 1);
    match sum.terms.len() {
        1 if plain => out.copy_from_slice(column(0)),
        3 if plain => {
            let (a, b, c) = (column(0), column(1), column(2));
            for (at, sum) in out.iter_mut().enumerate() {
                *sum = a[at].wrapping_add(b[at]).wrapping_add(c[at]);
            }
        }
        _ => {
            out.fill(0);
            for (slot, factor) in &sum.terms {
                for (sum, value) in out.iter_mut().zip(columns[slot.at()]) {
                    *sum = sum.wrapping_add(value.wrapping_mul(*factor));
                }
            }
        }
    }
}

pub fn column(
    sum: &Linear,
    least: Option<i64>,
    greatest: Option<i64>,
    columns: &[&[i64]],
    holds: &mut [bool],
    gaps: &mut [i64],
) {
    sums(sum, columns, gaps);
    let (least, greatest) = (
        least.unwrap_or(i64::MIN / 4),
        greatest.unwrap_or(i64::MAX / 4),
    );
    for (hold, gap) in holds.iter_mut().zip(gaps) {
        let missing = (least.wrapping_sub(*gap))
            .max(gap.wrapping_sub(greatest))
            .max(0);
        *hold = missing == 0;
        *gap = missing;
    }
}
