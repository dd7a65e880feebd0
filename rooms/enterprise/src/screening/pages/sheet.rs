//! GET /screening/{criterion}/rows.xlsx: the screening of all firms as a workbook, with the filters of the list.

use axum::extract::{Query, State};
use axum::response::Response;
use criteria::Clause;
use web::sheet::{Cell, Column, Named, Type, Unit, or_all};
use web::{Actor, App, ListQuery, Path, Result, Sheet};

use super::{Line, line, of_town};
use crate::firm::pages::{town_said, towns};
use crate::screening::screened;
use crate::screening::sought::{Sought, asking};
use crate::screening::words;

const COLUMNS: [Column; 7] = [
    ("企业", Type::Text, None),
    ("统一社会信用代码", Type::Code, None),
    ("镇区", Type::Text, None),
    ("结论", Type::Text, None),
    ("差", Type::Long, None),
    ("怎么办", Type::Long, None),
    ("约", Type::Money, Some(Unit::Wan)),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Path(criterion): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let asking = asking(app.today(), &criterion, &list);
    let mut tx = app.read(&actor).await?;
    let towns = towns(&mut tx, &app).await?;
    let screening = screened(&app, &mut tx, asking).await?;
    drop(tx);
    let program = screening.program()?;
    let clauses: Vec<&Clause> = program.clauses().collect();
    let own = &screening.in_use()?.criterion;
    let mut unread = Vec::new();
    let sought = Sought::read(&list, own, &clauses, &mut unread);
    let mut firms = of_town(&screening, &actor, &list).await?;
    firms.retain(|(one, _)| sought.fits(one));
    let verdict = super::VERDICTS
        .iter()
        .find(|verdict| verdict.id() == list.get("verdict"));
    let clause = clauses
        .iter()
        .find(|clause| clause.id == list.get("clause"));
    let about = [
        ("标准", own.name.clone()),
        ("文件", own.document.clone()),
        ("申报年度", screening.asking.year().to_string()),
        ("镇区", town_said(&towns, &actor, &list)),
        (
            "结论",
            or_all(verdict.map_or("", |one| words::light(*one).1)),
        ),
        ("不满足", or_all(clause.map_or("", |one| &one.name))),
        ("最多差", or_all(list.get("lacking"))),
        (
            "只差一条的",
            if list.get("alone") == "1" {
                "是"
            } else {
                "不限"
            }
            .to_owned(),
        ),
        ("没有用上的", unread.join("；")),
        ("家数", firms.len().to_string()),
    ];
    let named = Named::asked((&app, &actor), &own.name, &COLUMNS, about);
    let rows = firms
        .into_iter()
        .map(|(one, roads)| cells(line(&clauses, one, roads, screening.asking.last_year)));
    let rows = rows.collect();
    let name = format!("对照标准-{}-{}", own.name, app.today());
    Sheet::listed(&app, named, rows, &name).await
}

fn cells(line: Line) -> Vec<Cell> {
    vec![
        Cell::Text(line.name),
        Cell::Text(line.code),
        Cell::Text(line.town),
        Cell::Text(line.light.1.to_owned()),
        Cell::Text(line.gap),
        Cell::Text(line.way),
        line.cost.map_or(Cell::Nothing, Cell::Money),
    ]
}
