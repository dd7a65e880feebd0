//! The format of a ledger kind's file (`catalogue/ledger/*.toml`, or one that a county adds), and its reader.

mod check;
mod column;
mod shape;

pub use column::{Column, FieldType};
pub use shape::{Field, Kind, LEVELS, Place, Role, STAGES, Subject, Until, Voucher};

use crate::fault::Fault;

/// All kinds of a county, checked.
#[derive(Clone, Debug, Default)]
pub struct Kinds(Vec<Kind>);

impl Kinds {
    /// Reads kinds from `(name of the file, text)`. The first thing that is wrong is told with its place.
    pub fn parse<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Fault> {
        let texts: Vec<(&str, &str)> = texts.into_iter().collect();
        let mut kinds = Kinds::default();
        for (name, text) in &texts {
            let kind: Kind = crate::toml_fault::read(name, text)?;
            check::alone(&kind, name, text)?;
            check::beside(&kind, &kinds, name, text)?;
            kinds.0.push(kind);
        }
        for (kind, (name, text)) in kinds.0.iter().zip(&texts) {
            check::links(kind, &kinds, name, text)?;
        }
        kinds.0.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(kinds)
    }

    pub fn get(&self, id: &str) -> Option<&Kind> {
        self.0.iter().find(|kind| kind.id == id)
    }

    /// All kinds, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Kind> {
        self.0.iter()
    }

    pub(crate) fn names(&self) -> Vec<(&str, &str)> {
        self.0
            .iter()
            .map(|kind| (kind.id.as_str(), kind.name.as_str()))
            .collect()
    }
}

#[cfg(test)]
mod tests;
