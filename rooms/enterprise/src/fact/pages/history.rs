//! Every version of one fact: what was said, by whom, why it changed.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use web::{Actor, App, Error, Frame, Path, Result, page};

use super::frame;
use crate::fact::{Definition, Held, find, store};
use crate::firm::FirmLine;
use crate::firm::pages::open;

#[derive(Template)]
#[template(path = "fact/history.html")]
struct HistoryPage {
    frame: Frame,
    firm: FirmLine,
    year: i32,
    one: &'static Definition,
    held: Vec<Held>,
}

impl HistoryPage {
    fn value(&self, held: &Held) -> String {
        self.one.shown(held.value)
    }

    fn until(&self, held: &Held) -> &'static str {
        match held.known_until == ::store::STILL {
            true => "现在的",
            false => "以前的",
        }
    }
}

/// GET /firms/{code}/facts/{year}/{fact}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path((code, year, fact)): Path<(String, i32, String)>,
) -> Result<Response> {
    let one = find(&fact).ok_or(Error::NotFound)?;
    let mut tx = app.read(&actor).await?;
    let firm = open(&mut tx, &actor, &code).await?;
    let held = store::history(&mut tx, firm.id, year, &fact).await?;
    let title = format!("{year} 年{}", one.name);
    page(&HistoryPage {
        frame: frame(&app, &actor, &firm, &title)
            .under("年度事实", format!("/firms/{}/facts", firm.code))
            .under(title.clone(), ""),
        firm,
        year,
        one,
        held,
    })
}
