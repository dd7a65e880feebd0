//! One row under the tests of a formula, with three truth values.

use values::{Day, Uuid};

use super::History;
use super::{Property, Version, held};
use crate::asking::{Asking, Scope};
use crate::kind::Column;
use crate::language::{Choice, Comparator, Join, Measure, Part, Test, Time, Value, When};
use crate::reason::Reason;

pub(super) fn key(row: &Version, column: Column) -> String {
    match column {
        Column::Subject => row.subject.to_string(),
        Column::Link => row.link.to_string(),
        _ => text(row, column).to_owned(),
    }
}

fn text(row: &Version, column: Column) -> &str {
    let at = [Column::Class, Column::Mark, Column::Trait, Column::Item]
        .iter()
        .position(|known| *known == column);
    at.map_or("", |at| row.texts[at].as_str())
}

pub(super) fn number(row: &Version, column: Column) -> Option<i64> {
    match column {
        Column::Amount => row.amount,
        Column::Quantity => row.quantity,
        Column::Level => Some(row.level).filter(|level| *level != 0),
        _ => None,
    }
}

fn day(row: &Version, column: Column) -> Option<Day> {
    match column {
        Column::Effective => row.effective.known(),
        Column::Until => row.until.known(),
        Column::OtherDay => row.other_day.known(),
        _ => None,
    }
}

fn known(row: &Version, column: Column) -> bool {
    match column {
        Column::Subject => !row.subject.is_nil(),
        Column::Link => !row.link.is_nil(),
        Column::Class | Column::Mark | Column::Trait | Column::Item => {
            !text(row, column).is_empty()
        }
        Column::Effective | Column::Until | Column::OtherDay => day(row, column).is_some(),
        Column::Level | Column::Amount | Column::Quantity => number(row, column).is_some(),
    }
}

/// What a test may look at.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub history: &'a History,
    pub asking: &'a Asking,
    pub stock: bool,
}

impl View<'_> {
    pub fn reason(&self, row: &Version, part: &Part) -> Option<Reason> {
        if row.standing != "good" {
            return row.standing.parse().ok();
        }
        let failed = part
            .counts
            .iter()
            .position(|clause| self.truth(row, &clause.test) != Some(true));
        if let Some(at) = failed {
            return Some(Reason::Clause(at + 1));
        }
        match part.measure {
            Measure::Sum(column) | Measure::Latest(column) | Measure::Distinct(column)
                if part.may_lack && !known(row, column) =>
            {
                Some(Reason::Unknown)
            }
            _ => None,
        }
    }

    pub fn in_scope(&self, row: &Version, part: &Part) -> bool {
        let Scope { office, town } = self.asking.scope;
        let town_fits = match (part.time, town) {
            (Time::Latest, town) => row.town == town.unwrap_or(Uuid::nil()),
            (_, None) => true,
            (Time::Stock(_), Some(town)) if part.has_subject => {
                let value = self.property(row.subject, "town", self.asking.day);
                value.map_or(town.is_nil(), |value| value == town.to_string())
            }
            (_, Some(town)) => row.town == town,
        };
        town_fits && office.is_none_or(|office| row.office == office)
    }

    fn property(&self, subject: Uuid, property: &str, day: Day) -> Option<&str> {
        let holds = |found: &&Property| {
            found.subject == subject
                && found.property == property
                && found.since <= day
                && day < found.until
                && held(self.asking, found.known_from, found.known_until)
        };
        self.history
            .properties
            .iter()
            .find(holds)
            .map(|found| found.value.as_str())
    }

    /// True, false, or `None` where something unknown decides.
    pub fn truth(&self, row: &Version, test: &Test) -> Option<bool> {
        match test {
            Test::All(tests) => tests
                .iter()
                .map(|test| self.truth(row, test))
                .fold(Some(true), both),
            Test::Any(tests) => tests
                .iter()
                .map(|test| self.truth(row, test).map(|held| !held))
                .fold(Some(true), both)
                .map(|none| !none),
            Test::Not(test) => self.truth(row, test).map(|held| !held),
            Test::Known(column) => Some(known(row, *column)),
            Test::Compare { column, op, value } => self.compare(row, *column, *op, value),
            Test::In { column, choice } => self.choice(row, *column, choice),
            Test::LinkGood => known(row, Column::Link).then(|| self.good(row.link)),
            Test::Exists(join) => Some(self.exists(row, join)),
            Test::Property { name, op, values } => {
                let on = if self.stock {
                    self.asking.day
                } else {
                    row.effective
                };
                let value = self.property(row.subject, name, on)?;
                Some(values.iter().any(|wanted| wanted == value) == (*op == Comparator::Equal))
            }
        }
    }

    fn compare(
        &self,
        row: &Version,
        column: Column,
        op: Comparator,
        value: &Value,
    ) -> Option<bool> {
        if !known(row, column) {
            return None;
        }
        match value {
            Value::Text(wanted) => Some(op.holds(&text(row, column), &wanted.as_str())),
            Value::Int(wanted) => number(row, column).map(|found| op.holds(&found, wanted)),
            Value::Year => number(row, column)
                .map(|found| op.holds(&found, &i64::from(self.asking.period.first.year()))),
            Value::Day(wanted) => day(row, column).map(|found| op.holds(&found, wanted)),
            Value::AsOf => day(row, column).map(|found| op.holds(&found, &self.asking.day)),
        }
    }

    fn choice(&self, row: &Version, column: Column, choice: &Choice) -> Option<bool> {
        let values = match choice {
            Choice::Given(values) => values.clone(),
            Choice::Parameter { from, .. } => from
                .iter()
                .rfind(|(day, _)| *day <= self.asking.day)
                .map(|found| found.1.clone())
                .unwrap_or_default(),
        };
        if !known(row, column) {
            return None;
        }
        Some(
            values
                .iter()
                .any(|value| self.compare(row, column, Comparator::Equal, value) == Some(true)),
        )
    }

    fn good(&self, entry: Uuid) -> bool {
        self.history.versions.iter().any(|other| {
            other.entry == entry
                && held(self.asking, other.known_from, other.known_until)
                && other.standing == "good"
        })
    }

    fn exists(&self, row: &Version, join: &Join) -> bool {
        let first = self.asking.period.first;
        let view = View {
            stock: join.when == When::OnDay,
            ..*self
        };
        let in_time = |other: &Version| match join.when {
            When::BeforePeriod => other.effective < first && other.until != Day::NOWHEN,
            When::InPeriod => {
                first <= other.effective
                    && other.effective <= self.asking.day
                    && other.until != Day::NOWHEN
            }
            When::OnDay => other.effective <= self.asking.day && self.asking.day < other.until,
        };
        self.history.versions.iter().any(|other| {
            other.kind == join.kind
                && other.standing == "good"
                && held(self.asking, other.known_from, other.known_until)
                && in_time(other)
                && known(row, join.ours)
                && key(other, join.theirs) == key(row, join.ours)
                && join
                    .test
                    .as_ref()
                    .is_none_or(|test| view.truth(other, test) == Some(true))
        })
    }
}

fn both(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}
