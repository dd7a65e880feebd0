//! Durable acts a second, one client: a row posted to the ledger with its trail, against a bare
//! transaction of two rows on the same disk with the same settings.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use ledger::door::Posting;
use store::Engine;

use crate::cluster::Cluster;
use crate::ground::{Ground, Place};
use crate::measured::{Measured, Must, Rounds};
use crate::visitor::Visitor;
use crate::work::two_rows::TwoRows;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);

pub async fn measure(ground: &Ground, cluster: Option<&Cluster>) -> Result<Vec<Measured>> {
    let scratch = ground.copy(cluster).await?;
    let visitor = Visitor::to(&scratch.place).await?;
    let mut acts = Acts::of(&visitor).await?;
    let mut two_rows = two_rows(&scratch.place).await?;
    let (mut ratio, mut ours, mut bare) = (Rounds::default(), Rounds::default(), Rounds::default());
    acts.a_second(Duration::from_millis(500)).await?;
    for _ in 0..ROUNDS {
        ours.push(acts.a_second(ROUND).await?);
        bare.push(two_rows.a_second(ROUND).await?);
    }
    for at in 0..ROUNDS {
        ratio.push(ours.at_round(at) / bare.at_round(at));
    }
    two_rows.close().await?;
    visitor.store.close().await;
    Ok(vec![
        ground.tell(ratio.line(
            "durable single-row acts with trail, against a bare transaction of two rows",
            ratio.middle(),
            "",
            Some(Must::AtLeast(0.5)),
        )),
        ground.tell(ours.line(
            "durable single-row acts with trail",
            ours.middle(),
            "/s",
            None,
        )),
        ground.tell(bare.line("bare transactions of two rows", bare.middle(), "/s", None)),
    ])
}

async fn two_rows(place: &Place) -> Result<TwoRows> {
    let file: &Path = &place.folder.join("two_rows.db");
    match place.engine {
        Engine::Sqlite => TwoRows::on_sqlite(file).await,
        Engine::PostgreSql => TwoRows::on_postgres(place.url.as_deref().unwrap_or_default()).await,
    }
}

/// Demands that a person of an office posts, one after the other.
struct Acts<'a> {
    visitor: &'a Visitor,
    firm: enterprise::door::FirmLine,
    number: u64,
}

impl<'a> Acts<'a> {
    async fn of(visitor: &'a Visitor) -> Result<Self> {
        let mut tx = visitor.store.read(&visitor.actor.county).await?;
        let firms = enterprise::door::search(&mut tx, "", None, 1).await?;
        Ok(Acts {
            visitor,
            firm: firms
                .into_iter()
                .next()
                .context("the generated database holds no firm")?,
            number: 0,
        })
    }

    async fn a_second(&mut self, time: Duration) -> Result<f64> {
        let (begun, from) = (Instant::now(), self.number);
        while begun.elapsed() < time {
            self.post().await?;
        }
        Ok((self.number - from) as f64 / begun.elapsed().as_secs_f64())
    }

    async fn post(&mut self) -> Result<()> {
        self.number += 1;
        let actor = &self.visitor.actor;
        let mut tx = self.visitor.store.write(&actor.county).await?;
        let posting = self.posting(&tx.moment().day().to_string());
        ledger::door::post(&mut tx, actor, posting)
            .await
            .map_err(|refusal| anyhow::anyhow!("{refusal}"))?;
        Ok(tx.commit().await?)
    }

    fn posting(&self, today: &str) -> Posting {
        let number = self.number;
        let fields = [
            ("title", format!("高温合金叶片精密铸造工艺改进之{number}")),
            ("class", "process".to_owned()),
            ("published_on", today.to_owned()),
            (
                "difficulty",
                "现有工艺的成品率不到七成，壳型在高温下变形，尺寸超差，返修多。".to_owned(),
            ),
            ("budget", "1200000.00".to_owned()),
        ];
        Posting {
            kind: "demand".to_owned(),
            subject: Some(self.firm.id),
            town: None,
            fields: fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            proofs: Vec::new(),
        }
    }
}
