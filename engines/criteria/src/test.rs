//! What a clause asks, a file a kind: whether it holds, where its answer may turn, its numbers, and its loop over columns.

mod bound;
mod share;
mod simple;

use values::Day;

use crate::criterion::Test;
use crate::exact::Exact;
use crate::fact::{Facts, SlotId};
use crate::row::Row;
use crate::screening::Plain;
use crate::sign::Sign;

/// The numbers of a test: what is, what is needed, what is missing where it does not hold.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Numbers {
    pub actual: Option<Exact>,
    pub needed: Option<Exact>,
    pub shortfall: Option<Exact>,
}

impl Test {
    /// The columns it looks at; those of points are looked at by the score.
    pub fn slots(&self, out: &mut Vec<SlotId>) {
        match self {
            Test::Flag { slot, .. } | Test::OneOf { slot, .. } | Test::Age { slot, .. } => {
                out.push(*slot)
            }
            Test::Bound { sum, .. } => out.extend(sum.slots()),
            Test::Share(share) => {
                out.extend(share.of.slots().chain(share.whole.slots()));
                out.extend(share.by);
            }
            Test::Any(tests) => tests.iter().for_each(|test| test.slots(out)),
            Test::Score { .. } => {}
        }
    }

    /// Whether it holds for a row of which it knows all. Points are not asked here.
    pub fn holds(&self, row: &Row, day: Day) -> bool {
        match self {
            Test::Flag { slot, is } => row.value(*slot) == (*is).into(),
            Test::OneOf { slot, values } => {
                values.iter().any(|one| row.value(*slot) == (*one).into())
            }
            Test::Age { slot, days } => simple::age(row.values[slot.at()], day) >= *days,
            Test::Bound {
                sum,
                least,
                greatest,
            } => bound::side(row.total(sum), *least, *greatest) == 0,
            Test::Share(share) => share.holds(row),
            Test::Any(tests) => tests.iter().any(|test| test.holds(row, day)),
            Test::Score { .. } => false,
        }
    }

    /// Numbers each of which only rises or only falls along one column, and that together decide.
    pub fn sign(&self, row: &Row, day: Day, out: &mut Sign) {
        match self {
            Test::Flag { slot, .. } | Test::OneOf { slot, .. } => out.push_wide(row.value(*slot)),
            Test::Age { .. } => out.push(self.holds(row, day).into()),
            Test::Bound {
                sum,
                least,
                greatest,
            } => {
                out.push(bound::side(row.total(sum), *least, *greatest));
            }
            Test::Share(share) => share.sign(row, out),
            Test::Any(tests) => tests.iter().for_each(|test| test.sign(row, day, out)),
            Test::Score { .. } => {}
        }
    }

    /// An amount of a column beyond which, up or down, nothing turns with all else held.
    pub fn beyond(&self, slot: SlotId, row: &Row) -> i128 {
        match self {
            Test::Flag { is, .. } => i128::from(*is).abs() + 1,
            Test::OneOf { values, .. } => {
                let each = values.iter().map(|value| i128::from(*value).abs() + 1);
                each.max().unwrap_or(0)
            }
            Test::Bound {
                sum,
                least,
                greatest,
            } => bound::beyond(row.weight(sum, slot), *least, *greatest),
            Test::Share(share) => share.beyond(slot, row),
            Test::Any(tests) => tests
                .iter()
                .map(|test| test.beyond(slot, row))
                .max()
                .unwrap_or(0),
            Test::Age { .. } | Test::Score { .. } => 0,
        }
    }

    /// Values of a column worth trying while others are open too.
    pub fn samples(&self, slot: SlotId, row: &Row, out: &mut Vec<i64>) {
        match self {
            Test::Bound {
                sum,
                least,
                greatest,
            } if sum.has(slot) => bound::samples(*least, *greatest, out),
            Test::Share(share) => share.samples(slot, row, out),
            Test::Any(tests) => tests.iter().for_each(|test| test.samples(slot, row, out)),
            _ => {}
        }
    }

    /// The numbers, as far as they are known.
    pub fn numbers(&self, row: &Row, day: Day, facts: &Facts) -> Numbers {
        match self {
            Test::Flag { slot, is } => simple::flag(row.given(*slot), *is),
            Test::OneOf { slot, values } => simple::one_of(row.given(*slot), values),
            Test::Age { slot, days } => simple::age_numbers(row.given(*slot), *days, day),
            Test::Bound {
                sum,
                least,
                greatest,
            } => bound::numbers(sum, *least, *greatest, row.sum(sum), facts),
            Test::Share(share) => {
                let by = share.by.map(|by| row.given(by));
                share.numbers(row.sum(&share.of), row.sum(&share.whole), by, facts)
            }
            Test::Any(_) | Test::Score { .. } => Numbers::default(),
        }
    }

    /// The same of a firm of which all is known, from what lies in the columns.
    pub fn plain_numbers(&self, plain: &Plain, day: Day, facts: &Facts) -> Numbers {
        let of = Some(plain.of);
        match self {
            Test::Flag { is, .. } => simple::flag(of, *is),
            Test::OneOf { values, .. } => simple::one_of(of, values),
            Test::Age { days, .. } => simple::age_numbers(of, *days, day),
            Test::Bound {
                sum,
                least,
                greatest,
            } => bound::numbers(sum, *least, *greatest, of.map(i128::from), facts),
            Test::Share(share) => {
                let by = share.by.map(|_| Some(plain.by));
                share.numbers(of.map(i128::from), Some(plain.whole.into()), by, facts)
            }
            Test::Any(_) | Test::Score { .. } => Numbers::default(),
        }
    }

    /// Whether it holds, firm by firm, over whole columns; how much is missing goes to `gaps`, in the base unit times [`Test::scale`].
    pub fn column(&self, columns: &[&[i64]], day: Day, holds: &mut [bool], gaps: &mut [i64]) {
        match self {
            Test::Flag { slot, is } => simple::equal(columns[slot.at()], *is, holds),
            Test::OneOf { slot, values } => simple::among(columns[slot.at()], values, holds),
            Test::Age { slot, days } => simple::aged(columns[slot.at()], *days, day, holds, gaps),
            Test::Bound {
                sum,
                least,
                greatest,
            } => bound::column(sum, *least, *greatest, columns, holds, gaps),
            Test::Share(share) => share.column(columns, holds, gaps),
            Test::Any(tests) => {
                holds.fill(false);
                let mut one = vec![false; holds.len()];
                for test in tests {
                    test.column(columns, day, &mut one, gaps);
                    holds
                        .iter_mut()
                        .zip(&one)
                        .for_each(|(all, one)| *all |= one);
                }
                gaps.fill(0);
            }
            Test::Score { .. } => {}
        }
    }

    /// Whether all its products fit in 64 bits over given amounts, so that its loop is exact.
    pub fn narrow(&self) -> bool {
        match self {
            Test::Share(share) => share.narrow(),
            Test::Bound { sum, .. } => bound::narrow(sum, 1),
            Test::Any(tests) => tests.iter().all(Test::narrow),
            _ => true,
        }
    }
}
