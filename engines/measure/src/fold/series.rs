use std::collections::{BTreeMap, HashMap};

use values::Day;

use super::{Answer, Figure, Group, KeyValue, PartFigure};
use crate::language::{Checked, Measure, On, Part, Time};
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
struct PartSeries {
    /// By day: what is added to rows counted and to the weight (flows), what was the newest (`latest`),
    /// or what enters and leaves (stocks).
    counted: BTreeMap<Day, (i64, i64)>,
    /// For `latest`, by data end: rows beside the newest of the same data end.
    beside: BTreeMap<Day, (i64, i64)>,
    /// What does not change over the period: a stock on the eve.
    fixed: PartFigure,
    /// Rows left out as of the day asked.
    left_out: PartFigure,
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
            parts.push(PartSeries::fold(part, day, &mine)?);
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
    fn fold(part: &Part, day: Day, answers: &[&Answer]) -> Result<Self, UnknownReason> {
        let mut series = PartSeries::default();
        let mut bare: HashMap<&KeyValue, Vec<(Day, Day)>> = HashMap::new();
        let mut holding: HashMap<&KeyValue, i64> = HashMap::new();
        let mut covers: HashMap<&KeyValue, Vec<(Day, Day)>> = HashMap::new();
        let distinct = matches!(part.measure, Measure::Distinct(_));
        let mut spans: HashMap<&KeyValue, Vec<(Day, Day, i64, i64)>> = HashMap::new();
        for answer in answers {
            let reason = Reason::read(&answer.reason)?;
            match (&answer.group, reason) {
                (
                    Group::Bare {
                        day: from,
                        until,
                        key,
                    },
                    None,
                ) => {
                    let bare = bare.entry(key).or_default();
                    bare.push((*from, *until));
                    if *from <= day && day < *until {
                        *holding.entry(key).or_default() += answer.entries;
                    }
                }
                (Group::Cover { day, until, key }, _) => {
                    covers.entry(key).or_default().push((*day, *until))
                }
                (
                    Group::Bare {
                        day: from, until, ..
                    },
                    Some(reason),
                ) => {
                    if *from <= day && day < *until {
                        let left = &mut series.left_out;
                        left.leave_out(reason, answer.entries, answer.weight);
                    }
                }
                (Group::Whole, None) if part.time == Time::Stock(On::Day) => {
                    let others = answer.entries - answer.weight;
                    series.left_out.leave_out(Reason::Same, others, others);
                }
                (Group::Whole | Group::Key(_), None) => {
                    series.fixed.count(part, answer.entries, answer.weight)
                }
                (Group::Whole | Group::Key(_), Some(reason)) => {
                    series
                        .left_out
                        .leave_out(reason, answer.entries, answer.weight)
                }
                // A key counts once, from its first day on; its other rows are the same.
                (Group::Day(on), None) if distinct => {
                    let others = answer.entries - answer.weight;
                    add(&mut series.counted, *on, answer.weight, answer.weight);
                    series.left_out.leave_out(Reason::Same, others, others);
                }
                (Group::Day(on), None) => {
                    add(&mut series.counted, *on, answer.entries, answer.weight)
                }
                (Group::Day(on), Some(Reason::Older)) => {
                    add(&mut series.beside, *on, answer.entries, answer.weight)
                }
                (Group::Day(_), Some(reason)) => {
                    series
                        .left_out
                        .leave_out(reason, answer.entries, answer.weight)
                }
                (
                    Group::Span {
                        day: from,
                        until,
                        key,
                    },
                    None,
                ) => spans.entry(key).or_default().push((
                    *from,
                    *until,
                    answer.entries,
                    answer.weight,
                )),
                (
                    Group::Span {
                        day: from, until, ..
                    },
                    Some(reason),
                ) if *from <= day && day < *until => {
                    series
                        .left_out
                        .leave_out(reason, answer.entries, answer.weight);
                }
                (Group::Span { .. }, Some(_)) => {}
            }
        }
        for spans in spans.into_values() {
            let holding = spans
                .iter()
                .filter(|span| span.0 <= day && day < span.1)
                .map(|span| span.2)
                .sum::<i64>();
            if distinct {
                series
                    .left_out
                    .leave_out(Reason::Same, (holding - 1).max(0), (holding - 1).max(0));
                united(spans.into_iter().map(|span| (span.0, span.1)).collect())
                    .into_iter()
                    .for_each(|(from, until)| series.span(from, until, 1, 1));
            } else {
                spans
                    .into_iter()
                    .for_each(|(from, until, entries, weight)| {
                        series.span(from, until, entries, weight)
                    });
            }
        }
        for (key, bare) in bare {
            let covers = covers.get(key).map_or(&[][..], Vec::as_slice);
            let entries = holding.get(key).copied().unwrap_or(0);
            let (reason, entries) = if covers.iter().any(|cover| cover.0 <= day && day < cover.1) {
                (Reason::Same, (entries - 1).max(0))
            } else {
                (Reason::Clause(part.counts.len()), entries)
            };
            series.left_out.leave_out(reason, entries, entries);
            united(both(&bare, covers))
                .into_iter()
                .for_each(|(from, until)| series.span(from, until, 1, 1));
        }
        Ok(series)
    }

    fn span(&mut self, from: Day, until: Day, entries: i64, weight: i64) {
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

fn add(days: &mut BTreeMap<Day, (i64, i64)>, day: Day, entries: i64, weight: i64) {
    let found = days.entry(day).or_default();
    found.0 += entries;
    found.1 = found.1.saturating_add(weight);
}

/// The stretches in which a span of each list holds.
fn both(some: &[(Day, Day)], others: &[(Day, Day)]) -> Vec<(Day, Day)> {
    let pairs = some
        .iter()
        .flat_map(|one| others.iter().map(move |other| (one, other)));
    pairs
        .map(|(one, other)| (one.0.max(other.0), one.1.min(other.1)))
        .collect()
}

/// The stretches in which at least one span holds.
fn united(mut spans: Vec<(Day, Day)>) -> Vec<(Day, Day)> {
    spans.sort_unstable();
    let mut united: Vec<(Day, Day)> = Vec::new();
    for (from, until) in spans.into_iter().filter(|span| span.0 < span.1) {
        match united.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => united.push((from, until)),
        }
    }
    united
}
