//! The room's own router on both engines.
#![allow(clippy::unwrap_used)]

mod acts;
mod beside;
mod bulk;
mod chosen;
mod corrections;
mod county;
mod exports;
mod files;
mod histories;
mod import_doubts;
mod import_faults;
mod import_firms;
mod import_jobs;
mod import_layouts;
mod import_tabs;
mod import_undo;
mod import_workbooks;
mod imports;
mod kinds;
mod links;
mod lists;
mod once;
mod roles;
mod sheets;
mod statements;
mod together;
mod typed;
mod views;
