//! What a notice says, piece by piece.

use crate::decimal::Decimal;
use crate::rules::comparator::Op;
use crate::rules::firmness::Firmness;
use crate::rules::rhythm::Every;

/// Something a notice says, with the exact words it says it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// First code point in the text as read.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The text between them.
    pub span: String,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// Start and end of its sentence.
    pub sentence: (usize, usize),
    /// What it is.
    pub kind: Kind,
}

/// The four kinds of item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A quantity set for this or a later year.
    Target(Figure),
    /// A quantity that tells a past or present result; never proposed as a target.
    Fact(Figure),
    /// A rule such as 每周有需求.
    Rhythm {
        /// How often.
        every: Every,
        /// What is asked for, without quotation marks.
        what: String,
    },
    /// A task without a number.
    Duty(Task),
}

/// A task, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is done, without who and until when.
    pub what: String,
    /// 确保, 力争 or neither, in its own clause.
    pub firmness: Firmness,
    /// Who, and until when.
    pub assigned: Assigned,
}

/// A quantity and what is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The phrase that says what is counted.
    pub name: String,
    /// The comparator as worded.
    pub op: Op,
    /// In base units: yuan, a fraction for percent, or the unit as written.
    pub value: Decimal,
    /// The upper end of a range.
    pub value_high: Option<Decimal>,
    /// `元`, `ratio`, `百分点`, or the unit as written; empty where the text gives none.
    pub unit: String,
    /// 确保, 力争 or neither.
    pub firmness: Firmness,
    /// What stands beside it: in the columns of a table, or in brackets behind it.
    pub assigned: Assigned,
}

/// Who is to do it and until when: as a table has it in its columns, or a text beside or behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assigned {
    /// The values that a table has for the end of each quarter, in base units as the value.
    pub quarters: [Option<Decimal>; 4],
    /// The office that leads (牵头科室, 责任单位), as written.
    pub lead: Option<String>,
    /// Offices that assist (配合单位), as written.
    pub assisting: Option<String>,
    /// The deadline (完成时限, 6月底前), as written.
    pub due: Option<String>,
    /// The leader in charge (分管领导, 责任领导), as written.
    pub leader: Option<String>,
    /// Who answers for it (责任人), as written.
    pub person: Option<String>,
}

impl Assigned {
    /// Takes over what it does not say itself.
    pub fn fill(&mut self, from: &Assigned) {
        self.lead = self.lead.take().or_else(|| from.lead.clone());
        self.assisting = self.assisting.take().or_else(|| from.assisting.clone());
        self.due = self.due.take().or_else(|| from.due.clone());
        self.leader = self.leader.take().or_else(|| from.leader.clone());
        self.person = self.person.take().or_else(|| from.person.clone());
    }
}

/// A sentence, so that a person can see which ones nothing was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// First code point in the text as read.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The section it stands in, an index into the sections of the reading.
    pub section: Option<usize>,
    /// What kind of sentence it is.
    pub kind: SentenceKind,
}

/// What a sentence does in the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentenceKind {
    /// A heading or title.
    Heading,
    /// The covering letter: address, signature, date, 印发给你们.
    Letter,
    /// Guiding thought, situation, meaning.
    Background,
    /// Tells results.
    Review,
    /// Sets goals or tasks; these are the sentences a person maps or dismisses.
    Plan,
}
