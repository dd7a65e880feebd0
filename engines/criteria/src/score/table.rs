//! Points by the first row whose conditions all hold.

use crate::criterion::{Condition, Grade};
use crate::fact::SlotId;
use crate::row::Row;
use crate::sign::Sign;

type Rows = [(Vec<Condition>, Grade)];

impl Condition {
    fn side(&self, sum: i128) -> i64 {
        if self.least.is_some_and(|least| sum < least.into()) {
            -1
        } else {
            self.greatest
                .is_some_and(|greatest| sum > greatest.into())
                .into()
        }
    }
}

pub fn grade(rows: &Rows, row: &Row) -> Grade {
    let holds = |condition: &Condition| condition.side(row.total(&condition.sum)) == 0;
    let found = rows.iter().find(|(when, _)| when.iter().all(holds));
    found.map_or((0, 0), |(_, grade)| *grade)
}

/// Only conditions of which all is known are told; the others cannot turn along the column.
pub fn sign(rows: &Rows, row: &Row, out: &mut Sign) {
    for condition in rows.iter().flat_map(|one| &one.0) {
        out.push(condition.side(row.total(&condition.sum)));
    }
}

pub fn beyond(rows: &Rows, slot: SlotId, row: &Row) -> i128 {
    let conditions = rows.iter().flat_map(|one| &one.0);
    let each = conditions.map(|condition| {
        let ends = [condition.least, condition.greatest].into_iter().flatten();
        let far = ends.map(|end| i128::from(end).abs()).max().unwrap_or(0);
        far + row.weight(&condition.sum, slot) + 1
    });
    each.max().unwrap_or(0)
}

pub fn samples(rows: &Rows, slot: SlotId, out: &mut Vec<i64>) {
    for condition in rows
        .iter()
        .flat_map(|row| &row.0)
        .filter(|one| one.sum.has(slot))
    {
        let ends = [condition.least, condition.greatest].into_iter().flatten();
        out.extend(ends.flat_map(|end| [end - 1, end, end + 1]));
    }
}

pub fn narrow(rows: &Rows) -> bool {
    let conditions = rows.iter().flat_map(|row| &row.0);
    conditions
        .flat_map(|one| &one.sum.terms)
        .all(|(_, factor)| factor.abs() <= 100)
}

pub fn column(rows: &Rows, columns: &[&[i64]], low: &mut [i16], high: &mut [i16]) {
    let last = rows.last().map_or((0, 0), |row| row.1);
    let mut grades = vec![(last.0 as i16, last.1 as i16); low.len()];
    let mut holds = vec![true; low.len()];
    for (when, grade) in rows.iter().rev().skip(1) {
        holds.fill(true);
        for condition in when {
            all(condition, columns, &mut holds);
        }
        let grade = (grade.0 as i16, grade.1 as i16);
        for (one, hold) in grades.iter_mut().zip(&holds) {
            *one = if *hold { grade } else { *one };
        }
    }
    for ((low, high), grade) in low.iter_mut().zip(high).zip(&grades) {
        *low += grade.0;
        *high += grade.1;
    }
}

fn all(condition: &Condition, columns: &[&[i64]], holds: &mut [bool]) {
    let (least, greatest) = (
        condition.least.unwrap_or(i64::MIN),
        condition.greatest.unwrap_or(i64::MAX),
    );
    match condition.sum.terms.as_slice() {
        [(slot, 1)] => {
            for (hold, value) in holds.iter_mut().zip(columns[slot.at()]) {
                *hold &= (*value >= least) & (*value <= greatest);
            }
        }
        [(one, 1), (other, 1)] => {
            let (one, other) = (columns[one.at()], columns[other.at()]);
            for ((hold, a), b) in holds.iter_mut().zip(one).zip(other) {
                let sum = a.wrapping_add(*b);
                *hold &= (sum >= least) & (sum <= greatest);
            }
        }
        terms => {
            for (at, hold) in holds.iter_mut().enumerate() {
                let parts = terms
                    .iter()
                    .map(|(slot, factor)| columns[slot.at()][at].wrapping_mul(*factor));
                let sum = parts.fold(0i64, i64::wrapping_add);
                *hold &= (sum >= least) & (sum <= greatest);
            }
        }
    }
}
