use store::Tx;

use crate::{Actor, Future, Result};

/// What a search finds in a room for a person who typed this: at most a handful, the best first, within the person's
/// rights and county.
pub type Finds = for<'a> fn(&'a mut Tx, &'a Actor, &'a str) -> Future<'a, Result<Vec<Found>>>;

/// One line of what a search finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub group: FoundGroup,
    /// The name of its picture in `icons.html`.
    pub icon: &'static str,
    pub title: String,
    /// What stands quietly behind it: a town, a state.
    pub note: String,
    pub path: String,
}

/// Under which heading it stands, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundGroup {
    Firms,
    Rows,
    Plan,
    Places,
    Acts,
}

impl FoundGroup {
    pub fn name(self) -> &'static str {
        match self {
            FoundGroup::Firms => "企业",
            FoundGroup::Rows => "台账记录",
            FoundGroup::Plan => "计划",
            FoundGroup::Places => "去哪里",
            FoundGroup::Acts => "办事",
        }
    }
}
