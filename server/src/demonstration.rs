//! `serve --demo`: a county with real places and invented people, firms and papers, whose two
//! years are played through the rooms' own doors. The story is a list of acts made by a seeded
//! chance ([`story`]); the stage plays it with a clock that stands at each act's moment.

pub(crate) mod act;
pub(crate) mod calendar;
pub(crate) mod cast;
pub(crate) mod chance;
pub(crate) mod county;
mod fill;
pub(crate) mod firms;
mod glyphs;
mod leading;
pub(crate) mod mapping;
pub(crate) mod names;
mod paper;
mod pdf;
pub(crate) mod people;
mod picture;
pub(crate) mod plan;
mod script;
mod stage;
mod story;

pub use fill::open_or_fill;
