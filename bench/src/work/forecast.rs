//! The forecasts of all targets, their values being there: what a page adds to what it asks anyhow.

use std::time::Instant;

use anyhow::{Result, anyhow, ensure};
use web::App;

use crate::ground::{Ground, rooms};
use crate::measured::{Measured, Must, Rounds};
use crate::visitor::Visitor;

const ROUNDS: usize = 30;
/// Targets of a whole plan.
const TARGETS: usize = 14;

pub async fn measure(ground: &Ground) -> Result<Vec<Measured>> {
    let visitor = Visitor::to(&ground.place).await?;
    // Once unmeasured: past years are asked once a month and kept.
    let first = once(&visitor).await?;
    let mut rounds = Rounds::default();
    for _ in 0..ROUNDS {
        rounds.push(once(&visitor).await?);
    }
    visitor.store.close().await;
    let first = Rounds::once(first);
    Ok(vec![
        ground.tell(rounds.line(
            "the forecasts of 14 targets, cold (p95)",
            rounds.p95(),
            "ms",
            Some(Must::Under(150.0)),
        )),
        ground.tell(first.line(
            "the forecasts of 14 targets, the first time in a month",
            first.middle(),
            "ms",
            None,
        )),
    ])
}

/// Milliseconds of one forecasting by an app that has kept nothing.
async fn once(visitor: &Visitor) -> Result<f64> {
    let app = App::new(visitor.store.clone(), rooms(), true);
    let mut tx = visitor.store.read(&visitor.actor.county).await?;
    let wrong = |error| anyhow!("{error:?}");
    let measured = plan::door::measured(&app, &mut tx).await.map_err(wrong)?;
    let from = Instant::now();
    let foreseen = measured.forecast(&app, &mut tx).await.map_err(wrong)?;
    let took = from.elapsed().as_secs_f64() * 1000.0;
    ensure!(
        foreseen.len() >= TARGETS,
        "{} targets are forecast instead of {TARGETS}",
        foreseen.len()
    );
    Ok(took)
}
