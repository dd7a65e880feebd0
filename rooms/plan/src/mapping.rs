//! The addresses of notices, proposals, targets, curves, duties, milestones, task books and exemptions.

use axum::Router;
use axum::routing::{get, post};
use web::App;

use crate::{
    assignment, book, change, curve, duty, exemption, milestone, notice, proposal, share, target,
};

pub fn routes() -> Router<App> {
    notices().merge(proposals()).merge(plan()).merge(carried())
}

fn notices() -> Router<App> {
    use notice::{adding, compared, file, pages, sentence_pages, show};
    Router::new()
        .route("/notices", get(pages::list).post(pages::create))
        .route("/notices/rows.xlsx", get(pages::sheet::workbook))
        .route("/notices/new", get(pages::new))
        .route("/notices/{id}", get(show::show))
        .route("/notices/{id}/file", get(file::download))
        .route("/notices/{id}/compared", get(compared::show))
        .route(
            "/notices/{id}/compared/rows.xlsx",
            get(compared::sheet::workbook),
        )
        .route("/notices/{id}/proposals", post(adding::add))
        .route(
            "/notices/{id}/particulars",
            get(pages::edit).post(pages::correct),
        )
        .route(
            "/notices/{id}/sections/dismissal",
            post(sentence_pages::dismiss_section),
        )
        .route(
            "/notices/{id}/sentences/{number}",
            get(sentence_pages::show_one),
        )
        .route(
            "/notices/{id}/sentences/{number}/dismissal",
            post(sentence_pages::dismiss),
        )
        .route(
            "/notices/{id}/sentences/{number}/reopening",
            post(sentence_pages::reopen),
        )
        .route(
            "/notices/{id}/sentences/{number}/proposals",
            post(sentence_pages::add),
        )
}

fn proposals() -> Router<App> {
    use proposal::pages;
    Router::new()
        .route("/proposals/{id}/edit", get(pages::edit))
        .route("/proposals/{id}/wording", post(pages::reword))
        .route("/proposals/{id}/acceptance", post(pages::accept))
        .route("/proposals/{id}/dismissal", post(pages::dismiss))
        .route("/proposals/{id}/reopening", post(pages::reopen))
        .route("/proposals/{id}/settlement", post(pages::settle))
        .route("/proposals/{id}/merger", post(pages::merge))
        .route("/proposals/{id}/separation", post(pages::separate))
}

fn plan() -> Router<App> {
    Router::new()
        .route("/plan/targets/{id}", get(target::pages::show))
        .route("/plan/targets/{id}/edit", get(target::pages::edit))
        .route("/plan/targets/{id}/adjustment", post(target::pages::adjust))
        .route(
            "/plan/targets/{id}/curve",
            get(curve::pages::edit).post(curve::pages::save),
        )
        .route("/plan/changes", get(change::pages::list))
        .route(
            "/plan/changes/rows.xlsx",
            get(change::pages::sheet::workbook),
        )
        .route("/plan/shares", get(share::list::list))
        .route("/plan/shares/rows.xlsx", get(share::list::sheet::workbook))
        .route(
            "/plan/shares/units/rows.xlsx",
            get(share::list::sheet::units),
        )
        .route(
            "/plan/targets/{id}/shares",
            get(share::pages::show).post(share::pages::save),
        )
        .route(
            "/plan/targets/{id}/shares/table.xlsx",
            get(share::pages::workbook),
        )
        .route(
            "/plan/targets/{id}/shares/{version}",
            get(share::pages::version),
        )
        .route("/plan/duties", get(duty::pages::list))
        .route("/plan/duties/rows.xlsx", get(duty::pages::sheet::workbook))
        .route("/plan/duties/{id}", get(duty::pages::show))
        .route("/plan/duties/{id}/reports", post(duty::pages::report))
        .route(
            "/plan/duties/{id}/evidence/{sequence}/{place}",
            get(duty::pages::evidence),
        )
        .route(
            "/plan/exemptions",
            get(exemption::pages::list).post(exemption::pages::enter),
        )
        .route(
            "/plan/exemptions/rows.xlsx",
            get(exemption::pages::sheet::workbook),
        )
        .route(
            "/plan/exemptions/{id}/withdrawal",
            post(exemption::pages::withdraw),
        )
}

/// Who carries what until when, and the papers that say so.
fn carried() -> Router<App> {
    use assignment::pages as assignments;
    use book::pages as books;
    use milestone::pages as milestones;
    Router::new()
        .route(
            "/plan/assignments/{subject}",
            get(assignments::edit).post(assignments::save),
        )
        .route(
            "/plan/assignments/{subject}/milestones",
            post(assignments::add_milestone),
        )
        .route("/plan/milestones/{id}", get(milestones::show))
        .route("/plan/milestones/{id}/versions", post(milestones::change))
        .route("/plan/milestones/{id}/outcome", post(milestones::close))
        .route("/plan/milestones/{id}/reopening", post(milestones::reopen))
        .route(
            "/plan/milestones/{id}/withdrawal",
            post(milestones::withdraw),
        )
        .route("/plan/task-books", get(books::own))
        .route("/plan/task-books/{unit}", get(books::show))
        .route("/plan/task-books/{unit}/book.xlsx", get(books::workbook))
        .route("/plan/breakdown", get(books::breakdown))
        .route("/plan/breakdown/table.xlsx", get(books::breakdown_workbook))
}
