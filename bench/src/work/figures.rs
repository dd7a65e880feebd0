//! Any figure, its rows, its left-out rows, as of a day and known at a moment: server time with empty caches.

use anyhow::Result;
use values::Day;

use crate::ground::{Ground, rooms};
use crate::measured::{Measured, Must, Rounds};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::work::links;

/// Askings of each indicator, each of another year.
const ASKINGS: i32 = 5;

const WORKS: [&str; 5] = [
    "a figure's page, cold (p95)",
    "its rows, another page of them, cold (p95)",
    "its rows left out for a reason, cold (p95)",
    "as of a day and known at a moment, cold (p95)",
    "the bridge between two moments, cold (p95)",
];

pub async fn measure(ground: &Ground) -> Result<Vec<Measured>> {
    let visitor = Visitor::to(&ground.place).await?;
    let cold = || Site::new(&visitor.store, rooms(), &visitor.cookie);
    let list = cold().get("/indicators").await?.text();
    let mut indicators = links(&list, "/indicators/");
    indicators.retain(|link| !link.contains('?'));
    let mut rounds: [Rounds; 5] = Default::default();
    let today = visitor.store.clock().today();
    for indicator in &indicators {
        let id = indicator.trim_start_matches("/indicators/");
        for years in 0..ASKINGS {
            let paths = paths(id, today, years, &cold()).await?;
            for (path, rounds) in paths.iter().zip(&mut rounds) {
                if !path.is_empty() {
                    rounds.push(cold().get(path).await?.millis());
                }
            }
        }
    }
    visitor.store.close().await;
    let limit = |at: usize| (at < 4).then_some(Must::Under(200.0));
    let lines = rounds
        .iter()
        .zip(WORKS)
        .enumerate()
        .map(|(at, (rounds, work))| ground.tell(rounds.line(work, rounds.p95(), "ms", limit(at))));
    Ok(lines.collect())
}

/// The addresses of one asking; empty where there is nothing to ask for.
async fn paths(id: &str, today: Day, years: i32, site: &Site) -> Result<[String; 5]> {
    let year = today.year() - years * 2 % 10;
    let first = Day::of(year, 1, 1).unwrap_or(today);
    let days = if year == today.year() {
        today.number() - first.number()
    } else {
        364
    };
    let day = first.plus(days / 2 + years * 37 % (days / 2 + 1));
    let known = day.plus(20).min(today.plus(-1));
    let page = format!("/figures/{id}?scope=county&day={day}");
    let shown = site.get(&page).await?.text();
    let left_out = links(&shown, "/figures/")
        .into_iter()
        .find(|link| link.contains("reason="));
    let left_out = left_out
        .and_then(|link| link.split('#').next().map(str::to_owned))
        .unwrap_or_default();
    let then = format!("{page}&known={known}");
    let bridge = format!("{page}&against={}", day.plus(-60));
    Ok([
        page.clone(),
        format!("{page}&page=2"),
        left_out,
        then,
        bridge,
    ])
}
