//! Why chosen words do not become a proposal.

use values::Id;

use crate::proposal::{Proposal, State};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    NoKind,
    /// No sentence of the text, or not this one, holds the words.
    Nowhere {
        words: String,
        in_one: bool,
    },
    /// They belong to a proposal of this kind already; a person may want another all the same.
    Taken {
        words: String,
        by: Box<Taker>,
    },
}

/// The proposal that has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taker {
    pub leader: Id<Proposal>,
    /// 目标“T03 净增高新技术企业”
    pub name: String,
    pub state: State,
}

impl Taker {
    pub fn of(one: &Proposal, all: &[Proposal]) -> Self {
        let leader = all.iter().find(|other| other.id == one.leader);
        let leader = leader.unwrap_or(one);
        let name = format!("{} {}", leader.number(), leader.name);
        Self {
            leader: leader.id,
            name: format!("{}“{}”", leader.kind.word(), name.trim()),
            state: leader.state,
        }
    }
}

impl Unfit {
    pub fn told(&self) -> String {
        match self {
            Unfit::NoKind => "请选要加的是目标、节奏还是工作任务".to_owned(),
            Unfit::Nowhere {
                words,
                in_one: true,
            } => {
                format!("这一句里没有“{words}”，请照原文抄写或复制其中的文字")
            }
            Unfit::Nowhere { words, .. } => {
                format!("全文没有哪一句里有“{words}”，请在一句之内照原文选取或抄写")
            }
            Unfit::Taken { words, by } => {
                format!("“{words}”已经在{}里，{}", by.name, way_out(by.state))
            }
        }
    }

    /// The card of the proposal that has the words.
    pub fn card(&self) -> Option<String> {
        match self {
            Unfit::Taken { by, .. } => Some(format!("#p-{}", by.leader)),
            _ => None,
        }
    }
}

fn way_out(state: State) -> &'static str {
    match state {
        State::Open => "要改，在那里点“修改”",
        State::Accepted => "已经采纳",
        State::Dismissed => "有人写明了理由不采纳，要用就在那里撤回",
    }
}
