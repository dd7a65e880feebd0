//! The pages of rows.

pub mod acts;
pub mod beside;
pub mod choices;
pub mod choose;
pub mod compare;
pub mod firm;
pub mod form;
pub mod home;
pub mod inputs;
pub mod like;
pub mod list;
pub mod moved;
pub mod queue;
pub mod seen;
pub mod show;
pub mod sought;
