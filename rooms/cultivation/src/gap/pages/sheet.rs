//! GET /cultivation/towns/{town}/rows.xlsx: the gap list of a town as a workbook.

use axum::extract::State;
use axum::response::Response;
use values::Id;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Organisation, Path, Result, Sheet};

use super::{Line, of_town};
use crate::sheet::{named, of_firms};

const COLUMNS: [Column; 8] = [
    ("阶段", Type::Text, None),
    ("天数", Type::Count, None),
    ("差什么", Type::Long, None),
    ("怎么办", Type::Long, None),
    ("最晚", Type::Day, None),
    ("任务和期限", Type::Long, None),
    ("镇区责任人", Type::Text, None),
    ("局责任人", Type::Text, None),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Path(town): Path<Id<Organisation>>,
) -> Result<Response> {
    let (day, mut tx) = (app.today(), app.read(&actor).await?);
    let (unit, lines) = of_town(&app, &mut tx, &actor, town).await?;
    drop(tx);
    let about = [
        ("镇区", unit.name.clone()),
        ("家数", lines.len().to_string()),
        ("截至", day.to_string()),
    ];
    let headed = Named::asked((&app, &actor), "差距单", &of_firms(&COLUMNS), about);
    let rows = lines.iter().map(cells).collect();
    Sheet::listed(&app, headed, rows, &format!("{}差距单-{day}", unit.name)).await
}

fn cells(line: &Line) -> Vec<Cell> {
    let (card, step, gaps) = (&line.card, &line.card.step, line.gaps());
    let short = match gaps.is_empty() {
        true => card.light.1.clone(),
        false => gaps.join("\n"),
    };
    let cells = [
        step.stage.word().into(),
        card.days.into(),
        short.into(),
        card.road().into(),
        card.last_day().into(),
        line.told().join("\n").into(),
        (&step.town_person.name).into(),
        (&step.bureau_person.name).into(),
    ];
    named(&card.firm, cells)
}
