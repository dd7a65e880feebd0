//! `/figures/{indicator}`: the permanent address of a figure, as a page or as the side panel.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use web::{
    Actor, App, Error, Frame, ListQuery, Path, Result, Sheet, fragment, page, wants_fragment,
};

use super::asked::{Address, Asked};
use super::asker::Asker;
use super::panel::{Size, View, view};
use super::places::Places;
use super::sheet;

#[derive(Template)]
#[template(path = "figure/show.html")]
struct FigurePage {
    frame: Frame,
    view: View,
}

/// The side panel by itself.
#[derive(Template)]
#[template(path = "figure/panel.html")]
pub struct Panel {
    pub view: View,
}

pub type Pairs = Query<Vec<(String, String)>>;

/// GET /figures/{indicator}?scope=&period=&day=&known=&against=&part=&reason=&page=
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(pairs): Pairs,
    headers: HeaderMap,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    if wants_fragment(&headers) {
        return fragment(&Panel {
            view: view(&app, &mut tx, &actor, &id, &list, Size::Panel).await?,
        });
    }
    let view = view(&app, &mut tx, &actor, &id, &list, Size::Page).await?;
    let frame = Frame::new(&app, &actor, view.name.clone())
        .at("/plan")
        .under("年度重点", view.close_path.clone())
        .under(view.name.clone(), "");
    page(&FigurePage { frame, view })
}

/// GET /figures/{indicator}/rows.xlsx: all counted and left-out rows.
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(pairs): Pairs,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let asked = Asked::read(&mut tx, &actor, app.now(), &Address::of(&list)).await?;
    let asker = Asker::new(&app, &mut tx, asked.asking.known).await?;
    let in_force = asker.in_force(&id, asked.day())?.ok_or(Error::NotFound)?;
    let indicator = asker.definitions.get(&id).ok_or(Error::NotFound)?;
    let places = Places::read(&mut tx, asked.day()).await?;
    let named = sheet::named(&app, &actor, indicator, &in_force.checked, &asked);
    let mut sheet = Sheet::begin(app.store().files(), named);
    sheet::rows(
        &mut tx,
        &mut sheet,
        indicator,
        &in_force.checked,
        &asked.asking,
        &places,
    )
    .await?;
    drop(tx);
    sheet.answer(&sheet::name(indicator, &asked.asking)).await
}
