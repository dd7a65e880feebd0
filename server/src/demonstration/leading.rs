//! Plays what concerns firms before the criterion: facts, registers, and the pipeline with its batches and visits.

use std::collections::HashMap;

use anyhow::Context;
use cultivation::door::{self, Batch, Named, Outcome, Source, Task};
use enterprise::door::{Content, Register, Said, Stated};
use store::Tx;
use values::{Day, Id};
use web::Actor;

use super::act::{Deed, Holding, Listed, Move};
use super::stage::Stage;
use super::story::number;

/// What the database has given ids of the pipeline.
#[derive(Default)]
pub struct Led {
    batches: HashMap<usize, Id<Batch>>,
    visits: HashMap<usize, Id<Task>>,
}

pub async fn act(
    stage: &mut Stage<'_>,
    tx: &mut Tx,
    actor: &Actor,
    deed: &Deed,
) -> anyhow::Result<()> {
    match deed {
        Deed::Facts(listed) => facts(stage, tx, actor, listed).await,
        Deed::Confirm { firm, year } => {
            let firm = stage.firm(*firm)?;
            let confirmed = enterprise::door::confirm(tx, actor, firm, *year).await;
            confirmed.map(drop).map_err(said)
        }
        Deed::Hold(holding) => hold(stage, tx, actor, *holding).await,
        Deed::Strike { row, on, cause } => {
            let entry = stage.entry(*row)?;
            let paper = format!("国科火演〔2020〕{}号", on.month());
            let issuer = "全国高企认定管理工作领导小组办公室（演示）";
            let struck = door::strike(tx, actor, entry, (*on, cause), (&paper, issuer)).await;
            struck.map_err(said)
        }
        Deed::Batch(number, days) => {
            let name = (2020, i64::try_from(*number)?);
            let batch = door::set_batch(tx, actor, name, *days)
                .await
                .map_err(said)?;
            stage.led.batches.insert(*number, batch);
            Ok(())
        }
        Deed::Moves(moves) => go(stage, tx, actor, moves).await,
        Deed::Visit(one) => {
            let firm = stage.firm(one.firm)?;
            let visit = door::visit(tx, actor, firm, (one.due, one.content)).await;
            stage.led.visits.insert(one.at, visit.map_err(said)?);
            Ok(())
        }
        Deed::Visited { at, on, found } => {
            let visit = stage.led.visits.get(at).context("the visit is not there")?;
            let outcome = Outcome {
                day: Some(*on),
                found: (*found).to_owned(),
                next_step: String::new(),
                next_due: None,
            };
            door::visited(tx, actor, *visit, outcome)
                .await
                .map_err(said)
        }
        _ => Ok(()),
    }
}

fn said(error: web::Error) -> anyhow::Error {
    anyhow::anyhow!("{error:?}")
}

async fn facts(
    stage: &Stage<'_>,
    tx: &mut Tx,
    actor: &Actor,
    listed: &Listed,
) -> anyhow::Result<()> {
    let mut all = Vec::with_capacity(listed.facts.len());
    for (firm, (year, fact, value)) in &listed.facts {
        all.push(Stated {
            firm: stage.firm(*firm)?,
            year: *year,
            fact: (*fact).to_owned(),
            value: *value,
        });
    }
    let manner = (listed.source, listed.paper);
    let stated = enterprise::door::state_all(tx, actor, manner, &all).await;
    stated.map(drop).map_err(said)
}

async fn hold(
    stage: &Stage<'_>,
    tx: &mut Tx,
    actor: &Actor,
    holding: Holding,
) -> anyhow::Result<()> {
    let day = |year| Day::of(year, 5, 12).unwrap_or(Day::NEVER);
    let (firm, register, said_of_it) = match holding {
        Holding::Right {
            firm,
            number,
            is_invention,
        } => {
            let (kind, name, mark) = match is_invention {
                true => ("invention", "一种制备方法", "演ZL"),
                false => ("utility", "一种装置", "演ZLU"),
            };
            let own = Content::from([
                ("owners".to_owned(), "本企业".to_owned()),
                ("way".to_owned(), "self".to_owned()),
            ]);
            let said = Said {
                kind: kind.to_owned(),
                name: format!("{name}（{}）", number + 1),
                number: format!("{mark}2018{firm:04}{number:03}"),
                since: day(2018),
                until: day(2027),
                content: own,
            };
            (firm, Register::Rights, said)
        }
        Holding::Person { firm, number } => {
            let own = Content::from([
                ("post".to_owned(), "研发工程师".to_owned()),
                ("days".to_owned(), "240".to_owned()),
            ]);
            let said = Said {
                kind: String::new(),
                name: format!("演示人员{}", number + 1),
                number: String::new(),
                since: day(2018),
                until: Day::NEVER,
                content: own,
            };
            (firm, Register::People, said)
        }
        Holding::Certificate {
            firm,
            announced,
            valid_until,
        } => {
            let issuer = "江苏省高企认定管理部门（演示）".to_owned();
            let said = Said {
                kind: "hnte".to_owned(),
                name: "高新技术企业证书".to_owned(),
                number: number(firm, announced.year()),
                since: announced,
                until: valid_until,
                content: Content::from([("issuer".to_owned(), issuer)]),
            };
            (firm, Register::Certificates, said)
        }
    };
    let place = (stage.firm(firm)?, register);
    let written = enterprise::door::register(tx, actor, place, said_of_it).await;
    let written = written.map_err(said)?;
    written
        .map(drop)
        .map_err(|refusal| anyhow::anyhow!("{refusal}"))
}

/// The head of the office approves what is set aside.
fn approved(stage: &Stage<'_>, why: &str) -> Option<(String, Named)> {
    let head = stage.actors.get("lu").filter(|_| !why.is_empty())?;
    let approver = Named {
        id: head.person,
        name: head.name.clone(),
    };
    Some((why.to_owned(), approver))
}

async fn go(
    stage: &mut Stage<'_>,
    tx: &mut Tx,
    actor: &Actor,
    moves: &[Move],
) -> anyhow::Result<()> {
    let mut asked = Vec::with_capacity(moves.len());
    for one in moves {
        let town_person = one.town_person.and_then(|key| stage.actors.get(key));
        asked.push(door::Move {
            firm: stage.firm(one.firm)?,
            to: one.to,
            day: one.day,
            town_person: town_person.map_or_else(Named::default, |person| Named {
                id: person.person,
                name: person.name.clone(),
            }),
            source: Source::Visit,
            paper: (one.paper.0.clone(), one.paper.1.to_owned()),
            note: one.note.to_owned(),
            batch: one
                .batch
                .and_then(|number| stage.led.batches.get(&number).copied()),
            application_no: match one.row {
                Some(_) => format!("GQSB2020{:05}", one.firm + 1),
                None => String::new(),
            },
            appeal_until: None,
            exception: approved(stage, one.exception),
            entry: match one.rests_on {
                Some(row) => Some(stage.entry(row)?),
                None => None,
            },
        });
    }
    let entries = door::take_all(tx, actor, asked).await.map_err(said)?;
    for (one, entry) in moves.iter().zip(entries) {
        if let (Some(row), Some(entry)) = (one.row, entry) {
            stage.rows.insert(row, entry);
        }
    }
    Ok(())
}
