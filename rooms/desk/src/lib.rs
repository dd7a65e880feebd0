#![doc = include_str!("../README.md")]

mod desk;

use axum::Router;
use axum::routing::get;
use store::RoomMigrations;
use web::{Actor, App, NavItem, Room};

pub fn room() -> Room {
    Room {
        name: "desk",
        level: 9,
        migrations: || RoomMigrations {
            room: "desk",
            steps: &[],
        },
        routes,
        nav,
        waits: Room::nothing_waits,
        work: &[],
    }
}

fn routes() -> Router<App> {
    Router::new().route("/", get(desk::pages::show))
}

fn nav(_: &Actor) -> Vec<NavItem> {
    vec![NavItem {
        group: "",
        name: "工作台",
        icon: "desk",
        path: "/",
        place: 1,
        dock: true,
    }]
}
