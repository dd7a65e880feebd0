//! The rows of one firm, as a part of the firm's page and as a page.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use enterprise::door::Firm;
use values::Id;
use web::{Actor, App, Error, Frame, ListQuery, Path, Result, fragment, page, wants_fragment};

use crate::access;
use crate::row::standing::Standing;
use crate::row::{acts, shown, store};

/// One row of the firm.
pub struct Line {
    pub path: String,
    pub number: String,
    pub kind_name: String,
    pub day: String,
    pub summary: String,
    pub amount: String,
    pub state: &'static str,
    pub badge: &'static str,
    pub standing: &'static str,
    pub counts: bool,
}

#[derive(Template)]
#[template(path = "row/of_firm_part.html")]
struct Part {
    lines: Vec<Line>,
    total: i64,
}

/// The newest of them, as the firm's page shows what happened.
#[derive(Template)]
#[template(path = "row/of_firm_line.html")]
struct LinePart {
    lines: Vec<Line>,
    total: i64,
    firm: Id<Firm>,
}

/// So many of the newest rows stand in what happened.
const NEWEST: usize = 12;

#[derive(Template)]
#[template(path = "row/of_firm.html")]
struct OfFirmPage {
    frame: Frame,
    name: String,
    code: String,
    lines: Vec<Line>,
    total: i64,
}

/// GET /ledger/of-firm/{id}; with `as=line` what happened, one below the other.
pub async fn of_firm(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Firm>>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    let mut tx = app.read(&actor).await?;
    let firm = enterprise::door::firm(&mut tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    let kinds = crate::kind::kinds(&mut tx).await?;
    let (rows, total) = store::open::of_firm(&mut tx, id, 100).await?;
    let seen = rows
        .into_iter()
        .filter(|row| access::see(&actor, row.content.town, row.author).is_ok());
    let line = |row: crate::row::Row| {
        let kind = kinds.get(&row.kind);
        Line {
            path: row.path(),
            number: row.number.clone(),
            kind_name: kind.map_or_else(|| row.kind.clone(), |kind| kind.name.clone()),
            day: row
                .measured
                .effective
                .known()
                .map_or_else(|| "—".to_owned(), |day| day.to_string()),
            summary: kind
                .map(|kind| shown::summary(kind, &row.content.fields))
                .unwrap_or_default(),
            amount: row
                .measured
                .amount
                .map_or_else(|| "—".to_owned(), values::Fen::in_wan),
            state: row.state.word(),
            badge: row.state.badge(),
            standing: row.standing.word(),
            counts: row.standing == Standing::Good,
        }
    };
    let mut lines: Vec<Line> = seen.map(line).collect();
    let as_line = ListQuery::from_pairs(pairs).get("as") == "line";
    if wants_fragment(&headers) && as_line {
        lines.truncate(NEWEST);
        return fragment(&LinePart {
            lines,
            total,
            firm: id,
        });
    }
    if wants_fragment(&headers) {
        return fragment(&Part { lines, total });
    }
    let frame = Frame::new(&app, &actor, format!("{} 的台账记录", firm.name))
        .at("/firms")
        .under("企业库", "/firms")
        .under(firm.name.clone(), format!("/firms/{}", firm.code));
    page(&OfFirmPage {
        frame,
        name: firm.name,
        code: firm.code,
        lines,
        total,
    })
}
