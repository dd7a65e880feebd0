//! GET /cultivation/forecast/rows.xlsx: what the forecasts are made of as a workbook.

use axum::extract::State;
use axum::response::Response;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, ListQuery, Result, Sheet};

use super::{Shown, shown};
use crate::access;
use crate::forecast::SURE;
use crate::forecast::making::Part;

const COLUMNS: [Column; 8] = [
    ("预计什么", Type::Text, None),
    ("所处阶段", Type::Text, None),
    ("企业（家）", Type::Count, None),
    ("今年已无批次（家）", Type::Count, None),
    ("往年办成", Type::Text, None),
    ("先估", Type::Share, None),
    ("把握", Type::Share, None),
    ("预计（家）", Type::Text, None),
];

pub async fn workbook(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::read(&actor)?;
    let (day, mut tx) = (app.today(), app.read(&actor).await?);
    let shown = shown(&app, &mut tx, &ListQuery::default(), day).await?;
    drop(tx);
    let first = [
        ("截至", day.to_string()),
        ("到", day.last_of_year().to_string()),
    ];
    let last = ("说明", "预计不是数值，不进任何报表".to_owned());
    let about = first
        .into_iter()
        .chain(shown.iter().map(range))
        .chain([last]);
    let named = Named::asked((&app, &actor), "年底预计", &COLUMNS, about);
    let rows = shown.iter().flat_map(rows).collect();
    Sheet::listed(&app, named, rows, &format!("年底预计-{day}")).await
}

fn range(one: &Shown) -> (&'static str, String) {
    let range = &one.forecast.range;
    let (words, middle) = (range.words(), range.middle());
    (one.name, format!("{words} 家，八成把握，居中 {middle} 家"))
}

/// What is certain, then the firms of each place.
fn rows(one: &Shown) -> impl Iterator<Item = Vec<Cell>> {
    let mut certain = vec![one.name.into(), "已经定的".into()];
    certain.resize(COLUMNS.len() - 1, Cell::Nothing);
    certain.push(one.forecast.certain.into());
    let parts = one.forecast.parts.iter();
    std::iter::once(certain).chain(parts.map(|part| cells(one.name, part)))
}

fn cells(name: &str, part: &Part) -> Vec<Cell> {
    let share = |chance: i64| Cell::Number(chance as f64 / SURE as f64);
    vec![
        name.into(),
        part.place.word().into(),
        part.firms.into(),
        part.closed.into(),
        part.past().into(),
        part.prior().map(share).into(),
        share(part.chance),
        Cell::Number(part.tenths() as f64 / 10.0),
    ]
}
