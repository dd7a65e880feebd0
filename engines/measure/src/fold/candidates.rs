use std::collections::{BTreeMap, BTreeSet, HashSet};

use values::{Day, Uuid};

use super::{Answer, Figure, Group, KeyValue, PartFigure};
use crate::language::{Checked, Measure};
use crate::reason::Reason;

/// One row of an answer of the shape `Candidates`.
#[derive(Clone, Debug, PartialEq)]
pub struct Each {
    /// The part of the formula.
    pub part: usize,
    pub entry: Uuid,
    pub effective: Day,
    /// The town by which it is split; nil for none.
    pub town: Uuid,
    pub office: Uuid,
    /// The key of `distinct`; an empty text without.
    pub key: KeyValue,
    pub reason: Option<Reason>,
    pub weight: i64,
}

/// All candidates of a formula: read once, they tell every split and every list of a figure's page.
#[derive(Clone, Debug)]
pub struct Candidates<'a> {
    checked: &'a Checked,
    rows: Vec<Each>,
}

impl<'a> Candidates<'a> {
    /// `day`: the day asked for. `covers`: by part, the answers of the shape `Covers` that came along.
    pub fn fold(
        checked: &'a Checked,
        day: Day,
        mut rows: Vec<Each>,
        covers: &[(usize, Vec<Answer>)],
    ) -> Self {
        for (number, answers) in covers {
            let covering = answers.iter().filter_map(|answer| match &answer.group {
                Group::Cover {
                    day: from,
                    until,
                    key,
                } if *from <= day && day < *until => Some(key),
                _ => None,
            });
            let keys: HashSet<&KeyValue> = covering.collect();
            let clauses = checked.part(*number).map_or(0, |part| part.counts.len());
            rows.iter_mut()
                .filter(|row| row.part == *number && row.reason.is_none())
                .filter(|row| !keys.contains(&row.key))
                .for_each(|row| row.reason = Some(Reason::Clause(clauses)));
        }
        Candidates { checked, rows }
    }

    /// A figure for each place that `place` tells of a row. Keys are counted in each place anew.
    /// Not for `latest`: which statistic is the newest is asked for each place.
    pub fn by(&self, place: impl Fn(&Each) -> Uuid) -> BTreeMap<Uuid, Figure> {
        let mut places: BTreeMap<Uuid, Vec<&Each>> = BTreeMap::new();
        for row in &self.rows {
            places.entry(place(row)).or_default().push(row);
        }
        places
            .into_iter()
            .map(|(place, rows)| (place, self.figure(&rows)))
            .collect()
    }

    fn figure(&self, rows: &[&Each]) -> Figure {
        let parts = self.checked.parts().enumerate().map(|(number, part)| {
            let mine = rows.iter().filter(|row| row.part == number);
            let mut figure = PartFigure::default();
            let mut sums: BTreeMap<Option<Reason>, (i64, i64)> = BTreeMap::new();
            let mut keys = HashSet::new();
            for row in mine {
                let sum = sums.entry(row.reason).or_default();
                sum.0 += 1;
                let again = is_distinct(part) && row.reason.is_none() && !keys.insert(&row.key);
                if !again {
                    sum.1 = sum.1.saturating_add(row.weight);
                }
            }
            for (reason, (entries, weight)) in sums {
                match reason {
                    None => figure.count(part, entries, weight),
                    Some(reason) => figure.leave_out(reason, entries, weight),
                }
            }
            figure
        });
        Figure::of(self.checked, parts.collect())
    }

    /// The rows of one part that count (`None`) or that are left out for a reason, newest first.
    pub fn listed(&self, part: usize, reason: Option<Reason>) -> Vec<&Each> {
        let again = self.again(part);
        let mut listed: Vec<&Each> = self
            .rows
            .iter()
            .filter(|row| row.part == part)
            .filter(|row| match again.contains(&row.entry) {
                true => reason == Some(Reason::Same),
                false => row.reason == reason,
            })
            .collect();
        listed.sort_by_key(|row| (std::cmp::Reverse(row.effective), row.entry));
        listed
    }

    /// Rows whose key an earlier row of the part already carries.
    fn again(&self, part: usize) -> HashSet<Uuid> {
        if !self.checked.part(part).is_some_and(is_distinct) {
            return HashSet::new();
        }
        let mut good: Vec<&Each> = self
            .rows
            .iter()
            .filter(|row| row.part == part && row.reason.is_none())
            .collect();
        good.sort_by_key(|row| (row.effective, row.entry));
        let mut keys = HashSet::new();
        good.into_iter()
            .filter(|row| !keys.insert(&row.key))
            .map(|row| row.entry)
            .collect()
    }

    /// Of a difference: the rows listed of one part whose key does not count in the other, newest first.
    pub fn alone(&self, part: usize) -> Vec<&Each> {
        let theirs = self.keys(1 - part.min(1));
        let mut listed = self.listed(part, None);
        listed.retain(|row| !theirs.contains(&own_key(row)));
        listed
    }

    /// How many keys count in both parts of a difference.
    pub fn in_both(&self) -> usize {
        self.keys(0).intersection(&self.keys(1)).count()
    }

    fn keys(&self, part: usize) -> BTreeSet<KeyValue> {
        let counted = self
            .rows
            .iter()
            .filter(|row| row.part == part && row.reason.is_none());
        counted.map(own_key).collect()
    }
}

fn is_distinct(part: &crate::language::Part) -> bool {
    matches!(part.measure, Measure::Distinct(_))
}

/// Without `distinct` each row is a key of its own.
fn own_key(row: &Each) -> KeyValue {
    match &row.key {
        KeyValue::Text(text) if text.is_empty() => KeyValue::Id(row.entry),
        key => key.clone(),
    }
}
