//! The routes of definitions, figures and the year's page.

use axum::Router;
use axum::routing::{get, post};
use web::{App, NavItem};

use crate::{calendar, figure, indicator, wall, year};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/plan", get(year::pages::show))
        .route("/plan/rows.xlsx", get(year::sheet::workbook))
        .route("/wall", get(wall::pages::show))
        .route(
            "/plan/calendar",
            get(calendar::pages::show).post(calendar::pages::set),
        )
        .route(
            "/plan/calendar/{day}/withdrawal",
            post(calendar::pages::withdraw),
        )
        .route("/figures/of-row/{entry}", get(figure::of_row::show))
        .route(
            "/figures/of-import/{import}",
            get(figure::imported::pages::show),
        )
        .route("/figures/preview", post(figure::preview::pages::show))
        .route("/figures/{indicator}", get(figure::pages::show))
        .route(
            "/figures/{indicator}/rows.xlsx",
            get(figure::pages::workbook),
        )
        .route("/indicators", get(indicator::pages::list))
        .route(
            "/indicators/rows.xlsx",
            get(indicator::pages::sheet::workbook),
        )
        .route("/indicators/{indicator}", get(indicator::pages::show))
        .route(
            "/indicators/{indicator}/versions",
            post(indicator::pages::add),
        )
}

/// 年度重点 stands right under the desk, for everybody.
pub fn nav() -> Vec<NavItem> {
    let item = |group, name, icon, path, place, dock| NavItem {
        group,
        name,
        icon,
        path,
        place,
        dock,
    };
    vec![
        item("", "年度重点", "plan", "/plan", 10, true),
        item("计划", "指标", "measure", "/indicators", 24, false),
    ]
}
