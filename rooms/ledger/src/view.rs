//! The saved views (视图) of the ledger's lists.

pub mod pages;
pub mod store;

pub use web::view::{Refusal, Scope, View, beside, keep, owners, remove};

/// The list as a view has it.
pub fn path(view: &View) -> String {
    format!("/ledger/{}?{}", view.list, view.question)
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
