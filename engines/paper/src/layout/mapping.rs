use serde::{Deserialize, Serialize};

use super::Understood;
use crate::text;
use crate::wanted::Unit;

/// How a person settled the columns of a table, to be kept and applied to the next table of this look. Columns are known by
/// their headings, so they may stand elsewhere then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    pub sheet: String,
    pub columns: Vec<Matched>,
    /// The row in which the heading ends, where a person had to say it; 0: there is none.
    #[serde(default)]
    pub header: Option<u32>,
    /// Other sheets of this look that were read with it.
    #[serde(default)]
    pub also: Vec<String>,
    /// All the sheets that were there; empty where nobody noted it.
    #[serde(default)]
    pub seen: Vec<String>,
}

/// A heading and what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matched {
    pub heading: String,
    /// Where the column stood; it tells columns without words.
    #[serde(default)]
    pub letter: String,
    /// Its place among columns of this heading; the first is 0.
    #[serde(default)]
    pub nth: usize,
    /// `None`: looked at, and not read.
    pub field: Option<String>,
    pub unit: Option<Unit>,
}

impl Mapping {
    /// Whether a heading was settled.
    pub fn knows(&self, heading: &str) -> bool {
        self.at(heading, "", 0).is_some()
    }

    /// What a column was settled to be, by its words and its place among columns of the same; without any by its letter.
    pub fn at(&self, heading: &str, letter: &str, nth: usize) -> Option<&Matched> {
        let asked = text::folded(heading);
        let mut columns = self.columns.iter();
        if asked.is_empty() {
            return columns
                .find(|one| one.heading.is_empty() && !letter.is_empty() && one.letter == letter);
        }
        columns.find(|one| one.nth == nth && text::folded(&one.heading) == asked)
    }
}

/// The place of each heading among those that are the same.
pub fn places<'a>(headings: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
    let mut seen: Vec<String> = Vec::new();
    let place = |heading: &str| {
        let folded = text::folded(heading);
        let same = seen.iter().filter(|one| **one == folded).count();
        seen.push(folded);
        same
    };
    headings.into_iter().map(place).collect()
}

impl Understood {
    /// The mapping that makes the next table be understood like this one.
    pub fn mapping(&self) -> Mapping {
        let places = places(self.columns.iter().map(|column| column.heading.as_str()));
        let columns = self.columns.iter().zip(places);
        let columns = columns.map(|(column, nth)| Matched {
            heading: column.heading.clone(),
            letter: column.letter.clone(),
            nth,
            field: column.field.clone(),
            unit: column.unit,
        });
        Mapping {
            sheet: self.sheet.clone(),
            columns: columns.collect(),
            header: self.by_hand.then_some(self.header_row),
            also: Vec::new(),
            seen: Vec::new(),
        }
    }

    /// Gives a column another field, or none, as a person chose; the field leaves the column that held it.
    pub fn settle(&mut self, letter: &str, field: Option<&str>, unit: Option<Unit>) {
        for column in &mut self.columns {
            if column.letter == letter {
                column.field = field.map(str::to_owned);
                column.unit = unit;
                "由您指定".clone_into(&mut column.why);
            } else if field.is_some() && column.field.as_deref() == field {
                column.field = None;
                "这个字段已由您指给别的列".clone_into(&mut column.why);
            }
        }
        if let Some(field) = field {
            self.missing.retain(|id| id != field);
        }
    }
}
