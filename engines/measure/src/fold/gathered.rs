use std::collections::HashMap;

use values::Day;

use super::series::{PartSeries, add};
use super::{Answer, Group, KeyValue};
use crate::language::{Measure, On, Part, Time};
use crate::reason::{Reason, UnknownReason};

/// One part's answers, while its series is made of them.
pub(super) struct Gathered<'a> {
    part: &'a Part,
    day: Day,
    series: PartSeries,
    /// Rows that count only where another row covers their key, with the stretches in which they hold.
    bare: HashMap<&'a KeyValue, Vec<(Day, Day)>>,
    /// How many bare rows of a key hold on the day asked.
    holding: HashMap<&'a KeyValue, i64>,
    covers: HashMap<&'a KeyValue, Vec<(Day, Day)>>,
    /// From, until, rows and weight.
    spans: HashMap<&'a KeyValue, Vec<(Day, Day, i64, i64)>>,
}

impl<'a> Gathered<'a> {
    pub fn of(
        part: &'a Part,
        day: Day,
        answers: &[&'a Answer],
    ) -> Result<PartSeries, UnknownReason> {
        let mut gathered = Gathered {
            part,
            day,
            series: PartSeries::default(),
            bare: HashMap::new(),
            holding: HashMap::new(),
            covers: HashMap::new(),
            spans: HashMap::new(),
        };
        for answer in answers {
            match (&answer.group, Reason::read(&answer.reason)?) {
                (Group::Cover { day, until, key }, _) => {
                    let covers = gathered.covers.entry(key).or_default();
                    covers.push((*day, *until));
                }
                (_, None) => gathered.count(answer),
                (_, Some(reason)) => gathered.leave_out(answer, reason),
            }
        }
        gathered.unite_spans();
        gathered.cover_bare();
        Ok(gathered.series)
    }

    fn is_distinct(&self) -> bool {
        matches!(self.part.measure, Measure::Distinct(_))
    }

    fn holds(&self, from: Day, until: Day) -> bool {
        from <= self.day && self.day < until
    }

    /// Of some rows that are all the same to the figure, one counts.
    fn leave_out_same(&mut self, others: i64) {
        self.series.left_out.leave_out(Reason::Same, others, others);
    }

    fn count(&mut self, answer: &'a Answer) {
        let (entries, weight) = (answer.entries, answer.weight);
        match &answer.group {
            Group::Bare { day, until, key } => {
                self.bare.entry(key).or_default().push((*day, *until));
                if self.holds(*day, *until) {
                    *self.holding.entry(key).or_default() += entries;
                }
            }
            Group::Whole if self.part.time == Time::Stock(On::Day) => {
                self.leave_out_same(entries - weight);
            }
            Group::Whole | Group::Key(_) => self.series.fixed.count(self.part, entries, weight),
            // A key counts once, from its first day on; its other rows are the same.
            Group::Day(on) if self.is_distinct() => {
                add(&mut self.series.counted, *on, weight, weight);
                self.leave_out_same(entries - weight);
            }
            Group::Day(on) => add(&mut self.series.counted, *on, entries, weight),
            Group::Span { day, until, key } => {
                let spans = self.spans.entry(key).or_default();
                spans.push((*day, *until, entries, weight));
            }
            Group::Cover { .. } => {}
        }
    }

    fn leave_out(&mut self, answer: &Answer, reason: Reason) {
        let (entries, weight) = (answer.entries, answer.weight);
        match &answer.group {
            Group::Bare { day, until, .. } | Group::Span { day, until, .. }
                if !self.holds(*day, *until) => {}
            Group::Day(on) if reason == Reason::Older => {
                add(&mut self.series.beside, *on, entries, weight);
            }
            _ => self.series.left_out.leave_out(reason, entries, weight),
        }
    }

    /// Rows of one key that hold at once count once.
    fn unite_spans(&mut self) {
        for spans in std::mem::take(&mut self.spans).into_values() {
            if !self.is_distinct() {
                for (from, until, entries, weight) in spans {
                    self.series.span(from, until, entries, weight);
                }
                continue;
            }
            let holding = spans.iter().filter(|span| self.holds(span.0, span.1));
            let holding: i64 = holding.map(|span| span.2).sum();
            self.leave_out_same((holding - 1).max(0));
            for (from, until) in united(spans.iter().map(|span| (span.0, span.1)).collect()) {
                self.series.span(from, until, 1, 1);
            }
        }
    }

    fn cover_bare(&mut self) {
        for (key, bare) in std::mem::take(&mut self.bare) {
            let covers = self.covers.get(key).map_or(&[][..], Vec::as_slice);
            let entries = self.holding.get(key).copied().unwrap_or(0);
            let (reason, entries) = if covers.iter().any(|cover| self.holds(cover.0, cover.1)) {
                (Reason::Same, (entries - 1).max(0))
            } else {
                (Reason::Clause(self.part.counts.len()), entries)
            };
            let stretches = united(both(&bare, covers));
            self.series.left_out.leave_out(reason, entries, entries);
            for (from, until) in stretches {
                self.series.span(from, until, 1, 1);
            }
        }
    }
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
