//! One group of proposals as its card shows it.

mod merging;
mod said;

use ::notice::Text;
use values::Id;
use web::Actor;

use super::choice::{self, Choice};
use super::group::Group;
use super::{Kind, Proposal, State};
use crate::access;
use crate::assignment::Cast;
use crate::notice::{Sentence, cite, quote};
use crate::office::{self, Offices};
use crate::quantity::Op;
use crate::target::Target;

/// What cards are made with.
pub struct Desk<'a> {
    pub text: &'a Text,
    pub sentences: &'a [Sentence],
    pub choices: &'a [Choice],
    pub offices: &'a Offices,
    pub cast: &'a Cast,
    pub actor: &'a Actor,
    pub may_map: bool,
    /// The targets that the year's plan has from other notices.
    pub planned: &'a [Target],
    /// The card whose form came back because its reason was missing, and what was chosen there.
    pub lacking: Option<Lacking>,
}

/// A form of a card that was sent without its reason.
#[derive(Clone, Debug)]
pub struct Lacking {
    pub proposal: Id<Proposal>,
    /// `settlement` or `dismissal`, as in its address.
    pub act: &'static str,
    pub wording: Option<Id<Proposal>>,
}

#[derive(Clone, Debug)]
pub struct Card {
    pub id: Id<Proposal>,
    pub kind: &'static str,
    /// T07 产学研合作支出额; 节奏：每周有需求; 工作任务：强化高企政策的宣传
    pub title: String,
    /// 两处合一
    pub tag: String,
    pub is_open: bool,
    pub is_clash: bool,
    pub may_map: bool,
    /// What is in the plan is taken back by those who may change it there.
    pub may_reopen: bool,
    pub facts: Vec<(&'static str, String)>,
    /// A duty's line: 没有数字。牵头科室建议 高新科。
    pub lead: String,
    /// Mentions in the very same words are named by their places only.
    pub shows_quotes: bool,
    pub mentions: Vec<Mention>,
    pub wordings: Vec<Wording>,
    /// 两种, 两: how many wordings, in words.
    pub ways: String,
    pub apart: String,
    /// 已采纳, 不采纳; empty while open.
    pub badge: &'static str,
    /// Who did it and when, and why.
    pub signed: String,
    /// What this one can be merged into: any other open target, or the open duty before or behind.
    pub others: Vec<(Id<Proposal>, String)>,
    /// The act whose form lacks its reason; empty for none.
    pub lacks: &'static str,
    /// What must be said before it can be taken in; empty for nothing.
    pub wants: &'static str,
    /// A target of the plan that the same indicator counts, where this one is open.
    pub planned: Option<Planned>,
}

/// A target that the plan has already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// `T03 净增高新技术企业 ≥ 30 家`
    pub name: String,
    /// Where it is changed.
    pub path: String,
    pub is_same: bool,
}

impl Card {
    /// Whether the form of this act came back for its reason.
    pub fn lacks(&self, act: &str) -> bool {
        self.lacks == act
    }
}

/// One place where the notice says it.
#[derive(Clone, Debug)]
pub struct Mention {
    pub id: Id<Proposal>,
    pub quote: String,
    pub cite: String,
    /// A further mention of an open group can be made a target of its own.
    pub may_part: bool,
}

/// One of the wordings of a conflict.
#[derive(Clone, Debug)]
pub struct Wording {
    pub id: Id<Proposal>,
    pub goal: String,
    pub quote: String,
    pub cite: String,
    pub firmness: String,
    pub chosen: bool,
}

impl Card {
    /// An accepted target: taken back, it leaves the plan.
    pub fn is_in_plan(&self) -> bool {
        self.kind == Kind::Target.code() && self.badge == badge(State::Accepted)
    }
}

/// The card of a group, beside all groups of the notice.
pub fn of(group: &Group<'_>, all: &[Group<'_>], desk: &Desk<'_>) -> Card {
    let leader = group.leader;
    let is_open = leader.state == State::Open;
    let may_merge = is_open && desk.may_map;
    Card {
        id: leader.id,
        kind: leader.kind.code(),
        title: title(leader, desk.planned),
        tag: tag(group),
        is_open,
        is_clash: group.is_in_conflict(),
        may_map: desk.may_map,
        may_reopen: desk.may_map && may_take_back(leader, desk.actor),
        facts: facts(group, desk),
        lead: lead(leader, desk),
        shows_quotes: group.mentions.len() == 1 || !group.is_worded_alike(),
        mentions: group
            .mentions
            .iter()
            .map(|mention| mention_of(mention, leader, desk))
            .collect(),
        ways: format!("{}种", in_words(group.wordings().len())),
        apart: in_words(group.wordings().len()),
        wordings: wordings(group, desk),
        badge: badge(leader.state),
        signed: if is_open {
            String::new()
        } else {
            signed(leader)
        },
        others: if may_merge {
            merging::others(leader, all)
        } else {
            Vec::new()
        },
        lacks: lacking(leader, desk).map_or("", |lacking| lacking.act),
        wants: if leader.lacks_indicator() {
            "指标"
        } else if leader.lacks_goal() {
            "数值"
        } else {
            ""
        },
        planned: planned(leader, desk.planned),
    }
}

fn planned(leader: &Proposal, planned: &[Target]) -> Option<Planned> {
    if leader.state != State::Open || leader.kind != Kind::Target || leader.indicator.is_empty() {
        return None;
    }
    let mut alike = planned.iter();
    let target = alike.find(|target| target.terms.indicator == leader.indicator)?;
    let (number, terms) = (target.number(), &target.terms);
    Some(Planned {
        name: format!("{number} {} {}", terms.name, terms.goal.shown()),
        path: format!("{}/edit", target.path()),
        is_same: terms.goal == leader.goal,
    })
}

fn may_take_back(leader: &Proposal, actor: &Actor) -> bool {
    leader.state != State::Accepted
        || leader.kind == Kind::Rhythm
        || access::assign(actor, &leader.office).is_ok()
}

fn lacking<'a>(leader: &Proposal, desk: &'a Desk<'_>) -> Option<&'a Lacking> {
    let lacking = desk.lacking.as_ref();
    lacking.filter(|lacking| lacking.proposal == leader.id)
}

/// The number of a proposal is that of its target only where no other notice has numbered any.
fn title(leader: &Proposal, planned: &[Target]) -> String {
    match leader.kind {
        Kind::Target if !planned.is_empty() => leader.name.clone(),
        Kind::Target => format!("{} {}", leader.number(), leader.name),
        kind => format!("{}：{}", kind.word(), leader.name),
    }
}

fn tag(group: &Group<'_>) -> String {
    match group.mentions.len() {
        0 | 1 => String::new(),
        2 => "两处合一".to_owned(),
        more => format!("{more} 处合一"),
    }
}

fn badge(state: State) -> &'static str {
    match state {
        State::Open => "",
        State::Accepted => "已采纳",
        State::Dismissed => "不采纳",
    }
}

fn signed(leader: &Proposal) -> String {
    let why = if leader.reason.is_empty() {
        String::new()
    } else {
        format!("：{}", leader.reason)
    };
    format!("{} {}{why}", leader.actor_name, leader.moment.spoken())
}

fn facts(group: &Group<'_>, desk: &Desk<'_>) -> Vec<(&'static str, String)> {
    let leader = group.leader;
    let meant = choice::find(desk.choices, &leader.indicator);
    let indicator = meant.map(|choice| choice.name.clone());
    let none = || "没有合适的，采纳后暂无数值".to_owned();
    let mut facts = match leader.kind {
        Kind::Target => vec![
            (
                "目标",
                format!("{}{}", leader.goal.shown(), wording_note(leader)),
            ),
            ("力度", said_firmness(group.firmness().word())),
            ("指标", indicator.unwrap_or_else(none)),
        ],
        Kind::Rhythm => vec![
            (
                "检验",
                test(
                    meant
                        .and_then(|choice| choice.every)
                        .map(choice::every_code)
                        .unwrap_or(leader.every.as_str()),
                ),
            ),
            (
                "指标",
                indicator.unwrap_or_else(|| "还没有，先点“修改”选一个".to_owned()),
            ),
        ],
        Kind::Duty => said::firmness(leader),
    };
    facts.extend(said::assigned(group, desk));
    if group.mentions.len() > 1 {
        let alike = if group.is_worded_alike() {
            "写法一致"
        } else {
            "写法不同"
        };
        facts.push(("出处", format!("{}，{alike}", cites(group))));
    }
    if leader.kind != Kind::Duty && !leader.office.is_empty() {
        facts.push(("科室", office::name(desk.offices, &leader.office)));
    }
    if !leader.settlement.is_empty() {
        facts.push(("定写法", leader.settlement.clone()));
    }
    facts
}

fn lead(leader: &Proposal, desk: &Desk<'_>) -> String {
    match leader.office.as_str() {
        "" => "没有数字。牵头科室未定。".to_owned(),
        code if leader.state == State::Accepted => {
            format!("没有数字。牵头科室 {}。", office::name(desk.offices, code))
        }
        code => format!(
            "没有数字。牵头科室建议 {}。",
            office::name(desk.offices, code)
        ),
    }
}

/// Small numbers of things as people say them.
fn in_words(count: usize) -> String {
    match count {
        2 => "两".to_owned(),
        3 => "三".to_owned(),
        more => format!(" {more} "),
    }
}

fn cites(group: &Group<'_>) -> String {
    let mut all: Vec<String> = group
        .mentions
        .iter()
        .map(|mention| cite::label(&mention.section))
        .collect();
    all.dedup();
    all.join("；")
}

fn said_firmness(word: &str) -> String {
    if word.is_empty() {
        "没有写确保或力争".to_owned()
    } else {
        word.to_owned()
    }
}

/// What a person should know of the comparator: that it is strict, or that the notice gave only a number.
fn wording_note(leader: &Proposal) -> String {
    let exact = leader
        .goal
        .shown()
        .trim_start_matches(['>', ' '])
        .to_owned();
    match (leader.goal.op, leader.said_op.as_str()) {
        (Op::More, ">") => format!("（“超过”，正好 {exact} 不算完成）"),
        (Op::AtLeast, "==") => "（原文只写了数字，按至少算）".to_owned(),
        (Op::AtLeast, "+>=") => "（净增）".to_owned(),
        _ => String::new(),
    }
}

/// 每个自然周至少 1 次
fn test(every: &str) -> String {
    let period = match every {
        "week" => "每个自然周",
        "month" => "每月",
        "quarter" => "每季度",
        "year" => "每年",
        "odd-month" => "每个单月",
        "even-month" => "每个双月",
        _ => "每期",
    };
    format!("{period}至少 1 次，由台账自动检验")
}

fn mention_of(mention: &Proposal, leader: &Proposal, desk: &Desk<'_>) -> Mention {
    Mention {
        id: mention.id,
        quote: quote_of(mention, desk),
        cite: cite::label(&mention.section),
        may_part: desk.may_map && !mention.leads() && leader.state == State::Open,
    }
}

/// A task or a rhythm rule is cited with its own words, a target with its clause.
fn quote_of(one: &Proposal, desk: &Desk<'_>) -> String {
    match one.kind {
        Kind::Target => quote::of(desk.text, desk.sentences, one),
        _ => super::draft::joined(&one.span),
    }
}

fn wordings(group: &Group<'_>, desk: &Desk<'_>) -> Vec<Wording> {
    if !group.is_in_conflict() {
        return Vec::new();
    }
    let picked = lacking(group.leader, desk).and_then(|lacking| lacking.wording);
    let wording = |(at, one): (usize, &Proposal)| Wording {
        id: one.id,
        goal: one.goal.shown(),
        quote: quote_of(one, desk),
        cite: one.section.last().cloned().unwrap_or_default(),
        firmness: said_firmness(one.firmness.word()),
        chosen: picked.map_or(at == 0, |picked| picked == one.id),
    };
    group
        .wordings()
        .into_iter()
        .enumerate()
        .map(wording)
        .collect()
}
