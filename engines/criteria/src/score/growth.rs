//! Average growth over the last three years, 国科发火〔2016〕195号: ½·(N₂/N₁ + N₃/N₂) − 1, and its odd cases.

use std::cmp::Ordering;

use crate::criterion::{Grade, Growth};
use crate::exact::Exact;
use crate::fact::SlotId;
use crate::firm::UNKNOWN;
use crate::row::Row;
use crate::sign::Sign;

/// A growth as 1 + g = num ÷ den, den above 0; `None` where it gives no points.
fn growth(years: i64, [n1, n2, n3]: [i64; 3]) -> Option<(i128, i128)> {
    let [a, b, c] = [n1, n2, n3].map(i128::from);
    match years {
        // The two years are the last two columns.
        2 if b > 0 => Some((c, b)),
        3 if a == 0 && b > 0 => Some((c, b)),
        3 if a > 0 && b > 0 => Some((b * b + a * c, 2 * a * b)),
        _ => None,
    }
}

/// Compares num ÷ den with a fraction, exactly also where the products do not fit.
fn compare(num: i128, den: i128, with: Exact) -> Ordering {
    match (num.checked_mul(with.den), with.num.checked_mul(den)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => by_parts(num, den, with.num, with.den),
    }
}

/// Whole parts first, then the turned-round rests, as in a continued fraction.
fn by_parts(a: i128, b: i128, c: i128, d: i128) -> Ordering {
    let whole = a.div_euclid(b).cmp(&c.div_euclid(d));
    let (rest, other) = (a.rem_euclid(b), c.rem_euclid(d));
    match (whole, rest, other) {
        (Ordering::Equal, 0, 0) => Ordering::Equal,
        (Ordering::Equal, 0, _) => Ordering::Less,
        (Ordering::Equal, _, 0) => Ordering::Greater,
        (Ordering::Equal, _, _) => by_parts(d, other, b, rest),
        (order, _, _) => order,
    }
}

impl Growth {
    fn values(&self, row: &Row) -> [i64; 3] {
        self.of.map(|slot| row.values[slot.at()])
    }

    fn step(&self, row: &Row) -> usize {
        let Some((num, den)) = growth(row.years, self.values(row)) else {
            return self.steps.len();
        };
        let reached = |(least, strict, _): &(Exact, bool, Grade)| {
            let with = Exact {
                num: least.num + least.den,
                den: least.den,
            };
            let order = compare(num, den, with);
            order == Ordering::Greater || (order == Ordering::Equal && !strict)
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
        out.push(n1.signum());
        out.push(n2.signum());
        out.push(self.step(row) as i64);
    }

    /// Along the middle year the sum falls to √(N₁·N₃) and rises from there.
    pub fn breaks(&self, slot: SlotId, row: &Row, out: &mut Vec<i64>) {
        let [n1, _, n3] = self.values(row).map(i128::from);
        if slot == self.of[1] && row.years == 3 && n1 > 0 && n3 > 0 {
            let middle = (n1 * n3).unsigned_abs().isqrt();
            out.extend(i64::try_from(middle + 1));
        }
    }

    /// Small amounts, where whole fen make gaps, and amounts of the size of the known ones.
    pub fn samples(&self, slot: SlotId, row: &Row, out: &mut Vec<i64>) {
        if !self.of.contains(&slot) {
            return;
        }
        out.extend([-1, 0]);
        for value in self
            .values(row)
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
            let grade = match growth(years[at].into(), [a[at], b[at], c[at]]) {
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
            assert_eq!(growth(years, values), expected, "{years} {values:?}");
        }
    }

    #[test]
    fn large_products_compare_exactly() {
        let big = 1i128 << 120;
        assert_eq!(compare(big + 1, big, Exact::whole(1)), Ordering::Greater);
        assert_eq!(by_parts(27, 10, 27, 10), Ordering::Equal);
        assert_eq!(by_parts(-7, 2, -3, 1), Ordering::Less);
        assert_eq!(by_parts(26, 10, 27, 10), Ordering::Less);
    }
}
