//! `serve --demo`: a county with real places and invented people, firms and papers, whose two
//! years are played through the rooms' own doors. The story is a list of acts made by a seeded
//! chance ([`story`]); the stage plays it with a clock that stands at each act's moment.

mod act;
mod calendar;
mod cast;
mod chance;
mod county;
mod fill;
mod firms;
mod glyphs;
mod mapping;
mod names;
mod paper;
mod pdf;
mod people;
mod picture;
mod place;
mod plan;
mod script;
mod stage;
mod story;

pub use fill::{DAY, STATE};
pub use place::open_or_fill;
