//! The criteria of a county: those that ship with the program, and its own, which may stand in for a shipped one.

pub mod form;
pub mod pages;
pub mod price;
pub mod store;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use ::store::{Error, Result, Tx};
use criteria::criterion::SHIPPED_TEXTS;
use criteria::{Criterion, Fault, fact};

/// The topic of everything that a criterion or a price decides.
pub const TOPIC: &str = "criterion";

/// A text that the county keeps itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Own {
    pub criterion: String,
    pub version: i64,
    pub text: String,
}

/// A criterion as it is used, and where its text comes from.
#[derive(Debug)]
pub struct InUse {
    pub criterion: Criterion,
    pub text: String,
    /// 0 for one that ships with the program.
    pub version: i64,
}

/// All criteria of a county, by id.
#[derive(Debug)]
pub struct Criteria(Vec<InUse>);

impl Criteria {
    pub fn iter(&self) -> impl Iterator<Item = &InUse> {
        self.0.iter()
    }

    pub fn get(&self, id: &str) -> Option<&InUse> {
        self.0.iter().find(|one| one.criterion.id == id)
    }
}

/// Reads a text as a criterion against the shipped facts.
///
/// # Errors
/// Every fault, each with its line and the clause it is about.
pub fn read(name: &str, text: &str) -> std::result::Result<Criterion, Vec<Fault>> {
    Criterion::read(name, text, &fact::SHIPPED)
}

/// The shipped ones in their order, own ones in the place of those whose id they bear, the rest after them.
fn all(own: &[Own]) -> std::result::Result<Criteria, Vec<Fault>> {
    let mut found = Vec::new();
    for (name, text) in SHIPPED_TEXTS {
        let id = name.trim_end_matches(".toml");
        if own.iter().all(|own| own.criterion != id) {
            found.push((0, (*text).to_owned(), read(name, text)?));
        }
    }
    for own in own {
        found.push((
            own.version,
            own.text.clone(),
            read(&own.criterion, &own.text)?,
        ));
    }
    let place = |id: &str| {
        let mut shipped = SHIPPED_TEXTS.iter();
        shipped.position(|(name, _)| name.trim_end_matches(".toml") == id)
    };
    found.sort_by_key(|(_, _, one)| (place(&one.id).unwrap_or(usize::MAX), one.id.clone()));
    let found = found.into_iter().map(|(version, text, criterion)| InUse {
        criterion,
        text,
        version,
    });
    Ok(Criteria(found.collect()))
}

/// Those that ship with the program.
#[cfg(test)]
pub fn shipped() -> std::result::Result<Criteria, Vec<Fault>> {
    all(&[])
}

/// What was read, under its texts: as long as nothing changes, everybody gets the same.
type Shelf = Mutex<HashMap<Vec<Own>, Arc<Criteria>>>;
static SHELF: LazyLock<Shelf> = LazyLock::new(Mutex::default);
const ROOM: usize = 64;

/// The criteria of the county as they are now.
pub async fn criteria(tx: &mut Tx) -> Result<Arc<Criteria>> {
    kept(store::now(tx).await?)
}

fn kept(own: Vec<Own>) -> Result<Arc<Criteria>> {
    let mut shelf = SHELF.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(criteria) = shelf.get(&own) {
        return Ok(Arc::clone(criteria));
    }
    // They were checked when they were saved; only facts that changed with the program can break them.
    let criteria = all(&own).map_err(|faults| Error::Column {
        column: "enterprise_criterion.text".to_owned(),
        reason: faults.first().map(ToString::to_string).unwrap_or_default(),
    })?;
    if shelf.len() >= ROOM {
        shelf.clear();
    }
    let criteria = Arc::new(criteria);
    shelf.insert(own, Arc::clone(&criteria));
    Ok(criteria)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_own_text_stands_in_for_the_shipped_one_of_its_id() {
        let shipped = shipped().unwrap();
        assert_eq!(shipped.iter().count(), SHIPPED_TEXTS.len());
        let text = &shipped.get("tech-sme-2017").unwrap().text;
        let own = [Own {
            criterion: "tech-sme-2017".to_owned(),
            version: 3,
            text: text.replace("at_least = 60", "at_least = 65"),
        }];
        let both = all(&own).unwrap();
        assert_eq!(both.iter().count(), SHIPPED_TEXTS.len());
        assert_eq!(both.get("tech-sme-2017").unwrap().version, 3);
        assert_eq!(both.get("hnte-2016").unwrap().version, 0);
    }
}
