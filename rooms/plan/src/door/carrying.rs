//! Who carries a target or a duty, and its milestones.

use ::store::Tx;
use values::{Day, Id};
use web::{Actor, Error, Organisation, Person, Result};

pub use crate::assignment::Subject;
pub use crate::milestone::{Milestone, State as MilestoneState};

use crate::assignment::form::Typed;
use crate::assignment::{Assignment, acts, store, subject};
use crate::duty::Wrong;
use crate::{access, milestone};

/// What is said of who carries something; nil ids and empty lists leave it open.
#[derive(Clone, Debug)]
pub struct NewAssignment {
    pub leader: Id<Person>,
    pub person: Id<Person>,
    pub assisting: Vec<Id<Organisation>>,
    pub measures: Vec<String>,
    pub reason: String,
}

/// Assigns a target or a duty; lead office and day stay as they are.
pub async fn assign(tx: &mut Tx, actor: &Actor, id: Id<Subject>, new: NewAssignment) -> Result<()> {
    let subject = subject::find(tx, id).await?;
    let right = access::assign(actor, subject.office())?;
    let held = store::of(tx, id).await?;
    let typed = Typed {
        assignment: Assignment {
            version: held.version + 1,
            leader: new.leader,
            person: new.person,
            assisting: new.assisting,
            measures: new.measures,
            reason: new.reason,
            actor_name: actor.name.clone(),
            moment: tx.moment(),
        },
        office: subject.office().to_owned(),
        due: subject.due(),
    };
    acts::assign(tx, actor, &right, &subject, &typed).await
}

/// Sets a milestone of a target or a duty.
pub async fn set_milestone(
    tx: &mut Tx,
    actor: &Actor,
    id: Id<Subject>,
    content: &str,
    due: Day,
) -> Result<Id<Milestone>> {
    let subject = subject::find(tx, id).await?;
    let right = access::assign(actor, subject.office())?;
    let there = milestone::store::of(tx, id).await?;
    let (content, due) = milestone::new(content, Ok(due), &there).map_err(refused)?;
    milestone::acts::set(tx, actor, &right, &subject, content, due).await
}

/// Tells how a milestone came out on a day.
pub async fn close_milestone(
    tx: &mut Tx,
    actor: &Actor,
    id: Id<Milestone>,
    outcome: MilestoneState,
    day: Day,
    note: &str,
) -> Result<()> {
    let history = milestone::store::history(tx, id).await?;
    let one = history.first().ok_or(Error::NotFound)?;
    let subject = subject::find(tx, one.subject).await?;
    let held = store::of(tx, subject.id()).await?;
    let right = access::report(actor, subject.office(), &held.assisting)?;
    let today = tx.moment().day();
    let next = one
        .closed(Some(outcome), Ok(day), note, today)
        .map_err(refused)?;
    milestone::acts::tell(tx, actor, &right, next)
        .await
        .map(drop)
}

/// The milestones of a year that were not withdrawn, by day.
pub async fn milestones(tx: &mut Tx, year: i64) -> Result<Vec<Milestone>> {
    let at = tx.sequence();
    Ok(milestone::store::of_year(tx, year, at).await?)
}

/// The first thing that is wrong, in words.
fn refused(wrong: Vec<Wrong>) -> Error {
    let first = wrong.into_iter().next();
    let why = first.map(|(_, label, reason)| format!("{label}：{reason}。"));
    Error::refused(why.unwrap_or_default(), "补上再办。")
}
