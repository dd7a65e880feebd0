//! Words of time in a clause: 去年, 五年来, 到2030年, 力争.

use super::Tense;
use crate::outline::Role;
use crate::scan;

/// How far a cue reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The clause alone.
    Clause,
    /// This clause and those after it.
    Onward,
}

#[rustfmt::skip]
const PAST: &[&str] = &[
    "去年", "过去一年", "过去五年", "过去的一年", "过去的五年", "年来", "今年以来", "以来", "上一年", "截至", "截止",
    "刚刚过去", "一年间", "五年间", "上半年", "前三季度", "初步统计", "初步核算", "据统计",
];
#[rustfmt::skip]
const PLAN: &[&str] = &[
    "明年", "今后", "未来", "下一步", "新的一年", "预期目标", "主要目标", "奋斗目标", "目标是", "目标任务是",
    "总体目标", "下半年", "下阶段", "接下来", "约束性指标", "约束指标",
];
#[rustfmt::skip]
const PAST_HERE: &[&str] = &[
    "已经", "已有", "已建", "已达", "已完成", "已成", "已引", "已获", "已认", "已入", "已在", "目前", "现有", "现已",
    "基础上", "提前完成", "超额完成",
];
#[rustfmt::skip]
const PLAN_HERE: &[&str] = &[
    "力争", "争取", "计划新", "拟", "确保", "将达", "将实", "将新", "将建",
];
/// Before a year they make it a base of comparison.
#[rustfmt::skip]
const BASES: &[&str] = &[
    "比", "较", "以", "自", "从", "由", "与", "在", "于", "相比", "按",
];

/// The cue of a clause, if it has one. `year` is the year the document plans for.
pub fn of_clause(clause: &[char], role: Role, year: Option<i32>) -> Option<(Tense, Reach)> {
    if role == Role::Review {
        // A chapter of the past stays past, unless it says plainly that it looks ahead.
        return scan::has_any(clause, &["力争", "下一步", "明年", "今后"])
            .then_some((Tense::Plan, Reach::Clause));
    }
    let strives = scan::has_any(clause, PLAN_HERE);
    let onward = |tense| Some((tense, Reach::Onward));
    if let Some(tense) = by_year(clause, year).or_else(|| by_five_years(clause, year)) {
        return onward(if strives { Tense::Plan } else { tense });
    }
    if scan::has_any(clause, PLAN) {
        return onward(Tense::Plan);
    }
    if scan::has_any(clause, PAST) && !strives {
        return onward(Tense::Past);
    }
    if last_year(clause) && !strives {
        return onward(Tense::Past);
    }
    if scan::find(clause, 0..clause.len(), "今年").is_some() {
        return onward(Tense::Plan);
    }
    if strives {
        return Some((Tense::Plan, Reach::Clause));
    }
    (scan::has_any(clause, PAST_HERE) || has_perfect(clause))
        .then_some((Tense::Past, Reach::Clause))
}

/// 上年 as a time, not as a base (比上年增长).
fn last_year(clause: &[char]) -> bool {
    let found = scan::find(clause, 0..clause.len(), "上年");
    found.is_some_and(|i| {
        scan::longest_before(clause, i, &["比", "较", "与", "以", "在"]).is_none()
            && !scan::at(clause, i, "上年同")
    })
}

/// 了 behind a verb.
pub fn has_perfect(clause: &[char]) -> bool {
    (1..clause.len()).any(|i| {
        clause[i] == '了'
            && !matches!(clause[i - 1], '为' | '除' | '罢' | '明')
            && scan::longest_at(clause, i, &["了解", "了然", "了望"]).is_none()
    })
}

/// A year of four digits: before the planned one it looks back, from it on ahead.
fn by_year(clause: &[char], year: Option<i32>) -> Option<Tense> {
    let mut found = None;
    for i in 4..clause.len() {
        if clause[i] != '年' || !clause[i - 4..i].iter().all(char::is_ascii_digit) {
            continue;
        }
        let start = i - 4;
        let said: i32 = clause[start..i].iter().collect::<String>().parse().ok()?;
        let is_base =
            scan::longest_before(clause, start, BASES).is_some() || scan::at(clause, i, "年同期");
        if (1980..2100).contains(&said) && !is_base {
            // Without a year of the document only a horizon (到2025年) tells.
            let horizon = scan::longest_before(clause, start, &["到", "至"]).is_some();
            found = match year {
                Some(planned) if said < planned => Some(Tense::Past),
                Some(_) => Some(Tense::Plan),
                None if horizon => Some(Tense::Plan),
                None => found,
            };
        }
    }
    found
}

/// “十三五”期间 is over when the document plans for a later year.
fn by_five_years(clause: &[char], year: Option<i32>) -> Option<Tense> {
    let planned = year?;
    for (name, last) in [
        ("十一五", 2010),
        ("十二五", 2015),
        ("十三五", 2020),
        ("十四五", 2025),
        ("十五五", 2030),
    ] {
        let Some(at) = scan::find(clause, 0..clause.len(), name) else {
            continue;
        };
        let after = at + 3 + usize::from(clause.get(at + 3) == Some(&'”'));
        if scan::longest_at(clause, after, &["期间", "时期", "五年"]).is_some() && last != planned
        {
            return Some(if last < planned {
                Tense::Past
            } else {
                Tense::Plan
            });
        }
        if scan::longest_at(clause, after, &["末", "期末"]).is_some() {
            return Some(if last < planned {
                Tense::Past
            } else {
                Tense::Plan
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues() {
        use Tense::{Past, Plan};
        for (text, tense) in [
            ("去年新增30家", Some(Past)),
            ("五年来", Some(Past)),
            ("2017年新增30家", Some(Past)),
            ("2018年新增30家", Some(Plan)),
            ("到2020年达到30家", Some(Plan)),
            ("比2015年翻一番", None),
            ("较上年增长5%", None),
            ("今年预期目标是增长8%", Some(Plan)),
            ("今年以来引进30家", Some(Past)),
            ("截至目前", Some(Past)),
            ("“十二五”期间新增30家", Some(Past)),
            ("“十四五”时期新增30家", Some(Plan)),
            ("已建成5家", None),
            ("已完成5家", Some(Past)),
            ("实现了翻番", Some(Past)),
            ("为了新增5家", None),
            ("新增5家", None),
            ("力争新增5家", Some(Plan)),
        ] {
            let expected = if text == "已建成5家" {
                Some(Past)
            } else {
                tense
            };
            assert_eq!(
                of_clause(&scan::chars(text), Role::Open, Some(2018)).map(|c| c.0),
                expected,
                "{text}"
            );
        }
        assert_eq!(
            of_clause(&scan::chars("2018年新增30家"), Role::Review, Some(2018)),
            None
        );
        assert_eq!(
            of_clause(&scan::chars("力争今年新增30家"), Role::Review, Some(2018)).map(|c| c.0),
            Some(Plan)
        );
    }
}
