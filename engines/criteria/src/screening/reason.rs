//! Why a clause stands as it does, for all firms: the numbers as they lie in the columns.

use std::ops::Range;

use super::Screening;
use super::pass::STRETCH;
use crate::criterion::Test;
use crate::fact::SlotId;
use crate::linear::Linear;
use crate::table::Table;
use crate::verdict::{Finding, Verdict};

/// The reason of one clause of one firm. [`crate::Program::read`] reduces its numbers, [`crate::Program::say`] puts them into words.
#[derive(Clone, Copy, Debug)]
pub enum Reason<'a> {
    /// Of a firm of which all is known.
    Plain(Plain),
    /// Of another, over all values that what is missing can have.
    Open(&'a Finding),
}

/// Exact numbers in base units (fen, counts, days since 1970), not reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain {
    pub verdict: Verdict,
    /// What the firm has; of a share what is divided, of points the low end.
    pub of: i64,
    /// The divisor of a share, the high end of points, else 1.
    pub whole: i64,
    /// The fact that chooses the threshold of a share, else 0.
    pub by: i64,
    /// How much is missing: of a share times the common divisor of its thresholds.
    pub gap: i64,
}

/// The reasons of one clause, firm by firm.
#[derive(Debug)]
pub struct Reasons<'a> {
    verdicts: &'a [Verdict],
    gaps: &'a [i64],
    of: Column<'a>,
    whole: Column<'a>,
    by: Column<'a>,
    clause: usize,
    screening: &'a Screening<'a>,
}

/// Room to add up the numbers of a stretch.
#[derive(Default)]
struct Rooms {
    of: Vec<i64>,
    whole: Vec<i64>,
    by: Vec<i64>,
}

/// Where a number stands.
#[derive(Debug)]
enum Column<'a> {
    Always(i64),
    One(&'a [i64]),
    Sum(&'a Table<'a>, &'a [(SlotId, i64)]),
    Points(&'a [i16]),
}

impl<'a> Column<'a> {
    fn one(table: &'a Table<'a>, slot: SlotId) -> Self {
        Column::One(&table.columns[slot.at()])
    }

    fn sum(table: &'a Table<'a>, sum: &'a Linear) -> Self {
        match sum.terms[..] {
            [(slot, 1)] => Column::one(table, slot),
            _ => Column::Sum(table, &sum.terms),
        }
    }

    fn at(&self, firm: usize) -> i64 {
        match self {
            Column::Always(number) => *number,
            Column::One(column) => column[firm],
            Column::Points(points) => points[firm].into(),
            Column::Sum(table, terms) => terms.iter().fold(0, |sum, (slot, factor)| {
                sum.wrapping_add(table.columns[slot.at()][firm].wrapping_mul(*factor))
            }),
        }
    }

    /// The numbers of some firms: as they lie, or added up in `room`.
    fn some<'r>(&'r self, firms: &Range<usize>, room: &'r mut Vec<i64>) -> &'r [i64] {
        if let Column::One(column) = self {
            return &column[firms.clone()];
        }
        room.clear();
        match self {
            Column::One(column) => room.extend_from_slice(&column[firms.clone()]),
            Column::Always(number) => room.resize(firms.len(), *number),
            Column::Points(points) => {
                room.extend(points[firms.clone()].iter().map(|one| i64::from(*one)));
            }
            Column::Sum(table, terms) => {
                room.resize(firms.len(), 0);
                for (slot, factor) in *terms {
                    let column = &table.columns[slot.at()][firms.clone()];
                    for (sum, value) in room.iter_mut().zip(column) {
                        *sum = sum.wrapping_add(value.wrapping_mul(*factor));
                    }
                }
            }
        }
        room
    }
}

impl Screening<'_> {
    /// The reasons of one clause.
    pub fn reasons(&self, clause: usize) -> Reasons<'_> {
        let table = self.table;
        let (nothing, one) = (Column::Always(0), Column::Always(1));
        let (of, whole, by) = match &self.program.rules[clause].test {
            Test::Flag { slot, .. } | Test::OneOf { slot, .. } | Test::Age { slot, .. } => {
                (Column::one(table, *slot), one, nothing)
            }
            Test::Bound { sum, .. } => (Column::sum(table, sum), one, nothing),
            Test::Share(share) => (
                Column::sum(table, &share.of),
                Column::sum(table, &share.whole),
                share.by.map_or(nothing, |by| Column::one(table, by)),
            ),
            Test::Score { part, .. } => {
                let (low, high) = &self.points[part.unwrap_or(self.points.len() - 1)];
                (Column::Points(low), Column::Points(high), nothing)
            }
            Test::Any(_) => (Column::Always(0), one, nothing),
        };
        Reasons {
            verdicts: &self.clauses[clause],
            gaps: &self.gaps[clause],
            of,
            whole,
            by,
            clause,
            screening: self,
        }
    }
}

impl<'a> Reasons<'a> {
    /// The reason of one firm.
    pub fn of(&self, firm: usize) -> Reason<'a> {
        match self.screening.one_by_one(firm) {
            Some(judgement) => Reason::Open(&judgement.clauses[self.clause]),
            None => Reason::Plain(Plain {
                verdict: self.verdicts[firm],
                of: self.of.at(firm),
                whole: self.whole.at(firm),
                by: self.by.at(firm),
                gap: self.gaps[firm],
            }),
        }
    }

    /// Every firm's, in the order of the table.
    pub fn each(&self, mut see: impl FnMut(Reason<'a>)) {
        let mut rooms = Rooms::default();
        let mut from = 0;
        for (open, judgement) in &self.screening.single {
            self.known(from..*open, &mut rooms, &mut see);
            see(Reason::Open(&judgement.clauses[self.clause]));
            from = open + 1;
        }
        self.known(from..self.verdicts.len(), &mut rooms, &mut see);
    }

    fn known(&self, firms: Range<usize>, rooms: &mut Rooms, see: &mut impl FnMut(Reason<'a>)) {
        for from in firms.clone().step_by(STRETCH) {
            self.stretch(from..firms.end.min(from + STRETCH), rooms, see);
        }
    }

    fn stretch(&self, firms: Range<usize>, rooms: &mut Rooms, see: &mut impl FnMut(Reason<'a>)) {
        let numbers = self
            .of
            .some(&firms, &mut rooms.of)
            .iter()
            .zip(self.whole.some(&firms, &mut rooms.whole))
            .zip(self.by.some(&firms, &mut rooms.by));
        let answers = self.verdicts[firms.clone()].iter().zip(&self.gaps[firms]);
        for (((of, whole), by), (verdict, gap)) in numbers.zip(answers) {
            see(Reason::Plain(Plain {
                verdict: *verdict,
                of: *of,
                whole: *whole,
                by: *by,
                gap: *gap,
            }));
        }
    }
}
