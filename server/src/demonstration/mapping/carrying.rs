//! Says who carries what, and how milestones came out.

use anyhow::Context;
use identity::door::{Seat, Unit};
use plan::door::{self, MilestoneState, NewAssignment, Subject};
use store::Tx;
use values::Id;
use web::{Actor, Person};

use super::super::calendar::day;
use super::super::people::PEOPLE;
use super::super::plan::{Carried, Of};
use super::{target, told, year};

pub async fn carry(tx: &mut Tx, actor: &Actor, carried: &Carried) -> anyhow::Result<()> {
    let id = meant(tx, carried.of).await?;
    let today = tx.moment().day();
    let units = identity::door::organisations(tx, today).await?;
    let seats = identity::door::seats(tx, today).await?;
    let assisting = carried
        .assisting
        .iter()
        .map(|named| unit(&units, named).map(|unit| unit.id))
        .collect::<anyhow::Result<_>>()?;
    let new = NewAssignment {
        leader: person(&seats, carried.leader)?,
        person: person(&seats, carried.person)?,
        assisting,
        measures: carried.measures.iter().map(ToString::to_string).collect(),
        reason: String::new(),
    };
    told(door::assign(tx, actor, id, new).await)?;
    for ((month, date), content, _) in carried.nodes {
        let due = day(year(tx), *month, *date);
        told(door::set_milestone(tx, actor, id, content, due).await)?;
    }
    Ok(())
}

pub async fn close(
    tx: &mut Tx,
    actor: &Actor,
    content: &str,
    met: bool,
    note: &str,
) -> anyhow::Result<()> {
    let of_year = i64::from(year(tx));
    let all = told(door::milestones(tx, of_year).await)?;
    let one = all.iter().find(|one| one.content == content);
    let one = one.with_context(|| format!("no milestone says {content}"))?;
    let outcome = match met {
        true => MilestoneState::Met,
        false => MilestoneState::Missed,
    };
    let today = tx.moment().day();
    told(door::close_milestone(tx, actor, one.id, outcome, today, note).await)
}

async fn meant(tx: &mut Tx, of: Of) -> anyhow::Result<Id<Subject>> {
    match of {
        Of::Target(indicator) => Ok(Id::new(target(tx, indicator).await?.id.uuid())),
        Of::Duty(words) => {
            let of_year = i64::from(year(tx));
            let duties = told(door::duties(tx, of_year, None).await)?;
            let duty = duties.iter().find(|duty| duty.content.contains(words));
            let duty = duty.with_context(|| format!("no duty is meant by {words}"))?;
            Ok(Id::new(duty.id.uuid()))
        }
    }
}

/// An office by its code, a town by its name.
fn unit<'a>(units: &'a [Unit], named: &str) -> anyhow::Result<&'a Unit> {
    let is_meant = |unit: &&Unit| unit.name == named || unit.code == named;
    let found = units.iter().find(is_meant);
    found.with_context(|| format!("no unit is {named}"))
}

fn person(seats: &[Seat], key: &str) -> anyhow::Result<Id<Person>> {
    let name = PEOPLE.iter().find(|one| one.key == key).map(|one| one.name);
    let seat = seats.iter().find(|seat| Some(seat.name.as_str()) == name);
    Ok(seat.with_context(|| format!("nobody is {key}"))?.person)
}
