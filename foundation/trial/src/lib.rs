#![doc = include_str!("../README.md")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]

mod actor;
mod cluster;
mod site;
mod workbook;

pub use actor::{actor, post};
pub use cluster::Server;
pub use site::{Answer, COUNTY, Site, both, on_postgres, on_server, on_sqlite};
