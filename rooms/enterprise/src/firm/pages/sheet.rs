//! The list of firms as a workbook.

use ::store::Tx;
use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Heading, Named, Type};
use web::{Actor, App, ListQuery, Result, Sheet};

use super::{columns, count, find_list, wanted};
use crate::door;
use crate::firm::{FirmLine, SIZES};

/// Firms that are read at once.
const AT_ONCE: i64 = 500;

/// GET /firms/rows.xlsx, with the filters and the order of the list.
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let mut wanted = wanted(&list, &actor);
    wanted.limit = AT_ONCE;
    let total = count(&mut tx, &wanted, app.today()).await?;
    let named = Named {
        sheet: "企业".to_owned(),
        headings: headings(),
        about: about(&app, &actor, &mut tx, &list, total).await?,
    };
    let mut sheet = Sheet::begin(app.store().files(), named);
    while wanted.offset < total {
        let mut firms = find_list(&mut tx, &wanted, app.today()).await?;
        door::name_towns(&mut tx, firms.iter_mut()).await?;
        for firm in firms {
            sheet.row(cells(firm)).await?;
        }
        wanted.offset += AT_ONCE;
    }
    drop(tx);
    sheet.answer(&format!("企业-{}", app.today())).await
}

fn headings() -> Vec<Heading> {
    let kind = |id: &str| match id {
        "code" => Type::Code,
        "registered" => Type::Day,
        _ => Type::Text,
    };
    let heading = |column: web::Column| Heading {
        kind: kind(&column.id),
        name: column.name,
        unit: None,
    };
    columns().into_iter().map(heading).collect()
}

fn cells(firm: FirmLine) -> Vec<Cell> {
    let size = firm.size_name().to_owned();
    vec![
        Cell::Text(firm.name),
        Cell::Text(firm.code),
        Cell::Text(firm.town_name),
        Cell::Text(firm.industry),
        Cell::Text(size),
        Cell::Day(firm.registered_on),
    ]
}

/// What the list was asked for, when, and by whom.
async fn about(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    list: &ListQuery,
    total: i64,
) -> Result<Vec<(String, String)>> {
    let town = actor.sees_only_town().or(list.get("town").parse().ok());
    let town = match town {
        Some(id) => identity::door::organisation(tx, id).await?,
        None => None,
    };
    let size = SIZES.iter().find(|(code, _)| *code == list.get("size"));
    let or_all = |text: &str| if text.is_empty() { "全部" } else { text }.to_owned();
    let pairs = [
        ("名称、代码或首字母", or_all(list.get("q"))),
        (
            "镇区",
            or_all(town.map_or(String::new(), |unit| unit.name).as_str()),
        ),
        ("规模", or_all(size.map_or("", |(_, name)| name))),
        ("家数", total.to_string()),
        ("名称和镇区截至", app.today().to_string()),
        (
            "导出",
            format!("{} {} {}", actor.name, app.today(), app.now().time()),
        ),
    ];
    Ok(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
}
