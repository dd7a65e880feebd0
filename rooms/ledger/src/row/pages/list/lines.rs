//! The lines of a list as they are shown.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use ::store::Tx;
use enterprise::door::Firm;
use measure::kind::{Field, FieldType, Kind, Subject};
use values::{Day, Id};
use web::{Column, Organisation, Result};

use super::super::seen::town_name;
use super::Asked;
use crate::row::chosen::Chosen;
use crate::row::standing::{Standing, missing};
use crate::row::{Row, shown, store};

/// One row of a list.
pub struct Line {
    pub path: String,
    /// How a form names it, ticked.
    pub mark: Chosen,
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
    /// What stands before it on a card; empty where a card leaves it out.
    pub label: String,
}

impl Cell {
    /// Its classes in the style sheet.
    pub fn class(&self) -> &'static str {
        match (self.number, self.end, self.label.is_empty()) {
            (true, true, _) => "num end",
            (true, false, true) => "num drop",
            (true, false, false) => "num whole",
            (false, true, _) => "end",
            (false, false, true) => "drop",
            (false, false, false) => "whole",
        }
    }
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
    let lead = match kind.subject {
        Subject::Firm => "企业",
        Subject::None => lead_field(kind).map_or("内容", |field| field.name.as_str()),
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

/// Makes lines of rows. Names that were looked up once stay known, so that a long list asks for each once.
pub struct Lines<'a> {
    kind: &'a Kind,
    asked: &'a Asked,
    today: Day,
    towns: HashMap<Id<Organisation>, String>,
    firms: HashMap<Id<Firm>, String>,
}

impl<'a> Lines<'a> {
    pub fn new(kind: &'a Kind, asked: &'a Asked, today: Day) -> Self {
        Lines {
            kind,
            asked,
            today,
            towns: HashMap::new(),
            firms: HashMap::new(),
        }
    }

    /// The lines of rows as they are held now.
    pub async fn of(&mut self, tx: &mut Tx, rows: &[Row]) -> Result<Vec<Line>> {
        self.name(tx, rows).await?;
        let entries: Vec<_> = rows.iter().map(|row| row.entry).collect();
        let papers = store::line::papers(tx, &entries).await?;
        let claiming = rows.iter().filter(|row| row.state.claims());
        let claiming: Vec<_> = claiming.map(|row| row.entry).collect();
        let holders = store::line::holders(tx, &self.kind.id, &claiming).await?;
        let nothing = (0, BTreeSet::new());
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let (count, there) = papers.get(&row.entry).unwrap_or(&nothing);
            let holder = holders.get(&row.entry);
            let double = holder.map_or("", |(_, number)| number.as_str());
            lines.push(self.line(row, (*count, there), double));
        }
        Ok(lines)
    }

    async fn name(&mut self, tx: &mut Tx, rows: &[Row]) -> Result<()> {
        let subjects = rows.iter().filter_map(|row| row.content.subject);
        let new: Vec<_> = subjects.filter(|id| !self.firms.contains_key(id)).collect();
        let found = enterprise::door::lines(tx, &new).await?;
        let named = found.into_iter().map(|(id, firm)| (id, firm.name));
        self.firms.extend(named);
        for row in rows {
            if let Entry::Vacant(place) = self.towns.entry(row.content.town) {
                place.insert(town_name(tx, row.content.town).await?);
            }
        }
        Ok(())
    }

    fn line(&self, row: &Row, papers: (i64, &BTreeSet<String>), double: &str) -> Line {
        let lacks = missing(self.kind, papers.1);
        let firm = row.content.subject.and_then(|id| self.firms.get(&id));
        let town = self.towns.get(&row.content.town);
        Line {
            path: row.path(),
            mark: Chosen {
                entry: row.entry,
                version: row.version,
            },
            number: row.number.clone(),
            day: day(row.measured.effective, self.today),
            lead: firm.cloned().unwrap_or_else(|| lead(self.kind, row)),
            town: town
                .filter(|name| !name.is_empty())
                .cloned()
                .unwrap_or_else(|| "—".to_owned()),
            cells: cells(self.kind, row, self.asked),
            papers: if lacks.is_empty() {
                format!("{} 份", papers.0)
            } else {
                format!("缺{}", lacks.join("、"))
            },
            lacks_papers: !lacks.is_empty(),
            state: row.state.word(),
            badge: row.state.badge(),
            standing: standing(row, double),
            counts: row.standing == Standing::Good,
        }
    }
}

/// 09-18 in this year, with the year in another.
fn day(day: Day, today: Day) -> String {
    match day.known() {
        None => "—".to_owned(),
        Some(day) if day.year() == today.year() => day.short(),
        Some(day) => day.to_string(),
    }
}

/// The field that tells the rows of a kind without a firm from each other: its value leads the line
/// and stands in no other column.
pub fn lead_field(kind: &Kind) -> Option<&Field> {
    if kind.subject == Subject::Firm {
        return None;
    }
    let of = |wanted: FieldType| {
        let mut listed = kind.fields.iter().filter(|field| field.list);
        listed.find(|field| field.kind == wanted)
    };
    of(FieldType::Text).or_else(|| of(FieldType::Option))
}

fn lead(kind: &Kind, row: &Row) -> String {
    let value = lead_field(kind).and_then(|field| {
        let value = row.content.fields.get(&field.id)?;
        Some(shown::plain(field, value))
    });
    value.unwrap_or_else(|| row.number.clone())
}

/// How many texts a card says of a firm's row beside the firm: of what and with whom.
const TEXTS: usize = 2;

fn cells(kind: &Kind, row: &Row, asked: &Asked) -> Vec<Cell> {
    let columns = asked.columns.iter().filter_map(|id| kind.field(id));
    let texts = columns
        .clone()
        .filter(|field| field.kind == FieldType::Text);
    let told: Vec<&str> = texts.take(TEXTS).map(|field| field.id.as_str()).collect();
    let cell = |field: &Field| {
        let text = row
            .content
            .fields
            .get(&field.id)
            .map_or_else(|| "—".to_owned(), |value| shown::in_list(field, value));
        let end = field.measured == Some(measure::kind::Column::Amount);
        Cell {
            text,
            number: is_number(field),
            end,
            // Without a firm only its fields say what a row is.
            label: if !end && (kind.subject == Subject::None || told.contains(&field.id.as_str())) {
                field.name.clone()
            } else {
                String::new()
            },
        }
    };
    columns.map(cell).collect()
}

fn standing(row: &Row, double: &str) -> String {
    match row.standing {
        Standing::Waiting if !double.is_empty() => format!("等核实，与 {double} 重复"),
        Standing::Waiting => "等核实".to_owned(),
        Standing::Returned if row.cause == crate::row::Cause::Returned => {
            row.reason.chars().take(12).collect()
        }
        Standing::Double if !double.is_empty() => format!("与 {double} 重复"),
        standing => standing.word().to_owned(),
    }
}
