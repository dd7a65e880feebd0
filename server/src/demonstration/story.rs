//! The story of two years: 2019, and 2020 as the year of the notice. Values are invented; they
//! come near the design's pictures on the morning of 18 September 2020.

mod applications;
mod carriers;
mod certificates;
mod contracts;
mod cultivation;
mod enterprises;
mod facts;
mod finance;
mod funds;
mod payments;
mod rhythm;
mod statistics;

use values::Day;

use super::act::{Act, Deed};
use super::calendar::opening;
use super::chance::Chance;
use super::firms::{self, NewFirm};
use super::plan;
use super::script::Script;
pub use enterprises::number;

/// Every demonstration tells the same story.
const SEED: u64 = 320_682;

/// What is played into an empty county.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    pub firms: Vec<NewFirm>,
    /// In order of time.
    pub acts: Vec<Act>,
}

/// All that happens before nine in the morning of `today`.
pub fn story(today: Day) -> Story {
    let mut chance = Chance::seeded(SEED);
    let firms = firms::firms(&mut chance);
    let mut script = Script::new(chance, firms);
    for at in 0..script.firms.len() {
        let entered_on = script.firms[at].entered_on;
        script.act(entered_on, "ding", Deed::Firm(at));
    }
    enterprises::write(&mut script);
    statistics::write(&mut script);
    carriers::write(&mut script);
    let contracts = contracts::write(&mut script);
    payments::write(&mut script, &contracts);
    rhythm::write(&mut script);
    finance::write(&mut script);
    applications::write(&mut script);
    funds::write(&mut script);
    facts::write(&mut script);
    cultivation::write(&mut script);
    certificates::write(&mut script);
    script.acts.extend(plan::steps());
    let Script {
        firms, mut acts, ..
    } = script;
    acts.retain(|act| act.at < opening(today));
    acts.sort_by_key(|act| act.at);
    Story { firms, acts }
}

#[cfg(test)]
#[path = "story_tests.rs"]
mod tests;
