//! GET /plan/targets/{id}/shares/table.xlsx: the split as its page shows it, as a workbook.

use axum::extract::State;
use axum::response::Response;
use values::Id;
use web::sheet::{Cell, Heading, Named, Type};
use web::{Actor, App, Path, Result, Sheet};

use super::shown::{Shown, page_of};
use crate::access;
use crate::share::opened::Opened;
use crate::share::view::{Foot, Line, Table};
use crate::target::{Target, pages::held};

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Target>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let target = held(&mut tx, id).await?;
    let may_plan = access::plan(&actor, &target.terms.office).is_ok();
    let opened = Opened::read(&mut tx, id, may_plan).await?;
    let page = page_of(&app, &mut tx, &actor, target, &opened, Shown::default()).await?;
    drop(tx);
    let (target, table) = (page.target(), page.table());
    let about = [
        ("目标", format!("{} {}", target.number(), target.terms.name)),
        ("全年目标", target.terms.goal.shown()),
        ("版本", page.stage().to_owned()),
        ("口径", table.caption.clone()),
    ];
    let mut named = Named::asked((&app, &actor), "任务分解", &[], about);
    named.headings = headings(table);
    let mut rows: Vec<Vec<Cell>> = table.lines.iter().map(|line| cells(line, table)).collect();
    rows.extend(table.foot.iter().map(|foot| given(foot, table)));
    let name = format!("{}任务分解-{}", target.number(), app.today());
    Sheet::listed(&app, named, rows, &name).await
}

/// 镇（区、街道）, each quarter with its offices, 全年, and what was reached.
fn headings(table: &Table) -> Vec<Heading> {
    let quarters = table.quarters.iter().flat_map(|quarter| {
        let offices = table.offices.iter();
        offices.map(move |office| match table.offices.len() {
            1 => (*quarter).to_owned(),
            _ => format!("{quarter} {office}"),
        })
    });
    let first = std::iter::once("镇（区、街道）".to_owned());
    let last = ["全年", "去年实绩", "今年已完成", "完成", "灯"].map(str::to_owned);
    let heading = |name: String| Heading {
        name,
        kind: Type::Text,
        unit: None,
    };
    first.chain(quarters).chain(last).map(heading).collect()
}

fn cells(line: &Line, table: &Table) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(line.name.clone())];
    cells.extend(line.cells.iter().map(|cell| number(&cell.value)));
    cells.extend([&line.year, &line.last].map(|text| number(text)));
    let done = [&line.done.value, &line.done.percent, &line.done.light.word];
    cells.extend(done.map(|text| match table.has_done {
        true => number(text),
        false => Cell::Nothing,
    }));
    cells
}

/// 已分合计
fn given(foot: &Foot, table: &Table) -> Vec<Cell> {
    let mut cells = vec![Cell::Text("已分合计".to_owned())];
    cells.extend(foot.given.iter().map(|(_, sum)| number(sum)));
    cells.push(number(&foot.year));
    cells.resize(headings(table).len(), Cell::Nothing);
    cells
}

/// A number to reckon with where the text is one.
fn number(text: &str) -> Cell {
    let plain = text.replace(',', "").replace('−', "-");
    match plain.parse() {
        Ok(number) => Cell::Number(number),
        Err(_) => Cell::Text(text.to_owned()),
    }
}
