//! What a text can be wrong in as a whole: ids, names of clauses, clauses that can never hold.

use values::Day;

use super::{Clause, Criterion, Part, Points, Share, Test, within};
use crate::exact::Exact;
use crate::fact::{Facts, Kind};
use crate::firm::LARGEST;
use crate::linear::{self, Linear};
use crate::row::Row;
use crate::sign::Sign;
use crate::worlds::Atom;

pub fn all(criterion: &Criterion, facts: &Facts, refuse: &mut impl FnMut(&str, String)) {
    ids(criterion, refuse);
    if criterion.clauses.is_empty() {
        refuse(
            &criterion.id,
            "没有一条条件，请至少写一个 [[clause]]。".to_owned(),
        );
    }
    for column in &criterion.single_use {
        if facts.find(column).is_none() {
            refuse(
                &criterion.id,
                format!("single_use：{}", linear::unknown(column, facts)),
            );
        }
    }
    for part in &criterion.parts {
        check_part(part, refuse);
        for item in part
            .items
            .iter()
            .filter(|item| !fits(&Atom::Points(&item.points), facts))
        {
            refuse(&item.id, "表里的条件太多，最多 16 个。".to_owned());
        }
    }
    for clause in &criterion.clauses {
        if let (Some(from), Some(to)) = (clause.from, clause.to)
            && to < from
        {
            refuse(&clause.id, format!("起止日期颠倒了：{from} 到 {to}。"));
        }
        if !fits(&Atom::Test(&clause.test), facts) {
            refuse(&clause.id, "any 里的条件太多，请分成几条。".to_owned());
        }
        if let Some(why) = never(&clause.test, criterion, facts) {
            refuse(&clause.id, format!("这一条不可能满足：{why}。"));
        }
        for other in &clause.stands_in_for {
            if *other == clause.id || !criterion.clauses.iter().any(|one| one.id == *other) {
                refuse(
                    &clause.id,
                    format!("stands_in_for 里没有名为 {other} 的别的条件。"),
                );
            }
        }
    }
    for (at, one) in criterion.clauses.iter().enumerate() {
        for other in &criterion.clauses[at + 1..] {
            if let Some(why) = against(one, other) {
                refuse(&other.id, format!("与 {} 互相矛盾：{why}。", one.id));
            }
        }
    }
}

fn fits(atom: &Atom<'_>, facts: &Facts) -> bool {
    let row = Row::new(vec![0; facts.slots.len()], 3);
    let mut sign = Sign::new();
    atom.sign(&row, Day::NEVER, &mut sign);
    sign.fits()
}

fn ids(criterion: &Criterion, refuse: &mut impl FnMut(&str, String)) {
    let plain = |id: &str| {
        !id.is_empty()
            && id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let mut all = vec![criterion.id.as_str()];
    all.extend(criterion.clauses.iter().map(|clause| clause.id.as_str()));
    all.extend(criterion.parts.iter().map(|part| part.id.as_str()));
    for id in all {
        if !plain(id) {
            refuse(
                id,
                format!("id “{id}”只能用小写字母、数字和连字符，不能空着。"),
            );
        }
    }
    for (at, one) in criterion.clauses.iter().enumerate() {
        let twice = |other: &&Clause| other.id == one.id && together(one, other);
        if criterion.clauses[at + 1..]
            .iter()
            .any(|other| twice(&other))
        {
            refuse(
                &one.id,
                format!(
                    "有两条都叫 {}，且适用日期重叠。请改一个 id，或错开 from、to。",
                    one.id
                ),
            );
        }
    }
    for (at, part) in criterion.parts.iter().enumerate() {
        if criterion.parts[at + 1..]
            .iter()
            .any(|other| other.id == part.id)
        {
            refuse(&part.id, format!("有两个评分部分都叫 {}。", part.id));
        }
    }
}

/// Whether both hold on some day.
fn together(one: &Clause, other: &Clause) -> bool {
    let starts = [one.from, other.from];
    let first = starts.into_iter().flatten().max();
    first.is_none_or(|day| within(one.from, one.to, day) && within(other.from, other.to, day))
}

fn check_part(part: &Part, refuse: &mut impl FnMut(&str, String)) {
    if part.items.is_empty() {
        refuse(
            &part.id,
            "这一部分没有评分项 [[part.item]]，或其中有错。".to_owned(),
        );
    }
    if !(1..=10_000).contains(&part.max) {
        refuse(
            &part.id,
            format!("满分 {} 不对，要在 1 到 10000 之间。", part.max),
        );
    }
}

/// The most points a part can give.
fn most(part: &Part) -> i64 {
    let best = |points: &Points| match points {
        Points::Mark { most, .. } => *most,
        Points::Table(rows) => rows.iter().map(|row| row.1.1).max().unwrap_or(0),
        Points::Ladders(ladders) => ladders
            .iter()
            .flat_map(|ladder| &ladder.steps)
            .map(|step| step.1.1)
            .max()
            .unwrap_or(0),
        Points::Growth(growth) => growth.steps.iter().map(|step| step.2.1).max().unwrap_or(0),
    };
    part.max
        .min(part.items.iter().map(|item| best(&item.points)).sum())
}

fn never(test: &Test, criterion: &Criterion, facts: &Facts) -> Option<String> {
    match test {
        Test::Flag { .. } | Test::Age { .. } => None,
        Test::Bound {
            sum,
            least,
            greatest,
        } => {
            if let (Some(least), Some(greatest)) = (least, greatest)
                && least > greatest
            {
                return Some("下限比上限大".to_owned());
            }
            let (low, high) = reach(sum, facts);
            if least.is_some_and(|least| i128::from(least) > high)
                || greatest.is_some_and(|greatest| i128::from(greatest) < low)
            {
                return Some("超出了这个事实能有的范围".to_owned());
            }
            None
        }
        Test::Share(share) => over_one(share, facts),
        Test::OneOf { slot, values } => {
            let Kind::Option(options) = &facts.fact(*slot).kind else {
                return None;
            };
            let unknown = values
                .iter()
                .find(|value| !options.iter().any(|(one, _)| one == *value))?;
            Some(format!("选项里没有 {unknown}"))
        }
        Test::Score { part, least } => {
            let most = match part {
                Some(part) => most(&criterion.parts[*part]),
                None => criterion.parts.iter().map(most).sum(),
            };
            (*least > most).then(|| format!("最多只能得 {most} 分"))
        }
        Test::Any(tests) => {
            let all: Option<Vec<String>> = tests
                .iter()
                .map(|test| never(test, criterion, facts))
                .collect();
            all.and_then(|whys| whys.into_iter().next())
        }
    }
}

fn reach(sum: &Linear, facts: &Facts) -> (i128, i128) {
    let ends = |(slot, factor): &(crate::SlotId, i64)| {
        let fact = facts.fact(*slot);
        let ends = [fact.least, fact.greatest].map(|end| match end {
            LARGEST => i128::MAX / 100_000_000,
            end => i128::from(end) * i128::from(*factor),
        });
        (ends[0].min(ends[1]), ends[0].max(ends[1]))
    };
    sum.terms
        .iter()
        .map(ends)
        .fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
}

/// A share of a part in its whole cannot be above one.
fn over_one(share: &Share, facts: &Facts) -> Option<String> {
    let part_of = facts
        .limits
        .iter()
        .any(|limit| !limit.lawful && limit.part == share.of && limit.whole == share.whole);
    let least = share.tiers.iter().map(|tier| tier.1).min()?;
    (part_of && least > Exact::whole(1)).then(|| "分子是分母的一部分，占比不会超过 100%".to_owned())
}

fn against(one: &Clause, other: &Clause) -> Option<String> {
    if !together(one, other) || stands_in(one, other) || stands_in(other, one) {
        return None;
    }
    match (&one.test, &other.test) {
        (
            Test::Flag { slot, is },
            Test::Flag {
                slot: same,
                is: wanted,
            },
        ) if slot == same && is != wanted => Some("一条要求是，一条要求否".to_owned()),
        (
            Test::Bound {
                sum,
                least,
                greatest,
            },
            Test::Bound {
                sum: same,
                least: other_least,
                greatest: other_greatest,
            },
        ) if sum == same => {
            let least = (*least).max(*other_least)?;
            let greatest = [*greatest, *other_greatest].into_iter().flatten().min()?;
            (least > greatest).then(|| "一条的下限比另一条的上限大".to_owned())
        }
        (
            Test::OneOf { slot, values },
            Test::OneOf {
                slot: same,
                values: others,
            },
        ) if slot == same => {
            let shared = values.iter().any(|value| others.contains(value));
            (!shared).then(|| "两条没有共同的选项".to_owned())
        }
        _ => None,
    }
}

fn stands_in(one: &Clause, other: &Clause) -> bool {
    one.stands_in_for.contains(&other.id)
}
