//! 年度重点: the year's targets with their values and lights, its rhythm and its duties, as of a day,
//! as known at a moment, in a scope. Its main block is kept as bytes under the county's sequence.

pub(crate) mod board;
pub(crate) mod goals;
pub(crate) mod line;
pub(crate) mod pages;
pub(crate) mod sheet;
mod strips;

use std::sync::Arc;

use measure::light::State;
use web::{App, ListQuery};

use crate::figure::Found;
use crate::forecast::Foretold;
use crate::light::Lamp;
use crate::share::carried::Carries;
use crate::target::Target;

/// One target with what was found for it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// As the scope carries it: with a unit's own value and curve.
    pub target: Target,
    pub carries: Carries,
    /// `None`: no indicator counts it, or the indicator is not defined on the day.
    pub found: Option<Arc<Found>>,
    pub state: State,
    /// What is foretold for the last day; only where a page asks for it.
    pub foretold: Option<Foretold>,
}

impl Standing {
    /// Whether the scope has anything of the target to be measured by.
    pub fn is_lit(&self) -> bool {
        self.carries != Carries::Nothing
    }

    /// The light of the scope; none where it has nothing of the target.
    pub fn lamp(&self) -> Lamp {
        match self.is_lit() {
            true => Lamp::of(self.state),
            false => Lamp::default(),
        }
    }
}

/// The year that an address asks for; without one, this year.
pub fn asked(app: &App, list: &ListQuery) -> i64 {
    let this_year = i64::from(app.today().year());
    list.get("year").parse().unwrap_or(this_year)
}

/// Puts targets under the headings of the notice, in its order; within one by number.
/// Targets without a heading come last.
pub fn by_heading(standings: Vec<Standing>) -> Vec<(String, Vec<Standing>)> {
    let mut sections: Vec<(String, Vec<Standing>)> = Vec::new();
    for standing in standings {
        let heading = standing.target.terms.heading.clone();
        match sections.iter_mut().find(|(name, _)| *name == heading) {
            Some((_, lines)) => lines.push(standing),
            None => sections.push((heading, vec![standing])),
        }
    }
    for (_, lines) in &mut sections {
        lines.sort_by_key(|standing| standing.target.place);
    }
    sections.sort_by_key(|(name, lines)| (name.is_empty(), lines.iter().map(last_cited).min()));
    sections
}

/// Where the section that gave the heading speaks of it: the last citation, since overviews stand in front.
fn last_cited(standing: &Standing) -> i64 {
    let cited = standing
        .target
        .citations
        .iter()
        .map(|citation| citation.start);
    cited.max().unwrap_or(i64::MAX)
}

/// 一、创新主体培育: sections are numbered as the pages of the bureau are.
pub fn numbered(at: usize, name: &str) -> String {
    const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    match (name.is_empty(), DIGITS.get(at)) {
        (true, _) => "其他".to_owned(),
        (false, Some(digit)) => format!("{digit}、{name}"),
        (false, None) => name.to_owned(),
    }
}
