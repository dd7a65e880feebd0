//! A firm's course: the steps that it took through the pipeline, each with day, people and paper. Nothing of it is
//! overwritten; a correction is a new version of a step.

pub mod acts;
pub mod form;
pub mod pages;
pub mod posting;
pub mod store;

use std::collections::BTreeMap;

use enterprise::door::Firm;
use ledger::door::Entry;
use values::{Day, Id, Moment};
use web::{Organisation, Person};

use crate::batch::Batch;
use crate::stage::Stage;

/// Where a lead came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    #[default]
    Visit,
    Department,
    Own,
}

impl Source {
    pub const ALL: [Source; 3] = [Source::Visit, Source::Department, Source::Own];

    /// As it is stored, and as the ledger's kind names it.
    pub fn code(self) -> &'static str {
        match self {
            Source::Visit => "visit",
            Source::Department => "department",
            Source::Own => "own",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Source::ALL.into_iter().find(|one| one.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Source::Visit => "走访",
            Source::Department => "部门推送",
            Source::Own => "自荐",
        }
    }
}

/// Somebody by id and by the name at the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: Id<Person>,
    pub name: String,
}

impl Default for Named {
    fn default() -> Self {
        Named {
            id: Id::NONE,
            name: String::new(),
        }
    }
}

impl Named {
    pub fn is_somebody(&self) -> bool {
        !self.id.is_none()
    }
}

/// One step, as it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub firm: Id<Firm>,
    /// Counts from 1 along the course.
    pub number: i64,
    /// Counts from 1; above, a correction.
    pub version: i64,
    pub stage: Stage,
    pub day: Day,
    pub office: Id<Organisation>,
    /// The firm's town on the day.
    pub town: Id<Organisation>,
    pub town_person: Named,
    pub bureau_person: Named,
    pub source: Source,
    pub paper: String,
    pub note: String,
    /// Why the stage's rule was set aside, and who approved it; empty where it held.
    pub exception: String,
    pub approver: Named,
    pub batch: Option<Id<Batch>>,
    /// The row that the step posted.
    pub entry: Option<Id<Entry>>,
    /// Why it was corrected.
    pub reason: String,
    pub actor_name: String,
    pub moment: Moment,
}

impl Step {
    /// Days since the step, both ends in one: on its own day 0.
    pub fn days(&self, today: Day) -> i64 {
        i64::from(today.number() - self.day.number()).max(0)
    }

    pub fn path_of_row(&self) -> Option<String> {
        self.entry.map(ledger::door::path)
    }
}

/// The steps of firms, by firm, each firm's in their order.
pub type Courses = BTreeMap<Id<Firm>, Vec<Step>>;

/// Where a firm stands: its last step.
pub fn standing(steps: &[Step]) -> Option<&Step> {
    steps.last()
}

/// Where a firm stood on a day: the last step taken by then.
pub fn stood(steps: &[Step], day: Day) -> Option<&Step> {
    steps.iter().rev().find(|step| step.day <= day)
}

/// `/cultivation/firms/{code}`
pub fn path(code: &str) -> String {
    format!("/cultivation/firms/{code}")
}
