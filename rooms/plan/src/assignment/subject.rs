//! What is assigned: a target or a duty of the plan.

use ::store::Tx;
use values::{Day, Id};
use web::{Error, Result};

use crate::duty::{self, Duty};
use crate::proposal::Proposal;
use crate::target::{self, Target};

#[derive(Clone, Debug)]
pub enum Subject {
    Target(Target),
    Duty(Duty),
}

impl Subject {
    pub fn id(&self) -> Id<Subject> {
        match self {
            Subject::Target(target) => Id::new(target.id.uuid()),
            Subject::Duty(duty) => Id::new(duty.id.uuid()),
        }
    }

    pub fn year(&self) -> i64 {
        match self {
            Subject::Target(target) => target.year,
            Subject::Duty(duty) => duty.year,
        }
    }

    /// `T03 净增高企`, or the words of the duty.
    pub fn name(&self) -> String {
        match self {
            Subject::Target(target) => format!("{} {}", target.number(), target.terms.name),
            Subject::Duty(duty) => duty.content.clone(),
        }
    }

    pub fn path(&self) -> String {
        match self {
            Subject::Target(target) => target.path(),
            Subject::Duty(duty) => duty.path(),
        }
    }

    /// The page on which it is assigned.
    pub fn assignment_path(&self) -> String {
        format!("/plan/assignments/{}", self.id())
    }

    /// The stable code of the lead office; may be empty.
    pub fn office(&self) -> &str {
        match self {
            Subject::Target(target) => &target.terms.office,
            Subject::Duty(duty) => &duty.report.office,
        }
    }

    /// A mention of it in the notice that it came from.
    pub fn proposal(&self) -> Option<Id<Proposal>> {
        match self {
            Subject::Target(target) => target.citations.first().map(|one| one.proposal),
            Subject::Duty(duty) => Some(duty.proposal),
        }
    }

    /// A target is due on the last day of its curve.
    pub fn due(&self) -> Option<Day> {
        match self {
            Subject::Target(target) => target.last_day(),
            Subject::Duty(duty) => duty.report.due,
        }
    }

    /// 任务已完成, 任务已停办: nothing of it is overdue any more. `None` while it goes on.
    pub fn ended(&self) -> Option<&'static str> {
        match self {
            Subject::Duty(duty) => match duty.report.state {
                duty::State::Done => Some("任务已完成"),
                duty::State::Stopped => Some("任务已停办"),
                duty::State::Open | duty::State::OnCourse => None,
            },
            Subject::Target(_) => None,
        }
    }

    /// The lead office and the day of a target are changed with the target.
    pub fn is_duty(&self) -> bool {
        matches!(self, Subject::Duty(_))
    }
}

/// What is in the plan now under an id.
pub async fn find(tx: &mut Tx, id: Id<Subject>) -> Result<Subject> {
    if let Some(duty) = duty::store::find(tx, Id::new(id.uuid())).await? {
        return Ok(Subject::Duty(duty));
    }
    match target::store::find(tx, Id::new(id.uuid())).await? {
        Some((target, true)) => Ok(Subject::Target(target)),
        _ => Err(Error::NotFound),
    }
}
