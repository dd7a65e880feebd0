use serde::{Deserialize, Serialize};

use super::heading::{Head, Heading};
use super::mapping::{Mapping, Matched};
use super::matching::{self, Match};
use crate::address::letters;
use crate::book::Row;
use crate::wanted::{Type, Unit, Wanted};

/// A column of the table and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// `B`
    pub letter: String,
    /// Counted from 1.
    pub number: u32,
    /// The words over it, those of two lines with a blank between.
    pub heading: String,
    /// The id of the field; `None` for a column that is not read.
    pub field: Option<String>,
    /// Said by the heading or above the table.
    pub unit: Option<Unit>,
    /// Why it was taken for that, as a sentence.
    pub why: String,
    pub hidden: bool,
}

/// Proposes a field for each column: by the mapping of an earlier time, then by name, synonym and content.
pub fn propose(
    heading: &Heading,
    samples: &[&Row],
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
) -> Vec<Column> {
    let known: Vec<Option<&Matched>> = heading
        .heads
        .iter()
        .map(|head| mapping.and_then(|mapping| mapping.at(&head.text, &letters(head.column))))
        .collect();
    let taken = |one: &Wanted| {
        let same = |matched: &&Matched| matched.field.as_deref() == Some(one.id.as_str());
        known.iter().flatten().any(same)
    };
    let open: Vec<&Wanted> = wanted.iter().filter(|one| !taken(one)).collect();
    let heads: Vec<&Head> = heading.heads.iter().collect();
    let free: Vec<bool> = known.iter().map(Option::is_none).collect();
    let matches = matching::assign(&heads, &free, samples, &open);
    let columns = heads.iter().zip(known).zip(matches);
    columns
        .map(|((head, known), found)| match known {
            Some(matched) => as_before(head, matched, wanted),
            None => proposed(head, found, heading.unit, &open),
        })
        .collect()
}

fn as_before(head: &Head, matched: &Matched, wanted: &[Wanted]) -> Column {
    let field = matched.field.clone();
    let field = field.filter(|id| wanted.iter().any(|one| one.id == *id));
    let why = match field {
        Some(_) => "按上次的对应",
        None => "上次没有导入这一列",
    };
    Column {
        unit: head.unit.or(matched.unit).filter(|_| field.is_some()),
        field,
        ..bare(head, why.to_owned())
    }
}

fn proposed(head: &Head, found: Option<Match>, above: Option<Unit>, open: &[&Wanted]) -> Column {
    let Some(found) = found else {
        return bare(head, "没有对应的字段，不导入".to_owned());
    };
    let field = open[found.field];
    let fits = |unit: &Unit| match field.kind {
        Type::Money => unit.fen().is_some(),
        Type::Share => *unit == Unit::Percent,
        _ => false,
    };
    let own = head.unit.filter(fits);
    let unit = own.or(above.filter(fits));
    let mut why = found.why;
    if let (Some(unit), None) = (unit, own) {
        why.push_str(&format!("；表上方写明单位是{}", unit.word()));
    }
    Column {
        field: Some(field.id.clone()),
        unit,
        ..bare(head, why)
    }
}

fn bare(head: &Head, why: String) -> Column {
    Column {
        letter: letters(head.column),
        number: head.column,
        heading: head.text.clone(),
        field: None,
        unit: None,
        why,
        hidden: head.hidden,
    }
}
