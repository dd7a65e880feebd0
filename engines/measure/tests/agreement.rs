//! The compiled SQL and the plain reckoner say the same of generated histories.

use std::collections::{BTreeMap, BTreeSet};

use measure::fold::{Each, Figure, KeyValue, PartFigure, Series, beneath, by_place, fold};
use measure::kind::Kinds;
use measure::language::{Checked, Formula, Op, Time, check};
use measure::plain::{Candidate, History};
use measure::sql::{Page, Question, compile, follows_days};
use measure::{Asking, Reason, Scope};
use proptest::prelude::*;
use values::Uuid;

use crate::database::Database;
use crate::histories::{Dice, OFFICE, TOWN, asking, history, id};
use crate::shipped::{indicators, kinds};

/// Beyond the shipped ones: every test, turned and not, over what may be unknown.
const FORMULAS: &[&str] = &[
    "distinct item of contract counts if started_on >= day else \"x\"",
    "count of contract counts unless started_on = day or started_on < day else \"x\"",
    "sum amount of payment counts if not (payee_type = university or source = subsidy) else \"x\"",
    "sum amount of payment counts unless payee_type in (university, institute) and amount >= 500元 else \"x\"",
    "sum amount of payment where amount < 600元 counts unless amount != 300元 else \"x\"",
    "count of payment counts unless contract is good else \"x\" counts if contract is known else \"y\"",
    "distinct contract of payment where not contract is known or amount > 1元",
    "sum asked of application counts if not (level in (province, nation)) else \"x\"",
    "distinct item of contract counts unless started_on > day else \"x\" counts if started_on != \"2020-03-01\" else \"y\"",
    "distinct item of contract where started_on <= day or relation = new",
    "count of contract where subject.size in (large, medium) counts unless subject.size = medium else \"x\"",
    "count of contract counts if any contract in period with item = this.item where (nature = intent) else \"x\"",
    "sum amount of contract counts if any payment in period with subject = this.subject where (payee_type = university and any title on day with subject = this.subject) else \"x\"",
    "sum amount of contract on day / sum amount of contract on eve",
    "count of title on day where level >= city - count of title on eve where level >= city",
    "distinct subject of title on day counts if level >= city else \"x\" - distinct subject of title on eve",
    "distinct subject of title on day where subject.size != small counts if level < nation else \"x\"",
    "count of title on day counts unless any contract before period with subject = this.subject where (subject.size = large) else \"x\"",
    "latest value of statistic where span = year",
    "latest value of statistic counts if stage != proxy else \"x\"",
    "sum firms of activity where firms != 2 counts unless firms in (1, 3) else \"x\"",
    "sum year of application where year = year counts if year < 3 else \"x\"",
    "count of title where occasion = first counts unless level <= city else \"x\" counts if ended_on > \"2020-06-01\" else \"y\"",
    "distinct decision of breakthrough counts unless decision in (\"甲\", \"乙\") else \"x\"",
    "distinct class of title on day counts if item != \"甲\" else \"x\"",
];

fn formulas(kinds: &Kinds) -> Vec<(String, Checked)> {
    let shipped = indicators(kinds);
    let shipped = shipped.iter().map(|indicator| {
        (
            indicator.id.clone(),
            indicator.check(&indicator.versions[0], kinds).unwrap(),
        )
    });
    let others = FORMULAS.iter().map(|source| {
        (
            (*source).to_owned(),
            Formula::parse(source)
                .and_then(|formula| check(&formula, kinds, &[]))
                .unwrap_or_else(|fault| panic!("{}", fault.show(source))),
        )
    });
    shipped.chain(others).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn sql_and_plain_agree(seed in any::<u64>()) {
        let kinds = kinds();
        let mut dice = Dice::new(seed);
        for (name, checked) in formulas(&kinds) {
            let history = history(&mut dice, &kinds, &checked.kinds());
            let database = Database::holding(&history);
            for _ in 0..2 {
                let asking = asking(&mut dice);
                agree(&name, &checked, &history, &database, &asking);
            }
        }
    }
}

fn agree(name: &str, checked: &Checked, history: &History, database: &Database, asking: &Asking) {
    let expected = reckoned(history, checked, asking);
    let value = database.answers(&compile(checked, asking, &Question::Value));
    let figure = fold(checked, &value).unwrap();
    assert_eq!(figure, expected, "{name}: value {asking:?}");
    let wanted = history
        .value(checked, asking)
        .map(|(num, den)| measure::Exact::ratio(num, den).unwrap());
    assert_eq!(figure.value, wanted, "{name}");
    rows(name, checked, history, database, asking);
    places(name, checked, history, database, asking);
    days(name, checked, history, database, asking);
}

/// The figure that the plain reckoner comes to, after checking what must always hold.
fn reckoned(history: &History, checked: &Checked, asking: &Asking) -> Figure {
    let parts: Vec<Vec<Candidate>> = (0..checked.parts().count())
        .map(|part| history.candidates(checked, part, asking))
        .collect();
    let answers: Vec<_> = parts
        .iter()
        .enumerate()
        .flat_map(|(part, rows)| rows.iter().map(move |row| answer(part, row)))
        .collect();
    let figure = fold(checked, &answers).unwrap();
    for (rows, part) in parts.iter().zip(&figure.parts) {
        let left_out: i64 = part.left_out.iter().map(|left| left.entries).sum();
        assert_eq!(
            part.counted + left_out,
            i64::try_from(rows.len()).unwrap(),
            "counted + left out = candidates"
        );
        assert_eq!(
            part.weight,
            rows.iter()
                .filter(|row| row.reason.is_none())
                .map(|row| row.weight)
                .sum::<i64>(),
            "part = sum of the weights"
        );
    }
    figure
}

fn answer(part: usize, row: &Candidate) -> measure::fold::Answer {
    let reason = row
        .reason
        .map(|reason| reason.to_string())
        .unwrap_or_default();
    measure::fold::Answer {
        part,
        group: measure::fold::Group::Whole,
        reason,
        entries: 1,
        weight: row.weight,
    }
}

fn rows(name: &str, checked: &Checked, history: &History, database: &Database, asking: &Asking) {
    let all = Page {
        after: None,
        offset: 0,
        limit: 1000,
    };
    let (counted, left_out, weights) = (
        compile(checked, asking, &Question::Counted(all)),
        compile(checked, asking, &Question::LeftOut(None, all)),
        compile(checked, asking, &Question::Weights),
    );
    folded(name, checked, history, database, asking);
    for part in 0..checked.parts().count() {
        let mut expected = history.candidates(checked, part, asking);
        let weighed = database.weighed(&weights[part]);
        let versions: BTreeMap<Uuid, i64> =
            weighed.iter().map(|row| (row.entry, row.version)).collect();
        assert_eq!(weighed.len(), expected.len(), "{name}");
        assert!(
            expected
                .iter()
                .all(|row| versions.get(&row.entry) == Some(&row.version)),
            "{name}"
        );
        expected.iter_mut().for_each(|row| row.version = 0);
        expected.sort_by_key(|row| (std::cmp::Reverse(row.effective), row.entry));
        let (good, bad): (Vec<Candidate>, Vec<Candidate>) =
            expected.into_iter().partition(|row| row.reason.is_none());
        assert_eq!(
            database.listed(&counted[part]),
            good,
            "{name}: counted {asking:?}"
        );
        assert_eq!(
            database.listed(&left_out[part]),
            bad,
            "{name}: left out {asking:?}"
        );
        if let Some(row) = bad.get(1) {
            let after = Page {
                after: Some((row.effective, row.entry)),
                offset: 0,
                limit: 2,
            };
            let next =
                database.listed(&compile(checked, asking, &Question::LeftOut(None, after))[part]);
            assert_eq!(
                next,
                bad[2..].iter().take(2).cloned().collect::<Vec<_>>(),
                "{name}: next page"
            );
            let reason = row.reason.unwrap();
            let one = database.listed(
                &compile(
                    checked,
                    asking,
                    &Question::LeftOut(Some(reason.to_string()), all),
                )[part],
            );
            assert_eq!(
                one,
                bad.iter()
                    .filter(|row| row.reason == Some(reason))
                    .cloned()
                    .collect::<Vec<_>>(),
                "{name}: of one reason"
            );
        }
    }
}

/// By town and by office: each place as if it were asked by itself.
/// What is folded from all candidates is what is asked place by place and list by list.
fn folded(name: &str, checked: &Checked, history: &History, database: &Database, asking: &Asking) {
    let candidates = database.candidates(checked, asking);
    for part in 0..checked.parts().count() {
        let mut expected = history.candidates(checked, part, asking);
        expected.sort_by_key(|row| (std::cmp::Reverse(row.effective), row.entry));
        let reasons: BTreeSet<Option<Reason>> = expected.iter().map(|row| row.reason).collect();
        for reason in reasons {
            let listed = candidates.listed(part, reason);
            let mine = expected.iter().filter(|row| row.reason == reason);
            assert_eq!(
                listed.iter().map(|row| row.entry).collect::<Vec<_>>(),
                mine.map(|row| row.entry).collect::<Vec<_>>(),
                "{name}: {reason:?}"
            );
        }
    }
    if checked.parts().any(|part| part.time == Time::Latest) {
        return;
    }
    for (question, found) in [
        (Question::ByTown, candidates.by(|row| row.town)),
        (Question::ByOffice, candidates.by(|row| row.office)),
    ] {
        let answers = database.answers(&compile(checked, asking, &question));
        assert_eq!(
            found,
            by_place(checked, &answers).unwrap(),
            "{name}: {question:?} {asking:?}"
        );
    }
    if checked.op() == Some(Op::Difference) {
        let keys = |part: usize| {
            let counted = candidates.listed(part, None);
            let key = |row: &&Each| match &row.key {
                KeyValue::Text(text) if text.is_empty() => KeyValue::Id(row.entry),
                key => key.clone(),
            };
            counted.iter().map(key).collect::<BTreeSet<_>>()
        };
        let both = keys(0).intersection(&keys(1)).count();
        assert_eq!(candidates.in_both(), both, "{name}");
        for part in [0, 1] {
            assert_eq!(
                candidates.alone(part).len() + both,
                keys(part).len(),
                "{name}"
            );
        }
    }
}

fn places(name: &str, checked: &Checked, history: &History, database: &Database, asking: &Asking) {
    let scoped = |scope: Scope| Asking {
        scope,
        ..asking.clone()
    };
    let empty = Figure {
        value: None,
        parts: vec![PartFigure::default(); checked.parts().count()],
        verified: None,
    };
    if asking.scope.town.is_none() {
        let towns = by_place(
            checked,
            &database.answers(&compile(checked, asking, &Question::ByTown)),
        )
        .unwrap();
        let latest = checked.parts().any(|part| part.time == Time::Latest);
        for town in (0..=3)
            .map(|number| {
                if number == 0 {
                    Uuid::nil()
                } else {
                    id(TOWN, number)
                }
            })
            .filter(|town| !latest || !town.is_nil())
        {
            let expected = reckoned(
                history,
                checked,
                &scoped(Scope {
                    town: Some(town),
                    ..asking.scope
                }),
            );
            let found = towns.get(&town).unwrap_or(&empty);
            assert_eq!(found.parts, expected.parts, "{name}: by town {asking:?}");
        }
    }
    if asking.scope.office.is_none() {
        let offices = by_place(
            checked,
            &database.answers(&compile(checked, asking, &Question::ByOffice)),
        )
        .unwrap();
        for office in [id(OFFICE, 1), id(OFFICE, 2)] {
            let expected = reckoned(
                history,
                checked,
                &scoped(Scope {
                    office: Some(office),
                    ..asking.scope
                }),
            );
            assert_eq!(
                offices.get(&office).unwrap_or(&empty).parts,
                expected.parts,
                "{name}: by office {asking:?}"
            );
        }
    }
    let by = Question::By(measure::kind::Column::Class);
    let classes: BTreeMap<KeyValue, Figure> =
        beneath(checked, &database.answers(&compile(checked, asking, &by))).unwrap();
    let whole = reckoned(history, checked, asking);
    for (number, part) in whole.parts.iter().enumerate() {
        assert_eq!(
            classes
                .values()
                .map(|figure| figure.parts[number].weight)
                .sum::<i64>(),
            part.weight,
            "{name}: beneath"
        );
        assert_eq!(
            classes
                .values()
                .map(|figure| figure.parts[number].counted)
                .sum::<i64>(),
            part.counted,
            "{name}: beneath"
        );
    }
}

/// One answer by day tells the figure of the day, and of every earlier day where it says so.
fn days(name: &str, checked: &Checked, history: &History, database: &Database, asking: &Asking) {
    let answers = database.answers(&compile(checked, asking, &Question::ByDay));
    let series = Series::fold(checked, asking.day, &answers).unwrap();
    let follows = follows_days(checked, asking);
    assert_eq!(
        series.figure(),
        reckoned(history, checked, asking),
        "{name}: by day {asking:?}"
    );
    if !follows {
        return;
    }
    let mut day = asking.period.first;
    while day <= asking.day {
        let figure = series.on(day);
        let expected = reckoned(history, checked, &asking.on(day));
        assert_eq!(figure.value, expected.value, "{name}: on {day} {asking:?}");
        let counted: Vec<i64> = expected.parts.iter().map(|part| part.counted).collect();
        assert_eq!(
            figure
                .parts
                .iter()
                .map(|part| part.counted)
                .collect::<Vec<_>>(),
            counted,
            "{name}: on {day}"
        );
        day = day.plus(23);
    }
}
