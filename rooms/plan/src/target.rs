//! Targets (目标) of a year: what the notice asks for, as a person accepted it, with all versions.

pub(crate) mod acts;
pub(crate) mod aim;
pub(crate) mod form;
pub(crate) mod news;
pub(crate) mod pages;
pub(crate) mod store;

use measure::light::{TOLERANCE_OF_FLOWS, TOLERANCE_OF_LEVELS};
use values::{Day, Id, Moment};

use crate::curve::Curve;
use crate::notice::{Notice, cite};
use crate::proposal::{Proposal, number_of};
use crate::quantity::{Firmness, Goal};

/// A target as held at a sequence.
#[derive(Clone, Debug)]
pub struct Target {
    pub id: Id<Target>,
    pub year: i64,
    /// 3 for T03.
    pub place: i64,
    pub notice: Id<Notice>,
    pub version: i64,
    pub terms: Terms,
    /// Why this version was made, by whom and when.
    pub reason: String,
    pub actor_name: String,
    pub moment: Moment,
    /// In the order of the text.
    pub citations: Vec<Citation>,
    pub curve: Curve,
}

/// What of a target can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub name: String,
    /// The indicator's id; empty where the notice asks for what no indicator counts yet.
    pub indicator: String,
    pub goal: Goal,
    pub firmness: Firmness,
    /// Reached only on the period's last day: a stock, a ratio, a difference of stocks.
    pub is_level: bool,
    /// How far below the curve is still yellow, in thousandths.
    pub tolerance: i64,
    /// The stable code of the office in charge; may be empty.
    pub office: String,
    /// What it is listed under: the topic of its section, 创新主体培育.
    pub heading: String,
}

/// Where the notice says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    pub notice: Id<Notice>,
    pub proposal: Id<Proposal>,
    /// Code point of its first word.
    pub start: i64,
    /// The comparator as worded, such as `==`.
    pub said: String,
    pub quote: String,
    pub section: Vec<String>,
}

/// One version in a target's history.
#[derive(Clone, Debug)]
pub struct Past {
    pub version: i64,
    pub is_held: bool,
    /// The sequence from which the next one is held.
    pub known_until: i64,
    pub terms: Terms,
    pub reason: String,
    pub actor_name: String,
    pub moment: Moment,
}

/// A flow may stay a fifth below its curve before it is red, a level a fiftieth.
pub fn usual_tolerance(is_level: bool) -> i64 {
    if is_level {
        TOLERANCE_OF_LEVELS
    } else {
        TOLERANCE_OF_FLOWS
    }
}

impl Target {
    /// T03.
    pub fn number(&self) -> String {
        number_of(self.place)
    }

    pub fn path(&self) -> String {
        format!("/plan/targets/{}", self.id)
    }

    /// The day of the curve's last node, by which the whole is due.
    pub fn last_day(&self) -> Option<Day> {
        self.curve.nodes.last().map(|(day, _)| *day)
    }

    /// `二；三、2`.
    pub fn cites(&self) -> String {
        let mut all: Vec<String> = self.citations.iter().map(Citation::cite).collect();
        all.dedup();
        all.join("；")
    }
}

impl Citation {
    /// `三、2`.
    pub fn cite(&self) -> String {
        cite::label(&self.section)
    }

    /// The place in the notice's mapping page.
    pub fn path(&self) -> String {
        format!("/notices/{}#m-{}", self.notice, self.proposal)
    }
}
