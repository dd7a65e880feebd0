//! GET /cultivation/rows.xlsx: the firms in the pipeline as a workbook, with the filters and the order of the list.

use axum::extract::{Query, State};
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type, or_all};
use web::{Actor, App, ListQuery, Result, Sheet};

use super::{cards, sorted, towns, wanted};
use crate::access;
use crate::board::Card;
use crate::sheet::{named, of_firms};

const COLUMNS: [Column; 6] = [
    ("阶段", Type::Text, None),
    ("进入日", Type::Day, None),
    ("在此天数", Type::Count, None),
    ("科室责任人", Type::Text, None),
    ("镇区责任人", Type::Text, None),
    ("差什么", Type::Text, None),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let asked = ListQuery::from_pairs(query);
    let (today, mut tx) = (app.today(), app.read(&actor).await?);
    let mut found = cards(&app, &mut tx, &actor, today).await?;
    let wanted = wanted(&asked);
    found.retain(|card| wanted.fits(card));
    let found = sorted(found, &asked);
    let towns = towns(&mut tx, today).await?;
    drop(tx);
    let town = actor
        .sees_only_town()
        .or(wanted.town)
        .and_then(|id| towns.into_iter().find(|unit| unit.id == id));
    let about = [
        ("名称或代码", or_all(&wanted.part)),
        ("镇区", or_all(town.as_ref().map_or("", |unit| &unit.name))),
        ("环节", or_all(wanted.lane.map_or("", |lane| lane.word()))),
        (
            "阶段",
            or_all(wanted.stage.map_or("", |stage| stage.word())),
        ),
        ("家数", found.len().to_string()),
        ("截至", today.to_string()),
    ];
    let headed = Named::asked((&app, &actor), "培育企业", &of_firms(&COLUMNS), about);
    let rows = found.iter().map(cells).collect();
    Sheet::listed(&app, headed, rows, &format!("培育企业-{today}")).await
}

fn cells(card: &Card) -> Vec<Cell> {
    let step = &card.step;
    let cells = [
        step.stage.word().into(),
        step.day.into(),
        card.days.into(),
        (&step.bureau_person.name).into(),
        (&step.town_person.name).into(),
        (&card.light.1).into(),
    ];
    named(&card.firm, cells)
}
