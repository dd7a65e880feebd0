//! Plays the story.

use std::collections::HashMap;

use anyhow::Context;
use enterprise::door::Firm;
use indicatif::ProgressBar;
use ledger::door::{Entry, Posting, Proof};
use measure::kind::{Kind, Kinds};
use store::{Store, Tx};
use values::{Day, Id, Moment};
use web::{Actor, Role};

use super::acts::{Act, Deed, plan};
use super::event::{Event, Fate, Story};
use super::people::County;
use super::{SignIn, carriers, cooperation, enterprises, finance, mapping, papers, people, rhythm, statistics};
use crate::demonstration::chance::Chance;
use crate::demonstration::county::CODE;
use crate::demonstration::firms::firms;

/// Firms that are there from the first day; those founded later are left to the person who tries it.
const FROM_THE_FIRST_DAY: usize = 572;

/// Fills an empty county up to the morning of `today`; gives who can sign in.
pub async fn fill(store: &Store, today: Day, bar: &ProgressBar) -> anyhow::Result<Vec<SignIn>> {
    bar.set_message("组织、用户和企业");
    let county = people::enter(store).await?;
    let mut chance = Chance::seeded(2020);
    let mut invented = firms(&mut chance);
    invented.truncate(FROM_THE_FIRST_DAY);
    let ids = people::enter_firms(store, &county, &invented).await?;
    let mut story = Story { events: Vec::new(), firms: &invented, today, chance };
    tell(&mut story);
    let mut player = Player { store, county, firms: ids, entries: HashMap::new(), drawn: 0 };
    player.play(&story.events, today, bar).await?;
    Ok(player.county.sign_ins)
}

fn tell(story: &mut Story<'_>) {
    let contracts = cooperation::contracts(story);
    cooperation::payments(story, &contracts);
    enterprises::certificates(story);
    enterprises::pool(story);
    enterprises::applications(story);
    carriers::all(story);
    finance::all(story);
    statistics::all(story);
    rhythm::all(story);
}

struct Player<'a> {
    store: &'a Store,
    county: County,
    firms: Vec<Id<Firm>>,
    entries: HashMap<usize, Id<Entry>>,
    drawn: usize,
}

impl Player<'_> {
    /// Half a day is one transaction; the notice is mapped on the day after it was issued.
    async fn play(&mut self, events: &[Event], today: Day, bar: &ProgressBar) -> anyhow::Result<()> {
        let acts = plan(events, today);
        let notice_on = Day::of(2020, 2, 14).context("day")?;
        let mut mapped = false;
        bar.set_length(acts.len() as u64);
        bar.set_message("两年的台账");
        for half in acts.chunk_by(|one, two| (one.day, one.afternoon) == (two.day, two.afternoon)) {
            let day = half[0].day;
            if day > notice_on && !mapped {
                mapped = true;
                self.map(notice_on).await?;
            }
            self.store.clock().set(Moment::at(day, if half[0].afternoon { 15 } else { 9 }, 30));
            let mut tx = self.store.write(CODE).await?;
            let kinds = ledger::door::kinds(&mut tx).await?;
            for act in half {
                let event = &events[act.event];
                let done = self.one(&mut tx, &kinds, event, *act).await;
                done.with_context(|| format!("{day} {:?} {} {:?}", act.deed, event.kind, event.fields))?;
                bar.inc(1);
            }
            tx.commit().await?;
        }
        if !mapped && today > notice_on {
            self.map(notice_on).await?;
        }
        Ok(())
    }

    async fn map(&self, day: Day) -> anyhow::Result<()> {
        self.store.clock().set(Moment::at(day, 10, 0));
        mapping::enter(self.store, &self.county).await
    }

    async fn one(&mut self, tx: &mut Tx, kinds: &Kinds, event: &Event, act: Act) -> anyhow::Result<()> {
        let kind = kinds.get(event.kind).context("kind")?;
        let enterer = self.county.who(&kind.office, Role::Staff)?.clone();
        let verifier = self.county.who(&kind.office, Role::Verifier)?.clone();
        let entry = self.entries.get(&act.event).copied();
        let done = match (act.deed, entry) {
            (Deed::Post, _) => return self.post(tx, kind, event, act.event, &enterer).await,
            (_, None) => anyhow::bail!("the row was not entered"),
            (Deed::Verify | Deed::VerifyAgain, Some(entry)) => ledger::door::verify(tx, &verifier, entry).await,
            (Deed::SendBack, Some(entry)) => ledger::door::send_back(tx, &verifier, entry, why(event)).await,
            (Deed::Prove, Some(entry)) => ledger::door::prove(tx, &enterer, entry, late(kind, event, act)).await,
            (Deed::Correct, Some(entry)) => {
                let posting = self.posting(kind, &corrected(event), Vec::new())?;
                ledger::door::correct(tx, &enterer, entry, posting, why(event)).await
            }
        };
        done.map_err(|refusal| anyhow::anyhow!("{refusal}"))
    }

    async fn post(&mut self, tx: &mut Tx, kind: &Kind, event: &Event, number: usize, enterer: &Actor) -> anyhow::Result<()> {
        let proofs = papers::of(self.store, kind, event, number, &mut self.drawn).await?;
        let posting = self.posting(kind, event, proofs)?;
        let entry = ledger::door::post(tx, enterer, posting).await.map_err(|refusal| anyhow::anyhow!("{refusal}"))?;
        self.entries.insert(number, entry);
        Ok(())
    }

    fn posting(&self, kind: &Kind, event: &Event, proofs: Vec<Proof>) -> anyhow::Result<Posting> {
        let mut fields: ledger::door::Fields = event.fields.iter().map(|(id, text)| ((*id).to_owned(), text.clone())).collect();
        if let Some((field, other)) = event.link {
            let entry = self.entries.get(&other).context("the linked row was not entered")?;
            fields.insert(field.to_owned(), entry.to_string());
        }
        let subject = event.firm.map(|firm| self.firms[firm]);
        Ok(Posting { kind: kind.id.clone(), subject, town: None, fields, proofs })
    }
}

fn why(event: &Event) -> &'static str {
    match event.fate {
        Fate::Returned(why) | Fate::Corrected { why, .. } => why,
        _ => "",
    }
}

/// The paper that comes late.
fn late(kind: &Kind, event: &Event, act: Act) -> Proof {
    let id = match event.fate {
        Fate::ProvedLater(voucher, _) => voucher,
        _ => "",
    };
    let name = kind.vouchers.iter().find(|voucher| voucher.id == id).map_or("", |voucher| voucher.name.as_str());
    Proof { voucher: id.to_owned(), paper: papers::reference(name, act.day, act.event) }
}

fn corrected(event: &Event) -> Event {
    let mut event = event.clone();
    if let Fate::Corrected { field, to, .. } = event.fate.clone() {
        for one in event.fields.iter_mut().filter(|one| one.0 == field) {
            one.1.clone_from(&to);
        }
    }
    event
}
