//! The rows behind a figure: counted, and left out by reason. Of a difference of stocks, those that came and went.

use std::collections::HashMap;

use ::store::Tx;
use ledger::door::{Entry, Line};
use measure::fold::Figure;
use measure::indicator::{Indicator, Shown};
use measure::language::{Checked, Op, Time};
use measure::sql::{Page, Question};
use measure::{Asking, Exact, Known, Reason};
use values::{Day, Id, Uuid};
use web::Result;

use super::reading::{self, Row};
use super::shown;

/// How many rows a page of a list shows.
pub const PAGE: i64 = 50;

/// The rows of one part, a stretch of them, with how many there are.
#[derive(Clone, Debug)]
pub struct Section {
    pub part: usize,
    /// 分子, 截至日新增; empty where the figure is its only part.
    pub name: String,
    pub total: i64,
    pub lines: Vec<Listed>,
}

/// A row as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub day: String,
    pub name: String,
    pub note: String,
    pub path: String,
    pub weight: String,
}

/// The counted rows of every part; `page` (from 1) turns the pages of `part`, the others show their first.
/// Of a difference of stocks also how many keys stand on both days.
pub async fn counted(
    tx: &mut Tx,
    indicator: &Indicator,
    checked: &Checked,
    asking: &Asking,
    figure: &Figure,
    turned: (usize, i64),
    limit: i64,
) -> Result<(Vec<Section>, Option<i64>)> {
    if is_change_of_stock(checked) {
        return came_and_went(tx, indicator, checked, asking, figure, turned, limit).await;
    }
    let mut sections = Vec::new();
    for (number, part) in checked.parts().enumerate() {
        let shown = shown::of_part(indicator, checked, part);
        let offset = if turned.0 == number {
            (turned.1 - 1) * limit
        } else {
            0
        };
        let question = Question::Counted(Page {
            after: None,
            offset,
            limit,
        });
        let rows = reading::rows(tx, checked, asking, &question, number).await?;
        let sign = if checked.op() == Some(Op::Difference) && number == 1 {
            -1
        } else {
            1
        };
        let lines = listed(tx, asking, &rows, &shown, sign).await?;
        let total = figure.parts.get(number).map_or(0, |part| part.counted);
        sections.push(Section {
            part: number,
            name: shown::part_name(checked, number),
            total,
            lines,
        });
    }
    Ok((sections, None))
}

/// A difference of stocks shows keys that came and went; those in both are only a number.
pub fn is_change_of_stock(checked: &Checked) -> bool {
    checked.op() == Some(Op::Difference)
        && checked
            .parts()
            .all(|part| matches!(part.time, Time::Stock(_)))
}

async fn came_and_went(
    tx: &mut Tx,
    indicator: &Indicator,
    checked: &Checked,
    asking: &Asking,
    figure: &Figure,
    turned: (usize, i64),
    limit: i64,
) -> Result<(Vec<Section>, Option<i64>)> {
    let stayed = reading::in_both(tx, checked, asking).await?;
    let mut sections = Vec::new();
    for (number, (name, sign)) in [("新增", 1), ("退出", -1)].into_iter().enumerate() {
        let offset = if turned.0 == number {
            (turned.1 - 1) * limit
        } else {
            0
        };
        let question = Question::Alone(Page {
            after: None,
            offset,
            limit,
        });
        let rows = reading::rows(tx, checked, asking, &question, number).await?;
        let lines = listed(tx, asking, &rows, &indicator.shown, sign).await?;
        let total = figure.parts.get(number).map_or(0, |part| part.counted) - stayed;
        sections.push(Section {
            part: number,
            name: name.to_owned(),
            total,
            lines,
        });
    }
    Ok((sections, Some(stayed)))
}

/// A page of the rows of one part that were left out for one reason.
pub async fn left_out(
    tx: &mut Tx,
    indicator: &Indicator,
    checked: &Checked,
    asking: &Asking,
    part: usize,
    reason: Reason,
    page: i64,
) -> Result<Vec<Listed>> {
    let Some(formula) = checked.part(part) else {
        return Ok(Vec::new());
    };
    let shown = shown::of_part(indicator, checked, formula);
    let question = Question::LeftOut(
        Some(reason.to_string()),
        Page {
            after: None,
            offset: (page - 1) * PAGE,
            limit: PAGE,
        },
    );
    let rows = reading::rows(tx, checked, asking, &question, part).await?;
    listed(tx, asking, &rows, &shown, 1).await
}

async fn listed(
    tx: &mut Tx,
    asking: &Asking,
    rows: &[Row],
    shown: &Shown,
    sign: i64,
) -> Result<Vec<Listed>> {
    let told = lines_of(tx, asking, rows.iter().map(|row| row.entry)).await?;
    let year = asking.day.year();
    let line = |row: &Row| {
        let told = told.get(&row.entry);
        Listed {
            day: short_day(row.effective, year),
            name: told.map(name_of).unwrap_or_default(),
            note: told.map(note_of).unwrap_or_default(),
            path: format!("/ledger/rows/{}", row.entry),
            weight: Exact::whole(row.weight.saturating_mul(sign)).shown(shown),
        }
    };
    Ok(rows.iter().map(line).collect())
}

/// The ledger's own lines of some entries, as held at the asking's moment.
pub async fn lines_of(
    tx: &mut Tx,
    asking: &Asking,
    entries: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Line>> {
    let ids: Vec<Id<Entry>> = entries.map(Id::new).collect();
    let at = match asking.known {
        Known::Now(_) => None,
        Known::Then(sequence) => Some(sequence),
    };
    let lines = ledger::door::lines(tx, &ids, at).await?;
    Ok(lines
        .into_iter()
        .map(|line| (line.entry.uuid(), line))
        .collect())
}

/// 09-18 within the year, with the year outside it.
pub fn short_day(day: Day, year: i32) -> String {
    match day.known() {
        None => "—".to_owned(),
        Some(day) if day.year() == year => format!("{:02}-{:02}", day.month(), day.day()),
        Some(day) => day.to_string(),
    }
}

fn name_of(line: &Line) -> String {
    match (line.subject_name.is_empty(), line.summary.is_empty()) {
        (false, _) => line.subject_name.clone(),
        (true, false) => line.summary.clone(),
        (true, true) => line.number.clone(),
    }
}

fn note_of(line: &Line) -> String {
    if line.subject_name.is_empty() || line.summary.is_empty() {
        line.number.clone()
    } else {
        format!("{} · {}", line.summary, line.number)
    }
}
