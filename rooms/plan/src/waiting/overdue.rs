//! What is overdue, for those who answer for more than an office: the director sees all of it, a deputy what is in
//! their charge (分管).

use ::store::Tx;
use values::{Day, Id};
use web::{Actor, Result, Role, Waiting, WaitingGroup};

use super::is_own;
use crate::assignment::{self, Subject};
use crate::milestone::{self, Milestone};
use crate::office::{self, Offices};
use crate::{duty, target};

pub async fn lines(tx: &mut Tx, actor: &Actor) -> Result<Vec<Waiting>> {
    if !actor.has_any(&[Role::Director, Role::Deputy]) {
        return Ok(Vec::new());
    }
    let today = tx.today();
    let (year, at) = (i64::from(today.year()), tx.sequence());
    let assigned = assignment::store::of_year(tx, year, at).await?;
    let in_charge = |id: Id<Subject>| {
        let leader = assigned.get(&id).map(|one| one.leader);
        actor.has(Role::Director) || leader == Some(actor.person)
    };
    let targets = target::store::of_year(tx, year, at).await?;
    let duties = duty::store::of_year(tx, year, at).await?;
    let mut subjects: Vec<Subject> = targets
        .into_iter()
        .map(Subject::Target)
        .chain(duties.into_iter().map(Subject::Duty))
        .collect();
    // What their own office leads is listed to them as to everybody there.
    subjects.retain(|one| in_charge(one.id()) && !is_own(actor, one.office()));
    let offices = office::all(tx, today).await?;
    let milestones = milestone::store::of_year(tx, year, at).await?;
    let late = subjects
        .iter()
        .filter_map(|one| of_duty(one, &offices, today));
    let nodes = milestones.iter().filter_map(|one| {
        let subject = subjects.iter().find(|other| other.id() == one.subject)?;
        of_milestone(one, subject, &offices, today)
    });
    Ok(late.chain(nodes).collect())
}

fn of_duty(subject: &Subject, offices: &Offices, today: Day) -> Option<Waiting> {
    let Subject::Duty(duty) = subject else {
        return None;
    };
    duty.is_late(today).then(|| Waiting {
        group: WaitingGroup::Due,
        title: duty.content.clone(),
        note: format!("逾期 · {}", lead(subject, offices)),
        count: 1,
        path: duty.path(),
        act: "看任务".to_owned(),
        due: duty.report.due,
    })
}

fn of_milestone(
    one: &Milestone,
    subject: &Subject,
    offices: &Offices,
    today: Day,
) -> Option<Waiting> {
    let is_late = one.is_overdue(today) && subject.ended().is_none();
    is_late.then(|| Waiting {
        group: WaitingGroup::Due,
        title: format!("节点：{}", one.content),
        note: format!(
            "{} · {} · {}",
            one.light(today).1,
            lead(subject, offices),
            subject.name()
        ),
        count: 1,
        path: one.path(),
        act: "看节点".to_owned(),
        due: Some(one.due),
    })
}

fn lead(subject: &Subject, offices: &Offices) -> String {
    match subject.office() {
        "" => "还没有牵头科室".to_owned(),
        code => format!("牵头：{}", office::name(offices, code)),
    }
}
