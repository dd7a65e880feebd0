#![doc = include_str!("../README.md")]

mod access;
mod backup;
mod desk;
pub mod door;
mod job;
mod search;

use axum::Router;
use axum::routing::{get, post};
use web::{Actor, App, NavItem, Role, Room};

pub fn room() -> Room {
    Room {
        name: "desk",
        level: 9,
        migrations: || store::migrations!["desk", 1 "backups" "0001_backups.sql", 2 "missing" "0002_missing.sql"],
        routes,
        nav,
        waits: backup::waiting::waits,
        long: &[backup::taking::WORK],
        gauges: backup::waiting::gauges,
        ..Room::EMPTY
    }
}

fn routes() -> Router<App> {
    Router::new()
        .route("/", get(desk::pages::show))
        .route("/search", get(search::pages::search))
        .route("/jobs", get(job::pages::list))
        .route("/jobs/news", get(job::pages::news::show))
        .route("/jobs/{id}", get(job::pages::show))
        .route("/jobs/{id}/file", get(job::pages::file::fetch))
        .route("/jobs/{id}/stop", post(job::pages::stop))
        .route(
            "/backups",
            get(backup::pages::list).post(backup::pages::take),
        )
}

fn nav(actor: &Actor) -> Vec<NavItem> {
    let mut items = vec![NavItem {
        group: "",
        name: "工作台",
        icon: "desk",
        path: "/",
        place: 1,
        dock: true,
    }];
    if actor.has(Role::Administrator) {
        items.push(NavItem {
            group: "管理",
            name: "备份",
            icon: "download",
            path: backup::pages::PATH,
            place: 85,
            dock: false,
        });
    }
    items
}
