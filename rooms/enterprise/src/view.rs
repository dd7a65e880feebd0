//! The saved views (视图) of the list of firms.

pub mod pages;
pub mod store;

use web::view::View;

/// The list as a view has it.
pub fn path(view: &View) -> String {
    format!("/firms?{}", view.question)
}
