//! What other rooms and the program may ask or tell this room.

use ::store::Tx;
use enterprise::door::Firm;
use ledger::door::Entry;
use values::{Day, Id};
use web::{Actor, App, Complaints, Error, Result};

use crate::access;
pub use crate::account::{Account, Cause};
pub use crate::batch::Batch;
use crate::batch::acts as batches;
use crate::certificate::acts::{self as certificates, Strike};
use crate::firm::Common;
pub use crate::forecast::kept::keep_today as keep_forecasts;
pub use crate::stage::Stage;
use crate::step::acts as steps;
use crate::step::form::Asked;
pub use crate::step::{Named, Source};
pub use crate::task::{Outcome, Task};
use crate::task::{Sort, State, acts as tasks, store as tasks_held};

/// Where a firm stands in the pipeline; none where it was never taken in.
pub async fn stage(tx: &mut Tx, firm: Id<Firm>) -> ::store::Result<Option<Stage>> {
    let steps = crate::step::store::of(tx, firm).await?;
    Ok(steps.last().map(|step| step.stage))
}

/// The net-increase account of the day's year, up to the day.
pub async fn net_increase(app: &App, tx: &mut Tx, day: Day) -> Result<Account> {
    let (account, _) = crate::account::pages::of(app, tx, day.year(), day).await?;
    Ok(account)
}

/// A step to be taken: who is responsible at the bureau is who takes it.
#[derive(Clone, Debug)]
pub struct Move {
    pub firm: Id<Firm>,
    pub to: Stage,
    pub day: Day,
    /// Of the town, where somebody is.
    pub town_person: Named,
    pub source: Source,
    /// The number of the document, and who issued it.
    pub paper: (String, String),
    pub note: String,
    pub batch: Option<Id<Batch>>,
    pub application_no: String,
    /// Until when a refusal may be appealed.
    pub appeal_until: Option<Day>,
    /// Why the stage's rule is set aside, and who approved it.
    pub exception: Option<(String, Named)>,
    /// The row that says so already.
    pub entry: Option<Id<Entry>>,
}

/// Takes steps of many firms in one act; gives the row that each rests on.
///
/// # Errors
/// Where the actor may not, or a stage's rule does not hold: none is taken then.
pub async fn take_all(
    tx: &mut Tx,
    actor: &Actor,
    moves: Vec<Move>,
) -> Result<Vec<Option<Id<Entry>>>> {
    let right = access::act(actor)?;
    let common = Common::read(tx).await?;
    let mut entries = Vec::with_capacity(moves.len());
    for one in moves {
        let firm = enterprise::door::firm(tx, one.firm).await?;
        let firm = firm.ok_or(Error::NotFound)?;
        let held = crate::step::store::of(tx, firm.id).await?;
        let course = match one.to {
            Stage::Recommended => common.course(tx, firm, held).await?,
            _ => common.unjudged(firm, held),
        };
        let asked = asked(actor, &course, one);
        let mut complaints = Complaints::default();
        steps::faults(&course, &asked, tx.moment().day(), &mut complaints);
        if let Some(first) = complaints.0.first() {
            return Err(Error::Refused {
                why: format!(
                    "{}不能进入“{}”：{}",
                    course.firm.name,
                    asked.to.word(),
                    first.reason
                ),
                way_out: "补齐以后再办".to_owned(),
            });
        }
        let step = steps::take(tx, actor, &right, &course, &asked).await?;
        entries.push(step.entry);
    }
    Ok(entries)
}

fn asked(actor: &Actor, course: &steps::Course, one: Move) -> Asked {
    let following = Asked::following(course.last(), one.to, one.day);
    let (exception, approver) = one.exception.unwrap_or_default();
    Asked {
        town_person: match one.town_person.is_somebody() {
            true => one.town_person,
            false => following.town_person.clone(),
        },
        bureau_person: Named {
            id: actor.person,
            name: actor.name.clone(),
        },
        source: one.source,
        paper: one.paper.0,
        issuer: one.paper.1,
        note: one.note,
        batch: one.batch.or(following.batch),
        application_no: one.application_no,
        appeal_until: one.appeal_until,
        exception,
        approver,
        entry: one.entry,
        ..following
    }
}

/// Strikes a certificate: since a day, for one of the causes `expired`, `revoked`, `moved_out`, by a paper and its issuer.
///
/// # Errors
/// Where the actor may not, or the row cannot be corrected.
pub async fn strike(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    (day, cause): (Day, &str),
    (paper, issuer): (&str, &str),
) -> Result<()> {
    let right = access::act(actor)?;
    let strike = Strike {
        day,
        cause: cause.to_owned(),
        paper: paper.to_owned(),
        issuer: issuer.to_owned(),
    };
    certificates::strike(tx, actor, &right, entry, &strike).await?;
    Ok(())
}

/// Sets a batch with its days: opens, county closes, submits, publicity, announced.
///
/// # Errors
/// Where the actor may not, or days go back.
pub async fn set_batch(
    tx: &mut Tx,
    actor: &Actor,
    (year, number): (i64, i64),
    [opens, county_closes, submits, publicity, announced]: [Day; 5],
) -> Result<Id<Batch>> {
    let right = access::act(actor)?;
    let batch = Batch {
        id: Id::fresh(tx.moment()),
        version: 1,
        year,
        number,
        opens,
        county_closes,
        submits,
        publicity,
        announced,
        note: String::new(),
        actor_name: actor.name.clone(),
        moment: tx.moment(),
    };
    let mut complaints = Complaints::default();
    batch.faults(&mut complaints);
    if let Some(first) = complaints.0.first() {
        return Err(Error::Malformed(first.reason.clone()));
    }
    let id = batch.id;
    batches::keep(tx, actor, &right, batch).await?;
    Ok(id)
}

/// Plans a visit of the actor's own.
///
/// # Errors
/// Where the actor may not visit the firm.
pub async fn visit(
    tx: &mut Tx,
    actor: &Actor,
    firm: Id<Firm>,
    (due, content): (Day, &str),
) -> Result<Id<Task>> {
    let town = enterprise::door::town_on(tx, firm, tx.moment().day()).await?;
    let right = access::visit(actor, town)?;
    let planned = Task {
        id: Id::NONE,
        version: 1,
        firm,
        sort: Sort::Visit,
        content: content.to_owned(),
        due,
        person: Named {
            id: actor.person,
            name: actor.name.clone(),
        },
        state: State::Open,
        done_on: None,
        found: String::new(),
        next_step: String::new(),
        actor_name: String::new(),
        moment: tx.moment(),
    };
    Ok(tasks::plan(tx, actor, &right, planned).await?.id)
}

/// Tells what came of a visit; a next step becomes a task.
///
/// # Errors
/// Where the actor may not, or the visit is told already.
pub async fn visited(tx: &mut Tx, actor: &Actor, id: Id<Task>, outcome: Outcome) -> Result<()> {
    let held = tasks_held::history(tx, id).await?;
    let held = held.first().ok_or(Error::NotFound)?;
    let today = tx.moment().day();
    let town = enterprise::door::town_on(tx, held.firm, today).await?;
    let right = access::visit(actor, town)?;
    let mut complaints = Complaints::default();
    let Some((done, next)) = held.done(outcome, today, &mut complaints) else {
        let why = complaints.0.into_iter().next();
        return Err(Error::Malformed(
            why.map_or(String::new(), |one| one.reason),
        ));
    };
    tasks::keep(tx, actor, &right, done).await?;
    if let Some(next) = next {
        tasks::plan(tx, actor, &right, next).await?;
    }
    Ok(())
}
