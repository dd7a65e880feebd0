#![doc = include_str!("../README.md")]

mod access;
mod bulk;
mod checking;
pub mod door;
mod import;
mod kind;
mod row;
mod store;
mod view;
mod voucher;
mod waiting;

use ::store::RoomMigrations;
use axum::Router;
use axum::routing::{get, post};
use web::{Actor, App, NavItem, Room, Work};

use row::pages;

pub fn room() -> Room {
    Room {
        name: "ledger",
        level: 3,
        migrations,
        routes,
        nav,
        waits: waiting::waits,
        work: &[
            Work {
                name: enterprise::door::TOWN_CHANGED,
                run: row::acts::follow_town,
            },
            Work {
                name: enterprise::door::FILES_CHANGED,
                run: row::acts::follow_files,
            },
        ],
        long: &[
            import::job::WORK,
            import::job::UNDO,
            pages::list::sheet::behind::WORK,
        ],
        finds: row::finding::finds,
        ..Room::EMPTY
    }
}

fn migrations() -> RoomMigrations {
    ::store::migrations![
        "ledger",
        1 "rows" "0001_rows.sql",
        2 "vouchers" "0002_vouchers.sql",
        3 "kinds" "0003_kinds.sql",
        4 "questions" "0004_questions.sql",
        5 "claims" "0005_claims.sql",
        6 "imports" "0006_imports.sql",
        8 "views" "0008_views.sql",
        9 "fewer_indexes" "0009_fewer_indexes.sql",
        10 "one_sign" "0010_one_sign.sql",
    ]
}

fn routes() -> Router<App> {
    Router::new()
        .route("/ledger", get(pages::home::home))
        .route("/ledger/rows.xlsx", get(pages::home::sheet::workbook))
        .route("/ledger/kinds/rows.xlsx", get(kind::pages::sheet::workbook))
        .route(
            "/ledger/kinds",
            get(kind::pages::list).post(kind::pages::keep),
        )
        .route("/ledger/new", get(pages::choose::choose))
        .route("/ledger/queue", get(pages::queue::show))
        .merge(import_routes())
        .route("/ledger/choices/firms", get(pages::choices::firms))
        .route(
            "/ledger/choices/rows/{kind}/{field}",
            get(pages::choices::rows),
        )
        .route("/ledger/of-firm/{id}", get(pages::firm::of_firm))
        .route("/ledger/rows/{id}", get(pages::show::show))
        .route("/ledger/rows/{id}/copy", get(pages::form::opening::copy))
        .route(
            "/ledger/rows/{id}/correction",
            get(pages::form::opening::correction).post(pages::form::sending::correct),
        )
        .route("/ledger/rows/{id}/submission", post(pages::acts::submit))
        .route("/ledger/rows/{id}/verification", post(pages::acts::verify))
        .route("/ledger/rows/{id}/return", post(pages::acts::send_back))
        .route("/ledger/rows/{id}/void", post(pages::acts::void))
        .route(
            "/ledger/rows/{id}/verification-withdrawal",
            post(pages::acts::withdraw_verification),
        )
        .route("/ledger/rows/{id}/vouchers", post(pages::acts::prove))
        .route("/ledger/vouchers/{id}", get(voucher::pages::show))
        .route("/ledger/vouchers/{id}/file", get(voucher::pages::file))
        .route(
            "/ledger/vouchers/{id}/withdrawal",
            post(pages::acts::withdraw_voucher),
        )
        .route(
            "/ledger/{kind}",
            get(pages::list::list).post(pages::form::sending::enter),
        )
        .route(
            "/ledger/{kind}/rows.xlsx",
            get(pages::list::sheet::workbook),
        )
        .route(
            "/ledger/{kind}/exports",
            post(pages::list::sheet::behind::ask),
        )
        .route(
            "/ledger/{kind}/views",
            get(view::pages::form).post(view::pages::add),
        )
        .route("/ledger/views/{id}/removal", post(view::pages::take_away))
        .route("/ledger/{kind}/chosen", post(pages::list::chosen::preview))
        .route(
            "/ledger/{kind}/submission",
            post(pages::list::chosen::submit),
        )
        .route(
            "/ledger/{kind}/verification",
            post(pages::list::chosen::verify),
        )
        .route(
            "/ledger/{kind}/return",
            post(pages::list::chosen::send_back),
        )
        .route("/ledger/{kind}/new", get(pages::form::opening::new))
}

fn import_routes() -> Router<App> {
    use import::pages::{changes, choose, columns, files, newest, sending, show};
    Router::new()
        .route(
            "/ledger/{kind}/import",
            get(choose::choose).post(sending::take_in),
        )
        .route("/ledger/{kind}/template.xlsx", get(files::template))
        .route("/ledger/imports", get(newest::show))
        .route("/ledger/imports/{id}", get(show))
        .route(
            "/ledger/imports/{id}/columns",
            get(columns::show).post(sending::settle),
        )
        .route("/ledger/imports/{id}/sheet", post(sending::turn))
        .route("/ledger/imports/{id}/repairs", post(sending::repair))
        .route("/ledger/imports/{id}/marked", get(files::marked))
        .route("/ledger/imports/{id}/changes", get(changes::show))
        .route("/ledger/imports/{id}/rows", post(sending::load))
        .route("/ledger/imports/{id}/withdrawal", post(sending::undo))
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
    if actor.posts.is_empty() {
        return Vec::new();
    }
    let mut items = vec![item("台账", "ledger", "/ledger", 30, true)];
    if actor.has_any(&access::VERIFIERS) {
        items.push(item("待我核实", "check", "/ledger/queue", 32, true));
    }
    items
}
