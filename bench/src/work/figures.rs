//! Any figure, its rows, its left-out rows, as of a day and known at a moment: server time with empty caches.

use anyhow::{Result, bail};
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
    let mut asked: [Asked; 5] = Default::default();
    let today = visitor.store.clock().today();
    for indicator in &indicators {
        let id = indicator.trim_start_matches("/indicators/");
        for asking in 0..ASKINGS {
            let paths = paths(id, today, asking, &cold()).await?;
            for (path, asked) in paths
                .iter()
                .zip(&mut asked)
                .filter(|(path, _)| !path.is_empty())
            {
                asked.add(path, cold().get(path).await?.millis());
            }
        }
    }
    visitor.store.close().await;
    let limit = |at: usize| (at < 4).then_some(Must::Under(200.0));
    let lines = asked
        .iter()
        .zip(WORKS)
        .enumerate()
        .map(|(at, (asked, work))| {
            eprintln!("  {work}: slowest {}", asked.slowest);
            ground.tell(asked.rounds.line(work, asked.rounds.p95(), "ms", limit(at)))
        });
    Ok(lines.collect())
}

#[derive(Default)]
struct Asked {
    rounds: Rounds,
    slowest: String,
}

impl Asked {
    fn add(&mut self, path: &str, millis: f64) {
        if millis > self.rounds.max() {
            self.slowest = format!("{millis:.0} ms {path}");
        }
        self.rounds.push(millis);
    }
}

/// The addresses of one asking; empty where there is nothing to ask for.
async fn paths(id: &str, today: Day, asking: i32, site: &Site) -> Result<[String; 5]> {
    let (day, shown) = asked_on(id, today, asking, site).await?;
    let known = day.plus(20).min(today.plus(-1));
    let page = format!("/figures/{id}?scope=county&day={day}");
    let left_out = links(&shown, "/figures/")
        .into_iter()
        .find(|link| link.contains("reason="));
    let left_out = left_out.and_then(|link| link.split('#').next().map(str::to_owned));
    let then = format!("{page}&known={known}");
    let bridge = format!("{page}&against={}", day.plus(-60));
    let more = format!("{page}&page=2");
    Ok([page, more, left_out.unwrap_or_default(), then, bridge])
}

/// A day in the second half of another year at each asking, and the page of it; of this year where
/// the indicator was not defined then.
async fn asked_on(id: &str, today: Day, asking: i32, site: &Site) -> Result<(Day, String)> {
    for year in [today.year() - asking * 2, today.year()] {
        let first = Day::of(year, 1, 1).unwrap_or(today);
        let days = (today.number() - first.number()).min(364);
        let day = first.plus(days / 2 + asking * 37 % (days / 2 + 1));
        if let Some(page) = site
            .if_given(&format!("/figures/{id}?scope=county&day={day}"))
            .await?
        {
            return Ok((day, page.text()));
        }
    }
    bail!("{id} is not defined this year")
}
