#![doc = include_str!("../README.md")]

mod access;
mod administrator;
pub mod door;
mod layer;
mod password;
mod person;
mod post;
mod session;
mod unit;
mod waiting;

use axum::Router;
use axum::routing::{get, post};
use store::RoomMigrations;
use web::{Actor, App, NavItem, Role, Room};

pub fn room() -> Room {
    Room {
        name: "identity",
        level: 1,
        migrations,
        routes,
        nav,
        waits: waiting::lines,
        work: &[],
        ..Room::EMPTY
    }
}

fn migrations() -> RoomMigrations {
    store::migrations![
        "identity",
        1 "people" "0001_people.sql",
        2 "sessions" "0002_sessions.sql",
        3 "firms" "0003_firms.sql",
    ]
}

fn routes() -> Router<App> {
    Router::new()
        .route(
            "/sign-in",
            get(session::pages::ask).post(session::pages::sign_in),
        )
        .route("/sign-out", post(session::pages::sign_out))
        .route("/me", get(password::pages::me))
        .route("/me/password", post(password::pages::change))
        .route(
            "/people",
            get(person::pages::list).post(person::pages::admit),
        )
        .route("/people/rows.xlsx", get(person::pages::sheet::workbook))
        .route("/people/{id}", get(person::pages::show))
        .route("/people/{id}/posts", post(post::pages::appoint))
        .route("/people/{id}/posts/{post}/end", post(post::pages::end))
        .route("/people/{id}/password", post(person::pages::new_password))
        .route("/people/{id}/block", post(person::pages::block))
        .route(
            "/organisations",
            get(unit::pages::list).post(unit::pages::found),
        )
        .route(
            "/organisations/rows.xlsx",
            get(unit::pages::sheet::workbook),
        )
        .route(
            "/organisations/{id}/name",
            get(unit::pages::naming::form).post(unit::pages::naming::correct),
        )
        .route(
            "/organisations/{id}/end",
            get(unit::pages::ending::form).post(unit::pages::ending::end),
        )
}

fn nav(actor: &Actor) -> Vec<NavItem> {
    if !actor.has(Role::Administrator) {
        return Vec::new();
    }
    let item = |name, icon, path, place| NavItem {
        group: "管理",
        name,
        icon,
        path,
        place,
        dock: false,
    };
    vec![
        item("组织", "tree", "/organisations", 80),
        item("用户", "people", "/people", 81),
    ]
}
