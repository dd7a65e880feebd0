//! The year of the demonstration, played through the rooms' own doors: each event on its own day,
//! entered by one person and verified by another.

mod acts;
mod carriers;
mod cooperation;
mod enterprises;
mod event;
mod fill;
mod finance;
mod mapping;
mod papers;
mod people;
mod place;
mod rhythm;
mod statistics;

pub use place::open_or_fill;

/// A person who can sign in to the demonstration.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub name: String,
    pub password: String,
    pub post: String,
}
