//! The common inner SELECT of a part: its candidates, each with weight, key and reason.

use values::{Day, Uuid};

use super::Question;
use super::tests_of_rows::Row;
use super::writer::Writer;
use crate::kind::Column;
use crate::language::{Measure, On, Part, Time};

const V: &str = "v";

/// `SELECT entry, effective, town, office, weight, reason, …` of every candidate of the part.
pub(super) fn candidates(writer: &mut Writer, part: &Part, question: &Question) -> String {
    let columns = columns(writer, part, question);
    let reason = reason(writer, part);
    let joined = town_of_subject(writer, part, question);
    let conditions = conditions(writer, part, question);
    writer.select(V, |held| {
        format!(
            "SELECT {columns}, {reason} AS reason FROM ledger_version {V}{joined} WHERE {conditions} AND {held}"
        )
    })
}

/// The key of `distinct`, as a column of `ledger_version`.
pub(super) fn key(part: &Part) -> Option<Column> {
    match part.measure {
        Measure::Distinct(column) => Some(column),
        _ => None,
    }
}

fn columns(writer: &mut Writer, part: &Part, question: &Question) -> String {
    let mut columns = vec![
        "v.entry".to_owned(),
        "v.effective".to_owned(),
        "v.town".to_owned(),
        "v.office".to_owned(),
    ];
    let weight = match part.measure {
        Measure::Sum(column) | Measure::Latest(column) => {
            format!("COALESCE(v.{}, 0)", column.name())
        }
        Measure::Count | Measure::Distinct(_) => "CAST(1 AS BIGINT)".to_owned(),
    };
    columns.push(format!("{weight} AS weight"));
    if let Some(key) = key(part) {
        columns.push(format!("v.{} AS k", key.name()));
    }
    if part.time == Time::Latest {
        columns.push("v.level AS stage, v.other_day".to_owned());
        let group = if *question == Question::ByOffice {
            "office"
        } else {
            "town"
        };
        columns.push(format!("v.{group} AS g"));
    }
    match question {
        Question::Weights => columns.push("v.version".to_owned()),
        Question::ByTown if by_subject_town(part) => {
            columns.push("COALESCE(p.value, '') AS subject_town".to_owned())
        }
        Question::Candidates if by_subject_town(part) => {
            columns.push("COALESCE(p.value, '') AS located".to_owned())
        }
        Question::Candidates => columns.push("v.town AS located".to_owned()),
        Question::By(column) => columns.push(format!("v.{} AS shown_by", column.name())),
        Question::ByDay => columns.push(turning_day(writer, part)),
        _ => {}
    }
    columns.join(", ")
}

/// For a series: the day from which a row counts (later than its counting day where a clause waits for `field <= day`), and its end.
fn turning_day(writer: &mut Writer, part: &Part) -> String {
    let mut day = "v.effective".to_owned();
    for column in super::days::waits_for(part, writer.asking) {
        let name = format!("v.{}", column.name());
        let row = Row {
            alias: V,
            stock: false,
        };
        let known = writer.known(row, column, false);
        day = format!("CASE WHEN {known} AND {name} > {day} THEN {name} ELSE {day} END");
    }
    format!("{day} AS turning, v.until")
}

/// Whether a row's town is asked of its subject (stocks), not of the row.
pub(super) fn by_subject_town(part: &Part) -> bool {
    matches!(part.time, Time::Stock(_)) && part.has_subject
}

fn town_of_subject(writer: &mut Writer, part: &Part, question: &Question) -> String {
    let wanted = matches!(question, Question::ByTown | Question::Candidates);
    if !wanted || !by_subject_town(part) {
        return String::new();
    }
    let day = writer.as_of();
    format!(
        " LEFT JOIN enterprise_property p ON p.subject = v.subject AND {}",
        writer.property("p", "town", &day)
    )
}

/// The first that holds: the standing unless good, the first clause that fails, then that what is measured is not known.
fn reason(writer: &mut Writer, part: &Part) -> String {
    let row = Row {
        alias: V,
        stock: matches!(part.time, Time::Stock(_)),
    };
    let mut cases = vec!["WHEN v.standing <> 'good' THEN v.standing".to_owned()];
    for (at, clause) in part.counts.iter().enumerate() {
        let passes = writer.test(row, &clause.test, false);
        cases.push(format!("WHEN NOT ({passes}) THEN 'clause-{}'", at + 1));
    }
    if let (true, Measure::Sum(column) | Measure::Latest(column) | Measure::Distinct(column)) =
        (part.may_lack, part.measure)
    {
        cases.push(format!(
            "WHEN {} THEN 'unknown'",
            writer.known(row, column, true)
        ));
    }
    format!("CASE {} ELSE '' END", cases.join(" "))
}

fn conditions(writer: &mut Writer, part: &Part, question: &Question) -> String {
    let row = Row {
        alias: V,
        stock: matches!(part.time, Time::Stock(_)),
    };
    let mut conditions = vec![
        "v.county = $1".to_owned(),
        format!("v.kind = '{}'", part.kind),
        in_time(writer, part, question),
    ];
    conditions.extend(part.wheres.iter().map(|test| writer.test(row, test, false)));
    conditions.extend(in_scope(writer, part, question));
    conditions.join(" AND ")
}

fn in_time(writer: &mut Writer, part: &Part, question: &Question) -> String {
    let period = writer.asking.period;
    match part.time {
        Time::Flow | Time::Latest => format!(
            "v.effective BETWEEN {} AND {} AND v.until > {}",
            writer.day(period.first),
            writer.as_of(),
            writer.day(Day::NOWHEN)
        ),
        Time::Stock(On::Day) if *question == Question::ByDay => format!(
            "v.effective <= {} AND v.until > {}",
            writer.as_of(),
            writer.day(period.first.min(writer.asking.day))
        ),
        Time::Stock(on) => {
            let day: Day = if on == On::Day {
                writer.asking.day
            } else {
                period.eve()
            };
            let day = writer.day(day);
            format!("v.effective <= {day} AND v.until > {day}")
        }
    }
}

fn in_scope(writer: &mut Writer, part: &Part, question: &Question) -> Vec<String> {
    let scope = writer.asking.scope;
    let mut conditions: Vec<String> = Vec::new();
    if let Some(office) = scope.office {
        conditions.push(format!("v.office = {}", writer.id(office)));
    }
    match (part.time, scope.town) {
        // What is published for exactly this scope: no town means the county.
        (Time::Latest, None) if *question == Question::ByTown => {
            conditions.push(format!("v.town <> {}", writer.id(Uuid::nil())))
        }
        (Time::Latest, town) => conditions.push(format!(
            "v.town = {}",
            writer.id(town.unwrap_or(Uuid::nil()))
        )),
        (_, None) => {}
        (_, Some(town)) if by_subject_town(part) => {
            let day = writer.as_of();
            let alias = writer.alias('p');
            let property = writer.property(&alias, "town", &day);
            let town = writer.text(&town.to_string());
            conditions.push(format!("v.subject IN (SELECT {alias}.subject FROM enterprise_property {alias} WHERE {property} AND {alias}.value = {town})"));
        }
        (_, Some(town)) => conditions.push(format!("v.town = {}", writer.id(town))),
    }
    conditions
}
