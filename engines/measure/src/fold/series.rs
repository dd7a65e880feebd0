use std::collections::BTreeMap;

use values::Day;

use super::gathered::Gathered;
use super::{Answer, Figure, PartFigure};
use crate::language::{Checked, On, Part, Time};
use crate::reason::{Reason, UnknownReason};

/// A period's values day by day, folded from one answer by day. Exact for every day of the period up to the day
/// asked where [`crate::sql::follows_days`] holds; the figure of the day asked is exact always.
#[derive(Clone, Debug)]
pub struct Series<'a> {
    checked: &'a Checked,
    day: Day,
    parts: Vec<PartSeries>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct PartSeries {
    /// By day: what is added to rows counted and to the weight (flows), what was the newest (`latest`),
    /// or what enters and leaves (stocks).
    pub(super) counted: BTreeMap<Day, (i64, i64)>,
    /// For `latest`, by data end: rows beside the newest of the same data end.
    pub(super) beside: BTreeMap<Day, (i64, i64)>,
    /// What does not change over the period: a stock on the eve.
    pub(super) fixed: PartFigure,
    /// Rows left out as of the day asked.
    pub(super) left_out: PartFigure,
}

impl<'a> Series<'a> {
    /// `day`: the day asked for.
    pub fn fold(checked: &'a Checked, day: Day, answers: &[Answer]) -> Result<Self, UnknownReason> {
        let mut parts = Vec::new();
        for (number, part) in checked.parts().enumerate() {
            let mine: Vec<&Answer> = answers
                .iter()
                .filter(|answer| answer.part == number)
                .collect();
            parts.push(Gathered::of(part, day, &mine)?);
        }
        Ok(Series {
            checked,
            day,
            parts,
        })
    }

    /// The figure of the day asked, with what is left out.
    pub fn figure(&self) -> Figure {
        self.figure_on(self.day, true)
    }

    /// The figure as of an earlier day of the period; its left-out rows are not told.
    pub fn on(&self, day: Day) -> Figure {
        self.figure_on(day.min(self.day), false)
    }

    /// How many rows count in a stretch of days, and how much they weigh; for flows, as a rhythm needs it.
    pub fn between(&self, first: Day, last: Day) -> (i64, i64) {
        let part = self
            .parts
            .first()
            .into_iter()
            .flat_map(|part| part.counted.range(first..=last.max(first)));
        part.fold((0, 0), |sum, (_, day)| (sum.0 + day.0, sum.1 + day.1))
    }

    fn figure_on(&self, day: Day, with_left_out: bool) -> Figure {
        let newest = self.newest_pair(day);
        let parts = self.checked.parts().zip(&self.parts).map(|(part, series)| {
            let mut figure = series.on(part, day, newest);
            if with_left_out {
                series
                    .left_out
                    .left_out
                    .iter()
                    .for_each(|left| figure.leave_out(left.reason, left.entries, left.weight));
            } else {
                figure.left_out.clear();
            }
            figure
        });
        Figure::of(self.checked, parts.collect())
    }

    /// For two `latest`: the newest data end up to `day` that both have.
    fn newest_pair(&self, day: Day) -> Option<Option<Day>> {
        if !self.checked.is_paired() {
            return None;
        }
        let [first, second] = self.parts.as_slice() else {
            return None;
        };
        Some(
            first
                .counted
                .range(..=day)
                .rev()
                .map(|found| *found.0)
                .find(|day| second.counted.contains_key(day)),
        )
    }
}

impl PartSeries {
    /// Holds from one day until another.
    pub(super) fn span(&mut self, from: Day, until: Day, entries: i64, weight: i64) {
        // What ended before it began never held.
        if from >= until {
            return;
        }
        add(&mut self.counted, from, entries, weight);
        add(&mut self.counted, until, -entries, -weight);
    }

    fn on(&self, part: &Part, day: Day, newest: Option<Option<Day>>) -> PartFigure {
        let mut figure = PartFigure::default();
        match part.time {
            Time::Stock(On::Eve) => figure = self.fixed.clone(),
            Time::Flow | Time::Stock(On::Day) => {
                for (entries, weight) in self.counted.range(..=day).map(|found| *found.1) {
                    figure.counted += entries;
                    figure.weight = figure.weight.saturating_add(weight);
                }
            }
            Time::Latest => {
                let last = || self.counted.range(..=day).next_back().map(|found| *found.0);
                let chosen = newest.unwrap_or_else(last);
                for (on, (entries, weight)) in self.counted.range(..=day) {
                    if chosen == Some(*on) {
                        figure.count(part, *entries, *weight);
                    } else {
                        figure.leave_out(beside(chosen, *on), *entries, *weight);
                    }
                }
                for (on, (entries, weight)) in self.beside.range(..=day) {
                    figure.leave_out(beside(chosen, *on), *entries, *weight);
                }
            }
        }
        figure
    }
}

/// Why a statistic that is not the chosen one is left out.
fn beside(chosen: Option<Day>, on: Day) -> Reason {
    if chosen.is_some_and(|chosen| on <= chosen) {
        Reason::Older
    } else {
        Reason::Unpaired
    }
}

pub(super) fn add(days: &mut BTreeMap<Day, (i64, i64)>, day: Day, entries: i64, weight: i64) {
    let found = days.entry(day).or_default();
    found.0 += entries;
    found.1 = found.1.saturating_add(weight);
}
