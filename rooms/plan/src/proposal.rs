//! Proposals (建议): what a notice's words would become in the plan. A reader proposes, a person
//! accepts, changes, merges or dismisses; nothing enters the plan otherwise.

pub(crate) mod acts;
pub(crate) mod added;
pub(crate) mod assigned;
pub(crate) mod card;
pub(crate) mod choice;
pub(crate) mod decide;
pub(crate) mod draft;
pub(crate) mod edit;
pub(crate) mod group;
pub(crate) mod joining;
pub(crate) mod pages;
pub(crate) mod refusal;
pub(crate) mod store;
mod words;

use ::notice::Decimal;
use values::{Id, Moment};

use crate::notice::Notice;
use crate::quantity::{Firmness, Goal, Op};

pub use assigned::Assigned;
pub use choice::Choice;
pub use edit::Edit;
pub use group::{Group, groups};
pub use refusal::Refusal;

/// What a proposal would become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Target,
    Rhythm,
    Duty,
}

/// What a person made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Accepted,
    Dismissed,
}

/// One proposal, or one further mention of what another proposes.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub id: Id<Proposal>,
    pub notice: Id<Notice>,
    pub kind: Kind,
    /// Where its words stand: code points of the text as read.
    pub start: i64,
    pub end: i64,
    /// Those words, as the file lays them out.
    pub span: String,
    /// The number of its sentence.
    pub sentence: i64,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// A target's number in the plan (3 for T03); 0 otherwise.
    pub place: i64,
    /// The first mention of the same target; its own id where it leads.
    pub leader: Id<Proposal>,
    /// As the notice says it; never edited.
    pub said_name: String,
    pub said_op: String,
    pub name: String,
    /// The goal of a target; without meaning for other kinds.
    pub goal: Goal,
    pub firmness: Firmness,
    /// The code of a rhythm's period, `week`.
    pub every: String,
    /// The indicator proposed; empty where none fits.
    pub indicator: String,
    /// The stable code of the office proposed to be in charge; may be empty.
    pub office: String,
    /// Who is to do it and until when, as the notice says it; never edited.
    pub assigned: Assigned,
    /// Why the mentions' conflict was settled as it was.
    pub settlement: String,
    pub state: State,
    /// Why it was dismissed.
    pub reason: String,
    pub actor_name: String,
    pub moment: Moment,
}

impl Kind {
    pub fn code(self) -> &'static str {
        match self {
            Kind::Target => "target",
            Kind::Rhythm => "rhythm",
            Kind::Duty => "duty",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Kind::Target, Kind::Rhythm, Kind::Duty]
            .into_iter()
            .find(|kind| kind.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Kind::Target => "目标",
            Kind::Rhythm => "节奏",
            Kind::Duty => "工作任务",
        }
    }
}

impl State {
    pub fn code(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Accepted => "accepted",
            State::Dismissed => "dismissed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [State::Open, State::Accepted, State::Dismissed]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

impl Proposal {
    pub fn leads(&self) -> bool {
        self.leader == self.id
    }

    /// T03; nothing for what is no target of its own.
    pub fn number(&self) -> String {
        number_of(self.place)
    }

    /// A rhythm without an indicator can never be tested.
    pub fn lacks_indicator(&self) -> bool {
        self.kind == Kind::Rhythm && self.indicator.is_empty()
    }

    /// A target that was added by hand has no number at first.
    pub fn lacks_goal(&self) -> bool {
        self.kind == Kind::Target && self.goal == no_goal()
    }

    /// Whether two mentions want something different: another comparator, value or unit, or 确保
    /// against 力争. A mention that says neither word contradicts none; wording alone is no conflict.
    pub fn contradicts(&self, other: &Proposal) -> bool {
        let firm =
            |one: &Proposal| Some(one.firmness).filter(|firmness| *firmness != Firmness::Plain);
        let differs = matches!((firm(self), firm(other)), (Some(one), Some(other)) if one != other);
        differs || self.goal != other.goal
    }

    /// Where the group is shown and acted on.
    pub fn path(&self) -> String {
        format!("/notices/{}#p-{}", self.notice, self.leader)
    }
}

/// `T03` of 3; nothing of 0.
pub fn number_of(place: i64) -> String {
    if place > 0 {
        format!("T{place:02}")
    } else {
        String::new()
    }
}

/// The comparator proposed for one that was read: a bare count or amount is to be reached, and a
/// net increase is counted by its indicator. The wording is kept beside it.
pub fn proposed_op(said: ::notice::Op) -> Op {
    match said {
        ::notice::Op::AtLeast | ::notice::Op::NetAtLeast | ::notice::Op::Exactly => Op::AtLeast,
        ::notice::Op::More => Op::More,
        ::notice::Op::AtMost => Op::AtMost,
        ::notice::Op::About => Op::About,
    }
}

/// A goal that says nothing, for kinds that have none.
pub fn no_goal() -> Goal {
    Goal {
        op: Op::AtLeast,
        value: Decimal::whole(0),
        high: None,
        unit: String::new(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
