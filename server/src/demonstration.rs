//! What the demonstration is made of: invented people, firms and papers, and chance that comes
//! out the same every time.
#![allow(dead_code)]

pub mod calendar;
pub mod chance;
pub mod county;
pub mod firms;
mod glyphs;
pub mod names;
pub mod pdf;
pub mod people;
pub mod picture;
