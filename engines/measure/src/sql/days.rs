//! Whether one answer by day tells a whole series.

use crate::asking::Asking;
use crate::kind::Column;
use crate::language::{
    Checked, Choice, Comparator, Join, Measure, On, Part, Test, Time, Value, When,
};

/// The day fields that the clauses of a flow wait for with `field <= day`.
pub(super) fn waits_for(part: &Part, asking: &Asking) -> Vec<Column> {
    let mut columns = Vec::new();
    for test in part.tests() {
        if waiting(test, false, asking, &mut columns).is_none() {
            return Vec::new();
        }
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Whether one answer by day tells the value on every day of the period (up to the day asked), as if each were asked by itself.
/// Where it does not, the days wanted must be asked one by one.
pub fn follows_days(checked: &Checked, asking: &Asking) -> bool {
    checked.parts().all(|part| {
        let mut columns = Vec::new();
        let steady = part
            .tests()
            .all(|test| waiting(test, false, asking, &mut columns).is_some());
        match part.time {
            Time::Flow => steady,
            // What is waited for would have to be folded into the newest and into the spans; nobody needs that yet.
            Time::Latest => steady && columns.is_empty(),
            Time::Stock(_) => {
                covered(part, asking).is_some()
                    || (steady && columns.is_empty() && keeps_its_rows(part, asking))
            }
        }
    })
}

/// A stock's rows do not change with the day in what is asked of their subjects.
fn keeps_its_rows(part: &Part, asking: &Asking) -> bool {
    (asking.scope.town.is_none() || !part.has_subject) && !part.tests().any(Test::reads_properties)
}

/// The last clause of a stock of keys, where it asks for another row of the same key on the day
/// (`counts if any … on day with key = this.key`) and nothing else changes with the day: then the days on which a key
/// counts are those on which both hold.
pub(super) fn covered<'a>(part: &'a Part, asking: &Asking) -> Option<&'a Join> {
    let (last, others) = part.counts.split_last()?;
    let (Time::Stock(On::Day), Measure::Distinct(key), Test::Exists(join)) =
        (part.time, part.measure, &last.test)
    else {
        return None;
    };
    let mut columns = Vec::new();
    let steady = part
        .wheres
        .iter()
        .chain(others.iter().map(|clause| &clause.test))
        .chain(join.test.as_ref())
        .all(|test| waiting(test, false, asking, &mut columns).is_some());
    let fits = join.when == When::OnDay && join.ours == key;
    (fits && steady && columns.is_empty() && keeps_its_rows(part, asking)).then_some(join)
}

/// `None` when the test's answer may change with the day in another way than turning true once at `column`.
fn waiting(test: &Test, turned: bool, asking: &Asking, columns: &mut Vec<Column>) -> Option<()> {
    match test {
        Test::Not(test) => waiting(test, !turned, asking, columns),
        Test::All(tests) if !turned => tests
            .iter()
            .try_for_each(|test| waiting(test, turned, asking, columns)),
        Test::Any(tests) if turned => tests
            .iter()
            .try_for_each(|test| waiting(test, turned, asking, columns)),
        Test::All(tests) | Test::Any(tests) => {
            let mut waited = Vec::new();
            tests
                .iter()
                .try_for_each(|test| waiting(test, turned, asking, &mut waited))?;
            waited.is_empty().then_some(())
        }
        Test::Compare {
            column,
            op,
            value: Value::AsOf,
        } => {
            let op = if turned { op.turned() } else { *op };
            columns.push(*column);
            (op == Comparator::AtMost).then_some(())
        }
        Test::In {
            choice: Choice::Parameter { from, .. },
            ..
        } => {
            let changes = from
                .iter()
                .any(|(day, _)| asking.period.first < *day && *day <= asking.day);
            (!changes).then_some(())
        }
        Test::Exists(join) => {
            let mut waited = Vec::new();
            let inner = join.test.as_ref().is_none_or(|test| {
                waiting(test, false, asking, &mut waited).is_some() && waited.is_empty()
            });
            (join.when == When::BeforePeriod && inner).then_some(())
        }
        Test::Compare { .. }
        | Test::In { .. }
        | Test::Known(_)
        | Test::LinkGood
        | Test::Property { .. } => Some(()),
    }
}
