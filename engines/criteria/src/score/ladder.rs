//! Points by a number or a share, in steps; of several ladders the best.

use crate::criterion::{Grade, Ladder, Whole};
use crate::exact::{Exact, compare, crossing};
use crate::fact::SlotId;
use crate::firm::LARGEST;
use crate::row::Row;
use crate::sign::Sign;

impl Ladder {
    pub fn slots(&self, out: &mut Vec<SlotId>) {
        out.extend(self.of.slots());
        if let Whole::Sum(whole) = &self.whole {
            out.extend(whole.slots());
        }
    }

    fn whole(&self, row: &Row) -> i128 {
        match &self.whole {
            Whole::One => 1,
            Whole::Years => row.years.into(),
            Whole::Sum(whole) => row.total(whole),
        }
    }

    /// The first step reached, counted from 0; past the last: none.
    fn step(&self, row: &Row) -> usize {
        let (of, whole) = (row.total(&self.of), self.whole(row));
        if whole <= 0 {
            return self.steps.len();
        }
        let reached = |step: &(Exact, Grade)| compare(of, whole, step.0).is_ge();
        self.steps
            .iter()
            .position(reached)
            .unwrap_or(self.steps.len())
    }

    fn grade(&self, row: &Row) -> Grade {
        self.steps.get(self.step(row)).map_or((0, 0), |step| step.1)
    }

    pub fn sign(&self, row: &Row, out: &mut Sign) {
        out.push((self.whole(row) > 0).into());
        out.push(self.step(row) as i64);
    }

    pub fn beyond(&self, slot: SlotId, row: &Row) -> i128 {
        let of = row.weight(&self.of, slot);
        let whole = match &self.whole {
            Whole::Sum(whole) => row.weight(whole, slot),
            _ => self.whole(row),
        };
        let steps = self.steps.iter();
        let each = steps.map(|step| crossing(of, whole, step.0).saturating_add(1));
        each.max().unwrap_or(0)
    }

    pub fn samples(&self, slot: SlotId, out: &mut Vec<i64>) {
        if self.whole == Whole::One && self.of.has(slot) {
            let ends = self
                .steps
                .iter()
                .map(|step| (step.0.num / step.0.den) as i64);
            out.extend(ends.flat_map(|end| [end - 1, end, end + 1]));
        }
    }
}

pub fn best(ladders: &[Ladder], row: &Row) -> Grade {
    ladders
        .iter()
        .map(|ladder| ladder.grade(row))
        .max()
        .unwrap_or((0, 0))
}

pub fn narrow(ladder: &Ladder) -> bool {
    let wide = |factors: i128, by: i128| factors * by * i128::from(LARGEST) >= i128::from(i64::MAX);
    let factors = |sum: &crate::linear::Linear| {
        sum.terms
            .iter()
            .map(|term| i128::from(term.1.abs()))
            .sum::<i128>()
    };
    let whole = match &ladder.whole {
        Whole::Sum(whole) => factors(whole),
        _ => 1,
    };
    !ladder
        .steps
        .iter()
        .any(|step| wide(factors(&ladder.of), step.0.den) || wide(whole, step.0.num))
}

pub fn column(
    ladders: &[Ladder],
    columns: &[&[i64]],
    years: &[u8],
    low: &mut [i16],
    high: &mut [i16],
) {
    let mut grades = vec![(0i16, 0i16); low.len()];
    for ladder in ladders {
        one(ladder, columns, years, &mut grades);
    }
    for ((low, high), grade) in low.iter_mut().zip(high).zip(&grades) {
        *low += grade.0;
        *high += grade.1;
    }
}

fn one(ladder: &Ladder, columns: &[&[i64]], years: &[u8], grades: &mut [(i16, i16)]) {
    let mut of = vec![0; grades.len()];
    add(&ladder.of, columns, &mut of);
    let mut whole = vec![0; grades.len()];
    match &ladder.whole {
        Whole::One => whole.fill(1),
        Whole::Years => whole
            .iter_mut()
            .zip(years)
            .for_each(|(whole, years)| *whole = i64::from(*years)),
        Whole::Sum(sum) => add(sum, columns, &mut whole),
    }
    // From the lowest step up, a higher one takes its place.
    for (least, grade) in ladder.steps.iter().rev() {
        let (num, den) = (least.num as i64, least.den as i64);
        let grade = (grade.0 as i16, grade.1 as i16);
        for ((one, of), whole) in grades.iter_mut().zip(&of).zip(&whole) {
            let reached = (of.wrapping_mul(den) >= num.wrapping_mul(*whole)) & (*whole > 0);
            *one = if reached { grade.max(*one) } else { *one };
        }
    }
}

fn add(sum: &crate::linear::Linear, columns: &[&[i64]], out: &mut [i64]) {
    for (slot, factor) in &sum.terms {
        for (sum, value) in out.iter_mut().zip(columns[slot.at()]) {
            *sum = sum.wrapping_add(value.wrapping_mul(*factor));
        }
    }
}
