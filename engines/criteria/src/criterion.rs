//! A criterion: an official text as data, checked against the facts.

mod check;
mod grades;
mod read;
mod shape;
#[cfg(test)]
mod tests;
mod told;
mod words;

use std::sync::LazyLock;

use values::Day;

use crate::exact::Exact;
use crate::fact::{Facts, SHIPPED as FACTS, SlotId};
use crate::fault::Fault;
use crate::linear::Linear;
use crate::program::Program;

/// The criteria that are shipped, `catalogue/criteria/*.toml`.
pub static SHIPPED: LazyLock<Vec<Criterion>> = LazyLock::new(|| {
    let texts = SHIPPED_TEXTS.iter();
    texts
        .map(|(name, text)| match Criterion::read(name, text, &FACTS) {
            Ok(criterion) => criterion,
            Err(faults) => unreachable!("{faults:?}"),
        })
        .collect()
});

macro_rules! shipped {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../catalogue/criteria/", $name)))),*]
    };
}

/// Their texts, each with its file's name: what a person starts from who writes one of their own.
pub const SHIPPED_TEXTS: &[(&str, &str)] = shipped!["hnte-2016.toml" "tech-sme-2017.toml" "jiangsu-pool.toml" "provincial-centre.toml" "national-incubator.toml" "national-incubator-special.toml" "national-maker-space.toml" "provincial-maker-space.toml"];

/// The shipped criterion of that id.
pub fn find(id: &str) -> Option<&'static Criterion> {
    SHIPPED.iter().find(|one| one.id == id)
}

/// How sure the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// As the official text says.
    High,
    /// Believed right; 待核.
    Medium,
    /// A guess or a local custom; 待核.
    Low,
}

/// A checked criterion. Made by [`Criterion::read`] only.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// `hnte-2016`
    pub id: String,
    pub name: String,
    /// The document number, 国科发火〔2016〕32号.
    pub document: String,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub confidence: Confidence,
    /// For the person: what is not in it, what is 待核.
    pub note: String,
    /// Columns whose things serve one application under it and none after: 国科发火〔2016〕195号 三(二) says so of rights of
    /// class II. Whoever counts a column leaves out what served an earlier one.
    pub single_use: Vec<String>,
    /// In the order of the articles.
    pub clauses: Vec<Clause>,
    /// Parts of the points; empty for a criterion without points.
    pub parts: Vec<Part>,
}

/// One condition.
#[derive(Clone, Debug)]
pub struct Clause {
    pub id: String,
    pub name: String,
    /// Document number and article: 国科发火〔2016〕32号 第十一条(四).
    pub article: String,
    /// The sentence of the text.
    pub quote: String,
    /// What the shortfall is counted in.
    pub unit: String,
    pub confidence: Confidence,
    /// The first day on which it holds.
    pub from: Option<Day>,
    /// The last day on which it holds.
    pub to: Option<Day>,
    pub(crate) test: Test,
    /// Ids of clauses that need not hold where this one does; this one then need not hold itself.
    pub stands_in_for: Vec<String>,
}

/// What a clause asks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
    Flag {
        slot: SlotId,
        is: i64,
    },
    /// `sum` within the limits, both included; in the facts' own base unit.
    Bound {
        sum: Linear,
        least: Option<i64>,
        greatest: Option<i64>,
    },
    Share(Share),
    OneOf {
        slot: SlotId,
        values: Vec<i64>,
    },
    /// At least so many days before the day asked.
    Age {
        slot: SlotId,
        days: i64,
    },
    /// Total points, or those of one part, at least.
    Score {
        part: Option<usize>,
        least: i64,
    },
    Any(Vec<Test>),
}

/// `of ÷ whole ≥ threshold`; no divisor, no share.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Share {
    pub of: Linear,
    pub whole: Linear,
    /// By which the threshold is chosen.
    pub by: Option<SlotId>,
    /// `(up to and with, threshold)`, rising; the last has no end.
    pub tiers: Vec<(Option<i64>, Exact)>,
}

/// A part of the points.
#[derive(Clone, Debug)]
pub struct Part {
    pub id: String,
    pub name: String,
    pub max: i64,
    pub items: Vec<Item>,
}

/// What gives points in a part.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: String,
    pub name: String,
    pub article: String,
    pub(crate) points: Points,
}

/// How points are found. A grade is a range `(least, most)` of which an expert picks one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Points {
    /// The mark itself, or its whole range while it is empty.
    Mark {
        slot: SlotId,
        least: i64,
        most: i64,
    },
    /// The first row whose conditions all hold.
    Table(Vec<(Vec<Condition>, Grade)>),
    /// The best of several ladders.
    Ladders(Vec<Ladder>),
    Growth(Growth),
}

pub(crate) type Grade = (i64, i64);

/// `least ≤ sum ≤ greatest`
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Condition {
    pub sum: Linear,
    pub least: Option<i64>,
    pub greatest: Option<i64>,
}

/// Grades by `of ÷ whole`, falling; below the last, or without a divisor, `(0, 0)`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ladder {
    pub of: Linear,
    pub whole: Whole,
    pub steps: Vec<(Exact, Grade)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Whole {
    One,
    /// The accounting years in business.
    Years,
    Sum(Linear),
}

/// Grades by the average growth of the last three years, 国科发火〔2016〕195号.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Growth {
    /// Oldest first.
    pub of: [SlotId; 3],
    /// Falling; the number is compared with `≥`, or with `>` where the flag is set.
    pub steps: Vec<(Exact, bool, Grade)>,
}

impl Criterion {
    /// Reads and checks a text.
    ///
    /// # Errors
    /// Every fault that was found, each with line, clause and what is wrong.
    pub fn read(name: &str, text: &str, facts: &Facts) -> Result<Self, Vec<Fault>> {
        read::criterion(name, text, facts)
    }

    /// Whether it holds on a day.
    pub fn in_force(&self, day: Day) -> bool {
        within(self.from, self.to, day)
    }

    /// The criterion made ready for firms on a day, with the thresholds of that day.
    pub fn on<'a>(&'a self, facts: &'a Facts, day: Day) -> Program<'a> {
        Program::new(self, facts, day)
    }
}

pub(crate) fn within(from: Option<Day>, to: Option<Day>, day: Day) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}
