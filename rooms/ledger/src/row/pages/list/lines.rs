//! The lines of a list as they are shown.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use ::store::Tx;
use measure::kind::{Field, FieldType, Kind, Subject};
use values::{Day, Id};
use web::{Column, Organisation, Result};

use super::super::seen::town_name;
use super::Asked;
use crate::row::standing::{Standing, missing};
use crate::row::{Row, shown, store};
use crate::voucher;

/// One row of a list.
pub struct Line {
    pub path: String,
    pub number: String,
    pub day: String,
    pub lead: String,
    pub town: String,
    pub cells: Vec<Cell>,
    pub papers: String,
    pub lacks_papers: bool,
    pub state: &'static str,
    pub badge: &'static str,
    pub standing: String,
    pub counts: bool,
}

pub struct Cell {
    pub text: String,
    pub number: bool,
    /// Shown at the end of a card on the phone.
    pub end: bool,
}

fn is_number(field: &Field) -> bool {
    matches!(field.kind, FieldType::Money | FieldType::Count)
}

/// The heads of the columns.
pub fn columns(kind: &Kind, asked: &Asked) -> Vec<Column> {
    let head = |id: &str, name: &str, sortable: bool, number: bool| Column {
        id: id.to_owned(),
        name: name.to_owned(),
        sortable,
        number,
    };
    let day = kind
        .field(&kind.day)
        .map_or("计数日", |field| field.name.as_str());
    let lead = if kind.subject == Subject::Firm {
        "企业"
    } else {
        "内容"
    };
    let mut columns = vec![
        head("number", "编号", true, false),
        head("day", day, true, false),
        head("lead", lead, false, false),
        head("town", "镇区", false, false),
    ];
    for field in asked.columns.iter().filter_map(|id| kind.field(id)) {
        let amount = field.measured == Some(measure::kind::Column::Amount);
        let name = if field.kind == FieldType::Money {
            format!("{}（万元）", field.name)
        } else {
            field.name.clone()
        };
        let id = if amount { "amount" } else { field.id.as_str() };
        columns.push(head(id, &name, amount, is_number(field)));
    }
    columns.extend([
        head("papers", "凭证", false, false),
        head("state", "状态", false, false),
        head("standing", "是否计入", false, false),
    ]);
    columns
}

pub async fn lines(
    tx: &mut Tx,
    kind: &Kind,
    rows: &[Row],
    asked: &Asked,
    today: Day,
) -> Result<Vec<Line>> {
    let subjects: Vec<_> = rows.iter().filter_map(|row| row.content.subject).collect();
    let firms = enterprise::door::lines(tx, &subjects).await?;
    let mut towns: HashMap<Id<Organisation>, String> = HashMap::new();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let town = row.content.town;
        if let Entry::Vacant(place) = towns.entry(town) {
            place.insert(town_name(tx, town).await?);
        }
        let firm = row
            .content
            .subject
            .and_then(|id| firms.get(&id))
            .map(|firm| firm.name.clone());
        let (count, there) = voucher::store::there(tx, row.entry, row.version).await?;
        let lacks = missing(kind, &there);
        let double = if row.standing == Standing::Double {
            holder(tx, kind, row).await?
        } else {
            String::new()
        };
        lines.push(Line {
            path: row.path(),
            number: row.number.clone(),
            day: row.measured.effective.known().map_or_else(
                || "—".to_owned(),
                |day| {
                    if day.year() == today.year() {
                        day.short()
                    } else {
                        day.to_string()
                    }
                },
            ),
            lead: firm.unwrap_or_else(|| lead(kind, row)),
            town: towns
                .get(&town)
                .filter(|name| !name.is_empty())
                .cloned()
                .unwrap_or_else(|| "—".to_owned()),
            cells: cells(kind, row, asked),
            papers: if lacks.is_empty() {
                format!("{count} 份")
            } else {
                format!("缺{}", lacks.join("、"))
            },
            lacks_papers: !lacks.is_empty(),
            state: row.state.word(),
            badge: row.state.badge(),
            standing: standing(row, &double),
            counts: row.standing == Standing::Good,
        });
    }
    Ok(lines)
}

fn lead(kind: &Kind, row: &Row) -> String {
    let summary = shown::summary(kind, &row.content.fields);
    if summary.is_empty() {
        row.number.clone()
    } else {
        summary
    }
}

fn cells(kind: &Kind, row: &Row, asked: &Asked) -> Vec<Cell> {
    let cell = |field: &Field| {
        let text = row
            .content
            .fields
            .get(&field.id)
            .map_or_else(|| "—".to_owned(), |value| shown::in_list(field, value));
        Cell {
            text,
            number: is_number(field),
            end: field.measured == Some(measure::kind::Column::Amount),
        }
    };
    asked
        .columns
        .iter()
        .filter_map(|id| kind.field(id))
        .map(cell)
        .collect()
}

fn standing(row: &Row, double: &str) -> String {
    match row.standing {
        Standing::Waiting => "等核实".to_owned(),
        Standing::Returned if row.cause == crate::row::Cause::Returned => {
            row.reason.chars().take(12).collect()
        }
        Standing::Double if !double.is_empty() => format!("与 {double} 重复"),
        standing => standing.word().to_owned(),
    }
}

async fn holder(tx: &mut Tx, kind: &Kind, row: &Row) -> Result<String> {
    let Some(key) = store::once::claimed(tx, row.entry).await? else {
        return Ok(String::new());
    };
    let Some(holder) = store::once::holder(tx, &kind.id, &key).await? else {
        return Ok(String::new());
    };
    Ok(store::find(tx, holder)
        .await?
        .map(|row| row.number)
        .unwrap_or_default())
}
