//! What a list tells of many firms at once, and what is written into a firm's registers for it.

use std::collections::BTreeMap;

use serde_json::json;
use store::Tx;
use trail::Act;
use values::Id;
use web::{Actor, Error, Result};

use crate::access;
use crate::fact::acts::{self, Manner};
use crate::fact::{self, Definition, Known, Source, store as facts};
use crate::firm::Firm;
use crate::register::decide::Refusal;
use crate::register::{self, Held, Register, Said};

/// A value of a firm's year: fen, a whole number, or 0 and 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    pub firm: Id<Firm>,
    pub year: i32,
    /// The id of its definition; one that is not known is passed over.
    pub fact: String,
    pub value: i64,
}

/// What is given of a year, by firm.
type Given = BTreeMap<Id<Firm>, Vec<(&'static Definition, Option<i64>)>>;

/// Writes what a list says in one act; gives how many values became different.
///
/// # Errors
/// Where the actor may not state facts of one of the firms.
pub async fn state_all(
    tx: &mut Tx,
    actor: &Actor,
    (source, paper): (Source, &str),
    all: &[Stated],
) -> Result<usize> {
    let mut by_year: BTreeMap<i32, Given> = BTreeMap::new();
    for one in all {
        let Some(definition) = fact::find(&one.fact) else {
            continue;
        };
        let of = by_year.entry(one.year).or_default();
        let given = of.entry(one.firm).or_default();
        given.push((definition, Some(one.value)));
    }
    let today = tx.moment().day();
    let mut firms = Vec::new();
    for (year, given) in by_year {
        let ids: Vec<Id<Firm>> = given.keys().copied().collect();
        for line in super::lines(tx, &ids).await?.values() {
            access::state(actor, line)?;
        }
        let there = facts::of_some(tx, &ids, year).await?;
        for (firm, given) in given {
            let held = match there.keys().any(|(held, _)| *held == firm) {
                true => acts::known(tx, firm, year).await?,
                false => Known::new(),
            };
            firms.push((firm, acts::changes(&held, &given, year, today)));
        }
    }
    let many = firms.iter().map(|(_, changes)| changes.len()).sum();
    let manner = Manner {
        source,
        paper: paper.to_owned(),
        reason: paper.to_owned(),
    };
    acts::write(tx, &actor.who(), &manner, &firms).await?;
    let act = Act {
        act: "enterprise.fact.list",
        noun: "county",
        subject: tx.county().to_owned(),
        summary: format!("按“{paper}”填报 {many} 项企业事实（{}）", source.word()),
        details: json!({"source": source.code(), "paper": paper, "facts": many}),
    };
    trail::record(tx, &actor.who(), act).await?;
    Ok(many)
}

/// Confirms what others stated of a firm's year; gives how many values.
///
/// # Errors
/// Where the actor may not confirm facts of the firm.
pub async fn confirm(tx: &mut Tx, actor: &Actor, firm: Id<Firm>, year: i32) -> Result<usize> {
    let firm = super::firm(tx, firm).await?.ok_or(Error::NotFound)?;
    let right = access::confirm(actor, &firm)?;
    let (many, _) = acts::confirm(tx, &actor.who(), (right, year), &[]).await?;
    Ok(many)
}

/// Writes an entry into one of a firm's registers.
///
/// # Errors
/// Where the actor may not change the firm; inside, why the register does not take it.
pub async fn register(
    tx: &mut Tx,
    actor: &Actor,
    (firm, register): (Id<Firm>, Register),
    said: Said,
) -> Result<std::result::Result<Held, Refusal>> {
    let town = super::town_on(tx, firm, tx.moment().day()).await?;
    access::change(actor, town)?;
    Ok(register::acts::add(tx, &actor.who(), (firm, register), said).await?)
}
