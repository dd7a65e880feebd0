//! The page of the year with its targets: cold and warm.

use anyhow::{Result, ensure};

use crate::ground::{Ground, rooms};
use crate::measured::{Measured, Must, Rounds};
use crate::site::Site;
use crate::visitor::Visitor;

const COLD: usize = 20;
const WARM: usize = 200;
/// Targets that the page of a whole plan shows.
const TARGETS: usize = 14;

pub async fn measure(ground: &Ground) -> Result<Vec<Measured>> {
    let visitor = Visitor::to(&ground.place).await?;
    let site = || Site::new(&visitor.store, rooms(), &visitor.cookie);
    // Once unmeasured: the lights of past months are found out and kept for good.
    let first = site().get("/plan").await?;
    let targets = first.text().matches("data-label=\"目标\"").count();
    ensure!(
        targets >= TARGETS,
        "the page of the year shows {targets} targets instead of {TARGETS}"
    );
    let (mut cold, mut warm) = (Rounds::default(), Rounds::default());
    for _ in 0..COLD {
        cold.push(site().get("/plan").await?.millis());
    }
    let kept = site();
    kept.get("/plan").await?;
    for _ in 0..WARM {
        warm.push(kept.get("/plan").await?.millis());
    }
    visitor.store.close().await;
    let once = Rounds::once(first.millis());
    Ok(vec![
        ground.tell(cold.line(
            "年度重点 with 14 targets, cold (p95)",
            cold.p95(),
            "ms",
            Some(Must::Under(400.0)),
        )),
        ground.tell(warm.line(
            "年度重点, warm (p95)",
            warm.p95(),
            "ms",
            Some(Must::Under(30.0)),
        )),
        ground.tell(once.line(
            "年度重点, the first time ever (past lights are found and kept)",
            once.middle(),
            "ms",
            None,
        )),
    ])
}
