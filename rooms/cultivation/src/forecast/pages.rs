//! GET /cultivation/forecast: the ranges of T03 and T04, what they are made of, how such ranges held.

pub mod sheet;

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::Day;
use web::{Actor, App, Frame, ListQuery, Result, page};

use super::chance::PRIOR_WEIGHT;
use super::kept::{self, MEASURES, Past, Record, today};
use super::making::{Forecast, Part};
use crate::access;

struct Shown {
    id: &'static str,
    name: &'static str,
    forecast: Forecast,
    record: Record,
    earlier: Vec<Past>,
    /// A goal that was asked about, and in how many of a hundred cases it is reached.
    goal: Option<(i64, u32)>,
    typed: String,
}

#[derive(Template)]
#[template(path = "account/forecast.html")]
struct ForecastPage {
    frame: Frame,
    day: Day,
    shown: Vec<Shown>,
}

impl ForecastPage {
    /// Of all tables.
    fn lines(&self) -> usize {
        let parts = self.shown.iter().map(|one| one.forecast.parts.len());
        parts.map(|parts| parts + 1).sum()
    }

    fn weight(&self) -> i64 {
        PRIOR_WEIGHT
    }

    /// Where the same target is foretold by the pace of past years.
    fn figure(&self, one: &Shown) -> &'static str {
        match one.id {
            "net_increase" => "/figures/hnte-net-increase",
            _ => "/figures/pool-entries",
        }
    }

    fn certain(&self, one: &Shown) -> String {
        values::grouped(i128::from(one.forecast.certain))
    }
}

/// `?net_increase=30`: how likely a goal is.
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let asked = ListQuery::from_pairs(query);
    let (day, mut tx) = (app.today(), app.read(&actor).await?);
    let shown = shown(&app, &mut tx, &asked, day).await?;
    drop(tx);
    kept::keep_quietly(&app, &actor.county).await;
    let frame = Frame::new(&app, &actor, "年底预计")
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("年底预计", "");
    page(&ForecastPage { frame, day, shown })
}

/// Each measure with its range and what it is made of.
async fn shown(app: &App, tx: &mut Tx, asked: &ListQuery, day: Day) -> Result<Vec<Shown>> {
    let made = today(app, tx, day).await?;
    let (earlier, records) = (made.earlier, made.records);
    let shown = MEASURES
        .into_iter()
        .zip(made.forecasts)
        .zip(records)
        .map(|(((id, name), forecast), record)| Shown {
            goal: asked
                .get(id)
                .parse()
                .ok()
                .map(|goal: i64| (goal, forecast.reaches(goal))),
            typed: asked.get(id).to_owned(),
            id,
            name,
            forecast,
            record,
            earlier: earlier
                .iter()
                .filter(|one| one.measure == id)
                .cloned()
                .collect(),
        })
        .collect();
    Ok(shown)
}
