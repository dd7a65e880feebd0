//! What a clause asks for: 力争, 必须, 要达到, 6月底前, 后5个月怎么干.

use crate::rules::firmness;
use crate::scan;

#[rustfmt::skip]
const PLAN_HERE: &[&str] = &[
    "力争", "计划新", "拟", "确保", "将达", "将实", "将新", "将建", "将再", "将继续", "将进一步", "将力",
    "将引", "将组织", "将完成", "计划引", "计划建", "计划实", "计划完", "计划组", "计划安", "计划开", "计划举",
    "力求", "力促", "务必", "必须", "我们将", "我市将", "我县将", "我区将", "我局将", "我省将", "全市将", "全县将",
    "全区将", "全省将",
];
/// 要 in these words asks for nothing.
const NO_ASKING: (&str, &str) = (
    "主重需只概纪提不首扼",
    "求素点件塞目领务闻么不害看清认正知说",
);

/// 二季度要求： announces what is asked for; a longer clause only refers to what was.
const LONGEST_DEMAND: usize = 10;

/// 后5个月怎么干, 下一步怎么办: a question that what comes after answers.
pub fn asks_how(clause: &[char]) -> bool {
    let how = ["怎么", "如何"];
    let verbs = ["干", "办", "抓", "做", "赶", "走"];
    let end = clause.len();
    verbs.iter().any(|v| {
        scan::before(clause, end, v) && scan::longest_before(clause, end - 1, &how).is_some()
    })
}

/// Does a clause say what is striven for: 力争, 要达到, but not 确保了 or 主要完成?
pub fn strives(clause: &[char]) -> bool {
    let words = scan::has_any(clause, PLAN_HERE) && !scan::has_any(clause, &["确保了"]);
    let words = words || by_end(clause);
    // 争取上级资金2000万元 tells what was got as well as what is wanted.
    let wanted_only = scan::find(clause, 0..clause.len(), "争取")
        .is_some_and(|i| firmness::is_adverb_before(&clause[i + 2..]));
    words || wanted_only || asks_for(clause)
}

/// 6月底前; but not in what says which things those are that there are: 现有2000年底前建成的老旧小区.
fn by_end(clause: &[char]) -> bool {
    let there_is = |i: usize| {
        let near = &clause[i.saturating_sub(GIVEN_REACH)..i];
        scan::has_any(near, &["现有", "现存", "共有", "尚有", "还有", "目前"])
    };
    let is_of_things = |i: usize| {
        let near = &clause[i..clause.len().min(i + GIVEN_REACH)];
        let end = near.iter().find(|c| **c == '的' || c.is_ascii_digit());
        end == Some(&'的')
    };
    (1..clause.len())
        .filter(|i| clause[*i] == '前' && clause[*i - 1] == '底')
        .map(|i| i - 1)
        .any(|i| !(there_is(i) && is_of_things(i)))
        || before_day(clause)
        || aims_at(clause)
}

/// 全年瞄准产值450亿元: a number that is aimed at.
pub fn aims_at(clause: &[char]) -> bool {
    let aims = ["瞄准", "冲刺", "锚定", "剑指"];
    let mut found = aims
        .iter()
        .filter_map(|aim| scan::find(clause, 0..clause.len(), aim));
    let said = found.next();
    said.is_some_and(|i| clause[i..].iter().any(char::is_ascii_digit))
        && !super::has_perfect(clause)
}

/// 3月20日前化肥到位; not 3月20日前已到位.
pub fn before_day(clause: &[char]) -> bool {
    let said = (3..clause.len()).any(|i| {
        clause[i] == '前'
            && clause[i - 1] == '日'
            && clause[i - 2].is_ascii_digit()
            && !scan::has_any(&clause[i.saturating_sub(GIVEN_REACH)..i], &["截至", "截止"])
    });
    said && !super::is_done(clause) && !super::has_perfect(clause)
}

/// So far around 底前 the words may stand that make it part of a name.
const GIVEN_REACH: usize = 20;

/// 要 as a verb: 要达到, but not 主要 or 要求.
pub fn asks_for(clause: &[char]) -> bool {
    (0..clause.len()).any(|i| {
        clause[i] == '要'
            && clause.get(i + 1).is_some_and(|c| !NO_ASKING.1.contains(*c))
            && !(i > 0 && NO_ASKING.0.contains(clause[i - 1]))
    })
}

/// 二季度要求, but not 按照上级要求.
pub fn demands(clause: &[char]) -> bool {
    clause.len() <= LONGEST_DEMAND
        && scan::before(clause, clause.len(), "要求")
        && !scan::has_any(clause, &["按", "根据", "对照", "落实", "符合", "达到"])
}

/// 现将2007年目标任务下达给你们; not 现将2006年工作总结报告如下.
pub fn hands_out(sentence: &[char]) -> bool {
    let near = &sentence[..sentence.len().min(HANDED_REACH)];
    scan::longest_at(near, 0, &["现将", "现就", "现把"]).is_some()
        && scan::has_any(
            near,
            &["目标", "任务", "计划", "要点", "安排", "打算", "意见"],
        )
        && !scan::has_any(near, &["总结", "情况", "完成", "汇报"])
}

/// So far into a sentence it is said what is handed out.
const HANDED_REACH: usize = 40;
