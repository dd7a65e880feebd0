//! The split of a whole plan: fourteen targets over fourteen towns, five offices and four quarters, on a copy.

use anyhow::{Context, Result, ensure};
use identity::door::{actor_of, open_session, organisations, people_in};
use plan::door::SplitBy;
use values::Day;
use web::{Actor, App, Role};

use crate::cluster::Cluster;
use crate::ground::{Ground, rooms};
use crate::measured::{Measured, Must, Rounds};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::work::told;

const ROUNDS: usize = 5;
/// Targets that a whole plan has.
const TARGETS: usize = 14;
/// The limit of the page, in milliseconds.
const LIMIT: f64 = 150.0;

pub async fn measure(ground: &Ground, cluster: Option<&Cluster>) -> Result<Vec<Measured>> {
    let scratch = ground.copy(cluster).await?;
    let visitor = Visitor::to(&scratch.place).await?;
    let (head, cookie) = head(&visitor).await?;
    let pages = hand_down(&visitor, &head).await?;
    ensure!(
        pages.len() >= TARGETS,
        "only {} targets are split",
        pages.len()
    );
    let site = || Site::new(&visitor.store, rooms(), &cookie);
    let (mut cold, mut warm, mut units) = (Rounds::default(), Rounds::default(), Rounds::default());
    for _ in 0..ROUNDS {
        for page in &pages {
            let kept = site();
            cold.push(kept.get(page).await?.millis());
            warm.push(kept.get(page).await?.millis());
        }
        units.push(site().get("/plan/shares").await?.millis());
    }
    visitor.store.close().await;
    let must = || Some(Must::Under(LIMIT));
    Ok(vec![
        ground.tell(cold.line(
            "任务分解, the matrix of a target, cold (p95)",
            cold.p95(),
            "ms",
            must(),
        )),
        ground.tell(warm.line("任务分解, the same, warm (p95)", warm.p95(), "ms", must())),
        ground.tell(units.line(
            "任务分解, 14 targets and all units, cold (p95)",
            units.p95(),
            "ms",
            must(),
        )),
    ])
}

/// Somebody who may split every target: the director.
async fn head(visitor: &Visitor) -> Result<(Actor, String)> {
    let county = visitor.actor.county.clone();
    let today = visitor.store.clock().today();
    let mut tx = visitor.store.read(&county).await?;
    for unit in organisations(&mut tx, today).await? {
        let found = people_in(&mut tx, &[Role::Director], unit.id, today).await?;
        if let Some((person, _)) = found.first() {
            let actor = actor_of(&mut tx, *person, today).await?.context("nobody")?;
            drop(tx);
            let cookie = open_session(&visitor.store, &county, *person).await?;
            return Ok((actor, cookie));
        }
    }
    anyhow::bail!("the generated database holds nobody who may split a target")
}

/// Splits every target of the year; gives the addresses of their matrices.
async fn hand_down(visitor: &Visitor, head: &Actor) -> Result<Vec<String>> {
    let app = App::new(visitor.store.clone(), rooms(), true);
    let year = app.today().year();
    let first = Day::of(year, 1, 1).context("no such year")?;
    let mut tx = app.write(head).await.map_err(told)?;
    let targets = plan::door::targets(&mut tx, year.into(), None)
        .await
        .map_err(told)?;
    let mut pages = Vec::new();
    for target in &targets {
        plan::door::hand_down(&app, &mut tx, head, target.id, SplitBy::Even, first, "")
            .await
            .map_err(told)?;
        pages.push(format!("/plan/targets/{}/shares", target.id));
    }
    tx.commit().await?;
    Ok(pages)
}
