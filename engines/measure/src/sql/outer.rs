//! The questions, each an outer SELECT over the candidates of a part.

use values::Uuid;

use super::days::{covered, waits_for};
use super::inner::{by_subject_town, candidates, key};
use super::writer::Writer;
use super::{Bind, Key, Page, Question, Shape, Statement};
use crate::asking::Asking;
use crate::kind::Column;
use crate::language::{Checked, Join, On, Part, Time};

pub(super) fn statements(
    checked: &Checked,
    number: usize,
    asking: &Asking,
    question: &Question,
) -> Vec<Statement> {
    let joined = checked
        .part(number)
        .and_then(|part| Some((part, covered(part, asking)?)));
    match (question, joined) {
        (Question::ByDay | Question::Candidates, Some((part, join))) => {
            covered_apart(number, part, join, asking, question)
        }
        _ => statement(checked, number, asking, question)
            .into_iter()
            .collect(),
    }
}

/// What holds without the last clause, and what that clause asks for: two lists that are far smaller than the days,
/// and cheaper than to look for the other in each row.
fn covered_apart(
    number: usize,
    part: &Part,
    join: &Join,
    asking: &Asking,
    question: &Question,
) -> Vec<Statement> {
    let mut bare = part.clone();
    bare.counts.pop();
    let mut writer = Writer::new(asking);
    let key = key(part).map_or(Key::Text, key_type);
    let (shape, sql) = match question {
        Question::Candidates => each_of(&mut writer, &bare),
        _ => (Shape::Bare(key), spans(&mut writer, &bare).1),
    };
    let mine = writer.statement(number, shape, sql);
    let mut writer = Writer::new(asking);
    let sql = writer.covers(join);
    vec![writer.statement(number, Shape::Covers(key), sql), mine]
}

fn statement(
    checked: &Checked,
    number: usize,
    asking: &Asking,
    question: &Question,
) -> Option<Statement> {
    let part = checked.part(number)?;
    let mut writer = Writer::new(asking);
    let (shape, sql) = match question {
        Question::Value => (Shape::Reasons, by_reason(&mut writer, checked, part)),
        Question::ByDay => by_day(&mut writer, checked, part),
        Question::ByTown if by_subject_town(part) => (
            Shape::Groups(Key::Text),
            grouped(&mut writer, checked, part, question, "subject_town"),
        ),
        Question::ByTown => (
            Shape::Groups(Key::Id),
            grouped(&mut writer, checked, part, question, "town"),
        ),
        Question::ByOffice => (
            Shape::Groups(Key::Id),
            grouped(&mut writer, checked, part, question, "office"),
        ),
        Question::By(column) => (
            Shape::Groups(key_type(*column)),
            beneath(&mut writer, checked, part, question),
        ),
        Question::Counted(page) => (
            Shape::Rows,
            rows(
                &mut writer,
                checked,
                part,
                question,
                "reason = ''".to_owned(),
                *page,
            ),
        ),
        Question::LeftOut(reason, page) => {
            let wanted = reason.as_ref().map_or("reason <> ''".to_owned(), |reason| {
                format!("reason = {}", writer.text(reason))
            });
            (
                Shape::Rows,
                rows(&mut writer, checked, part, question, wanted, *page),
            )
        }
        Question::Weights => weights(&mut writer, checked, part),
        Question::Candidates => each(&mut writer, checked, part),
    };
    Some(writer.statement(number, shape, sql))
}

/// Candidates of `mine` without those that are the same in `theirs`.
pub(super) fn differing(
    number: usize,
    mine: (&Checked, &Asking),
    theirs: (&Checked, &Asking),
) -> Option<Statement> {
    let mut writer = Writer::new(mine.1);
    let (shape, here) = listed(&mut writer, mine.0, mine.0.part(number)?);
    let mut writer = writer.about(theirs.1);
    let (_, there) = listed(&mut writer, theirs.0, theirs.0.part(number)?);
    Some(writer.statement(number, shape, format!("{here} EXCEPT {there}")))
}

pub(super) fn held(asking: &Asking, entries: &[Uuid]) -> Statement {
    let mut writer = Writer::new(asking);
    let list: Vec<String> = entries.iter().map(|entry| writer.id(*entry)).collect();
    let held = writer.held("v");
    let sql = format!(
        "SELECT v.entry, v.version, v.kind, v.effective, v.until, v.town, v.office, v.standing FROM ledger_version v \
         WHERE v.county = $1 AND v.entry IN ({}) AND v.version >= 1 AND {held}",
        list.join(", ")
    );
    writer.statement(0, Shape::Held, sql)
}

fn key_type(column: Column) -> Key {
    match column {
        Column::Link | Column::Subject => Key::Id,
        Column::Level | Column::Quantity | Column::Amount => Key::Int,
        _ => Key::Text,
    }
}

const SUMS: &str = "COUNT(*) AS entries, CAST(SUM(weight) AS BIGINT) AS weight";

/// A `distinct` needs no place in its key here: the counted are the keys, the rest of the good rows are `same`.
const KEYS: &str =
    "COUNT(*) AS entries, CASE WHEN reason = '' THEN COUNT(DISTINCT k) ELSE COUNT(*) END AS weight";

fn by_reason(writer: &mut Writer, checked: &Checked, part: &Part) -> String {
    if part.time == Time::Latest {
        return format!(
            "SELECT reason, {SUMS} FROM ({}) f GROUP BY reason",
            settled(writer, checked, part, &Question::Value)
        );
    }
    let sums = if key(part).is_some() { KEYS } else { SUMS };
    format!(
        "SELECT reason, {sums} FROM ({}) c GROUP BY reason",
        candidates(writer, part, &Question::Value)
    )
}

fn grouped(
    writer: &mut Writer,
    checked: &Checked,
    part: &Part,
    question: &Question,
    by: &str,
) -> String {
    if part.time == Time::Latest {
        return format!(
            "SELECT {by} AS grp, reason, {SUMS} FROM ({}) f GROUP BY {by}, reason",
            settled(writer, checked, part, question)
        );
    }
    let sums = if key(part).is_some() { KEYS } else { SUMS };
    format!(
        "SELECT {by} AS grp, reason, {sums} FROM ({}) c GROUP BY {by}, reason",
        candidates(writer, part, question)
    )
}

fn beneath(writer: &mut Writer, checked: &Checked, part: &Part, question: &Question) -> String {
    format!(
        "SELECT shown_by AS grp, reason, {SUMS} FROM ({}) f GROUP BY shown_by, reason",
        settled(writer, checked, part, question)
    )
}

fn by_day(writer: &mut Writer, checked: &Checked, part: &Part) -> (Shape, String) {
    match part.time {
        Time::Stock(On::Eve) => (Shape::Reasons, by_reason(writer, checked, part)),
        Time::Stock(On::Day) => spans(writer, part),
        Time::Flow if key(part).is_some() => {
            // Each key counts from its first day on; grouping is far cheaper than placing every row.
            let inner = candidates(writer, part, &Question::ByDay);
            let keys = format!(
                "SELECT reason, MIN(turning) AS day, COUNT(*) AS entries FROM ({inner}) c GROUP BY reason, CASE WHEN reason = '' THEN k END"
            );
            let sql = format!(
                "SELECT day, reason, CAST(SUM(entries) AS BIGINT) AS entries, CASE WHEN reason = '' THEN COUNT(*) ELSE CAST(SUM(entries) AS BIGINT) END AS weight \
                 FROM ({keys}) f GROUP BY day, reason"
            );
            (Shape::Days, sql)
        }
        Time::Flow | Time::Latest => {
            let settled = settled(writer, checked, part, &Question::ByDay);
            // Without anything to wait for, the reason (which may look up links) is reckoned once only.
            let days = if waits_for(part, writer.asking).is_empty() {
                format!("SELECT effective AS day, reason, weight FROM ({settled}) f")
            } else {
                format!(
                    "SELECT CASE WHEN reason = '' THEN turning ELSE effective END AS day, reason, weight FROM ({settled}) f"
                )
            };
            let sql = format!("SELECT day, reason, {SUMS} FROM ({days}) g GROUP BY day, reason");
            (Shape::Days, sql)
        }
    }
}

fn spans(writer: &mut Writer, part: &Part) -> (Shape, String) {
    let (grp, key) = key(part).map_or(("''", Key::Text), |column| ("k", key_type(column)));
    let group = if grp == "k" { ", k" } else { "" };
    let inner = candidates(writer, part, &Question::ByDay);
    let sql = format!(
        "SELECT effective AS day, until, {grp} AS grp, reason, {SUMS} FROM ({inner}) c GROUP BY effective, until{group}, reason"
    );
    (Shape::Spans(key), sql)
}

/// The candidates with their final reason: `same` and `older` depend on other rows.
fn settled(writer: &mut Writer, checked: &Checked, part: &Part, question: &Question) -> String {
    let inner = candidates(writer, part, question);
    let also = match question {
        Question::Weights if key(part).is_some() => ", version, k",
        Question::Weights => ", version",
        Question::By(_) => ", shown_by",
        Question::ByDay => ", turning",
        Question::Candidates => ", located",
        _ => "",
    };
    let columns = format!("entry, effective, town, office, weight{also}");
    if key(part).is_some() {
        let order = if *question == Question::ByDay {
            "turning, effective, entry"
        } else {
            "effective, entry"
        };
        let placed = format!(
            "SELECT c.*, ROW_NUMBER() OVER (PARTITION BY reason, k ORDER BY {order}) AS place FROM ({inner}) c"
        );
        return format!(
            "SELECT {columns}, CASE WHEN reason = '' AND place > 1 THEN 'same' ELSE reason END AS reason FROM ({placed}) d"
        );
    }
    if part.time != Time::Latest {
        return inner;
    }
    if *question == Question::ByDay {
        return newest(&inner, &columns, "g, effective");
    }
    if checked.is_paired() {
        paired(writer, checked, &inner, &columns, question)
    } else {
        newest(&inner, &columns, "g")
    }
}

const NEWEST: &str = "effective DESC, stage DESC, other_day DESC, entry DESC";

fn newest(inner: &str, columns: &str, within: &str) -> String {
    let placed = format!(
        "SELECT c.*, ROW_NUMBER() OVER (PARTITION BY reason, {within} ORDER BY {NEWEST}) AS place FROM ({inner}) c"
    );
    format!(
        "SELECT {columns}, CASE WHEN reason = '' AND place > 1 THEN 'older' ELSE reason END AS reason FROM ({placed}) d"
    )
}

/// Both parts of the newest data period that both have.
fn paired(
    writer: &mut Writer,
    checked: &Checked,
    inner: &str,
    columns: &str,
    question: &Question,
) -> String {
    let mut sides = checked
        .parts()
        .map(|part| candidates(writer, part, question))
        .collect::<Vec<_>>()
        .into_iter();
    let (first, second) = (
        sides.next().unwrap_or_default(),
        sides.next().unwrap_or_default(),
    );
    let columns: Vec<String> = columns
        .split(", ")
        .map(|column| format!("d.{column}"))
        .collect();
    format!(
        "SELECT {}, CASE WHEN d.reason <> '' THEN d.reason WHEN pair.newest IS NULL OR d.effective > pair.newest THEN 'unpaired' \
         WHEN d.effective < pair.newest OR d.place > 1 THEN 'older' ELSE '' END AS reason \
         FROM (SELECT c.*, ROW_NUMBER() OVER (PARTITION BY reason, g, effective ORDER BY {NEWEST}) AS place FROM ({inner}) c) d \
         LEFT JOIN (SELECT a.g, MAX(a.effective) AS newest FROM ({first}) a JOIN ({second}) b ON b.g = a.g AND b.effective = a.effective \
         WHERE a.reason = '' AND b.reason = '' GROUP BY a.g) pair ON pair.g = d.g",
        columns.join(", ")
    )
}

fn rows(
    writer: &mut Writer,
    checked: &Checked,
    part: &Part,
    question: &Question,
    wanted: String,
    page: Page,
) -> String {
    let settled = settled(writer, checked, part, question);
    let after = page.after.map(|(day, entry)| {
        let (day, entry) = (writer.day(day), writer.id(entry));
        format!(" AND (effective < {day} OR (effective = {day} AND entry > {entry}))")
    });
    let (limit, offset) = (
        writer.bind(Bind::Int(page.limit)),
        writer.bind(Bind::Int(page.offset)),
    );
    format!(
        "SELECT entry, effective, town, office, reason, weight FROM ({settled}) f WHERE {wanted}{} ORDER BY effective DESC, entry LIMIT {limit} OFFSET {offset}",
        after.unwrap_or_default()
    )
}

fn weights(writer: &mut Writer, checked: &Checked, part: &Part) -> (Shape, String) {
    let (shape, listed) = listed(writer, checked, part);
    (shape, format!("{listed} ORDER BY entry"))
}

fn listed(writer: &mut Writer, checked: &Checked, part: &Part) -> (Shape, String) {
    let (grp, key) = key(part).map_or(("''", Key::Text), |column| ("k", key_type(column)));
    let settled = settled(writer, checked, part, &Question::Weights);
    (
        Shape::Weights(key),
        format!(
            "SELECT entry, version, effective, town, office, {grp} AS grp, reason, weight FROM ({settled}) f"
        ),
    )
}

fn each(writer: &mut Writer, checked: &Checked, part: &Part) -> (Shape, String) {
    if part.time != Time::Latest {
        return each_of(writer, part);
    }
    let settled = settled(writer, checked, part, &Question::Candidates);
    listed_each(part, &settled)
}

fn each_of(writer: &mut Writer, part: &Part) -> (Shape, String) {
    let inner = candidates(writer, part, &Question::Candidates);
    listed_each(part, &inner)
}

fn listed_each(part: &Part, inner: &str) -> (Shape, String) {
    let (grp, key) = key(part).map_or(("''", Key::Text), |column| ("k", key_type(column)));
    let place = if by_subject_town(part) {
        Key::Text
    } else {
        Key::Id
    };
    let sql = format!(
        "SELECT entry, effective, located, office, {grp} AS grp, reason, weight FROM ({inner}) f"
    );
    (Shape::Candidates(key, place), sql)
}
