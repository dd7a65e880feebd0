//! Organisations: the bureau, its offices, towns and zones, outside bodies.

pub mod pages;
pub mod store;

use values::{Day, Id};
use web::{Organisation, Place};

/// One organisation as it stands.
#[derive(Clone, Debug)]
pub struct Unit {
    pub id: Id<Organisation>,
    pub name: String,
    /// 如皋经济技术开发区 beside 城北街道; empty for most.
    pub alias: String,
    /// The stable code of an office, by which ledger kinds name it; empty for others.
    pub code: String,
    pub place: Place,
    pub parent: Option<Id<Organisation>>,
    pub since: Day,
    pub until: Day,
}

/// What is needed to enter one.
#[derive(Clone, Debug)]
pub struct NewUnit {
    pub name: String,
    pub alias: String,
    pub code: String,
    pub place: Place,
    pub parent: Option<Id<Organisation>>,
    pub since: Day,
}
