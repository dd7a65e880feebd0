//! The rows behind a figure: counted, and left out by reason. Of a difference of stocks, those that came and went.

use std::collections::HashMap;

use ::store::Tx;
use ledger::door::{Entry, Line};
use measure::fold::{Candidates, Each};
use measure::indicator::{Indicator, Shown};
use measure::language::{Checked, Op, Time};
use measure::{Asking, Exact, Known, Reason};
use values::{Day, Id, Uuid};
use web::Result;

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

/// What is listed of a figure, and for whom.
pub struct Lists<'a> {
    pub indicator: &'a Indicator,
    pub checked: &'a Checked,
    pub asking: &'a Asking,
    pub candidates: &'a Candidates<'a>,
}

impl Lists<'_> {
    /// The counted rows of every part; `turned` is the part whose pages (from 1) are turned, the others show their first.
    /// Of a difference of stocks only the keys that came or went.
    pub async fn counted(
        &self,
        tx: &mut Tx,
        turned: (usize, i64),
        limit: i64,
    ) -> Result<Vec<Section>> {
        let is_change = is_change_of_stock(self.checked);
        let mut sections = Vec::new();
        for (number, part) in self.checked.parts().enumerate() {
            let rows = if is_change {
                self.candidates.alone(number)
            } else {
                self.candidates.listed(number, None)
            };
            let page = if turned.0 == number { turned.1 } else { 1 };
            let is_taken_away = self.checked.op() == Some(Op::Difference) && number == 1;
            let shown = shown::of_part(self.indicator, self.checked, part);
            let sign = if is_taken_away { -1 } else { 1 };
            let lines = self
                .listed(tx, stretch(&rows, page, limit), &shown, sign)
                .await?;
            let name = match (is_change, is_taken_away) {
                (false, _) => shown::part_name(self.checked, number),
                (true, false) => "新增".to_owned(),
                (true, true) => "退出".to_owned(),
            };
            sections.push(Section {
                part: number,
                name,
                total: i64::try_from(rows.len()).unwrap_or(i64::MAX),
                lines,
            });
        }
        Ok(sections)
    }

    /// A page of the rows of one part that were left out for one reason.
    pub async fn left_out(
        &self,
        tx: &mut Tx,
        part: usize,
        reason: Reason,
        page: i64,
    ) -> Result<Vec<Listed>> {
        let Some(formula) = self.checked.part(part) else {
            return Ok(Vec::new());
        };
        let shown = shown::of_part(self.indicator, self.checked, formula);
        let rows = self.candidates.listed(part, Some(reason));
        self.listed(tx, stretch(&rows, page, PAGE), &shown, 1).await
    }

    async fn listed(
        &self,
        tx: &mut Tx,
        rows: &[&Each],
        shown: &Shown,
        sign: i64,
    ) -> Result<Vec<Listed>> {
        let told = lines_of(tx, self.asking, rows.iter().map(|row| row.entry)).await?;
        let year = self.asking.day.year();
        let line = |row: &&Each| {
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
}

/// A page of entries of a bridge, each with its change.
pub async fn changed(
    tx: &mut Tx,
    asking: &Asking,
    entries: &[(Uuid, i64)],
    page: i64,
    shown: &Shown,
) -> Result<Vec<Listed>> {
    let entries = stretch(entries, page, PAGE);
    let told = lines_of(tx, asking, entries.iter().map(|(entry, _)| *entry)).await?;
    let year = asking.day.year();
    let line = |(entry, change): &(Uuid, i64)| {
        let told = told.get(entry);
        Listed {
            day: told.map_or_else(|| "—".to_owned(), |line| short_day(line.effective, year)),
            name: told.map(name_of).unwrap_or_default(),
            note: told.map(note_of).unwrap_or_default(),
            path: format!("/ledger/rows/{entry}"),
            weight: shown::change(*change, shown),
        }
    };
    Ok(entries.iter().map(line).collect())
}

/// The rows of a page, counted from 1; none beyond the last.
fn stretch<T>(rows: &[T], page: i64, limit: i64) -> &[T] {
    let first = (page - 1).saturating_mul(limit);
    let first = usize::try_from(first).map_or(0, |first| first.min(rows.len()));
    let limit = usize::try_from(limit).unwrap_or(0);
    &rows[first..first.saturating_add(limit).min(rows.len())]
}

/// A difference of stocks shows keys that came and went; those in both are only a number.
pub fn is_change_of_stock(checked: &Checked) -> bool {
    checked.op() == Some(Op::Difference)
        && checked
            .parts()
            .all(|part| matches!(part.time, Time::Stock(_)))
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
