use values::Day;

use super::{On, Op};
use crate::kind::Column;

/// A formula whose every name, type and unit is right: what SQL and the plain reckoner are made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub first: Part,
    pub second: Option<(Op, Part)>,
    /// Of the whole: a ratio has none.
    pub unit: Unit,
}

/// What a number is in: `元` (held in fen), a counting unit such as `项`, or a bare ratio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    Money,
    Count(String),
    Ratio,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub measure: Measure,
    /// The kind's id and Chinese name.
    pub kind: String,
    pub kind_name: String,
    /// Whether rows of the kind have a firm as their subject.
    pub has_subject: bool,
    pub time: Time,
    pub wheres: Vec<Test>,
    pub counts: Vec<Clause>,
    pub unit: Unit,
    /// Rows that pass every clause may still lack what is measured; then they are left out as `unknown`.
    pub may_lack: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Count,
    Sum(Column),
    Distinct(Column),
    Latest(Column),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// The counting day lies between the period's first day and the day asked.
    Flow,
    /// The row holds on the day asked, or on the period's eve.
    Stock(On),
    /// As a flow, of which the newest counts.
    Latest,
}

/// `counts if … else "words"`: the test that a row must pass, and what is said of one that does not.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    pub test: Test,
    pub words: String,
}

/// A test of one row. It has three values: about something unknown it is neither true nor false,
/// and only a row for which it is true passes.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Compare {
        column: Column,
        op: Comparator,
        value: Value,
    },
    In {
        column: Column,
        choice: Choice,
    },
    Known(Column),
    /// The row that the link leads to is held and good. An empty link is unknown.
    LinkGood,
    /// Some good row of another kind; two-valued, an empty key finds none.
    Exists(Box<Join>),
    /// A property of the subject on the row's counting day (of the day asked for a stock).
    Property {
        name: String,
        op: Comparator,
        values: Vec<String>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    pub kind: String,
    pub when: When,
    pub theirs: Column,
    pub ours: Column,
    pub test: Option<Test>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    BeforePeriod,
    InPeriod,
    OnDay,
}

/// The values of an `in`.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    Given(Vec<Value>),
    /// By the day from which they hold, in order of days.
    Parameter {
        name: String,
        from: Vec<(Day, Vec<Value>)>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    Equal,
    Other,
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// Fen, a count, or the rank of a level.
    Int(i64),
    Day(Day),
    /// The day asked for.
    AsOf,
    /// The year of the period asked for.
    Year,
}

impl Comparator {
    pub const fn sign(self) -> &'static str {
        match self {
            Comparator::Equal => "=",
            Comparator::Other => "<>",
            Comparator::Less => "<",
            Comparator::AtMost => "<=",
            Comparator::More => ">",
            Comparator::AtLeast => ">=",
        }
    }

    /// What holds when this does not.
    pub const fn turned(self) -> Self {
        match self {
            Comparator::Equal => Comparator::Other,
            Comparator::Other => Comparator::Equal,
            Comparator::Less => Comparator::AtLeast,
            Comparator::AtMost => Comparator::More,
            Comparator::More => Comparator::AtMost,
            Comparator::AtLeast => Comparator::Less,
        }
    }

    pub fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Comparator::Equal => left == right,
            Comparator::Other => left != right,
            Comparator::Less => left < right,
            Comparator::AtMost => left <= right,
            Comparator::More => left > right,
            Comparator::AtLeast => left >= right,
        }
    }

    pub(crate) fn is_order(self) -> bool {
        !matches!(self, Comparator::Equal | Comparator::Other)
    }
}

impl Unit {
    /// 元, 项, or nothing for a ratio.
    pub fn name(&self) -> &str {
        match self {
            Unit::Money => "元",
            Unit::Count(unit) => unit,
            Unit::Ratio => "",
        }
    }
}

impl Checked {
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.first).chain(self.second.as_ref().map(|(_, part)| part))
    }

    pub fn part(&self, number: usize) -> Option<&Part> {
        self.parts().nth(number)
    }

    pub fn op(&self) -> Option<Op> {
        self.second.as_ref().map(|(op, _)| *op)
    }

    /// Levels (stocks, differences of stocks, ratios, `latest`) are reached only on the period's last day.
    pub fn is_level(&self) -> bool {
        self.op() == Some(Op::Ratio) || self.parts().any(|part| part.time != Time::Flow)
    }

    /// Both parts are `latest` and are taken of the newest data period that both have.
    pub fn is_paired(&self) -> bool {
        self.op() == Some(Op::Ratio) && self.parts().all(|part| part.time == Time::Latest)
    }

    /// The kinds it reads, for the key of what is kept in memory.
    pub fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = Vec::new();
        for part in self.parts() {
            kinds.push(&part.kind);
            part.tests().for_each(|test| test.kinds(&mut kinds));
        }
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Whether it looks at properties of subjects (size, industry, town).
    pub fn reads_properties(&self) -> bool {
        self.parts()
            .flat_map(Part::tests)
            .any(Test::reads_properties)
    }
}

impl Part {
    pub fn tests(&self) -> impl Iterator<Item = &Test> {
        self.wheres
            .iter()
            .chain(self.counts.iter().map(|clause| &clause.test))
    }
}

impl Test {
    fn kinds<'a>(&'a self, kinds: &mut Vec<&'a str>) {
        match self {
            Test::All(tests) | Test::Any(tests) => tests.iter().for_each(|test| test.kinds(kinds)),
            Test::Not(test) => test.kinds(kinds),
            Test::Exists(join) => {
                kinds.push(&join.kind);
                if let Some(test) = &join.test {
                    test.kinds(kinds);
                }
            }
            _ => {}
        }
    }

    pub(crate) fn reads_properties(&self) -> bool {
        match self {
            Test::All(tests) | Test::Any(tests) => tests.iter().any(Test::reads_properties),
            Test::Not(test) => test.reads_properties(),
            Test::Exists(join) => join.test.as_ref().is_some_and(Test::reads_properties),
            Test::Property { .. } => true,
            _ => false,
        }
    }
}
