//! What goes over the wire at a first visit: the page and all that it asks for, gzipped.

use anyhow::Result;

use crate::ground::{Ground, rooms};
use crate::measured::{Measured, Must, Rounds};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::work::links;

/// Pages without a chart.
const PAGES: [&str; 8] = [
    "/",
    "/plan",
    "/ledger",
    "/ledger/payment",
    "/ledger/queue",
    "/firms",
    "/notices",
    "/indicators",
];

pub async fn measure(ground: &Ground) -> Result<Vec<Measured>> {
    let visitor = Visitor::to(&ground.place).await?;
    let site = Site::new(&visitor.store, rooms(), &visitor.cookie);
    let mut rounds = Rounds::default();
    for page in PAGES {
        let bytes = first_visit(&site, page).await?;
        rounds.push(bytes as f64 / 1000.0);
    }
    visitor.store.close().await;
    Ok(vec![ground.tell(rounds.line(
        "a page over the wire, first visit, gzipped (largest)",
        rounds.max(),
        "KB",
        Some(Must::Under(120.0)),
    ))])
}

async fn first_visit(site: &Site, page: &str) -> Result<usize> {
    let text = site.get(page).await?.text();
    let mut bytes = site.zipped(page).await?.body.len();
    let scripts = links(&text.replace("src=\"", "href=\""), "/assets/");
    for asset in scripts {
        bytes += site.zipped(&asset).await?.body.len();
    }
    Ok(bytes)
}
