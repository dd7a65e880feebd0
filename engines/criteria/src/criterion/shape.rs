//! The format of `catalogue/criteria/*.toml`, as it is written.

use serde::Deserialize;
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub id: String,
    pub name: String,
    pub document: String,
    pub from: Option<Datetime>,
    pub to: Option<Datetime>,
    #[serde(default)]
    pub confidence: Letter,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub single_use: Vec<String>,
    #[serde(default)]
    pub clause: Vec<Clause>,
    #[serde(default)]
    pub part: Vec<Part>,
}

#[derive(Clone, Copy, Default, Deserialize)]
pub enum Letter {
    H,
    M,
    #[default]
    L,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    pub id: String,
    pub name: String,
    pub article: String,
    #[serde(default)]
    pub quote: String,
    pub unit: Option<String>,
    pub confidence: Option<Letter>,
    pub from: Option<Datetime>,
    pub to: Option<Datetime>,
    #[serde(default)]
    pub stands_in_for: Vec<String>,
    pub flag: Option<Flag>,
    pub bound: Option<Bound>,
    pub share: Option<Share>,
    pub one_of: Option<OneOf>,
    pub age: Option<Age>,
    pub score: Option<Score>,
    pub any: Option<Vec<Test>>,
}

/// A test inside `any`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    pub flag: Option<Flag>,
    pub bound: Option<Bound>,
    pub share: Option<Share>,
    pub one_of: Option<OneOf>,
    pub age: Option<Age>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    pub fact: String,
    pub is: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    pub of: String,
    pub at_least: Option<String>,
    pub more_than: Option<String>,
    pub at_most: Option<String>,
    pub less_than: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    pub of: String,
    #[serde(rename = "in")]
    pub whole: String,
    pub at_least: Option<String>,
    pub by: Option<String>,
    #[serde(default)]
    pub tiers: Vec<Tier>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    pub up_to: Option<String>,
    pub at_least: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneOf {
    pub fact: String,
    pub values: Vec<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Age {
    pub fact: String,
    pub days: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    pub part: Option<String>,
    pub at_least: Option<i64>,
    pub more_than: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub id: String,
    pub name: String,
    pub max: i64,
    #[serde(default)]
    pub item: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    pub name: String,
    pub article: String,
    pub mark: Option<String>,
    pub table: Option<Vec<Row>>,
    pub ladder: Option<Vec<Ladder>>,
    pub growth: Option<Growth>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Conditions such as `ip_class2 >= 5`, all of which must hold; none: the last row.
    #[serde(default)]
    pub when: Vec<String>,
    pub points: (i64, i64),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    pub of: String,
    /// A sum, or `years` for the accounting years in business; none: the number itself.
    #[serde(rename = "in")]
    pub whole: Option<String>,
    pub steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    pub of: String,
    pub steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub at_least: Option<String>,
    pub more_than: Option<String>,
    pub points: (i64, i64),
}
