//! Two files of one firm become one, and are taken apart again. The file that stays takes over what the other has and it
//! has not: entries of the registers, facts of a year. What both have stays in the file that goes, as its history. Each
//! entry and each fact keeps its versions, so that what was known before is had again.

use std::collections::{HashMap, HashSet};

use ::store::{Result, Tx};
use trail::Who;
use values::Id;

use super::store::Joined;
use super::{Presence, store};
use crate::fact::acts::TOPIC as FACTS;
use crate::fact::{Held as Fact, store as facts};
use crate::firm::{Firm, FirmLine, Refusal, store as firms};
use crate::property::{Property, Stretch, store as properties};
use crate::register::{Held, store as entries};

/// Joins a file to the one that stays.
pub async fn join(
    tx: &mut Tx,
    who: &Who,
    firm: &FirmLine,
    stays: Id<Firm>,
    reason: &str,
) -> Result<(), Refusal> {
    store::join(tx, firm.id, stays).await?;
    let there = entries::of_firm(tx, stays).await?;
    for one in entries::of_firm(tx, firm.id).await? {
        if !is_there(&one, &there) {
            entries::save(tx, &with(one, stays, who, reason)).await?;
        }
    }
    let now = tx.sequence();
    let told = facts::of_firm(tx, stays, ALL_YEARS, now).await?;
    let told: HashSet<(i32, String)> = told.into_iter().map(|one| (one.year, one.fact)).collect();
    let mut lacking = facts::of_firm(tx, firm.id, ALL_YEARS, now).await?;
    lacking.retain(|one| !told.contains(&(one.year, one.fact.clone())));
    hand_over(tx, &lacking, stays).await?;
    write_words(tx, &[stays]).await?;
    tx.touch(FACTS).await?;
    Ok(())
}

/// Takes a file apart from the one it was joined to: what it brought along goes back, unless it was changed since.
pub async fn part(
    tx: &mut Tx,
    who: &Who,
    firm: &FirmLine,
    joined: Joined,
    reason: &str,
) -> Result<(), Refusal> {
    let Joined { stays, sequence } = joined;
    let went = store::joined_by(tx, stays).await?;
    store::part(tx, firm.id, &along(&went, firm.id)).await?;
    for id in entries::taken_from(tx, firm.id, sequence).await? {
        let one = entries::find(tx, id).await?;
        if let Some(one) = one.filter(|one| one.firm == stays) {
            entries::save(tx, &with(one, firm.id, who, reason)).await?;
        }
    }
    let brought = facts::of_firm(tx, stays, ALL_YEARS, tx.sequence()).await?;
    let gone = facts::of_firm(tx, firm.id, ALL_YEARS, sequence - 1).await?;
    let gone: HashMap<(i32, String), i64> = gone
        .into_iter()
        .map(|one| ((one.year, one.fact), one.value))
        .collect();
    let mut back = brought;
    back.retain(|one| {
        let value = gone.get(&(one.year, one.fact.clone()));
        one.known_from == sequence && value == Some(&one.value)
    });
    hand_over(tx, &back, firm.id).await?;
    place_again(tx, firm.id, sequence - 1).await?;
    write_words(tx, &[stays, firm.id]).await?;
    tx.touch(FACTS).await?;
    Ok(())
}

const ALL_YEARS: (i32, i32) = (0, 9999);

/// Whether a file has the same right, certificate, person, product or project.
fn is_there(one: &Held, there: &[Held]) -> bool {
    there.iter().any(|other| {
        let (said, other_said) = (&one.said, &other.said);
        let same = match said.number.is_empty() {
            true => said.name == other_said.name,
            false => said.number == other_said.number,
        };
        one.register == other.register && said.kind == other_said.kind && same
    })
}

fn with(one: Held, firm: Id<Firm>, who: &Who, reason: &str) -> Held {
    Held {
        firm,
        reason: reason.to_owned(),
        actor: who.id,
        actor_name: who.name.clone(),
        ..one
    }
}

/// The same word of the same person, under another file.
async fn hand_over(tx: &mut Tx, all: &[Fact], to: Id<Firm>) -> Result<()> {
    facts::close_all(tx, all).await?;
    let under = all.iter().map(|one| Fact {
        firm: to,
        ..one.clone()
    });
    let under: Vec<Fact> = under.collect();
    facts::open(tx, &under).await
}

/// The files that went along with one, by the file into which each went itself.
fn along(went: &HashMap<Id<Firm>, Id<Firm>>, firm: Id<Firm>) -> Vec<Id<Firm>> {
    let mut found = vec![firm];
    let mut at = 0;
    while let Some(into) = found.get(at).copied() {
        let next = went.iter().filter(|(_, other)| **other == into);
        let next: Vec<Id<Firm>> = next.map(|(firm, _)| *firm).collect();
        found.extend(next.into_iter().filter(|one| *one != firm));
        at += 1;
    }
    found.split_off(1)
}

/// Where the firm was before its file was joined, it is again.
async fn place_again(tx: &mut Tx, firm: Id<Firm>, before: i64) -> Result<()> {
    let own = |one: &Stretch| one.property == Property::Presence.code();
    for one in properties::stretches(tx, firm).await? {
        if own(&one) && one.value == Presence::Double.code() {
            properties::close(tx, firm, &one).await?;
        }
    }
    for one in properties::stretches_at(tx, firm, before).await? {
        if own(&one) {
            properties::open(tx, firm, &one).await?;
        }
    }
    Ok(())
}

/// What each file is found by, with the files that are joined to it.
async fn write_words(tx: &mut Tx, all: &[Id<Firm>]) -> Result<(), Refusal> {
    for id in all {
        let line = crate::door::firm(tx, *id).await?;
        let line = line.ok_or(Refusal::NoSuchFirm)?;
        firms::write_words(tx, line.id, &line.code).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use values::Uuid;

    #[test]
    fn a_file_takes_along_what_had_gone_into_it() {
        let id = |n: u128| Id::<Firm>::new(Uuid::from_u128(n));
        // 1 and 2 went into 3, 4 into 2; 3 and 5 into 9.
        let went = [(1, 3), (2, 3), (4, 2), (3, 9), (5, 9)];
        let went = went.map(|(one, into)| (id(one), id(into))).into();
        for (firm, wanted) in [(3, vec![1, 2, 4]), (2, vec![4]), (5, vec![]), (1, vec![])] {
            let mut found = along(&went, id(firm));
            found.sort();
            let wanted: Vec<Id<Firm>> = wanted.into_iter().map(id).collect();
            assert_eq!(found, wanted, "{firm}");
        }
    }
}
