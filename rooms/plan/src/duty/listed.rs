//! Duties as lists show them: with the leader in charge, what comes next and how far it is.

use std::collections::HashMap;

use ::store::Tx;
use values::{Day, Id};
use web::Result;

use super::{Duty, State as DutyState};
use crate::assignment::{self, Assignment, Cast, Subject};
use crate::milestone::{self, Milestone, State};
use crate::office::{self, Offices};

/// A line of a list of duties.
pub struct Listed {
    pub path: String,
    pub content: String,
    pub light: (&'static str, &'static str),
    pub office: String,
    /// 分管领导; empty where none is named.
    pub leader: String,
    pub due: Option<Day>,
    /// The next milestone that is open, or the day by which the duty is to be done.
    pub next: String,
    /// `60%`, or how many of its milestones are met.
    pub progress: String,
    pub note: String,
    pub cite: String,
}

/// What stands around the duties of a year on a day.
pub struct Around {
    offices: Offices,
    cast: Cast,
    assignments: HashMap<Id<Subject>, Assignment>,
    milestones: Vec<Milestone>,
    day: Day,
}

impl Around {
    /// As held at a sequence.
    pub async fn read(tx: &mut Tx, (year, at): (i64, i64), day: Day) -> Result<Around> {
        let assignments = assignment::store::of_year(tx, year, at).await?;
        Ok(Around {
            offices: office::all(tx, day).await?,
            cast: Cast::of(tx, day, assignments.values()).await?,
            assignments,
            milestones: milestone::store::of_year(tx, year, at).await?,
            day,
        })
    }

    pub fn offices(&self) -> &Offices {
        &self.offices
    }

    pub fn line(&self, duty: &Duty) -> Listed {
        let report = &duty.report;
        let id = Id::new(duty.id.uuid());
        let assigned = self.assignments.get(&id);
        let nodes: Vec<&Milestone> = self
            .milestones
            .iter()
            .filter(|one| one.subject == id)
            .collect();
        Listed {
            path: duty.path(),
            content: duty.content.clone(),
            light: duty.light(self.day),
            office: duty.lead(&self.offices),
            leader: assigned
                .map(|one| self.cast.person(one.leader))
                .unwrap_or_default(),
            due: report.due,
            next: next(duty, &nodes),
            progress: progress(duty, &nodes),
            note: report.note.clone(),
            cite: duty.cite(),
        }
    }
}

/// `9月25日 六场宣讲办完`; `nodes`: by day.
fn next(duty: &Duty, nodes: &[&Milestone]) -> String {
    if matches!(duty.report.state, DutyState::Done | DutyState::Stopped) {
        return String::new();
    }
    let open = nodes.iter().find(|one| one.state == State::Open);
    match (open, duty.report.due) {
        (Some(node), _) => format!("{} {}", node.due.spoken(), node.content),
        (None, Some(due)) => format!("{} 办结", due.spoken()),
        (None, None) => String::new(),
    }
}

fn progress(duty: &Duty, nodes: &[&Milestone]) -> String {
    let met = nodes.iter().filter(|one| one.state == State::Met).count();
    match duty.report.percent {
        Some(percent) => format!("{percent}%"),
        None if nodes.is_empty() => String::new(),
        None => format!("节点 {met} / {}", nodes.len()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::duty::Report;
    use values::{Moment, Uuid};

    fn duty(state: DutyState, percent: Option<i64>, due: Option<&str>) -> Duty {
        Duty {
            id: Id::new(Uuid::from_u128(1)),
            year: 2020,
            place: 1,
            notice: Id::NONE,
            proposal: Id::NONE,
            content: "强化高企政策的宣传".to_owned(),
            section: Vec::new(),
            report: Report {
                state,
                percent,
                due: due.map(|day| day.parse().unwrap()),
                ..Report::default()
            },
        }
    }

    fn node(due: &str, state: State) -> Milestone {
        Milestone {
            id: Id::NONE,
            version: 1,
            subject: Id::new(Uuid::from_u128(1)),
            year: 2020,
            content: "六场宣讲办完".to_owned(),
            due: due.parse().unwrap(),
            state,
            closed: None,
            note: String::new(),
            actor_name: String::new(),
            moment: Moment::default(),
        }
    }

    #[test]
    fn the_next_open_milestone_comes_before_the_day_of_the_duty() {
        let (met, open) = (
            node("2020-04-30", State::Met),
            node("2020-09-25", State::Open),
        );
        let going = duty(DutyState::OnCourse, None, Some("2020-12-18"));
        assert_eq!(next(&going, &[&met, &open]), "9月25日 六场宣讲办完");
        assert_eq!(next(&going, &[&met]), "12月18日 办结");
        assert_eq!(next(&duty(DutyState::Open, None, None), &[]), "");
        let done = duty(DutyState::Done, Some(100), Some("2020-12-18"));
        assert_eq!(next(&done, &[&met, &open]), "");
    }

    #[test]
    fn progress_is_what_was_reported_or_else_the_milestones_that_are_met() {
        let (met, open) = (
            node("2020-04-30", State::Met),
            node("2020-09-25", State::Open),
        );
        let going = |percent| duty(DutyState::OnCourse, percent, None);
        assert_eq!(progress(&going(Some(60)), &[&met, &open]), "60%");
        assert_eq!(progress(&going(None), &[&met, &open]), "节点 1 / 2");
        assert_eq!(progress(&going(None), &[]), "");
    }
}
