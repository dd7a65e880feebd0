//! The heading of a facts file.

use std::fmt;

use crate::fact::{Facts, Kind, SlotId};
use crate::program::Program;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    Code,
    Name,
    Town,
    /// The last complete accounting year.
    Year,
    Fact(SlotId),
    /// Not known, or not looked at.
    Other,
}

/// The columns of a file, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heads {
    pub(crate) heads: Vec<Head>,
    pub(crate) names: Vec<String>,
    /// Headings that are not known; their columns are passed over.
    pub unknown: Vec<String>,
    /// Columns that the criterion looks at and the file does not have; each of their facts is missing.
    pub absent: Vec<String>,
}

/// Why a heading cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadFault {
    /// The named columns are not there, and an empty cell in them would mean something.
    Absent(Vec<String>),
    Twice(String),
}

impl fmt::Display for HeadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HeadFault::Absent(columns) => write!(
                f,
                "第一行缺少列 {}。请补上这些列再运行，没有数就让格子空着",
                columns.join("、")
            ),
            HeadFault::Twice(column) => {
                write!(f, "第一行有两列都叫 {column}，分不清用哪一列，请删去一列")
            }
        }
    }
}

impl std::error::Error for HeadFault {}

impl Heads {
    /// Reads the heading for a program. Blanks around, a mark of byte order and capitals do not matter.
    ///
    /// # Errors
    /// [`HeadFault`], a Chinese sentence.
    pub fn read<'t>(
        cells: impl Iterator<Item = &'t str>,
        program: &Program<'_>,
    ) -> Result<Self, HeadFault> {
        let facts = program.facts;
        let mut all = Heads {
            heads: Vec::new(),
            names: Vec::new(),
            unknown: Vec::new(),
            absent: Vec::new(),
        };
        for cell in cells {
            let name = cell
                .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
                .to_lowercase();
            let head = match name.as_str() {
                "credit_code" => Head::Code,
                "name" => Head::Name,
                "town" => Head::Town,
                "y" => Head::Year,
                name => facts.find(name).map_or(Head::Other, Head::Fact),
            };
            if head != Head::Other && all.heads.contains(&head) {
                return Err(HeadFault::Twice(name));
            }
            if head == Head::Other && !name.is_empty() {
                all.unknown.push(name.clone());
            }
            all.heads.push(head);
            all.names.push(name);
        }
        all.miss(program)?;
        Ok(all)
    }

    /// The columns up to the last that has a name.
    pub fn len(&self) -> usize {
        let last = self.names.iter().rposition(|name| !name.is_empty());
        last.map_or(0, |last| last + 1)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn miss(&mut self, program: &Program<'_>) -> Result<(), HeadFault> {
        let facts = program.facts;
        let mut needed = Vec::new();
        if !self.heads.contains(&Head::Code) {
            needed.push("credit_code".to_owned());
        }
        for slot in program
            .slots()
            .into_iter()
            .filter(|slot| !self.heads.contains(&Head::Fact(*slot)))
        {
            let column = facts.slot(slot).column.clone();
            if means_something_empty(facts, slot) {
                needed.push(column);
            } else if facts.fact(slot).kind != Kind::Mark {
                self.absent.push(column);
            }
        }
        if needed.is_empty() {
            Ok(())
        } else {
            Err(HeadFault::Absent(needed))
        }
    }
}

/// An empty field is outside the fields, an empty first revenue a year not in business: that must not come from a column left out.
fn means_something_empty(facts: &Facts, slot: SlotId) -> bool {
    facts.fact(slot).empty.is_some() || facts.opening.contains(&slot)
}
