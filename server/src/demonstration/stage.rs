//! Plays the story into an empty county through the rooms' own doors, with a clock that stands at
//! each act's moment.

use std::collections::HashMap;

use anyhow::Context;
use enterprise::door::Firm;
use ledger::door::{Entry, Paper as Proof};
use store::{Store, Tx};
use values::{Id, Moment};
use web::{Actor, Organisation};

use super::act::{Act, Deed, Posting, Row, Value};
use super::leading::Led;
use super::paper::{Paper, Sheet};
use super::story::Story;
use super::{county, leading, mapping};

/// Acts of one person that follow each other are one transaction, up to so many.
const TOGETHER: usize = 40;

/// What the database has given ids so far.
pub struct Stage<'a> {
    pub store: &'a Store,
    pub actors: HashMap<&'static str, Actor>,
    pub towns: Vec<Id<Organisation>>,
    pub firms: HashMap<usize, Id<Firm>>,
    pub rows: HashMap<Row, Id<Entry>>,
    pub led: Led,
}

impl<'a> Stage<'a> {
    pub fn new(
        store: &'a Store,
        actors: HashMap<&'static str, Actor>,
        towns: Vec<Id<Organisation>>,
    ) -> Self {
        Stage {
            store,
            actors,
            towns,
            firms: HashMap::new(),
            rows: HashMap::new(),
            led: Led::default(),
        }
    }

    /// Plays all acts; `told` hears how many are done.
    pub async fn play(
        &mut self,
        story: &Story,
        told: &(dyn Fn(usize) + Sync),
    ) -> anyhow::Result<()> {
        let mut done = 0;
        let together = |one: &Act, next: &Act| one.at == next.at && one.who == next.who;
        for run in story
            .acts
            .chunk_by(together)
            .flat_map(|run| run.chunks(TOGETHER))
        {
            self.play_together(story, run).await?;
            done += run.len();
            told(done);
        }
        Ok(())
    }

    async fn play_together(&mut self, story: &Story, run: &[Act]) -> anyhow::Result<()> {
        let Some(first) = run.first() else {
            return Ok(());
        };
        let mut tx = self.begin(first.at).await?;
        let actor = self
            .actors
            .get(first.who)
            .cloned()
            .with_context(|| format!("nobody is {}", first.who))?;
        for act in run {
            self.act(&mut tx, story, &actor, act)
                .await
                .with_context(|| format!("{act:?}"))?;
        }
        Ok(tx.commit().await?)
    }

    pub async fn begin(&self, at: Moment) -> anyhow::Result<Tx> {
        self.store.clock().set(at);
        Ok(self.store.write(county::CODE).await?)
    }

    async fn act(
        &mut self,
        tx: &mut Tx,
        story: &Story,
        actor: &Actor,
        act: &Act,
    ) -> anyhow::Result<()> {
        match &act.deed {
            Deed::Firm(at) => self.enter_firm(tx, story, actor, *at).await?,
            Deed::Enter {
                row,
                posting,
                hand_in,
            } => {
                let posting = self.posting(posting).await?;
                let entry = match hand_in {
                    true => ledger::door::post(tx, actor, posting).await?,
                    false => ledger::door::enter(tx, actor, posting).await?,
                };
                self.rows.insert(*row, entry);
            }
            Deed::Verify(row) => ledger::door::verify(tx, actor, self.entry(*row)?).await?,
            Deed::SendBack(row, reason) => {
                ledger::door::send_back(tx, actor, self.entry(*row)?, reason).await?
            }
            Deed::Correct {
                row,
                posting,
                reason,
                hand_in,
            } => {
                let (entry, posting) = (self.entry(*row)?, self.posting(posting).await?);
                ledger::door::correct(tx, actor, entry, posting, reason).await?;
                if *hand_in {
                    ledger::door::submit(tx, actor, entry).await?;
                }
            }
            Deed::Prove(row, paper) => {
                let (entry, proof) = (self.entry(*row)?, self.proof(paper).await?);
                ledger::door::prove(tx, actor, entry, proof).await?;
            }
            Deed::Plan(step) => mapping::take(self.store, tx, actor, step).await?,
            deed => leading::act(self, tx, actor, deed).await?,
        }
        Ok(())
    }

    async fn enter_firm(
        &mut self,
        tx: &mut Tx,
        story: &Story,
        actor: &Actor,
        at: usize,
    ) -> anyhow::Result<()> {
        let firm = story.firms.get(at).context("no such firm")?;
        let new = enterprise::door::NewFirm {
            code: firm.code.clone(),
            name: firm.name.clone(),
            town: self.town(firm.town)?,
            industry: firm.industry.to_owned(),
            size: firm.size.to_owned(),
            registered_on: firm.registered_on,
        };
        let id = enterprise::door::enter(tx, &actor.who(), new, true)
            .await
            .map_err(|refusal| anyhow::anyhow!("{refusal}"))?;
        self.firms.insert(at, id);
        Ok(())
    }

    pub fn firm(&self, at: usize) -> anyhow::Result<Id<Firm>> {
        let firm = self.firms.get(&at).copied();
        firm.with_context(|| format!("firm {at} is not there"))
    }

    pub fn entry(&self, row: Row) -> anyhow::Result<Id<Entry>> {
        self.rows
            .get(&row)
            .copied()
            .with_context(|| format!("row {row} is not there"))
    }

    fn town(&self, at: usize) -> anyhow::Result<Id<Organisation>> {
        self.towns.get(at).copied().context("no such town")
    }

    async fn posting(&self, posting: &Posting) -> anyhow::Result<ledger::door::Posting> {
        let mut fields = ledger::door::Fields::new();
        for (field, value) in &posting.fields {
            let text = match value {
                Value::Text(text) => text.clone(),
                Value::Link(row) => self.entry(*row)?.to_string(),
            };
            fields.insert((*field).to_owned(), text);
        }
        let mut proofs = Vec::new();
        for paper in &posting.papers {
            proofs.push(self.proof(paper).await?);
        }
        let subject = posting
            .firm
            .map(|firm| {
                self.firms
                    .get(&firm)
                    .copied()
                    .context("the firm is not there")
            })
            .transpose()?;
        let town = posting.town.map(|town| self.town(town)).transpose()?;
        Ok(ledger::door::Posting {
            kind: posting.kind.to_owned(),
            subject,
            town,
            fields,
            proofs,
        })
    }

    /// A paper as the ledger takes it; a drawn file is kept first.
    async fn proof(&self, paper: &Paper) -> anyhow::Result<ledger::door::Proof> {
        let proof = match &paper.sheet {
            Sheet::Number {
                number,
                issuer,
                day,
            } => Proof::Number {
                number: number.clone(),
                issuer: issuer.clone(),
                day: *day,
            },
            Sheet::File(drawn) => {
                let (bytes, media) = drawn.bytes();
                let received = self.store.files().receive_bytes(&bytes).await?;
                self.store.files().keep(&received).await?;
                Proof::File {
                    sha256: received.sha256.clone(),
                    name: drawn.name.clone(),
                    size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                    media: media.to_owned(),
                }
            }
        };
        Ok(ledger::door::Proof {
            voucher: paper.voucher.to_owned(),
            paper: proof,
        })
    }
}
