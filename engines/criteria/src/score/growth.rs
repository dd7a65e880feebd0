//! Average growth over the last three years, 国科发火〔2016〕195号: ½·(N₂/N₁ + N₃/N₂) − 1, and its odd cases.

use std::cmp::Ordering;

use crate::criterion::{Grade, Growth};
use crate::exact::{Exact, compare};
use crate::fact::SlotId;
use crate::firm::{LARGEST, UNKNOWN};
use crate::row::Row;
use crate::sign::Sign;

/// A growth as 1 + g = num ÷ den, den above 0; `None` where it gives no points.
fn growth(years: i64, [a, b, c]: [i128; 3]) -> Option<(i128, i128)> {
    match years {
        // The two years are the last two columns.
        2 if b > 0 => Some((c, b)),
        3 if a == 0 && b > 0 => Some((c, b)),
        3 if a > 0 && b > 0 => Some((b * b + a * c, 2 * a * b)),
        _ => None,
    }
}

/// How 1 + g compares with a fraction, whatever the size of the amounts; `None` where growth gives no points.
fn against(years: i64, [n1, n2, n3]: [i128; 3], with: Exact) -> Option<Ordering> {
    match years {
        2 if n2 > 0 => Some(compare(n3, n2, with)),
        3 if n1 == 0 && n2 > 0 => Some(compare(n3, n2, with)),
        // N₃/N₂ against 2·with − N₂/N₁.
        3 if n1 > 0 && n2 > 0 => {
            let rest = Exact {
                num: 2 * with.num * n1 - with.den * n2,
                den: with.den * n1,
            };
            Some(compare(n3, n2, rest))
        }
        _ => None,
    }
}

impl Growth {
    fn values(&self, row: &Row) -> [i128; 3] {
        self.of.map(|slot| row.value(slot))
    }

    fn step(&self, row: &Row) -> usize {
        let values = self.values(row);
        // The products of amounts that are read fit, and are formed once for all steps.
        let near = values.iter().all(|value| value.abs() <= LARGEST.into());
        let near = near.then(|| growth(row.years, values));
        let reached = |(least, strict, _): &(Exact, bool, Grade)| {
            let with = Exact {
                num: least.num + least.den,
                den: least.den,
            };
            let order = match near {
                Some(growth) => growth.map(|(num, den)| (num * with.den).cmp(&(with.num * den))),
                None => against(row.years, values, with),
            };
            match order {
                Some(Ordering::Greater) => true,
                Some(Ordering::Equal) => !strict,
                _ => false,
            }
        };
        self.steps
            .iter()
            .position(reached)
            .unwrap_or(self.steps.len())
    }

    pub fn grade(&self, row: &Row) -> Grade {
        self.steps.get(self.step(row)).map_or((0, 0), |step| step.2)
    }

    pub fn sign(&self, row: &Row, out: &mut Sign) {
        let [n1, n2, _] = self.values(row);
        out.push_wide(n1.signum());
        out.push_wide(n2.signum());
        out.push(self.step(row) as i64);
    }

    /// Along the middle year the sum falls to √(N₁·N₃) and rises from there.
    pub fn breaks(&self, slot: SlotId, row: &Row, out: &mut Vec<i128>) {
        let [n1, _, n3] = self.values(row);
        if slot == self.of[1] && row.years == 3 && n1 > 0 && n3 > 0 {
            let middle = (n1 * n3).unsigned_abs().isqrt();
            out.extend(i128::try_from(middle + 1));
        }
    }

    /// With W the largest of the other years and 1 + g = n ÷ d, N₁ turns up to W²·d, N₂ up to W² + 2·W·n, N₃ up to
    /// 2·W·n + W²; with two years N₂ up to W·d, N₃ up to W·n.
    pub fn beyond(&self, slot: SlotId, row: &Row) -> i128 {
        if !self.of.contains(&slot) {
            return 0;
        }
        let others = self
            .of
            .iter()
            .filter(|one| **one != slot && row.known(**one));
        let largest = others.map(|one| row.value(*one).abs()).max().unwrap_or(0);
        let squared = largest.saturating_mul(largest);
        let each = self.steps.iter().map(|(least, ..)| {
            let (num, den) = (least.num.abs() + least.den, least.den);
            let linear = largest.saturating_mul(2 * num + den);
            squared.saturating_mul(den).saturating_add(linear)
        });
        each.max().unwrap_or(0).saturating_add(1)
    }

    /// Small amounts, where whole fen make gaps, and amounts of the size of the known ones.
    pub fn samples(&self, slot: SlotId, row: &Row, out: &mut Vec<i64>) {
        if !self.of.contains(&slot) {
            return;
        }
        out.extend([-1, 0]);
        for value in self
            .of
            .map(|slot| row.values[slot.at()])
            .into_iter()
            .filter(|value| *value != UNKNOWN && *value > 0)
        {
            out.extend([
                value,
                value / 2,
                value.saturating_mul(2),
                value / 10,
                value.saturating_mul(10),
            ]);
        }
        out.extend(1..=12);
        out.extend([20, 40, 1_000, 1_000_000]);
    }

    pub fn column(&self, columns: &[&[i64]], years: &[u8], low: &mut [i16], high: &mut [i16]) {
        let [a, b, c] = self.of.map(|slot| &columns[slot.at()][..low.len()]);
        // Whole numbers: strict steps are steps at one more unit of the product.
        let steps: Vec<(i128, i128, i128)> = self
            .steps
            .iter()
            .map(|(least, strict, _)| (least.den, least.num + least.den, i128::from(*strict)))
            .collect();
        let grades: Vec<(i16, i16)> = self
            .steps
            .iter()
            .map(|step| (step.2.0 as i16, step.2.1 as i16))
            .chain([(0, 0)])
            .collect();
        for at in 0..low.len() {
            let grade = match growth(years[at].into(), [a[at], b[at], c[at]].map(i128::from)) {
                None => (0, 0),
                Some((num, den)) => {
                    let missed = |(times, by, strict): &(i128, i128, i128)| {
                        usize::from(num.wrapping_mul(*times) < den.wrapping_mul(*by) + strict)
                    };
                    grades[steps.iter().map(missed).sum::<usize>()]
                }
            };
            low[at] += grade.0;
            high[at] += grade.1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_years() {
        for (years, values, expected) in [
            (3, [100, 110, 121], Some((24_200, 22_000))),
            (3, [0, 100, 120], Some((120, 100))),
            (3, [0, 0, 120], None),
            (3, [100, 0, 120], None),
            (3, [-1, 100, 120], None),
            (3, [100, -1, 120], None),
            (3, [100, 100, -50], Some((5_000, 20_000))),
            (2, [0, 100, 120], Some((120, 100))),
            (2, [0, 0, 120], None),
            (1, [0, 0, 120], None),
            (0, [0, 0, 0], None),
        ] {
            assert_eq!(
                growth(years, values.map(i128::from)),
                expected,
                "{years} {values:?}"
            );
        }
    }

    #[test]
    fn the_row_and_the_loop_compare_alike() {
        for (years, values) in [
            (3, [100, 110, 121]),
            (3, [0, 100, 120]),
            (3, [100, 100, -50]),
            (3, [100, -1, 120]),
            (2, [0, 100, 120]),
            (1, [0, 0, 120]),
        ] {
            for (num, den) in [(1, 1), (11, 10), (27, 20), (3, 4)] {
                let looped = growth(years, values.map(i128::from))
                    .map(|(left, right)| (left * den).cmp(&(num * right)));
                let read = against(years, values.map(i128::from), Exact { num, den });
                assert_eq!(read, looped, "{years} {values:?} {num}/{den}");
            }
        }
    }

    #[test]
    fn amounts_far_beyond_those_that_are_read_compare_exactly() {
        let with = Exact::new(27, 20);
        // ½·(N₂/1 + N₃/N₂) = 1.35 at N₃ = 2.7·N₂ − N₂².
        let n2 = 100_000_000_000_000i128;
        let n3 = n2 * 27 / 10 - n2 * n2;
        for (by, order) in [
            (-1, Ordering::Less),
            (0, Ordering::Equal),
            (1, Ordering::Greater),
        ] {
            assert_eq!(against(3, [1, n2, n3 + by], with), Some(order));
        }
    }
}
