#![doc = include_str!("../README.md")]

mod access;
mod account;
mod criterion;
pub mod door;
mod fact;
mod finding;
mod firm;
mod life;
mod meant;
mod property;
mod register;
mod screening;
mod view;

use axum::Router;
use axum::routing::{get, post};
use store::RoomMigrations;
use web::{Actor, App, NavItem, Room};

pub fn room() -> Room {
    Room {
        name: "enterprise",
        level: 2,
        migrations,
        routes,
        nav,
        waits: fact::unconfirmed::waits,
        long: &[fact::import::job::WORK],
        finds: finding::finds,
        for_firms: &[
            "/my-firm",
            "/firms/{code}/facts",
            "/firms/{code}/facts/{year}",
            "/firms/{code}/facts/{year}/{fact}",
            "/firms/{code}/criteria/{criterion}",
        ],
        ..Room::EMPTY
    }
}

fn migrations() -> RoomMigrations {
    store::migrations!["enterprise", 1 "firms" "0001_firms.sql", 2 "facts" "0002_facts.sql",
        3 "fact_imports" "0003_fact_imports.sql",
        4 "views" "0004_views.sql",
        5 "changed" "0005_changed.sql",
        10 "registers" "0010_registers.sql",
        20 "events" "0020_events.sql",
        30 "criteria" "0030_criteria.sql",
        31 "fact_import_lines" "0031_fact_import_lines.sql",
        32 "unconfirmed" "0032_unconfirmed.sql"]
}

fn routes() -> Router<App> {
    Router::new()
        .route("/firms", get(firm::list::list).post(firm::entry::enter))
        .route("/firms/rows.xlsx", get(firm::list::sheet::workbook))
        .route("/firms/towns", get(firm::list::towns::show))
        .route(
            "/firms/towns/rows.xlsx",
            get(firm::list::towns::sheet::workbook),
        )
        .route(
            "/firms/views",
            get(view::pages::form).post(view::pages::add),
        )
        .route("/firms/views/{id}/removal", post(view::pages::take_away))
        .route("/firms/new", get(firm::entry::new))
        .route("/firms/{code}", get(firm::show::show))
        .route(
            "/firms/{code}/identity",
            get(life::pages::show).post(life::pages::befall),
        )
        .route("/firms/{code}/changes", post(property::pages::change))
        .route(
            "/firms/{code}/registration",
            post(firm::pages::registration::correct),
        )
        .merge(facts())
        .merge(fact_imports())
        .merge(registers())
        .merge(screening())
}

fn facts() -> Router<App> {
    Router::new()
        .route("/firms/asked", get(fact::asked::pages::show))
        .route(
            "/firms/asked/rows.xlsx",
            get(fact::asked::pages::sheet::workbook),
        )
        .route("/firms/unconfirmed", get(fact::unconfirmed::pages::show))
        .route(
            "/firms/unconfirmed/rows.xlsx",
            get(fact::unconfirmed::pages::sheet::workbook),
        )
        .route("/firms/{code}/facts", get(fact::pages::show))
        .route(
            "/firms/{code}/facts/{year}",
            get(fact::pages::form::show).post(fact::pages::form::save),
        )
        .route(
            "/firms/{code}/facts/{year}/confirmation",
            post(fact::pages::form::confirm),
        )
        .route(
            "/firms/{code}/facts/{year}/{fact}",
            get(fact::pages::history::show),
        )
}

fn fact_imports() -> Router<App> {
    use fact::import::pages::{self, choose, columns, files, sending};
    Router::new()
        .route("/firms/facts/template.xlsx", get(files::template))
        .route(
            "/firms/facts/imports",
            get(choose::show).post(choose::take_in),
        )
        .route("/firms/facts/imports/{id}", get(pages::show))
        .route(
            "/firms/facts/imports/{id}/columns",
            get(columns::show).post(sending::columns),
        )
        .route("/firms/facts/imports/{id}/sheet", post(sending::turn))
        .route("/firms/facts/imports/{id}/marked", get(files::marked))
        .route("/firms/facts/imports/{id}/repairs", post(sending::repair))
        .route("/firms/facts/imports/{id}/facts", post(sending::load))
        .route("/firms/facts/imports/{id}/withdrawal", post(sending::undo))
}

fn registers() -> Router<App> {
    use register::pages::{self, entry, sheet};
    Router::new()
        .route("/firms/{code}/{register}/rows.xlsx", get(sheet::workbook))
        .route(
            "/firms/{code}/{register}",
            get(pages::list).post(pages::add),
        )
        .route(
            "/firms/{code}/{register}/{id}",
            get(entry::show).post(entry::correct),
        )
        .route("/firms/{code}/{register}/{id}/end", post(entry::end))
        .route("/firms/{code}/{register}/{id}/use", post(entry::use_in))
}

/// Firms against criteria, and a firm's own pages.
fn screening() -> Router<App> {
    Router::new()
        .route(
            "/firms/{code}/criteria/{criterion}",
            get(screening::pages::of_firm),
        )
        .route("/my-firm", get(account::own::show))
        .route(
            "/firms/{code}/accounts",
            get(account::pages::list).post(account::pages::open_one),
        )
        .route("/screening", get(screening::pages::first))
        .route("/screening/{criterion}", get(screening::pages::list))
        .route(
            "/screening/{criterion}/rows.xlsx",
            get(screening::pages::sheet::workbook),
        )
        .route(
            "/criteria",
            get(criterion::pages::list).post(criterion::pages::keep),
        )
        .route("/criteria/new", get(criterion::pages::new))
        .route("/criteria/trials", post(criterion::pages::try_out))
        .route(
            "/criteria/prices",
            get(criterion::price::show).post(criterion::price::set),
        )
        .route("/criteria/{id}", get(criterion::pages::show))
        .route("/criteria/{id}/text", get(criterion::pages::text))
}

fn nav(actor: &Actor) -> Vec<NavItem> {
    let item = |name, icon, path, place, dock| NavItem {
        group: "台账与企业",
        name,
        icon,
        path,
        place,
        dock,
    };
    if actor.firm().is_some() {
        return vec![item("我的企业", "firm", "/my-firm", 31, true)];
    }
    vec![
        item("企业库", "firm", "/firms", 31, true),
        item("对照标准", "rule", "/screening", 32, false),
    ]
}
