//! The list of firms as a workbook, as it is shown.

use ::store::Tx;
use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Heading, Named, Type, Unit};
use web::{Actor, App, Result, Sheet};

use super::found::Found;
use super::known::Known;
use crate::fact::{Definition, Kind};
use crate::firm::asked::{Asked, Shown, joined};
use crate::firm::{FirmLine, SIZES};

/// Firms that are read at once.
const AT_ONCE: i64 = 500;

/// GET /firms/rows.xlsx, with the filters, the columns and the order of the list.
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = joined(pairs);
    let mut tx = app.read(&actor).await?;
    let asked = Asked::of(&mut tx, &list, &actor, app.today()).await?;
    let found = Found::of(&app, &mut tx, &asked).await?;
    let mut headings = vec![heading("企业", Type::Text, None)];
    headings.extend(asked.columns.iter().map(of_column));
    let named = Named {
        sheet: "企业".to_owned(),
        headings,
        about: about(&app, &actor, &mut tx, &asked, found.total).await?,
    };
    let mut sheet = Sheet::begin(app.store().files(), named);
    let mut offset = 0;
    while offset < found.total {
        let firms = found.page(&mut tx, &asked, (offset, AT_ONCE)).await?;
        let known = Known::of(&mut tx, &firms, &asked, &found).await?;
        for firm in firms {
            sheet.row(cells(&firm, &asked.columns, &known)).await?;
        }
        offset += AT_ONCE;
    }
    drop(tx);
    sheet.answer(&format!("企业-{}", app.today())).await
}

pub fn heading(name: &str, kind: Type, unit: Option<Unit>) -> Heading {
    Heading {
        name: name.to_owned(),
        kind,
        unit,
    }
}

fn of_column(column: &Shown) -> Heading {
    match column.fact.map(|one| (one, one.kind)) {
        Some((one, Kind::Money)) => heading(&one.name, Type::Money, Some(Unit::Wan)),
        Some((one, Kind::Count | Kind::Mark)) => heading(&one.label(), Type::Count, None),
        Some((one, Kind::Day)) => heading(&one.name, Type::Day, None),
        Some((one, Kind::Flag | Kind::Field)) => heading(&one.name, Type::Text, None),
        None => {
            let kind = match column.id.as_str() {
                "code" => Type::Code,
                "registered" => Type::Day,
                _ => Type::Text,
            };
            heading(&column.name, kind, None)
        }
    }
}

fn cells(firm: &FirmLine, columns: &[Shown], known: &Known) -> Vec<Cell> {
    let cell = |column: &Shown| match column.fact {
        Some(one) => known
            .fact(firm, one)
            .map_or(Cell::Text(String::new()), |value| of_fact(one, value)),
        None if column.id == "registered" => Cell::Day(firm.registered_on),
        None => Cell::Text(known.own(firm, &column.id)),
    };
    let rest = columns.iter().map(cell);
    std::iter::once(Cell::Text(firm.name.clone()))
        .chain(rest)
        .collect()
}

fn of_fact(one: &Definition, value: i64) -> Cell {
    match one.kind {
        Kind::Money => Cell::Money(values::Fen(value)),
        Kind::Count | Kind::Mark => Cell::Count(value),
        Kind::Day | Kind::Flag | Kind::Field => Cell::Text(one.shown(value)),
    }
}

/// What the list was asked for, when, and by whom.
pub async fn about(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    asked: &Asked,
    total: i64,
) -> Result<Vec<(String, String)>> {
    let town = match asked.wanted.town {
        Some(id) => identity::door::organisation(tx, id).await?,
        None => None,
    };
    let size = SIZES.iter().find(|(code, _)| *code == asked.wanted.size);
    let or_all = |text: &str| if text.is_empty() { "全部" } else { text }.to_owned();
    let others: Vec<&str> = asked.chips.iter().map(|(word, _)| word.as_str()).collect();
    let town = town.map_or(String::new(), |unit| unit.name);
    let pairs = [
        ("名称、代码或首字母", or_all(&asked.wanted.part)),
        ("镇区", or_all(&town)),
        ("规模", or_all(size.map_or("", |(_, name)| name))),
        ("其他条件", or_all(&others.join("；"))),
        ("家数", total.to_string()),
        ("名称和镇区截至", app.today().to_string()),
        ("事实的年度", asked.year.to_string()),
        (
            "导出",
            format!("{} {} {}", actor.name, app.today(), app.now().time()),
        ),
    ];
    Ok(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
}
