#![doc = include_str!("../README.md")]

mod access;
mod bulk;
mod checking;
pub mod door;
mod kind;
mod row;
mod store;
mod voucher;

use axum::Router;
use ::store::RoomMigrations;
use web::{Actor, App, NavItem, Room};

pub fn room() -> Room {
    Room { name: "ledger", level: 3, migrations, routes, nav, waits: Room::nothing_waits }
}

fn migrations() -> RoomMigrations {
    ::store::migrations![
        "ledger",
        1 "rows" "0001_rows.sql",
        2 "vouchers" "0002_vouchers.sql",
        3 "kinds" "0003_kinds.sql",
    ]
}

fn routes() -> Router<App> {
    Router::new()
}

fn nav(_: &Actor) -> Vec<NavItem> {
    Vec::new()
}
