//! What a section tells, by the words of its heading.

use crate::scan;

/// What stands under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing known.
    Open,
    /// What has been reached, and what is wrong: facts.
    Review,
    /// What is to be reached.
    Goal,
    /// What is to be done.
    Measure,
    /// Guiding thought and situation: no duties.
    Thought,
    /// Who may apply, and what is given: no goals.
    Terms,
}

impl Role {
    /// Does the section speak of what is to come?
    pub fn is_plan(self) -> bool {
        matches!(self, Role::Goal | Role::Measure)
    }

    /// The role of a section inside another: a chapter of the past stays past.
    pub fn under(self, above: Role) -> Role {
        match (self, above) {
            (Role::Open, _) => above,
            (Role::Goal | Role::Measure | Role::Thought, Role::Review) => Role::Review,
            (_, Role::Terms) => Role::Terms,
            (own, _) => own,
        }
    }
}

#[rustfmt::skip]
const REVIEW: &[&str] = &[
    "回顾", "总结", "完成情况", "工作情况", "进展情况", "落实情况", "推进情况", "开展情况", "过去",
    "以来", "存在问题", "存在的问题", "困难和问题", "主要问题", "不足", "现状", "发展基础", "基本情况", "主要做法",
    "执行情况", "公报", "工作基础", "自评",
];
/// The same, but under a heading of goals they tell what is to be: 创新能力取得新突破.
const ACHIEVED: &[&str] = &["成效", "成就", "亮点", "取得", "进展", "成绩"];
const GOAL: &[&str] = &["目标", "指标", "预期"];
#[rustfmt::skip]
const THOUGHT: &[&str] = &[
    "指导思想", "总体要求", "总体思路", "基本思路", "工作思路", "基本原则", "形势", "背景", "意义", "战略定位",
    "发展环境", "总的要求",
];
#[rustfmt::skip]
const MEASURE: &[&str] = &[
    "举措", "措施", "任务", "安排", "重点工作", "工作重点", "打算", "部署", "保障", "要求", "计划", "主要工作",
    "下一步", "工作要点", "重点项目", "要点", "步骤", "预算草案", "预算安排",
];
#[rustfmt::skip]
const TERMS: &[&str] = &[
    "申报条件", "认定条件", "申请条件", "基本条件", "以下条件", "下列条件", "支持标准", "补助标准", "奖励标准", "扶持标准",
    "资助标准", "奖补标准", "补贴标准", "支持政策", "扶持政策", "奖励政策", "优惠政策", "支持方式", "资助方式", "奖补政策",
];
/// How a heading of a plan's chapter begins.
#[rustfmt::skip]
const DIRECTIVE: &[&str] = &[
    "聚焦", "突出", "坚持", "着力", "加快", "加强", "加大", "强化", "深化", "推进", "推动", "全力", "大力", "全面",
    "持续", "深入", "积极", "扎实", "切实", "打造", "打好", "打赢", "构建", "建设", "提升", "提高", "优化", "完善",
    "实施", "培育", "壮大", "做强", "做优", "做大", "围绕", "激发", "增强", "健全", "落实", "抓好", "抓实", "统筹",
    "促进", "发挥", "营造", "支持", "引导", "奋力", "坚定", "以", "努力", "更大力度", "厚植", "塑造", "释放", "集聚",
    "开展", "拓展", "狠抓", "精心", "紧盯", "紧扣", "稳步推进", "进一步", "在",
];
/// How a heading of a review's chapter ends or what it says: a state that was reached.
#[rustfmt::skip]
const RESULT: &[&str] = &[
    "稳步提升", "持续增强", "更加", "不断增强", "不断提升", "不断优化", "不断完善", "明显", "显著", "新跃升",
    "新突破", "新成效", "新进展", "新台阶", "持续提升", "持续优化", "持续改善", "持续向好", "稳中有进", "稳步增长",
    "快速增长", "蓬勃", "日益", "成果丰硕", "全面完成", "有力推进", "有效提升", "大幅提升", "逐步", "扎实推进",
    "成功", "步伐加快", "进程加快", "加速集聚", "持续壮大", "加快壮大", "实现",
];

/// Adverbs and verbs that together say how well a thing goes, at the end of a heading of a review.
#[rustfmt::skip]
const HOW: &[&str] = &[
    "不断", "持续", "加快", "加速", "稳步", "显著", "明显", "大幅", "有效", "深入", "扎实", "有序", "逐步", "稳中",
    "全面", "进一步", "日趋", "协调", "平稳",
];
#[rustfmt::skip]
const WENT: &[&str] = &[
    "提升", "增强", "改善", "优化", "完善", "壮大", "集聚", "增进", "提高", "向好", "巩固", "推进", "拓展", "扩大",
    "深化", "加强", "释放", "夯实", "显现", "形成", "凸显", "好转", "发展", "增长", "提速", "提质", "跃升", "健全",
    "迸发", "涌现", "进步", "保障", "升级", "转变", "攀升", "回升", "恢复", "向善", "改观",
];

/// Does a title look back? 总结会 and 总结表彰大会 are meetings that plan as well.
fn reviews(title: &[char]) -> bool {
    let meets = scan::has_any(title, &["总结会", "总结大会", "总结表彰"]);
    if !meets {
        return scan::has_any(title, REVIEW);
    }
    (0..title.len()).any(|i| {
        scan::longest_at(title, i, REVIEW).is_some()
            && scan::longest_at(title, i, &["总结会", "总结大会", "总结表彰"]).is_none()
    })
}

/// What a document of aims is called.
#[rustfmt::skip]
const AIMS: &[&str] = &[
    "工作要点", "重点工作", "行动方案", "实施方案", "工作方案", "实施意见", "工作意见", "工作计划", "行动计划", "实施计划",
    "规划", "目标任务", "任务书", "责任书", "工作安排", "任务分解", "责任分解", "打算", "年度计划", "任务清单", "工作清单",
];
/// And what its title ends with.
const AIMS_AT_END: &[&str] = &["计划", "方案", "要点", "思路", "安排", "部署", "目标"];
/// What a document is called that tells results as well.
const TOLD: &[&str] = &[
    "报告", "总结", "通报", "简报", "公报", "汇报", "讲话", "纪要", "说明", "情况", "回顾",
];

/// Does a title say that the document sets aims?
pub fn sets_aims(title: &[char]) -> bool {
    let bracket = title.iter().rposition(|c| *c == '（');
    let end = bracket.filter(|_| title.last() == Some(&'）'));
    let end = end.unwrap_or(title.len());
    scan::has_any(title, AIMS) || scan::longest_before(title, end, AIMS_AT_END).is_some()
}

/// Does a title say that the document tells results?
pub fn looks_back(title: &[char]) -> bool {
    reviews(title) || scan::has_any(title, TOLD)
}

/// The role a heading's words give; years before the planned one look back.
pub fn of(title: &[char], planned: Option<i32>) -> Role {
    let past_year = planned.is_some_and(|y| super::year::years(title).iter().any(|t| *t < y));
    let now_year = planned.is_some_and(|y| super::year::years(title).contains(&y));
    let looks_back = reviews(title) || scan::has_any(title, ACHIEVED);
    if !looks_back && let Some(role) = of_time(title, planned) {
        return role;
    }
    let number = super::numbering::of(title).map_or(0, |n| n.length.min(title.len()));
    let looks_back = looks_back || scan::longest_at(title, number, &["去年", "上年"]).is_some();
    if looks_back || (past_year && !now_year) {
        return Role::Review;
    }
    if scan::has_any(title, TERMS) {
        return Role::Terms;
    }
    if scan::has_any(title, THOUGHT) {
        return Role::Thought;
    }
    let (goal, measure) = (scan::has_any(title, GOAL), says_measure(title));
    match (goal, measure) {
        (_, true) => Role::Measure,
        (true, false) => Role::Goal,
        _ => Role::Open,
    }
}

/// 计划 and the like; 计划生育 is none.
fn says_measure(title: &[char]) -> bool {
    if !scan::has_any(title, &["计划生育"]) {
        return scan::has_any(title, MEASURE);
    }
    (0..title.len())
        .any(|i| scan::longest_at(title, i, MEASURE).is_some() && !scan::at(title, i, "计划生育"))
}

/// A time before a colon: “十三五”：抢抓机遇, 2016年：开好局.
fn of_time(title: &[char], planned: Option<i32>) -> Option<Role> {
    let planned = planned?;
    let colon = title.iter().position(|c| *c == '：')?;
    let head = &title[super::numbering::of(title).map_or(0, |n| n.length.min(colon))..colon];
    let head: String = head.iter().filter(|c| !"“”".contains(**c)).collect();
    let last = match head.strip_suffix('年') {
        Some(year) => year.parse().ok()?,
        None => {
            let plan = super::year::FIVE_YEARS.iter().find(|plan| plan.0 == head);
            plan?.2 + 4
        }
    };
    Some(if last < planned {
        Role::Review
    } else {
        Role::Goal
    })
}

/// Does a heading name nothing but the main work or the main figures of a time?
pub fn is_either(title: &[char]) -> bool {
    scan::has_any(title, &["主要工作", "主要指标", "经济指标"])
        && !scan::has_any(title, REVIEW)
        && !scan::has_any(
            title,
            &[
                "安排", "打算", "部署", "任务", "目标", "思路", "计划", "预期",
            ],
        )
}

/// Does a heading look back only by what was achieved?
pub fn is_achieved(title: &[char], planned: Option<i32>) -> bool {
    let years = super::year::years(title);
    let past_year = planned.is_some_and(|y| years.iter().any(|t| *t < y));
    !past_year && scan::has_any(title, ACHIEVED) && !scan::has_any(title, REVIEW)
}

/// Does a title name a plan behind the review it names (2015年工作总结和2016年工作计划, but not 计划执行情况)?
pub fn names_plan(title: &[char]) -> bool {
    let last =
        |words: &[&str]| (0..title.len()).rfind(|i| scan::longest_at(title, *i, words).is_some());
    let plan = last(&[
        "计划", "打算", "思路", "安排", "要点", "草案", "目标", "任务", "展望",
    ]);
    let review = last(REVIEW);
    // 2021年民生实事完成情况及2022年民生实事项目
    let goes_on = review.is_some_and(|at| !super::year::years(&title[at..]).is_empty());
    goes_on || plan.is_some_and(|plan| review.is_none_or(|review| review < plan))
}

/// The role that the form of a heading gives where its words and the headings above say nothing: 加快建设… plans,
/// …稳步提升 looks back.
pub fn by_form(title: &[char]) -> Role {
    let number = super::numbering::of(title).map_or(0, |n| n.length);
    let words = &title[number.min(title.len())..];
    let directive = scan::longest_at(words, 0, DIRECTIVE).is_some();
    let result = tells_result(words);
    match (directive, result) {
        (false, true) => Role::Review,
        (true, false) => Role::Measure,
        _ => Role::Open,
    }
}

/// Does a clause tell a state that was reached: 创新能力稳步提升?
pub fn tells_result(words: &[char]) -> bool {
    let end = words.len().saturating_sub(8)..words.len();
    RESULT
        .iter()
        .any(|w| scan::find(words, end.clone(), w).is_some())
        || went_well(words)
}

/// 动能加快集聚, 民生福祉不断增进: a subject, then how it went.
fn went_well(words: &[char]) -> bool {
    let end = words
        .iter()
        .rposition(|c| !matches!(c, '。' | '：'))
        .map_or(0, |at| at + 1);
    let verb = scan::longest_before(words, end, WENT);
    let how = verb.and_then(|w| scan::longest_before(words, end - scan::len(w), HOW));
    how.is_some_and(|h| end > scan::len(h) + 3)
}

/// Does a sentence begin with a time, and so is no topic sentence?
pub fn speaks_of_time(sentence: &[char]) -> bool {
    !super::year::years(sentence).is_empty()
        || scan::has_any(
            sentence,
            &[
                "今年",
                "去年",
                "年来",
                "过去一年",
                "目标",
                "如下",
                "各位代表",
            ],
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_their_role() {
        for (title, role) in [
            ("一、2017年工作回顾", Role::Review),
            ("二、2018年工作安排", Role::Measure),
            ("二、工作目标", Role::Goal),
            ("一、指导思想", Role::Thought),
            ("三、推进举措", Role::Measure),
            ("二、申报条件", Role::Terms),
            ("一、2017年主要工作", Role::Review),
            ("四、其他", Role::Open),
            ("五、人口与计划生育", Role::Open),
            ("项目观摩总结会领导讲话摘要", Role::Open),
            ("一、2017年计划执行情况", Role::Review),
        ] {
            assert_eq!(of(&scan::chars(title), Some(2018)), role, "{title}");
        }
        for (title, role) in [
            ("3.创新能力稳步提升", Role::Review),
            ("（二）着力提升创新体系整体效能", Role::Measure),
            ("创新活力持续增强", Role::Review),
            ("经济运行稳中向好。", Role::Review),
            ("创新动能加快集聚。", Role::Review),
            ("（三）民生福祉不断增进", Role::Review),
            ("全面深化改革", Role::Measure),
            ("打造创新核心引擎", Role::Measure),
            ("四、其他", Role::Open),
        ] {
            assert_eq!(by_form(&scan::chars(title)), role, "{title}");
        }
    }

    #[test]
    fn titles_that_set_aims() {
        for (title, aims) in [
            ("2025年科技工作要点", true),
            ("2025年工作打算", true),
            ("2025年度计划", true),
            ("市场监管局2025年工作思路（征求意见稿）", true),
            ("2025年重点任务清单", true),
            ("2025年工作通知", false),
            ("2024年统计公报", false),
        ] {
            assert_eq!(sets_aims(&scan::chars(title)), aims, "{title}");
        }
    }

    #[test]
    fn titles_that_name_both() {
        for (title, names) in [
            ("2017年工作总结和2018年工作思路", true),
            ("2017年计划执行情况与2018年计划草案的报告", true),
            ("2017年计划执行情况", false),
            ("2017年工作总结", false),
            ("2021年实事完成情况及2022年实事项目", true),
        ] {
            assert_eq!(names_plan(&scan::chars(title)), names, "{title}");
        }
    }

    #[test]
    fn a_chapter_of_the_past_keeps_its_parts() {
        assert_eq!(Role::Measure.under(Role::Review), Role::Review);
        assert_eq!(Role::Open.under(Role::Goal), Role::Goal);
        assert_eq!(Role::Measure.under(Role::Goal), Role::Measure);
    }
}
