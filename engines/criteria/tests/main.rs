//! The engine from outside: worked firms, an independent reading, roads.
#![allow(clippy::unwrap_used)]

mod county;
mod firms;
mod missing;
mod oracle;
mod random;
mod roads;
mod shared;
mod texts;
