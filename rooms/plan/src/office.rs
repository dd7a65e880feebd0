//! The bureau's offices, as choices of a form and as names beside a thing.

use ::store::Tx;
use values::Day;
use web::{Place, Result};

/// Stable code and name of every office on a day.
pub type Offices = Vec<(String, String)>;

pub async fn all(tx: &mut Tx, on: Day) -> Result<Offices> {
    let units = identity::door::organisations(tx, on).await?;
    let offices = units
        .into_iter()
        .filter(|unit| unit.place == Place::Office && !unit.code.is_empty());
    Ok(offices.map(|unit| (unit.code, unit.name)).collect())
}

/// The name of an office by its code, or of its work where there is no such office.
pub fn name(offices: &Offices, code: &str) -> String {
    offices.iter().find(|(known, _)| known == code).map_or_else(
        || identity::door::not_set_up(code),
        |(_, name)| name.clone(),
    )
}

/// One option of a select.
#[derive(Clone, Debug)]
pub struct Choosable {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}

/// Options from pairs of value and name, with what stands for none first where `none` says it.
pub fn options(
    none: &str,
    pairs: impl IntoIterator<Item = (String, String)>,
    chosen: &str,
) -> Vec<Choosable> {
    let empty = (!none.is_empty()).then(|| (String::new(), none.to_owned()));
    empty
        .into_iter()
        .chain(pairs)
        .map(|(value, name)| Choosable {
            chosen: value == chosen,
            value,
            name,
        })
        .collect()
}
