//! From a reading to proposals: indicators proposed, mentions of the same target brought together,
//! numbers given in the order of the text.

use ::notice::{Item, Reading, Text};
use values::{Id, Moment};

use super::choice::{Choice, meant, meant_rhythm};
use super::words::Plain;
use super::{Assigned, Kind, Proposal, State, no_goal, proposed_op};
use crate::notice::Notice;
use crate::office::Offices;
use crate::quantity::{Firmness, Goal};

/// Names alike by this much (of 1000) are one target where no indicator says so.
const ONE_TARGET: u32 = 850;

/// The proposals of a notice, in the order of the text. Facts are never proposed.
pub fn proposals(
    notice: Id<Notice>,
    text: &Text,
    reading: &Reading,
    choices: &[Choice],
    moment: Moment,
) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = reading
        .items
        .iter()
        .filter_map(|item| proposal(notice, text, reading, item, choices, moment))
        .collect();
    found.sort_by_key(|proposal| (proposal.start, proposal.end));
    join(&mut found);
    suggest_offices(&mut found);
    found
}

fn proposal(
    notice: Id<Notice>,
    text: &Text,
    reading: &Reading,
    item: &Item,
    choices: &[Choice],
    moment: Moment,
) -> Option<Proposal> {
    let id = Id::fresh(moment);
    let sentence = reading
        .sentences
        .iter()
        .position(|sentence| sentence.start <= item.start && item.start < sentence.end)?;
    let bare = Proposal {
        id,
        notice,
        kind: Kind::Duty,
        start: at(item.start),
        end: at(item.end),
        span: item.span.clone(),
        sentence: at(sentence),
        section: item.section.clone(),
        place: 0,
        leader: id,
        said_name: joined(&item.span),
        said_op: String::new(),
        name: joined(&item.span),
        goal: no_goal(),
        firmness: Firmness::Plain,
        every: String::new(),
        indicator: String::new(),
        office: String::new(),
        assigned: Assigned::default(),
        settlement: String::new(),
        state: State::Open,
        reason: String::new(),
        actor_name: String::new(),
        moment,
    };
    become_one(bare, &item.kind, text, choices)
}

/// What is proposed of something read; a fact is not. The bare proposal has its words and their place.
pub fn become_one(
    bare: Proposal,
    kind: &::notice::Kind,
    text: &Text,
    choices: &[Choice],
) -> Option<Proposal> {
    match kind {
        ::notice::Kind::Fact(_) => None,
        ::notice::Kind::Duty(task) => Some(Proposal {
            name: joined(&task.what),
            firmness: firmness(task.firmness),
            assigned: Assigned::of(&task.assigned),
            ..bare
        }),
        ::notice::Kind::Rhythm { every, what } => {
            let meant = meant_rhythm(choices, *every, what);
            Some(Proposal {
                kind: Kind::Rhythm,
                name: rule(&bare.span, what),
                every: every.word().to_owned(),
                indicator: meant.map(|choice| choice.id.clone()).unwrap_or_default(),
                office: meant
                    .map(|choice| choice.office.clone())
                    .unwrap_or_default(),
                ..bare
            })
        }
        ::notice::Kind::Target(figure) => Some(target(bare, figure, text, choices)),
    }
}

fn target(bare: Proposal, figure: &::notice::Figure, text: &Text, choices: &[Choice]) -> Proposal {
    let name = if figure.name.is_empty() {
        before(text, bare.start)
    } else {
        figure.name.clone()
    };
    let meant = meant(choices, &name, &figure.unit);
    Proposal {
        kind: Kind::Target,
        name: meant.map_or_else(|| name.clone(), |(choice, _)| choice.name.clone()),
        said_name: name,
        said_op: figure.op.sign().to_owned(),
        goal: Goal {
            op: proposed_op(figure.op),
            value: figure.value,
            high: figure.value_high,
            unit: figure.unit.clone(),
        },
        firmness: firmness(figure.firmness),
        assigned: Assigned::of(&figure.assigned),
        indicator: meant
            .map(|(choice, _)| choice.id.clone())
            .unwrap_or_default(),
        office: meant
            .map(|(choice, _)| choice.office.clone())
            .unwrap_or_default(),
        ..bare
    }
}

/// 每周有需求; in a table the row says what is done so often: 开展科技政策宣讲每季度不少于1场.
fn rule(span: &str, what: &str) -> String {
    let (span, what) = (joined(span), joined(what));
    if span.replace(['“', '”'], "").contains(&what) {
        span
    } else {
        format!("{what}{span}")
    }
}

/// The few characters before a number whose name the reader did not find.
fn before(text: &Text, start: i64) -> String {
    let start = usize::try_from(start).unwrap_or(0);
    joined(&text.span(start.saturating_sub(12), start))
}

/// Brings mentions of the same target together under the first, and numbers the firsts.
fn join(proposals: &mut [Proposal]) {
    let mut leaders: Vec<usize> = Vec::new();
    for at in 0..proposals.len() {
        if proposals[at].kind != Kind::Target {
            continue;
        }
        match leaders
            .iter()
            .find(|leader| is_same(&proposals[**leader], &proposals[at]))
        {
            Some(leader) => proposals[at].leader = proposals[*leader].id,
            None => {
                leaders.push(at);
                proposals[at].place = i64::try_from(leaders.len()).unwrap_or(0);
            }
        }
    }
}

/// Whether two mentions mean the same target: the same indicator, or, where neither has one, names
/// that are nearly the same in the same unit. Names of different levels never are.
pub fn is_same(one: &Proposal, other: &Proposal) -> bool {
    let (name, other_name) = (Plain::of(&one.said_name), Plain::of(&other.said_name));
    if name.contradicts(&other_name)
        || (one.goal.unit == crate::quantity::RATIO) != (other.goal.unit == crate::quantity::RATIO)
    {
        return false;
    }
    match (one.indicator.as_str(), other.indicator.as_str()) {
        ("", "") => one.goal.unit == other.goal.unit && name.alike(&other_name) >= ONE_TARGET,
        (indicator, other) => indicator == other,
    }
}

/// A duty is proposed to the office that most targets and rhythm rules of its section belong to.
fn suggest_offices(proposals: &mut [Proposal]) {
    let known: Vec<(Vec<String>, String)> = proposals
        .iter()
        .filter(|one| !one.office.is_empty())
        .map(|one| (one.section.clone(), one.office.clone()))
        .collect();
    for duty in proposals.iter_mut().filter(|one| one.kind == Kind::Duty) {
        let offices: Vec<&str> = known
            .iter()
            .filter(|(section, _)| *section == duty.section)
            .map(|(_, office)| office.as_str())
            .collect();
        let count = |office: &str| offices.iter().filter(|other| **other == office).count();
        if let Some(most) = offices.iter().max_by_key(|office| count(office)) {
            (*most).clone_into(&mut duty.office);
        }
    }
}

/// Where the notice names the office that leads, that one is proposed.
pub fn name_offices(proposals: &mut [Proposal], offices: &Offices) {
    for one in proposals {
        if let Some(code) = one.assigned.office(offices) {
            code.clone_into(&mut one.office);
        }
    }
}

/// What the reader found, as the plan keeps it.
pub fn firmness(said: ::notice::Firmness) -> Firmness {
    Firmness::from_code(said.word()).unwrap_or(Firmness::Plain)
}

fn at(offset: usize) -> i64 {
    i64::try_from(offset).unwrap_or(i64::MAX)
}

/// Words of the text without the breaks of its layout: blanks stay only between Latin words.
pub fn joined(span: &str) -> String {
    let mut out = String::with_capacity(span.len());
    let mut rest = span.chars().peekable();
    while let Some(c) = rest.next() {
        if !c.is_whitespace() {
            out.push(c);
            continue;
        }
        while rest.next_if(|next| next.is_whitespace()).is_some() {}
        let latin = |c: char| c.is_ascii_alphanumeric() || c == '&';
        if out.chars().last().is_some_and(latin) && rest.peek().copied().is_some_and(latin) {
            out.push(' ');
        }
    }
    out
}
