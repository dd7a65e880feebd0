//! What the notice says of who is to do it, how firmly and until when.

use super::Desk;
use crate::assignment;
use crate::proposal::group::Group;
use crate::proposal::{Proposal, State};

/// How firmly a task is asked for, where the notice says so.
pub fn firmness(leader: &Proposal) -> Vec<(&'static str, String)> {
    let word = leader.firmness.word();
    let said = (!word.is_empty()).then(|| ("力度", word.to_owned()));
    said.into_iter().collect()
}

/// What the notice itself says of who and until when.
pub fn assigned(group: &Group<'_>, desk: &Desk<'_>) -> Vec<(&'static str, String)> {
    let leader = group.leader;
    let said = &leader.assigned;
    let mut facts = Vec::new();
    if said.has_quarters() {
        facts.push(("季度值", quarters(leader)));
    }
    let words = [
        ("原文牵头", &said.lead),
        ("原文配合", &said.assisting),
        ("原文领导", &said.leader),
        ("原文责任人", &said.person),
        ("原文期限", &said.due),
    ];
    let said = words.into_iter().filter(|(_, words)| !words.is_empty());
    facts.extend(said.map(|(name, words)| (name, words.clone())));
    facts.extend(named(group, desk));
    facts
}

/// Whom it gives the task to, and the names that a person must choose for.
fn named(group: &Group<'_>, desk: &Desk<'_>) -> Vec<(&'static str, String)> {
    let leader = group.leader;
    let said = group.mentions.iter().map(|mention| &mention.assigned);
    let named = assignment::named::named(said, &leader.office, desk.cast);
    let mut facts = Vec::new();
    if leader.state == State::Open && !named.is_empty() {
        facts.push(("采纳后分工", named.words(desk.cast)));
    }
    let unmatched = named.unmatched();
    if !unmatched.is_empty() {
        let how = match leader.state {
            State::Accepted => "在它的页上“改分工与节点”里选",
            State::Open | State::Dismissed => "采纳后在它的页上“改分工与节点”里选",
        };
        facts.push(("对不上", format!("{unmatched}，{how}")));
    }
    facts
}

/// 一季度 5 · 二季度 15 · 三季度 30 · 四季度 45 家
fn quarters(leader: &Proposal) -> String {
    let (_, unit) = crate::quantity::shown(leader.goal.value, &leader.goal.unit);
    let names = ["一季度", "二季度", "三季度", "四季度"].into_iter();
    let said = names
        .zip(leader.assigned.quarters)
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .map(|(name, value)| format!("{name} {}", crate::quantity::shown_in(value, &unit)));
    let line = said.collect::<Vec<_>>().join(" · ");
    format!("{line}{}{unit}", if unit == "%" { "" } else { " " })
        .trim_end()
        .to_owned()
}
