//! The story as a list of acts: who does what when. Nothing here touches a database.

use values::{Day, Moment};

use super::paper::Paper;
use super::plan::Step;

/// Where a row stands in the story; the database gives it an id of its own.
pub type Row = usize;

/// One act of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    pub at: Moment,
    /// The person's key.
    pub who: &'static str,
    pub deed: Deed,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Enters the firm at this place of the list.
    Firm(usize),
    /// Enters a row, handed in at once or kept as a draft.
    Enter {
        row: Row,
        posting: Posting,
        hand_in: bool,
    },
    Verify(Row),
    SendBack(Row, &'static str),
    /// New content; `hand_in` for a row that was sent back.
    Correct {
        row: Row,
        posting: Posting,
        reason: &'static str,
        hand_in: bool,
    },
    Prove(Row, Paper),
    Plan(Step),
    /// What a list says of many firms.
    Facts(Listed),
    /// What others stated of a firm's year is confirmed.
    Confirm {
        firm: usize,
        year: i32,
    },
    Hold(Holding),
    /// A certificate ends before its time.
    Strike {
        row: Row,
        on: Day,
        cause: &'static str,
    },
    /// A batch of the year, by its number, with its five days.
    Batch(usize, [Day; 5]),
    Moves(Vec<Move>),
    Visit(Visit),
    /// What came of the visit that was planned at this place.
    Visited {
        at: usize,
        on: Day,
        found: &'static str,
    },
}

/// A year, a fact by its id, its value.
pub type Fact = (i32, &'static str, i64);

#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub source: enterprise::door::Source,
    pub paper: &'static str,
    /// By firm.
    pub facts: Vec<(usize, Fact)>,
}

/// An entry of one of a firm's registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    Right {
        firm: usize,
        number: usize,
        is_invention: bool,
    },
    Person {
        firm: usize,
        number: usize,
    },
    Certificate {
        firm: usize,
        announced: Day,
        valid_until: Day,
    },
}

/// A step of a firm along the pipeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub firm: usize,
    pub to: cultivation::door::Stage,
    pub day: Day,
    /// The key of the town's person.
    pub town_person: Option<&'static str>,
    /// The document's number, and who issued it.
    pub paper: (String, &'static str),
    pub note: &'static str,
    /// Why the head of the office let it be without the stage's rule; empty where the rule holds.
    pub exception: &'static str,
    pub batch: Option<usize>,
    /// The row that it makes.
    pub row: Option<Row>,
    /// The row that says so already.
    pub rests_on: Option<Row>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    pub at: usize,
    pub firm: usize,
    pub due: Day,
    pub content: &'static str,
}

/// What a row says, before anything has an id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Posting {
    pub kind: &'static str,
    pub firm: Option<usize>,
    pub town: Option<usize>,
    pub fields: Vec<(&'static str, Value)>,
    pub papers: Vec<Paper>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// The id of another row.
    Link(Row),
}

impl Posting {
    pub fn of(kind: &'static str) -> Self {
        Posting {
            kind,
            ..Posting::default()
        }
    }

    pub fn firm(mut self, firm: usize) -> Self {
        self.firm = Some(firm);
        self
    }

    pub fn town(mut self, town: usize) -> Self {
        self.town = Some(town);
        self
    }

    /// Sets a field; an earlier text of it is replaced.
    pub fn put(mut self, field: &'static str, text: impl ToString) -> Self {
        self.fields.retain(|(known, _)| *known != field);
        self.fields.push((field, Value::Text(text.to_string())));
        self
    }

    /// Sets a field to an amount in fen.
    pub fn money(self, field: &'static str, fen: i64) -> Self {
        self.put(field, values::Fen(fen).plain())
    }

    pub fn link(mut self, field: &'static str, row: Row) -> Self {
        self.fields.push((field, Value::Link(row)));
        self
    }

    pub fn paper(mut self, paper: Paper) -> Self {
        self.papers.push(paper);
        self
    }

    /// The same without one of its vouchers.
    pub fn without(mut self, voucher: &str) -> Self {
        self.papers.retain(|paper| paper.voucher != voucher);
        self
    }

    /// The same without any, for a correction: those that are there stay.
    pub fn bare(mut self) -> Self {
        self.papers.clear();
        self
    }
}

impl Deed {
    /// The hour at which such things are done, so that one person's like acts of a day stand
    /// together and those that follow from another come after it.
    fn hour(&self) -> u32 {
        match self {
            Deed::Firm(_) => 8,
            Deed::Enter { .. } => 9,
            Deed::SendBack(..) => 10,
            Deed::Correct { .. } | Deed::Strike { .. } => 11,
            Deed::Batch(..) | Deed::Facts(_) | Deed::Hold(_) => 10,
            Deed::Confirm { .. } | Deed::Visit(_) | Deed::Visited { .. } => 12,
            Deed::Moves(_) => 13,
            Deed::Prove(..) => 14,
            Deed::Verify(_) => 15,
            Deed::Plan(_) => 16,
        }
    }

    /// The row that the act makes or changes.
    #[cfg(test)]
    pub fn row(&self) -> Option<Row> {
        match self {
            Deed::Enter { row, .. }
            | Deed::Verify(row)
            | Deed::SendBack(row, _)
            | Deed::Correct { row, .. }
            | Deed::Strike { row, .. }
            | Deed::Prove(row, _) => Some(*row),
            _ => None,
        }
    }

    #[cfg(test)]
    pub fn posting(&self) -> Option<&Posting> {
        match self {
            Deed::Enter { posting, .. } | Deed::Correct { posting, .. } => Some(posting),
            _ => None,
        }
    }
}

impl Act {
    pub fn on(day: Day, who: &'static str, deed: Deed) -> Self {
        let place = super::people::PEOPLE
            .iter()
            .position(|person| person.key == who);
        let minute = u32::try_from(place.unwrap_or(0)).unwrap_or(0) * 2 + 5;
        Act {
            at: Moment::at(day, deed.hour(), minute),
            who,
            deed,
        }
    }
}
