//! Durable acts a second, one client: an act that writes one row and its entry in the trail (a person is admitted), against
//! a bare transaction of two rows on the same disk with the same settings. Beside it the act that offices do most, a row
//! posted to the ledger: one entry, version and content, its writer, number and topic, with all their indexes.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use identity::door::NewPerson;
use ledger::door::Posting;
use store::Engine;

use crate::cluster::Cluster;
use crate::ground::{self, Ground};
use crate::measured::{Measured, Must, Rounds};
use crate::visitor::Visitor;
use crate::work::two_rows::TwoRows;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
const WARM: Duration = Duration::from_millis(500);

pub async fn measure(ground: &Ground, cluster: Option<&Cluster>) -> Result<Vec<Measured>> {
    let scratch = ground.copy(cluster).await?;
    let visitor = Arc::new(Visitor::to(&scratch.place).await?);
    let mut acts = Acts::of(&visitor, 0).await?;
    let mut two_rows = two_rows(&scratch.place).await?;
    let [mut one, mut posted, mut bare] = std::array::from_fn(|_| Rounds::default());
    let [mut ratio, mut ratio_posted] = std::array::from_fn(|_| Rounds::default());
    acts.a_second(Deed::Person, WARM).await?;
    acts.a_second(Deed::Row, WARM).await?;
    for round in 0..ROUNDS {
        one.push(acts.a_second(Deed::Person, ROUND).await?);
        bare.push(two_rows.a_second(ROUND).await?);
        posted.push(acts.a_second(Deed::Row, ROUND).await?);
        ratio.push(one.at_round(round) / bare.at_round(round));
        ratio_posted.push(posted.at_round(round) / bare.at_round(round));
    }
    two_rows.close().await?;
    visitor.store.close().await;
    let a_second =
        |rounds: &Rounds, work| ground.tell(rounds.line(work, rounds.middle(), "/s", None));
    Ok(vec![
        ground.tell(ratio.line(
            "durable single-row acts with trail, against a bare transaction of two rows",
            ratio.middle(),
            "",
            Some(Must::AtLeast(0.5)),
        )),
        ground.tell(ratio_posted.line(
            "rows posted to the ledger with trail, against the same",
            ratio_posted.middle(),
            "",
            None,
        )),
        a_second(&one, "durable single-row acts with trail"),
        a_second(&posted, "rows posted to the ledger with trail"),
        a_second(&bare, "bare transactions of two rows"),
    ])
}

/// What is done once and again.
#[derive(Clone, Copy)]
enum Deed {
    Person,
    Row,
}

async fn two_rows(place: &ground::Place) -> Result<TwoRows> {
    let file: &Path = &place.folder.join("two_rows.db");
    match place.engine {
        Engine::Sqlite => TwoRows::on_sqlite(file),
        Engine::PostgreSql => TwoRows::on_postgres(place.url.as_deref().unwrap_or_default()).await,
    }
}

/// What a person of an office does, one act after the other.
pub struct Acts {
    visitor: Arc<Visitor>,
    firm: enterprise::door::FirmLine,
    number: u64,
}

impl Acts {
    /// `number` stands in what is written: two people begin at different ones.
    pub async fn of(visitor: &Arc<Visitor>, number: u64) -> Result<Self> {
        let mut tx = visitor.store.read(&visitor.actor.county).await?;
        let firms = enterprise::door::search(&mut tx, "", None, 1).await?;
        Ok(Acts {
            visitor: Arc::clone(visitor),
            firm: firms
                .into_iter()
                .next()
                .context("the generated database holds no firm")?,
            number,
        })
    }

    async fn a_second(&mut self, deed: Deed, time: Duration) -> Result<f64> {
        let (begun, from) = (Instant::now(), self.number);
        while begun.elapsed() < time {
            match deed {
                Deed::Person => self.admit().await?,
                Deed::Row => self.post().await?,
            }
        }
        Ok((self.number - from) as f64 / begun.elapsed().as_secs_f64())
    }

    async fn admit(&mut self) -> Result<()> {
        self.number += 1;
        let actor = &self.visitor.actor;
        let mut tx = self.visitor.store.write(&actor.county).await?;
        let person = NewPerson {
            sign_in: format!("bench-{}", self.number),
            name: format!("新同事{}", self.number),
            password_hash: String::new(),
            must_change: true,
        };
        identity::door::admit(&mut tx, &actor.who(), person).await?;
        Ok(tx.commit().await?)
    }

    pub async fn post(&mut self) -> Result<()> {
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
