//! One file a command; each opens what it needs, asks a door and prints.

pub mod administrator;
pub mod backup;
pub mod figures;
pub mod generate;
pub mod ledger;
pub mod notice;
pub mod restore;
pub mod screen;
pub mod serve;
pub mod verify;
