//! The room's own router on both engines.
#![allow(clippy::unwrap_used)]

mod access;
mod accounts;
mod counting;
mod goal;
mod pipeline;
mod results;
mod sheets;
mod tasks;
mod workbooks;
mod world;

use web::Room;

fn rooms() -> Vec<Room> {
    vec![
        identity::room(),
        enterprise::room(),
        ledger::room(),
        cultivation::room(),
        plan::room(),
    ]
}
