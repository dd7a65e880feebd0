//! The mentions of one target, taken together.

use super::{Kind, Proposal, State};
use crate::quantity::Firmness;

/// A proposal with its further mentions, the leading one first.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    pub leader: &'a Proposal,
    /// All mentions in the order of the text, the leader among them.
    pub mentions: Vec<&'a Proposal>,
}

/// The groups of a notice, in the order of their leaders in the text.
pub fn groups(proposals: &[Proposal]) -> Vec<Group<'_>> {
    let leaders = proposals.iter().filter(|proposal| proposal.leads());
    let group = |leader| Group {
        leader,
        mentions: proposals
            .iter()
            .filter(|one| one.leader == leader.id)
            .collect(),
    };
    leaders.map(group).collect()
}

impl Group<'_> {
    /// Mentions that want something different, and nobody has settled it.
    pub fn is_in_conflict(&self) -> bool {
        self.leader.kind == Kind::Target
            && self.leader.state == State::Open
            && self.leader.settlement.is_empty()
            && self.differs()
    }

    /// Some mention wants something else than another.
    pub fn differs(&self) -> bool {
        let mut rest = self.mentions.as_slice();
        while let Some((first, others)) = rest.split_first() {
            if others.iter().any(|other| first.contradicts(other)) {
                return true;
            }
            rest = others;
        }
        false
    }

    /// The wordings between which a person chooses: the first mention of each. A mention that says
    /// neither 确保 nor 力争 goes with one that does, so those are looked at first.
    pub fn wordings(&self) -> Vec<&Proposal> {
        let (bare, firm): (Vec<&Proposal>, Vec<&Proposal>) = self
            .mentions
            .iter()
            .copied()
            .partition(|mention| mention.firmness == Firmness::Plain);
        let mut found: Vec<&Proposal> = Vec::new();
        for mention in firm.into_iter().chain(bare) {
            if found.iter().all(|known| known.contradicts(mention)) {
                found.push(mention);
            }
        }
        found.sort_by_key(|mention| mention.start);
        found
    }

    /// The firmness of the target: the leader's own, else the first that any mention says.
    pub fn firmness(&self) -> Firmness {
        let said = std::iter::once(self.leader)
            .chain(self.mentions.iter().copied())
            .map(|one| one.firmness);
        said.into_iter()
            .find(|firmness| *firmness != Firmness::Plain)
            .unwrap_or(Firmness::Plain)
    }

    /// All mentions say it in the same words.
    pub fn is_worded_alike(&self) -> bool {
        self.mentions.iter().all(|mention| {
            mention.said_name == self.leader.said_name && mention.said_op == self.leader.said_op
        })
    }
}
