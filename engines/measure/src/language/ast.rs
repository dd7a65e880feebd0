use crate::fault::Span;

/// A formula as written, each word with its place.
#[derive(Clone, Debug)]
pub struct Formula {
    pub(crate) source: String,
    pub(crate) first: PartText,
    pub(crate) second: Option<(Op, Span, PartText)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// The first part divided by the second.
    Ratio,
    /// The first part less the second.
    Difference,
}

/// The time of a stock: `on day` or `on eve`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Day,
    Eve,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub text: String,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub(crate) struct PartText {
    pub measure: MeasureText,
    pub measure_span: Span,
    pub kind: Word,
    pub on: Option<On>,
    pub clauses: Vec<ClauseText>,
}

#[derive(Clone, Debug)]
pub(crate) enum MeasureText {
    Count,
    Sum(Word),
    Distinct(Word),
    Latest(Word),
}

#[derive(Clone, Debug)]
pub(crate) enum ClauseText {
    Where(TestText),
    Counts {
        unless: bool,
        test: TestText,
        words: String,
    },
}

#[derive(Clone, Debug)]
pub(crate) enum TestText {
    And(Vec<TestText>),
    Or(Vec<TestText>),
    Not(Box<TestText>),
    Compare {
        path: Path,
        op: (super::Comparator, Span),
        value: ValueText,
    },
    In {
        path: Path,
        choice: ChoiceText,
    },
    Known(Path),
    Good(Path),
    Any(Box<AnyText>),
}

#[derive(Clone, Debug)]
pub(crate) enum ChoiceText {
    Given(Vec<ValueText>),
    Parameter(Word),
}

#[derive(Clone, Debug)]
pub(crate) struct AnyText {
    pub kind: Word,
    pub when: super::When,
    pub theirs: Word,
    pub ours: Word,
    pub test: Option<TestText>,
}

/// `amount` or `subject.size`.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    pub first: Word,
    pub second: Option<Word>,
}

impl Path {
    pub fn span(&self) -> Span {
        self.second
            .as_ref()
            .map_or(self.first.span, |second| self.first.span.to(second.span))
    }
}

#[derive(Clone, Debug)]
pub(crate) struct ValueText {
    pub kind: ValueKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum ValueKind {
    Number {
        digits: String,
        unit: String,
    },
    Text(String),
    /// An option, a level, `day` or `year`: what it is, the field says.
    Word(String),
}
