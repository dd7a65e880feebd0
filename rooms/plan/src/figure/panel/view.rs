//! What the templates of a figure read; all texts are ready to be shown.

use web::{Behind, ListQuery, Pager};

use crate::figure::asked::Choice;
use crate::figure::chart::Chart;
use crate::figure::rows::Listed;
use crate::figure::split::Split;
use crate::forecast::shown::Told;
use crate::light::Lamp;

/// The figure as its templates read it; all texts are ready to be shown.
pub struct View {
    pub name: String,
    /// T07 · 产学研成果科 · 全市
    pub cite: String,
    pub stamp: String,
    pub value: String,
    pub has_value: bool,
    pub unit: String,
    pub light: Lamp,
    pub planned: String,
    pub goal: String,
    pub legend: String,
    /// Only for the county and a whole year.
    pub forecast: Option<Told>,
    /// Pages of other rooms where the work behind it is done.
    pub behind: Vec<Behind>,
    pub parts: Vec<String>,
    pub verified: String,
    pub verified_note: String,
    pub partly: bool,
    pub bar: String,
    pub chart: Chart,
    pub chart_title: String,
    pub left_title: String,
    pub left_out: Vec<Off>,
    pub weighed: bool,
    pub chosen_reason: Option<ChosenReason>,
    pub day_name: String,
    pub weight_name: String,
    pub counted: Vec<Counted>,
    pub in_both: String,
    pub bridge_title: String,
    pub bridges: Vec<Sumline>,
    pub bridge_none: String,
    /// The rows of the cause that the address names.
    pub chosen_cause: Option<ChosenReason>,
    /// What the value consists of, a line for each field that the indicator names.
    pub beneath: Vec<String>,
    pub splits: Vec<Split>,
    pub definition: Definition,
    pub history: Vec<Event>,
    pub rows_total: i64,
    pub path: String,
    pub bare_path: String,
    pub sheet_path: String,
    pub close_path: String,
    pub asked: Form,
}

/// What stands in the forms of the page.
pub struct Form {
    pub scope: String,
    pub day: String,
    /// Empty where it follows from the day.
    pub period: String,
    pub known: String,
    pub against: String,
    pub moments: Vec<Choice>,
    pub scopes: Vec<Choice>,
}

/// One reason with its rows.
pub struct Off {
    pub name: String,
    pub advice: String,
    pub entries: i64,
    pub weight: String,
    pub act: String,
    pub path: String,
}

/// The rows of the reason that the address names.
pub struct ChosenReason {
    pub name: String,
    pub rows: Vec<Listed>,
    pub list: ListQuery,
    pub pager: Pager,
}

/// The counted rows of one part.
pub struct Counted {
    pub id: String,
    pub title: String,
    pub rows: Vec<Listed>,
    pub more: String,
    pub none: String,
    pub list: ListQuery,
    pub pager: Pager,
}

pub struct Sumline {
    pub part: String,
    pub from_word: String,
    pub from: String,
    pub to_word: String,
    pub to: String,
    pub terms: Vec<Term>,
}

pub struct Term {
    pub op: &'static str,
    pub op_word: &'static str,
    pub name: &'static str,
    pub entries: usize,
    pub weight: String,
    pub class: &'static str,
    /// The rows of the cause.
    pub path: String,
}

pub struct Definition {
    pub number: usize,
    pub from: String,
    pub rule: String,
    pub formula: String,
    pub source: String,
    pub parameters: Vec<String>,
    pub path: String,
}

pub struct Event {
    pub day: String,
    pub text: String,
}

/// What of a view is wanted: the panel shows less than the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Panel,
    Page,
}
