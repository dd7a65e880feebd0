#![allow(clippy::unwrap_used, clippy::expect_used)]
//! Figures through the room's own doors and pages, on SQLite and on PostgreSQL.

mod agreement;
mod behind;
mod bureau;
mod calendar;
mod database;
mod definitions;
mod forecasts;
mod handed;
#[allow(dead_code)]
#[path = "../../../../engines/measure/tests/histories.rs"]
mod histories;
mod imported;
mod pages;
mod periods;
mod prepared;
mod preview;
mod share_forms;
mod shares;
mod spending;
mod told;
mod unit_lights;
mod weeks;
mod year;

fn rooms() -> Vec<web::Room> {
    vec![
        identity::room(),
        enterprise::room(),
        ledger::room(),
        plan::room(),
    ]
}
