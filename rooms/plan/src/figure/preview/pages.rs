//! The fragment that the ledger's lists embed, and the page that stands for it without a script.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ledger::door::{Chosen, Together};
use web::{Actor, App, Error, Fields, Frame, ListQuery, Result, fragment, page, wants_fragment};

use super::{Move, Wanted, moves};
use crate::figure::imported;

#[derive(Template)]
#[template(path = "figure/preview.html")]
struct Part {
    moves: Vec<Move>,
}

#[derive(Template)]
#[template(path = "figure/preview_page.html")]
struct PreviewPage {
    frame: Frame,
    kind: String,
    act: Together,
    chosen: Vec<Chosen>,
    rows: usize,
    list: String,
    /// Of an act that asks for one, as far as it is typed.
    reason: String,
    moves: Vec<Move>,
}

/// POST /figures/preview: the rows that a list's form names and what is to be done to them, or an import that may go in.
/// Nothing is kept.
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    if actor.posts.is_empty() {
        return Err(Error::forbidden(
            "您现在没有任职，台账只对在岗人员开放。",
            "系统管理员",
        ));
    }
    if let Ok(import) = fields.get("import").parse() {
        return imported::pages::preview(&app, &actor, &headers, import).await;
    }
    let wanted = wanted(&fields)?;
    let mut tx = app.write_wide(&actor).await?;
    let kinds = ledger::door::kinds(&mut tx).await?;
    let kind = kinds.get(&wanted.kind).ok_or(Error::NotFound)?;
    let found = moves(&app, &mut tx, &actor, &wanted).await?;
    drop(tx);
    if wants_fragment(&headers) {
        return fragment(&Part { moves: found.moves });
    }
    let list = ListQuery::from_text(fields.get("list")).question();
    let title = format!("{} {} 条，数值怎么变", wanted.act.word(), found.rows);
    let frame = Frame::new(&app, &actor, title.clone())
        .at("/ledger")
        .under("台账", "/ledger")
        .under(kind.name.clone(), format!("/ledger/{}?{list}", wanted.kind))
        .under(title, "");
    page(&PreviewPage {
        frame,
        kind: wanted.kind,
        act: wanted.act,
        chosen: wanted.chosen,
        rows: found.rows,
        list,
        reason: fields.get("reason").to_owned(),
        moves: found.moves,
    })
}

fn wanted(fields: &Fields) -> Result<Wanted> {
    let act = Together::from_code(fields.get("act"));
    let chosen = Chosen::read(fields.all("row"));
    let chosen = chosen.map_err(|unfit| Error::Malformed(format!("{unfit}。")))?;
    Ok(Wanted {
        kind: fields.get("kind").to_owned(),
        act: act.ok_or_else(|| Error::Malformed("没有写明要办什么。".to_owned()))?,
        chosen,
    })
}
