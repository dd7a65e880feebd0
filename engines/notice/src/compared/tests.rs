#![allow(clippy::unwrap_used)]

mod pairing;
mod told;

use super::*;
use crate::{Kind, Text, read};

const OLDER: &str = "2019年科技工作要点\n一、工作目标\n净增高企25家，技术合同成交额突破15亿元，科技型中小企业入库200家以上，新建众创空间3家。\n二、工作举措\n1.强化培育。强化高企政策的宣传，完善科技特派员制度。\n2.优化服务。建立科技企业联络员制度。\n";
const NEWER: &str = "2020年科技工作要点\n一、工作目标\n净增高新技术企业30家，技术合同成交额突破12亿元，确保科技型中小企业入库200家以上，引进院士团队2个。\n二、工作举措\n1.强化培育。进一步强化高企政策的宣传，健全完善科技特派员制度。\n2.优化服务。开展科技金融专项行动。\n";

type Side = (Text, Reading);

fn reading(text: &str) -> Side {
    let text = Text::new(text);
    let reading = read(&text);
    (text, reading)
}

fn beside(old: &Side, new: &Side) -> Vec<Pair> {
    compared((&old.0, &old.1), (&new.0, &new.1))
}

/// 提高 净增高新技术企业 25 → 30
fn told(old: &Side, new: &Side) -> Vec<String> {
    let words = |side: &Side, at: Option<usize>| {
        let item = at.map(|at| &side.1.items[at]);
        item.map_or_else(String::new, |item| match &item.kind {
            Kind::Target(_) => item.span.clone(),
            Kind::Duty(task) => task.what.clone(),
            _ => unreachable!("only targets and duties are compared"),
        })
    };
    let line = |pair: &Pair| {
        let (before, after) = (words(old, pair.old), words(new, pair.new));
        format!("{:?} {before}>{after}", pair.change)
    };
    beside(old, new).iter().map(line).collect()
}

#[test]
fn what_became_of_each() {
    assert_eq!(
        told(&reading(OLDER), &reading(NEWER)),
        [
            "Raised 25家>30家",
            "Lowered 15亿元>12亿元",
            "Tightened 200家>200家",
            "New >2个",
            "Reworded 强化高企政策的宣传>进一步强化高企政策的宣传",
            "Reworded 完善科技特派员制度>健全完善科技特派员制度",
            "New >开展科技金融专项行动",
            "Dropped 3家>",
            "Dropped 建立科技企业联络员制度>",
        ]
    );
}

#[test]
fn of_a_range_the_upper_end_tells_where_the_lower_one_stays() {
    let of = |range: &str| reading(&format!("一、工作目标\n净增高企{range}家。\n"));
    for (old, new, change) in [
        ("24-35", "24-40", "Raised"),
        ("24-35", "24-30", "Lowered"),
        ("24-35", "25-30", "Raised"),
        ("24-35", "24-35", "Kept"),
    ] {
        let told = told(&of(old), &of(new));
        assert!(told.len() == 1 && told[0].starts_with(change), "{told:?}");
    }
}

#[test]
fn a_notice_beside_itself_changes_nothing() {
    for text in [OLDER, NEWER] {
        let one = reading(text);
        let pairs = beside(&one, &one);
        assert!(pairs.len() >= 7);
        assert!(
            pairs
                .iter()
                .all(|p| p.change == Change::Kept && p.old == p.new)
        );
    }
}

#[test]
fn the_other_way_round_what_was_raised_is_lowered() {
    let (old, new) = (reading(OLDER), reading(NEWER));
    let turned = |change| match change {
        Change::New => Change::Dropped,
        Change::Dropped => Change::New,
        Change::Raised => Change::Lowered,
        Change::Lowered => Change::Raised,
        Change::Tightened => Change::Loosened,
        Change::Loosened => Change::Tightened,
        Change::Earlier => Change::Later,
        Change::Later => Change::Earlier,
        same => same,
    };
    let mut there: Vec<_> = beside(&old, &new)
        .iter()
        .map(|p| (p.old, p.new, turned(p.change)))
        .collect();
    let mut back: Vec<_> = beside(&new, &old)
        .iter()
        .map(|p| (p.new, p.old, p.change))
        .collect();
    there.sort_by_key(|p| (p.0, p.1));
    back.sort_by_key(|p| (p.0, p.1));
    assert_eq!(there, back);
}

#[test]
fn levels_and_units_are_never_mixed() {
    let old = reading("一、工作目标\n新增省级工程技术研究中心5家，研发投入占比达到2.5%。\n");
    let new = reading("一、工作目标\n新增市级工程技术研究中心5家，研发投入占比提高0.2个百分点。\n");
    let pairs = beside(&old, &new);
    assert_eq!(pairs.len(), 4);
    assert!(
        pairs
            .iter()
            .all(|p| matches!(p.change, Change::New | Change::Dropped))
    );
}

/// What became of the one thing that both notices say, as `Raised`, and how many lines there are.
fn of_one(old: &str, new: &str) -> (Vec<Pair>, String) {
    let of =
        |year: i32, goal: &str| reading(&format!("{year}年工作要点\n一、工作目标\n{goal}。\n"));
    let pairs = beside(&of(2024, old), &of(2025, new));
    let told: Vec<String> = pairs.iter().map(|p| format!("{:?}", p.change)).collect();
    (pairs, told.join(" "))
}
