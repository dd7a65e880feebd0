#![doc = include_str!("../README.md")]

pub mod door;

mod access;
mod account;
mod application;
mod batch;
mod board;
mod certificate;
mod checklist;
mod county;
mod coverage;
mod firm;
mod follow;
mod forecast;
mod gap;
mod goal;
mod pool;
mod prior;
mod sheet;
mod stage;
mod step;
mod task;
mod verdict;
mod version;
mod waiting;

use axum::Router;
use axum::routing::{get, post};
use store::RoomMigrations;
use web::{Actor, App, Behind, NavItem, Room, Work};

/// The indicator of T03.
const INCREASE: &str = "hnte-net-increase";

pub fn room() -> Room {
    Room {
        name: "cultivation",
        level: 4,
        migrations,
        routes,
        nav,
        waits: waiting::lines,
        work: &[Work {
            name: enterprise::door::FILES_CHANGED,
            run: follow::follow_files,
        }],
        closings: batch::closings_of,
        behind: &[
            Behind {
                of: INCREASE,
                name: "净增测算",
                path: "/cultivation/goal",
            },
            Behind {
                of: INCREASE,
                name: "净增账",
                path: "/cultivation/account",
            },
            Behind {
                of: INCREASE,
                name: "按在库企业的年底预计",
                path: "/cultivation/forecast#h-net_increase",
            },
            Behind {
                of: verdict::CRITERION,
                name: "净增测算",
                path: "/cultivation/goal",
            },
            Behind {
                of: "pool-entries",
                name: "培育看板",
                path: "/cultivation",
            },
            Behind {
                of: "pool-entries",
                name: "按在库企业的年底预计",
                path: "/cultivation/forecast#h-pool_entries",
            },
        ],
        ..Room::EMPTY
    }
}

/// Numbers 1 to 9 are the pipeline, 10 to 19 batches and applications, 30 to 39 forecasts.
fn migrations() -> RoomMigrations {
    store::migrations![
        "cultivation",
        1 "step" "0001_step.sql",
        2 "task" "0002_task.sql",
        3 "exception" "0003_exception.sql",
        10 "batch" "0010_batch.sql",
        11 "application" "0011_application.sql",
        12 "checklist" "0012_checklist.sql",
        30 "forecast" "0030_forecast.sql",
        31 "prior" "0031_prior.sql",
    ]
}

fn routes() -> Router<App> {
    Router::new()
        .route("/cultivation", get(board::pages::show))
        .route("/cultivation/rows.xlsx", get(board::pages::sheet::workbook))
        .route("/cultivation/leads", get(board::pages::leads))
        .merge(firms())
        .merge(batches())
        .merge(accounts())
}

/// A firm in cultivation.
fn firms() -> Router<App> {
    Router::new()
        .route("/cultivation/of-firm/{id}", get(firm::pages::of_firm))
        .route("/cultivation/firms/{code}", get(step::pages::show))
        .route("/cultivation/firms/{code}/steps/new", get(step::pages::new))
        .route("/cultivation/firms/{code}/steps", post(step::pages::take))
        .route(
            "/cultivation/firms/{code}/corrections/new",
            get(step::pages::correcting),
        )
        .route(
            "/cultivation/firms/{code}/corrections",
            post(step::pages::correct),
        )
        .route("/cultivation/firms/{code}/tasks", post(task::pages::plan))
        .route("/cultivation/tasks/{id}", get(task::pages::show))
        .route("/cultivation/tasks/{id}/outcome", post(task::pages::tell))
        .route(
            "/cultivation/tasks/{id}/withdrawal",
            post(task::pages::withdraw),
        )
}

/// Batches, applications and results.
fn batches() -> Router<App> {
    Router::new()
        .route(
            "/cultivation/batches",
            get(batch::pages::list).post(batch::pages::add),
        )
        .route(
            "/cultivation/batches/rows.xlsx",
            get(batch::pages::sheet::workbook),
        )
        .route("/cultivation/batches/{id}", get(batch::pages::one::show))
        .route(
            "/cultivation/batches/{id}/rows.xlsx",
            get(batch::pages::sheet::applications),
        )
        .route(
            "/cultivation/batches/{id}/versions",
            post(batch::pages::one::change),
        )
        .route(
            "/cultivation/batches/{id}/applications",
            post(batch::pages::one::prepare),
        )
        .route(
            "/cultivation/batches/{id}/results",
            get(batch::results::pages::new).post(batch::results::pages::send),
        )
        .route(
            "/cultivation/checklists/{criterion}",
            get(checklist::pages::show).post(checklist::pages::set),
        )
        .route(
            "/cultivation/checklists/{criterion}/rows.xlsx",
            get(checklist::pages::sheet::workbook),
        )
        .route(
            "/cultivation/applications/{id}",
            get(application::pages::show),
        )
        .route(
            "/cultivation/applications/{id}/materials",
            post(application::pages::tick),
        )
        .route(
            "/cultivation/applications/{id}/appeals",
            post(application::pages::appeal),
        )
}

/// Certificates, the account, coverage, the gap lists of towns.
fn accounts() -> Router<App> {
    certificates().merge(foreseen()).merge(towns())
}

/// Certificates, and what came and went with them.
fn certificates() -> Router<App> {
    Router::new()
        .route("/cultivation/certificates", get(certificate::pages::list))
        .route(
            "/cultivation/certificates/rows.xlsx",
            get(certificate::pages::sheet::workbook),
        )
        .route(
            "/cultivation/certificates/{entry}",
            get(certificate::pages::show),
        )
        .route(
            "/cultivation/certificates/{entry}/strikes",
            post(certificate::pages::strike),
        )
        .route("/cultivation/account", get(account::pages::show))
        .route(
            "/cultivation/account/rows.xlsx",
            get(account::pages::sheet::workbook),
        )
        .route(
            "/cultivation/account/pool/rows.xlsx",
            get(account::pages::sheet::pool),
        )
}

/// What may still come of the year, and by which firms.
fn foreseen() -> Router<App> {
    Router::new()
        .route("/cultivation/forecast", get(forecast::pages::show))
        .route(
            "/cultivation/forecast/rows.xlsx",
            get(forecast::pages::sheet::workbook),
        )
        .route("/cultivation/goal", get(goal::pages::show))
        .route("/cultivation/goal/firms.xlsx", get(goal::sheet::workbook))
        .route("/cultivation/goal/sheet", get(goal::pages::printed))
        .route("/cultivation/goal/visits", post(goal::pages::plan))
        .route(
            "/cultivation/priors",
            get(prior::pages::list).post(prior::pages::set),
        )
}

/// Coverage, and the gap lists of towns.
fn towns() -> Router<App> {
    use coverage::pages::sheet;
    Router::new()
        .route("/cultivation/coverage", get(coverage::pages::show))
        .route("/cultivation/coverage/rows.xlsx", get(sheet::workbook))
        .route(
            "/cultivation/coverage/changes/rows.xlsx",
            get(sheet::changes),
        )
        .route("/cultivation/towns", get(gap::pages::list))
        .route("/cultivation/towns/{town}", get(gap::pages::show))
        .route(
            "/cultivation/towns/{town}/rows.xlsx",
            get(gap::pages::sheet::workbook),
        )
}

fn nav(actor: &Actor) -> Vec<NavItem> {
    if access::read(actor).is_err() {
        return Vec::new();
    }
    vec![NavItem {
        group: "业务",
        name: "高企培育",
        icon: "grow",
        path: "/cultivation",
        place: 35,
        dock: false,
    }]
}
