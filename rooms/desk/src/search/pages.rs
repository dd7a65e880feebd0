use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use web::{Actor, App, Frame, ListQuery, Result, encoded, fragment, page, wants_fragment};

use super::{Group, grouped, places};

impl Options {
    fn page(&self) -> String {
        format!("/search?q={}", encoded(&self.typed))
    }
}

/// Longer is no name.
const LONGEST: usize = 40;

/// The page with the same box, where no script runs.
#[derive(Template)]
#[template(path = "search/show.html")]
struct Show {
    frame: Frame,
    typed: String,
    groups: Vec<Group>,
}

/// The options of the box.
#[derive(Template)]
#[template(path = "search/options.html")]
struct Options {
    typed: String,
    groups: Vec<Group>,
}

pub async fn search(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response> {
    let asked = ListQuery::from_pairs(pairs);
    let typed: String = asked.get("q").trim().chars().take(LONGEST).collect();
    let groups = match typed.is_empty() {
        true => Vec::new(),
        false => found(&app, &actor, &typed).await?,
    };
    if wants_fragment(&headers) {
        return fragment(&Options { typed, groups });
    }
    let frame = Frame::new(&app, &actor, "搜索").at("/search");
    page(&Show {
        frame,
        typed,
        groups,
    })
}

/// Each room looks within the person's rights and county.
async fn found(app: &App, actor: &Actor, typed: &str) -> Result<Vec<Group>> {
    let mut tx = app.read(actor).await?;
    let mut all = Vec::new();
    let mut items = Vec::new();
    for room in app.rooms() {
        all.extend((room.finds)(&mut tx, actor, typed).await?);
        items.extend((room.nav)(actor));
    }
    all.extend(places(items, typed));
    Ok(grouped(all, typed))
}
