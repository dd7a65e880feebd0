//! The kinds of rows: those that ship with the program, and a county's own.

pub mod pages;
pub mod store;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use ::store::{Error, Result, Tx};
use measure::Fault;
use measure::kind::Kinds;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../catalogue/ledger"]
struct Catalogue;

/// A kind that a county keeps itself, as its text says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Own {
    pub kind: String,
    pub version: i64,
    pub text: String,
}

/// Addresses under `/ledger/` that are no kind.
pub const TAKEN: [&str; 7] = [
    "rows", "kinds", "queue", "vouchers", "imports", "choices", "of-firm",
];

fn shipped_texts() -> &'static [(String, String)] {
    static TEXTS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
        let named = Catalogue::iter().filter(|name| name.ends_with(".toml"));
        let mut texts: Vec<(String, String)> = named
            .filter_map(|name| {
                Some((
                    name.to_string(),
                    String::from_utf8_lossy(&Catalogue::get(&name)?.data).into_owned(),
                ))
            })
            .collect();
        texts.sort();
        texts
    });
    &TEXTS
}

/// The shipped kinds and these.
pub fn read(own: &[Own]) -> Result<Kinds, Fault> {
    let own: Vec<(String, &str)> = own
        .iter()
        .map(|own| (format!("{}.toml", own.kind), own.text.as_str()))
        .collect();
    let shipped = shipped_texts()
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    Kinds::parse(shipped.chain(own.iter().map(|(name, text)| (name.as_str(), *text))))
}

/// What was read, under its texts: as long as nothing changes, everybody gets the same.
type Shelf = Mutex<HashMap<Vec<Own>, Arc<Kinds>>>;
static SHELF: LazyLock<Shelf> = LazyLock::new(Mutex::default);
const ROOM: usize = 64;

/// All kinds of the county as they are now.
pub async fn kinds(tx: &mut Tx) -> Result<Arc<Kinds>> {
    kept(store::now(tx).await?)
}

/// All kinds as they were at a sequence: what an old row was saved under.
pub async fn kinds_at(tx: &mut Tx, sequence: i64) -> Result<Arc<Kinds>> {
    kept(store::at(tx, sequence).await?)
}

fn kept(own: Vec<Own>) -> Result<Arc<Kinds>> {
    let mut shelf = SHELF.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kinds) = shelf.get(&own) {
        return Ok(Arc::clone(kinds));
    }
    // They were checked when they were saved; only a catalogue that changed since can break them.
    let kinds = read(&own).map_err(|fault| Error::Column {
        column: "ledger_kind.text".to_owned(),
        reason: fault.to_string(),
    })?;
    if shelf.len() >= ROOM {
        shelf.clear();
    }
    let kinds = Arc::new(kinds);
    shelf.insert(own, Arc::clone(&kinds));
    Ok(kinds)
}

/// The shipped kinds alone, for tests of decisions.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub fn shipped() -> Arc<Kinds> {
    kept(Vec::new()).unwrap()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_catalogue_is_whole_and_in_the_way_of_no_address() {
        let kinds = shipped();
        assert_eq!(kinds.iter().count(), shipped_texts().len());
        assert!(kinds.iter().count() >= 14);
        assert!(kinds.iter().all(|kind| !TAKEN.contains(&kind.id.as_str())));
    }

    #[test]
    fn the_same_texts_give_the_same_kinds() {
        assert!(Arc::ptr_eq(&shipped(), &shipped()));
    }
}
