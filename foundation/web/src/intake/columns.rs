//! The second step: what was understood of the file, for a person to settle.

use std::collections::BTreeSet;

use paper::intake::{BY_HAND, Choice, Read, Settled, UNITS};
use paper::layout::Column;
use paper::{Type, Unit, Wanted};

use crate::Fields;

/// A column with what may be chosen for it.
pub struct ColumnLine {
    pub letter: String,
    pub heading: String,
    pub why: String,
    pub hidden: bool,
    /// Id, name, whether it is chosen.
    pub fields: Vec<(String, String, bool)>,
    /// The same of units; empty where a unit says nothing.
    pub units: Vec<(&'static str, &'static str, bool)>,
    /// What is to be looked at, where nothing says the unit of an amount or another column is as like.
    pub unsaid: String,
}

pub fn columns(read: &Read, wanted: &[Wanted]) -> Vec<ColumnLine> {
    let line = |column: &Column| {
        let field = column.field.as_deref();
        let kind = wanted.iter().find(|one| Some(one.id.as_str()) == field);
        let is_money = kind.is_some_and(|one| one.kind == Type::Money);
        let said = column.said.filter(|unit| unit.fen().is_some());
        // Where nothing says it, nothing is proposed: a person does.
        let unit = column.unit.or(said);
        let choice = |one: &Wanted| {
            let must = if one.required { "（必填）" } else { "" };
            let chosen = Some(one.id.as_str()) == field;
            (one.id.clone(), format!("{}{must}", one.name), chosen)
        };
        ColumnLine {
            letter: column.letter.clone(),
            heading: column.heading.clone(),
            why: column.why.clone(),
            hidden: column.hidden,
            fields: wanted.iter().map(choice).collect(),
            units: match is_money || field.is_none() {
                true => units(unit),
                false => Vec::new(),
            },
            unsaid: match column.unit {
                _ if !column.rival.is_empty() => format!("{}，请核对", column.rival),
                _ if column.weak && kind.is_some_and(counts) => {
                    "只凭部分字或内容认的，请核对".to_owned()
                }
                _ if !is_money => String::new(),
                None if unit.is_some() => "表头没有写单位，请核对".to_owned(),
                None if column.doubt.is_empty() => "表里没有写单位，请选定".to_owned(),
                None => format!("{}，请选定", column.doubt),
                Some(_) if said.is_none() && !is_settled(column) => "请确认单位".to_owned(),
                Some(_) => String::new(),
            },
        }
    };
    read.table.columns.iter().map(line).collect()
}

/// An amount or a day that must be there.
fn counts(field: &Wanted) -> bool {
    field.required && matches!(field.kind, Type::Money | Type::Day)
}

/// Whether a person has looked at it this time.
fn is_settled(column: &Column) -> bool {
    column.why == BY_HAND
}

/// A column of amounts that was sent without a unit, where the table says none: nobody takes 元 for granted.
pub fn without_unit(fields: &Fields, read: &Read, wanted: &[Wanted]) -> Option<String> {
    let is_money = |id: &str| {
        let mut wanted = wanted.iter().filter(|one| one.kind == Type::Money);
        wanted.any(|one| one.id == id)
    };
    let mut settled = settled(fields).into_iter();
    let (letter, ..) = settled
        .find(|(_, field, unit)| unit.is_none() && field.as_deref().is_some_and(is_money))?;
    let mut columns = read.table.columns.iter();
    let column = columns.find(|one| one.letter == letter && one.said.is_none())?;
    Some(format!(
        "表里没有写“{}”的单位，请选定它的单位",
        column.heading
    ))
}

/// The units to choose from; none of them where nothing says one.
fn units(unit: Option<Unit>) -> Vec<(&'static str, &'static str, bool)> {
    let nothing = unit.is_none().then_some(("", "—", true));
    let all = UNITS
        .iter()
        .map(|(id, one)| (*id, one.word(), Some(*one) == unit));
    nothing.into_iter().chain(all).collect()
}

/// Of the columns that are shown of the first rows.
pub fn letters(read: &Read) -> Vec<String> {
    let top = &read.table.top;
    let width = top.first().map_or(0, |row| row.cells.len());
    let columns = 1..=u32::try_from(width).unwrap_or(0);
    columns.map(paper::address::letters).collect()
}

/// What the headings were taken for, for both pages of the check.
pub fn taken_for(read: &Read, wanted: &[Wanted]) -> Vec<(String, String)> {
    let line = |column: &Column| {
        let one = wanted
            .iter()
            .find(|one| Some(&one.id) == column.field.as_ref());
        let said = one.map_or_else(
            || "不导入".to_owned(),
            |one| match (one.kind, column.unit) {
                (Type::Money, unit) => {
                    let unit = unit.unwrap_or(Unit::Yuan);
                    format!("{}，单位{}", one.name, unit.word())
                }
                _ => one.name.clone(),
            },
        );
        (column.heading.clone(), said)
    };
    read.table.columns.iter().map(line).collect()
}

/// `sheet` of each sheet, the first of them first, and `header` where it was pointed at.
pub fn choice(fields: &Fields) -> Choice {
    let sheets = fields.all("sheet").iter().filter(|name| !name.is_empty());
    Choice {
        sheets: sheets.cloned().collect(),
        header: fields.get("header").parse().ok(),
    }
}

/// What is to be read instead of what was read.
///
/// # Errors
/// A sentence, where no sheet was chosen.
pub fn turn(fields: &Fields, read: &Read) -> Result<Choice, String> {
    let mut choice = choice(fields);
    let table = &read.table;
    // Whoever pointed at the heading did so for as long as the sheet is read.
    if choice.header.is_none() && table.by_hand && choice.sheets.first() == Some(&table.sheet) {
        choice.header = Some(table.header_row);
    }
    match choice.sheets.is_empty() {
        true => Err("还没有选工作表，至少选一张".to_owned()),
        false => Ok(choice),
    }
}

/// Whether other sheets were ticked beside the columns than are read.
pub fn wants_others(fields: &Fields, read: &Read) -> bool {
    let ticked: BTreeSet<String> = choice(fields).sheets.into_iter().collect();
    let read = read.tables().map(|table| table.sheet.clone()).collect();
    !ticked.is_empty() && ticked != read
}

/// `field.B` and `unit.B` of each column.
pub fn settled(fields: &Fields) -> Vec<Settled> {
    let columns = fields.pairs().filter_map(|(name, value)| {
        let letter = name.strip_prefix("field.")?;
        let unit = fields.get(&format!("unit.{letter}"));
        let unit = UNITS.iter().find(|(id, _)| *id == unit);
        let field = Some(value.to_owned()).filter(|value| !value.is_empty());
        Some((letter.to_owned(), field, unit.map(|(_, unit)| *unit)))
    });
    columns.collect()
}
