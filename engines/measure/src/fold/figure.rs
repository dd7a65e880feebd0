use std::collections::BTreeMap;

use values::Uuid;

use super::{Answer, Group, KeyValue};
use crate::exact::Exact;
use crate::language::{Checked, Measure, Op, Part, Time};
use crate::reason::{Reason, UnknownReason};

/// One computed value with what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// `None`: no value (暂无数据), never 0.
    pub value: Option<Exact>,
    /// One or two, as the formula has.
    pub parts: Vec<PartFigure>,
    /// The verified share of the first part; `None` where there is nothing to divide by.
    pub verified: Option<Exact>,
}

/// A part: the sum of the weights of its counted rows, and what was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartFigure {
    pub weight: i64,
    /// How many rows are counted.
    pub counted: i64,
    /// By reason, in the order of reasons.
    pub left_out: Vec<LeftOut>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub reason: Reason,
    pub entries: i64,
    pub weight: i64,
}

impl Figure {
    pub fn counted(&self) -> i64 {
        self.parts.iter().map(|part| part.counted).sum()
    }

    /// How many rows are left out, of all parts.
    pub fn left_out(&self) -> i64 {
        self.parts
            .iter()
            .flat_map(|part| &part.left_out)
            .map(|left| left.entries)
            .sum()
    }

    pub(super) fn of(checked: &Checked, parts: Vec<PartFigure>) -> Self {
        let value = value(checked, &parts);
        let verified = parts.first().and_then(PartFigure::verified);
        Figure {
            value,
            parts,
            verified,
        }
    }
}

impl PartFigure {
    /// Counted ÷ (counted + what only waits for a paper or a person), in the part's own measure.
    pub fn verified(&self) -> Option<Exact> {
        let promised: i64 = self
            .left_out
            .iter()
            .filter(|left| left.reason.is_promise())
            .map(|left| left.weight)
            .sum();
        Exact::ratio(self.weight, self.weight.saturating_add(promised))
    }

    pub(super) fn count(&mut self, part: &Part, entries: i64, weight: i64) {
        self.weight = self.weight.saturating_add(weight);
        if matches!(part.measure, Measure::Distinct(_)) {
            self.counted += weight;
            self.leave_out(Reason::Same, entries - weight, entries - weight);
        } else {
            self.counted += entries;
        }
    }

    pub(super) fn leave_out(&mut self, reason: Reason, entries: i64, weight: i64) {
        if entries == 0 {
            return;
        }
        match self.left_out.iter_mut().find(|left| left.reason == reason) {
            Some(left) => {
                left.entries += entries;
                left.weight = left.weight.saturating_add(weight);
            }
            None => self.left_out.push(LeftOut {
                reason,
                entries,
                weight,
            }),
        }
        self.left_out.sort_by_key(|left| left.reason);
    }
}

/// A figure from answers by reason (the grouping of other shapes is not looked at).
pub fn fold(checked: &Checked, answers: &[Answer]) -> Result<Figure, UnknownReason> {
    fold_some(checked, answers.iter())
}

/// A figure for each town or office of an answer by place; nil for rows without one.
pub fn by_place(
    checked: &Checked,
    answers: &[Answer],
) -> Result<BTreeMap<Uuid, Figure>, UnknownReason> {
    grouped(checked, answers, KeyValue::place)
}

/// A figure for each value of a measured column: what is listed beneath the value.
pub fn beneath(
    checked: &Checked,
    answers: &[Answer],
) -> Result<BTreeMap<KeyValue, Figure>, UnknownReason> {
    grouped(checked, answers, Clone::clone)
}

fn grouped<K: Ord>(
    checked: &Checked,
    answers: &[Answer],
    key: impl Fn(&KeyValue) -> K,
) -> Result<BTreeMap<K, Figure>, UnknownReason> {
    let mut groups: BTreeMap<K, Vec<&Answer>> = BTreeMap::new();
    for answer in answers {
        if let Group::Key(value) = &answer.group {
            groups.entry(key(value)).or_default().push(answer);
        }
    }
    groups
        .into_iter()
        .map(|(key, answers)| Ok((key, fold_some(checked, answers.into_iter())?)))
        .collect()
}

fn fold_some<'a>(
    checked: &Checked,
    answers: impl Iterator<Item = &'a Answer>,
) -> Result<Figure, UnknownReason> {
    let mut parts = vec![PartFigure::default(); checked.parts().count()];
    for answer in answers {
        let (Some(figure), Some(part)) = (parts.get_mut(answer.part), checked.part(answer.part))
        else {
            continue;
        };
        match Reason::read(&answer.reason)? {
            None => figure.count(part, answer.entries, answer.weight),
            Some(reason) => figure.leave_out(reason, answer.entries, answer.weight),
        }
    }
    Ok(Figure::of(checked, parts))
}

fn value(checked: &Checked, parts: &[PartFigure]) -> Option<Exact> {
    let weight = |number: usize| {
        let (part, figure) = (checked.part(number)?, parts.get(number)?);
        (part.time != Time::Latest || figure.counted > 0).then_some(figure.weight)
    };
    match checked.op() {
        None => weight(0).map(Exact::whole),
        Some(Op::Difference) => Some(Exact::whole(weight(0)?.saturating_sub(weight(1)?))),
        Some(Op::Ratio) => Exact::ratio(weight(0)?, weight(1)?),
    }
}
