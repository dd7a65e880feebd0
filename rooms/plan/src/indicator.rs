//! Indicators (指标): definitions, never values. The catalogue ships with the program; a county may
//! add versions of its own, which hold from a day that has not passed.

pub(crate) mod access;
pub(crate) mod admit;
pub(crate) mod pages;
pub(crate) mod store;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ::store::Tx;
use measure::Fault;
use measure::indicator::{Indicator, Indicators, Parameter, Version};
use measure::kind::Kinds;
use measure::language::Checked;
use rust_embed::RustEmbed;
use values::{Day, Moment};
use web::{App, Error, Result};

pub use admit::{Refusal, admit};

/// The topic of what changes definitions.
pub const TOPIC: &str = "definition";

#[derive(RustEmbed)]
#[folder = "../../catalogue/indicators"]
struct Catalogue;

/// A version that the county itself has added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub indicator: String,
    pub number: i64,
    pub change: Change,
    pub since: Day,
    pub reason: String,
    pub actor_name: String,
    pub known_from: i64,
    pub moment: Moment,
}

/// What a version changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Formula(String),
    Parameter { name: String, values: Vec<String> },
}

/// All definitions of a county as known at one sequence, checked against its kinds.
#[derive(Debug)]
pub struct Definitions {
    pub kinds: Arc<Kinds>,
    all: Vec<Indicator>,
    checked: HashMap<(String, usize), Result<Arc<Checked>, Fault>>,
}

/// The definition in force on a day.
#[derive(Clone, Debug)]
pub struct InForce {
    /// From 1, in the order of the days from which versions hold.
    pub number: usize,
    pub version: Version,
    pub checked: Arc<Checked>,
}

impl InForce {
    /// Carried to the years before: its parameters hold since ever.
    #[must_use]
    pub fn steady(&self, day: Day) -> InForce {
        InForce {
            checked: Arc::new(self.checked.steady(day)),
            ..self.clone()
        }
    }
}

impl Definitions {
    /// The shipped indicators with a county's own versions. A version of the same day replaces the older.
    pub fn new(shipped: &Indicators, own: &[Own], kinds: Arc<Kinds>) -> Self {
        let all: Vec<Indicator> = shipped
            .iter()
            .map(|indicator| with_own(indicator, own))
            .collect();
        let mut checked = HashMap::new();
        for indicator in &all {
            for (at, version) in indicator.versions.iter().enumerate() {
                checked.insert(
                    (indicator.id.clone(), at + 1),
                    indicator.check(version, &kinds).map(Arc::new),
                );
            }
        }
        Definitions {
            kinds,
            all,
            checked,
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Indicator> {
        self.all.iter()
    }

    pub fn get(&self, id: &str) -> Option<&Indicator> {
        self.all.iter().find(|indicator| indicator.id == id)
    }

    /// The checked definition of an indicator on a day; `None` where it is not (yet) defined.
    /// A definition that no longer fits the kinds is an error that names the word.
    pub fn on(&self, id: &str, day: Day) -> Result<Option<InForce>> {
        let Some((number, version)) = self.get(id).and_then(|indicator| indicator.on(day)) else {
            return Ok(None);
        };
        match self.checked.get(&(id.to_owned(), number)) {
            Some(Ok(checked)) => Ok(Some(InForce {
                number,
                version: version.clone(),
                checked: Arc::clone(checked),
            })),
            Some(Err(fault)) => Err(Error::refused(
                format!("指标的定义与台账类别对不上：{fault}"),
                "请系统管理员修订定义后再看。",
            )),
            None => Ok(None),
        }
    }
}

fn with_own(indicator: &Indicator, own: &[Own]) -> Indicator {
    let mut merged = indicator.clone();
    for own in own.iter().filter(|own| own.indicator == indicator.id) {
        match &own.change {
            Change::Formula(formula) => {
                merged.versions.retain(|version| version.from != own.since);
                merged.versions.push(Version {
                    from: own.since,
                    to: None,
                    formula: formula.clone(),
                });
            }
            Change::Parameter { name, values } => {
                merged
                    .parameters
                    .retain(|parameter| parameter.from != own.since || parameter.name != *name);
                merged.parameters.push(Parameter {
                    name: name.clone(),
                    from: own.since,
                    values: values.clone(),
                });
            }
        }
    }
    merged.versions.sort_by_key(|version| version.from);
    merged.parameters.sort_by_key(|parameter| parameter.from);
    merged
}

/// The catalogue's indicators, read against the kinds.
pub fn shipped(kinds: &Kinds) -> Result<Indicators, Fault> {
    let mut texts: Vec<(String, String)> = Catalogue::iter()
        .filter_map(|name| {
            Catalogue::get(&name).map(|file| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(&file.data).into_owned(),
                )
            })
        })
        .collect();
    texts.sort();
    Indicators::parse(
        texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
        kinds,
    )
}

/// What was read last: one entry a county and number of its own versions.
#[derive(Default)]
struct Shelf(Mutex<HashMap<(String, usize, i64), Arc<Definitions>>>);

/// The definitions known at a sequence (`None`: now).
pub async fn known(app: &App, tx: &mut Tx, at: Option<i64>) -> Result<Arc<Definitions>> {
    let mut own = store::own(tx).await?;
    own.retain(|own| at.is_none_or(|at| own.known_from <= at));
    let kinds = ledger::door::kinds(tx).await?;
    let shelf = app.memory::<Shelf>();
    let key = (
        tx.county().to_owned(),
        own.len(),
        i64::try_from(kinds.iter().count()).unwrap_or(0),
    );
    let found = shelf
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&key)
        .cloned();
    if let Some(found) = found.filter(|found| Arc::ptr_eq(&found.kinds, &kinds)) {
        return Ok(found);
    }
    let shipped = shipped(&kinds).map_err(|fault| Error::Fault(fault.to_string()))?;
    let made = Arc::new(Definitions::new(&shipped, &own, kinds));
    if tx.may_be_undone() {
        return Ok(made);
    }
    let mut kept = shelf.0.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() > 64 {
        kept.clear();
    }
    kept.insert(key, Arc::clone(&made));
    Ok(made)
}

/// The parameter's values in words, for people.
pub fn words_of(kinds: &Kinds, values: &[String]) -> String {
    static NONE: OnceLock<Vec<String>> = OnceLock::new();
    let values = if values.is_empty() {
        NONE.get_or_init(Vec::new)
    } else {
        values
    };
    let named: Vec<String> = values.iter().map(|value| named(kinds, value)).collect();
    named.join("、")
}

/// The name of the field whose options a parameter's values are: 申报类别.
pub fn field_of<'a>(kinds: &'a Kinds, values: &[String]) -> &'a str {
    let mut fields = kinds.iter().flat_map(|kind| &kind.fields);
    let knows = |field: &&measure::kind::Field| {
        let first = values.first();
        first.is_some_and(|value| field.option_name(value).is_some())
    };
    fields
        .find(knows)
        .map_or("取值", |field| field.name.as_str())
}

fn named(kinds: &Kinds, value: &str) -> String {
    let fields = kinds.iter().flat_map(|kind| &kind.fields);
    fields
        .filter_map(|field| field.option_name(value))
        .next()
        .unwrap_or(value)
        .to_owned()
}

#[cfg(test)]
mod tests;
