//! Words of time in a clause: 去年, 五年来, 到2030年, 力争.

mod asking;
mod months;
mod years;

use super::Tense;
use crate::lex;
use crate::outline::{Role, Years};
use crate::rules::duty;
use crate::scan;
use asking::{asks_how, demands};
use months::{by_statistics, first_months, is_part, last_months};
use years::{by_five_years, by_year, looks_ahead, years_later};

pub use asking::{aims_at, asks_for, before_day, hands_out, strives};

/// How far a cue reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The clause alone.
    Clause,
    /// This clause and those after it in its sentence.
    Sentence,
    /// This clause and those after it.
    Onward,
    /// The same, unless what stands before it in its sentence asks for something.
    Part,
    /// This clause, those after it, and the paragraphs after them where a heading is only felt.
    Announced,
}

#[rustfmt::skip]
const PAST: &[&str] = &[
    "回头看", "这几年", "近几年", "这些年", "这两年", "前几年", "过去一年", "过去三年", "过去五年", "过去的一年", "过去的三年", "过去的五年", "过去几年", "年来", "今年以来",
    "以来", "截至", "截止", "刚刚过去", "一年间", "三年间", "五年间", "初步统计", "初步核算", "据统计", "近三年",
    "近五年", "近两年", "这一年", "这五年", "任期内", "看到", "困难和问题", "问题和不足", "清醒地看到", "清醒看到", "清醒地认识", "清醒认识", "盘点", "回眸", "回望", "完成情况", "进展情况",
];
/// Years gone by, unless something is compared with them (比去年增长).
const LAST_YEARS: &[&str] = &["去年", "上年", "上一年", "前年", "去冬今春", "去冬"];
#[rustfmt::skip]
const PLAN: &[&str] = &[
    "至次年", "往前看", "向前看", "明年", "来年", "今后", "未来", "下一阶段", "下步", "计划期内", "规划期内", "计划用", "力争用", "再用三年", "再用两年", "下一步", "新的一年", "预期目标", "主要目标", "奋斗目标", "目标是", "目标任务是",
    "总体目标", "下半年", "下阶段", "接下来", "约束性指标", "约束指标", "季度末", "本年度目标", "具体目标",
    "以下目标", "努力实现", "收入预期", "支出安排", "收入安排", "以下工作", "以下任务", "以下重点",
    "工作目标", "目标任务：", "会议要求", "会议明确", "会议决定", "会议强调", "会议议定", "责任如下", "任务如下", "目标如下",
    "安排如下", "计划如下", "部署如下",
];
#[rustfmt::skip]
const PAST_HERE: &[&str] = &[
    "目前", "当前全", "现有", "现已", "现为", "现状", "还差", "尚缺", "实际完成", "只完成", "仅完成",
    "提前完成", "提前一年", "提前两年", "超额完成", "仅为", "仅有", "仅占", "只有", "完成年度目标的", "完成全年任务的", "完成年计划的",
    "完成全年目标的", "完成年度任务的", "完成目标任务的",
];
/// What falls short was measured.
#[rustfmt::skip]
const SHORT: &[&str] = &[
    "未达到", "未能", "没有达到", "没有完成", "差距较大", "有差距", "存在差距", "低于预期", "低于计划", "低于目标", "高于预期",
    "好于预期", "超出预期", "超过预期",
];
/// Of these the wording of the whole sentence is of a plan.
const STRIVES: &[&str] = &["力争", "确保", "将", "拟", "力促", "要", "计划"];
/// The cue of a clause, if it has one.
pub fn of_clause(clause: &[char], role: Role, years: Years) -> Option<(Tense, Reach)> {
    let year = years.planned;
    // 在去年新增6家的基础上: the clause after it tells what is built on that.
    if scan::before(clause, clause.len(), "基础上") {
        return Some((Tense::Past, Reach::Clause));
    }
    // 全年目标新增120家，目前已认定86家
    if names_goal(clause) || (years_later(clause) && !is_done(clause) && !has_perfect(clause)) {
        return Some((Tense::Plan, Reach::Clause));
    }
    if role == Role::Review {
        // 2025年绩效目标：
        let goals = scan::has_any(clause, &["目标", "计划", "任务", "打算", "拟"]);
        if goals && !is_done(clause) && by_year(clause, year) == Some(Tense::Plan) {
            return Some((Tense::Plan, Reach::Onward));
        }
        if announces_goals(clause) {
            return Some((Tense::Plan, Reach::Announced));
        }
        // 二、今年打算：
        if goals
            && !is_done(clause)
            && scan::has_any(
                clause,
                &["今年打算", "今年计划", "今年安排", "下步打算", "明年打算"],
            )
        {
            return Some((Tense::Plan, Reach::Onward));
        }
        // A chapter of the past stays past, unless it says plainly that it looks ahead.
        if looks_ahead(clause, year) {
            return Some((Tense::Plan, Reach::Sentence));
        }
        // 各镇要倒排工期，10月底前申报15家
        let told = duty::subject(clause).is_some_and(|i| clause[i] == '要');
        if told
            || scan::has_any(
                clause,
                &[
                    "底前",
                    "务必",
                    "必须",
                    "要完成",
                    "要达到",
                    "要实现",
                    "下半年",
                    "下阶段",
                    "接下来",
                ],
            )
        {
            return Some((Tense::Plan, Reach::Sentence));
        }
        // 今后五年，经济总量迈上500亿元台阶
        if scan::longest_at(clause, 0, &["下一步", "明年", "今后", "新的一年"]).is_some()
        {
            return Some((Tense::Plan, Reach::Onward));
        }
        return scan::has_any(clause, &["力争", "下一步", "明年", "今后"])
            .then_some((Tense::Plan, Reach::Clause));
    }
    // 截至5月底已认定12家；6月再申报18家
    if months::again(clause) && !is_done(clause) && !has_perfect(clause) {
        return Some((Tense::Plan, Reach::Sentence));
    }
    let strives = strives(clause);
    let onward = |tense| Some((tense, Reach::Onward));
    if let Some(tense) =
        by_year(clause, year).or_else(|| by_five_years(clause, year.or(years.earliest)))
    {
        // 12项已提前达到2025年目标值
        let done = is_done(clause) || has_perfect(clause);
        return match tense {
            _ if strives => onward(Tense::Plan),
            Tense::Plan if done => Some((Tense::Past, Reach::Sentence)),
            tense => onward(tense),
        };
    }
    // 去年定的目标是800件
    if !strives && last_year(clause) && scan::has_any(clause, &["目标", "计划", "任务"]) {
        return onward(Tense::Past);
    }
    if !strives && scan::has_any(clause, SHORT) {
        return Some((Tense::Past, Reach::Sentence));
    }
    if !strives && (last_months(clause) || asks_how(clause)) {
        return onward(Tense::Plan);
    }
    if hands_out(clause) || demands(clause) {
        return onward(Tense::Plan);
    }
    if speaks_of_plan(clause) {
        return onward(Tense::Plan);
    }
    if !strives
        && (clause.iter().copied().eq("会上".chars())
            || (scan::has_any(clause, PAST) && !reports_by_turns(clause))
            || by_statistics(clause)
            || first_months(clause))
    {
        return onward(Tense::Past);
    }
    if last_year(clause) && !strives {
        return onward(Tense::Past);
    }
    if !role.is_plan() && expected(clause) && !strives {
        return Some((Tense::Past, Reach::Sentence));
    }
    if !strives && !role.is_plan() && is_part(clause) {
        return Some((Tense::Past, Reach::Part));
    }
    // 目前入库4716人；年内新增入库1000人
    if !strives && opens_with_year(clause) && !is_done(clause) && !has_perfect(clause) {
        return Some((Tense::Plan, Reach::Sentence));
    }
    if scan::find(clause, 0..clause.len(), "今年").is_some() {
        // 今年夏粮丰收已成定局
        let told = !strives && (is_done(clause) || has_perfect(clause));
        return onward(if told { Tense::Past } else { Tense::Plan });
    }
    if strives {
        let reach = if scan::has_any(clause, STRIVES) || aims_at(clause) {
            Reach::Sentence
        } else {
            Reach::Clause
        };
        return Some((Tense::Plan, reach));
    }
    // 财政每年安排专项资金不少于5000万元
    if !is_done(clause) && scan::has_any(clause, &["不少于", "不低于"]) {
        return Some((Tense::Plan, Reach::Clause));
    }
    // 在册电梯2.35万台，定期检验率达99.8%以上; 技工缺口1200人
    if scan::longest_at(clause, 0, &["在册", "在库", "在籍", "既有"]).is_some() || lacks(clause)
    {
        return Some((Tense::Past, Reach::Clause));
    }
    let reach = if role.is_plan() && !opens_with_present(clause) {
        Reach::Clause
    } else {
        Reach::Sentence
    };
    (says_present(clause) || has_perfect(clause)).then_some((Tense::Past, reach))
}

/// 每季度通报完成情况: what is told time and again is no past.
fn reports_by_turns(clause: &[char]) -> bool {
    scan::has_any(clause, &["每周", "每月", "每季", "每个月"])
        && scan::has_any(clause, &["完成情况", "进展情况"])
}

/// 目标新增120家, 全年目标技术合同80亿元, 2022年目标值2.6%; not 目标任务完成率.
fn names_goal(clause: &[char]) -> bool {
    let value = scan::find(clause, 0..clause.len(), "目标值");
    if value.is_some_and(|at| clause.get(at + 3).is_some_and(char::is_ascii_digit)) {
        return true;
    }
    let after = ["目标", "全年目标", "年度目标", "今年目标"]
        .iter()
        .filter(|w| scan::at(clause, 0, w))
        .map(|w| scan::len(w))
        .max();
    let next = after.and_then(|i| clause.get(i));
    next.is_some_and(|c| scan::is_han(*c) && !"完任值责考管导的是为率分已超".contains(*c))
}

/// Does a clause name goals or a time to come: 预期目标, 下一步?
pub fn speaks_of_plan(clause: &[char]) -> bool {
    let looks_back = scan::has_any(clause, &["截至", "截止", "定的"]) || has_perfect(clause);
    scan::has_any(clause, PLAN) && !looks_back
}

/// 今年经济社会发展的主要预期目标是, but not 完成年初确定的预期目标.
fn announces_goals(clause: &[char]) -> bool {
    let end = clause.len();
    let is = |words: &[&str]| words.iter().any(|w| scan::before(clause, end, w));
    let goals = is(&[
        "目标是",
        "目标为",
        "任务是",
        "预期目标",
        "主要目标",
        "奋斗目标",
        "工作目标",
        "目标如下",
        "任务如下",
    ]);
    goals
        && !scan::has_any(
            clause,
            &[
                "年初", "去年", "上年", "定的", "完成", "提前", "超额", "实现", "高于", "低于",
                "好于",
            ],
        )
}

/// 上年为16.5件, 去年困人故障1906起: a clause that opens with a year gone by.
pub fn opens_with_last_year(clause: &[char]) -> bool {
    scan::longest_at(clause, 0, LAST_YEARS).is_some()
}

/// 去年 as a time, not as a base (比去年增长, 在去年的基础上, 达到上年的2倍).
fn last_year(clause: &[char]) -> bool {
    LAST_YEARS.iter().any(|word| {
        let found = scan::find(clause, 0..clause.len(), word);
        found.is_some_and(|i| {
            let end = i + scan::len(word);
            let base = &[
                "比", "较", "与", "以", "从", "由", "到", "于", "同", "跟", "和", "超", "达",
            ];
            // 去年同期我们登记7.9亿元 tells, 同比去年同期 and 高于去年同期水平 compare.
            let same = scan::at(clause, end, "同期") && i == 0 && {
                let rest = &clause[end + 2..];
                scan::longest_at(rest, 0, &["水平", "的", "相比", "持平", "增", "基数", "数"])
                    .is_none()
                    && lex::has_quantity(rest)
            };
            let compares = &["同", "的", "水平", "平均", "基础"];
            scan::longest_before(clause, i, base).is_none()
                && (same || scan::longest_at(clause, end, compares).is_none())
        })
    })
}

/// 已 before a verb, or 仅 that measures what was.
pub fn is_done(clause: &[char]) -> bool {
    (0..clause.len()).any(|i| match clause[i] {
        '已' => scan::longest_before(clause, i, &["而", "不得", "早"]).is_none(),
        // 全市高企仅净增46家
        '仅' => {
            scan::longest_before(clause, i, &["不", "绝"]).is_none()
                && scan::longest_at(clause, i, &["仅限", "仅供", "仅需", "仅用", "仅凭", "仅仅"])
                    .is_none()
        }
        _ => false,
    })
}

/// 目前, 现有 and the like; not as the base of a change (从目前的42万平方米扩大到50万平方米).
fn says_present(clause: &[char]) -> bool {
    let done = is_done(clause);
    let short = (2..clause.len()).any(|i| falls_short(clause, i));
    done || short
        || PAST_HERE.iter().any(|word| {
            let found = scan::find(clause, 0..clause.len(), word);
            found.is_some_and(|i| {
                // 现有的86所卫生院中60%达到标准
                !scan::at(clause, i, "现有的")
                    && scan::longest_before(clause, i, &["从", "由", "个", "家", "对", "把", "将"])
                        .is_none()
                    && !scan::has_any(&clause[i..], &["基础上"])
            }) && !(word.ends_with('的') && scan::has_any(clause, &["以上", "季度末", "要"]))
        })
}

/// 年内新增, 年内再建.
fn opens_with_year(clause: &[char]) -> bool {
    scan::longest_at(clause, 0, &["年内", "年底前", "本年内"]).is_some()
}

/// 收缴率不足60%; not 不足300平方米的社区全部达标.
fn falls_short(clause: &[char], i: usize) -> bool {
    let short =
        clause[i].is_ascii_digit() && scan::longest_before(clause, i, &["不足", "不到"]).is_some();
    let rest = &clause[i..clause.len().min(i + SIZE_REACH)];
    let name = rest.iter().position(|c| !(c.is_ascii_digit() || *c == '.'));
    short && !name.is_some_and(|at| rest[at..].contains(&'的'))
}

/// So far behind a number that is not reached 的 may stand.
const SIZE_REACH: usize = 10;

/// 技工缺口1200人, 学位仍缺1.2万个, 平台现在86个; not 补齐学位缺口3000个.
fn lacks(clause: &[char]) -> bool {
    let now = scan::find(clause, 0..clause.len(), "现在");
    now.and_then(|i| clause.get(i + 2))
        .is_some_and(char::is_ascii_digit)
        || scan::has_any(clause, &["仍缺", "还缺"])
        || scan::find(clause, 0..clause.len(), "缺口")
            .is_some_and(|i| !clause[..i].iter().any(|c| "补填弥消缩解".contains(*c)))
}

/// 目前，全市高企达300家，孵化器5家: said for the sentence.
fn opens_with_present(clause: &[char]) -> bool {
    scan::longest_at(clause, 0, &["目前", "当前", "现有", "截至目前"]).is_some()
}

/// 预计 before the figures of the year just ended; a forecast for a later year names it.
fn expected(clause: &[char]) -> bool {
    scan::has_any(clause, &["预计"]) && !scan::has_any(clause, &["今年", "明年", "年底", "到20"])
}

/// 了 behind a verb.
pub fn has_perfect(clause: &[char]) -> bool {
    (1..clause.len()).any(|i| {
        clause[i] == '了'
            && !matches!(clause[i - 1], '为' | '除' | '罢' | '明')
            && scan::longest_at(clause, i, &["了解", "了然", "了望"]).is_none()
    })
}

#[cfg(test)]
mod tests;
