//! The tense of a paragraph under no telling heading, by the words it uses and by how round its numbers are.

use super::{Tense, cue};
use crate::lex;
use crate::rules::comparator;
use crate::rules::duty;
use crate::rules::exclude::score;
use crate::scan;

#[rustfmt::skip]
const RESULTS: &[&str] = &[
    "首次", "成功", "预计", "获得", "获评", "荣获", "获批", "位居", "居全", "排名", "同比", "创历史", "历史新高", "圆满", "顺利",
    "比年初", "较年初", "比上年末", "较去年同期", "高于全省", "高于全国", "居全", "列全", "投入使用", "摘帽",
    "被评为", "被列为", "被授予", "落户", "已", "入选", "跻身", "名列", "稳居", "再创", "超额", "累计",
    "环比", "同期", "连续", "位列", "取得", "新高", "共受理", "共完成", "共组织", "共举办", "共签订", "共发放", "共引进",
    "共有",
];
/// Of these, what no aim is worded with: 位居全市前列 and 成功创建 are said of both, and so is how much a thing is to grow
/// (同比增长10%, 较年初增加5家).
#[rustfmt::skip]
const PLAINLY_PAST: &[&str] = &[
    "获评", "荣获", "创历史", "圆满", "摘帽", "被评为", "被列为", "被授予", "已", "超额", "共受理", "共完成", "共组织",
    "共举办", "共签订", "共发放", "共引进", "共有",
];
#[rustfmt::skip]
const GOALS: &[&str] = &[
    "力争", "确保", "目标", "将", "计划", "年内", "拟", "底前", "预期", "支出安排", "收入安排", "努力实现",
];

/// Before or behind a number these ask for it: 同比增长15%以上, but not 市级以上成果12项.
const ASKS: &[&str] = &["不低于", "不少于", "不超过", "力争"];

/// So many digits without the zeros at either end make a number that was counted and not set.
const COUNTED_DIGITS: usize = 3;

/// Fewer characters say nothing.
const SHORTEST: usize = 4;
/// So far into a paragraph, and over so many clauses, its words are weighed.
const BEGINNING: usize = 2000;
const CLAUSES: usize = 100;

/// So much clearer must the words be where the text before them has said what it tells.
const CLEARER: usize = 2;

/// What stands before a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing that says what it tells.
    Silent,
    /// A heading whose form only lets it be felt.
    Felt,
    /// Words of time.
    Told,
}

/// The tense the words of a paragraph speak for; `None` when they are silent. Where what stands before has said a tense,
/// one word alone does not turn it, and where it was said in words of time verbs of doing say nothing, for a review has
/// them too. In a document of aims only what no aim is worded with speaks for a result.
pub fn of_paragraph(paragraph: &[char], before: Before, of_aims: bool) -> Option<Tense> {
    let results = if of_aims { PLAINLY_PAST } else { RESULTS };
    if paragraph.len() < SHORTEST {
        return None;
    }
    // A rule of assessment sets what is to be reached, whatever it says of 超额 and 累计.
    let beginning = paragraph.len().min(BEGINNING);
    if (0..beginning).any(|i| score::gives_points(paragraph, i)) {
        return Some(Tense::Plan);
    }
    let (mut past, mut plan) = (0_usize, 0_usize);
    let (mut numbers, mut counted, mut halves) = (0_usize, 0_usize, 0_usize);
    for clause in paragraph[..beginning]
        .split(|c| matches!(c, '，' | '。' | '；' | '：' | '、' | '\t'))
        .take(CLAUSES)
    {
        let clause = &clause[..clause.len().min(120)];
        // 同比增长15%以上 asks for it.
        let quantities = quantities(clause);
        let asks = scan::has_any(clause, ASKS)
            || quantities
                .iter()
                .any(|q| comparator::right(clause, q.end).0.is_some());
        numbers += quantities.len();
        counted += quantities
            .iter()
            .filter(|q| !asks && is_counted(&clause[q.start..q.end]))
            .filter(|q| !(of_aims && is_from(clause, q)))
            .count();
        past += usize::from(!asks && scan::has_any(clause, results))
            + usize::from(cue::has_perfect(clause));
        plan += usize::from(asks && !quantities.is_empty())
            + usize::from(
                scan::has_any(clause, GOALS) || cue::asks_for(clause) || cue::before_day(clause),
            );
        // Reviews count what was done as well: 举办讲座36场 says half as much as 加强领导.
        if duty::begins_task(clause) && !crate::outline::tells_result(clause) {
            halves += 1 + usize::from(quantities.is_empty());
        }
    }
    if before == Before::Told {
        // Where the text has said what it tells, exact numbers alone do not turn it.
        past += counted / 2;
    } else {
        let begins = !of_aims && begins_with_result(paragraph);
        past += counted + 2 * usize::from(begins || tells_state(paragraph));
        // Verbs of doing say nothing against numbers that were counted.
        let is_counted = counted >= 2 && counted * 5 >= numbers * 2;
        plan += if is_counted && plan == 0 {
            0
        } else {
            halves / 2
        };
    }
    if (before != Before::Silent || of_aims) && past.abs_diff(plan) < CLEARER {
        return None;
    }
    match past.cmp(&plan) {
        std::cmp::Ordering::Greater => Some(Tense::Past),
        std::cmp::Ordering::Less => Some(Tense::Plan),
        std::cmp::Ordering::Equal => None,
    }
}

/// 从412家增至480家, 较2024年底的186家增长16%: what there is was counted, whoever sets the aim.
fn is_from(clause: &[char], span: &std::ops::Range<usize>) -> bool {
    let base = |c: &char| matches!(c, '从' | '由' | '较' | '比');
    let before = &clause[..span.start];
    let linked = before.last() == Some(&'的') && before.iter().any(base);
    before.last().is_some_and(base) || linked
}

/// How far into a paragraph its first sentence may end to tell how things went.
const OPENING: usize = 32;

/// A clause that begins with these tells what is to come of it.
const MAKES: &[&str] = &[
    "推动", "促进", "使", "让", "确保", "推进", "加快", "实现", "努力", "力争", "着力",
];

/// 我们坚持创新引领，发展动能更加强劲。
fn begins_with_result(paragraph: &[char]) -> bool {
    let opening = &paragraph[..paragraph.len().min(OPENING)];
    let first = opening.iter().position(|c| matches!(c, '，' | '。'));
    let last = opening.iter().position(|c| *c == '。').map(|end| {
        let sentence = &opening[..end];
        let from = sentence.iter().rposition(|c| *c == '，');
        &sentence[from.map_or(0, |at| at + 1)..]
    });
    // 创新型城市建设步伐加快，专利授权5200件。
    let first = first
        .map(|end| &opening[..end])
        .filter(|clause| !lex::has_quantity(clause));
    first.into_iter().chain(last).any(opens_with_result)
}

/// Who has what a paragraph counts.
#[rustfmt::skip]
const OWNERS: &[&str] = &[
    "全省", "全市", "全县", "全区", "全镇", "全乡", "全州", "全旗", "我省", "我市", "我县", "我区", "我镇", "我乡", "辖区",
    "本市", "本县", "本区", "市域", "县域", "街道",
];
/// What changes, or is to be done, is no state.
#[rustfmt::skip]
const CHANGES: &[&str] = &[
    "新", "增", "升", "降", "提高", "提升", "引进", "培", "达", "力争", "争取", "举办", "扩", "减", "完成", "实现", "实施",
    "突破", "超", "改", "建成", "建设", "确保", "开展", "组织",
];

/// 全市职业院校21所，在校生9.3万人，双师型教师占比52%: nothing is done or changes, it is told what there is.
fn tells_state(paragraph: &[char]) -> bool {
    let sentence = paragraph.split(|c| *c == '。').next().unwrap_or(paragraph);
    let sentence = &sentence[..sentence.len().min(STATE)];
    if scan::longest_at(sentence, 0, OWNERS).is_none() {
        return false;
    }
    let clauses = sentence.split(|c| matches!(c, '，' | '；' | '、'));
    let counts: Vec<&[char]> = clauses.filter(|c| !quantities(c).is_empty()).collect();
    let money = counts.iter().filter(|c| c.last() == Some(&'元')).count();
    let changes = counts.iter().any(|c| scan::has_any(c, CHANGES));
    counts.len() >= 3 && money * 3 <= counts.len() && !changes
}

/// So much of a sentence is looked at.
const STATE: usize = 160;

/// Does a clause tell how a thing went, and not what is to come of it?
pub fn opens_with_result(clause: &[char]) -> bool {
    scan::longest_at(clause, 0, MAKES).is_none()
        && !scan::has_any(clause, FULLY)
        && crate::outline::tells_result(clause)
}

/// 研发活动实现全覆盖 is aimed at as well as told.
const FULLY: &[&str] = &[
    "全覆盖",
    "应建尽建",
    "应评尽评",
    "应入尽入",
    "翻番",
    "倍增",
    "零突破",
    "零的突破",
];

/// The written quantities of a clause.
fn quantities(clause: &[char]) -> Vec<std::ops::Range<usize>> {
    let found = lex::quantities(clause);
    let units = found.iter().filter(|q| q.class != lex::Class::Bare);
    units.map(|q| q.from..q.to).collect()
}

/// A number such as 3865210人, 7.92% or 46.3万人. What is set is rounder: 30家, 2.5%, 1850吨.
pub fn is_counted(span: &[char]) -> bool {
    let written = span
        .iter()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let digits: Vec<char> = written.copied().filter(char::is_ascii_digit).collect();
    let first = digits.iter().position(|c| *c != '0').unwrap_or(0);
    let last = digits
        .iter()
        .rposition(|c| *c != '0')
        .map_or(0, |at| at + 1);
    let whole = &digits[first.min(last)..last];
    whole.len() >= COUNTED_DIGITS && whole.last() != Some(&'5')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_speak() {
        for (text, tense) in [
            (
                "全社会研发投入120亿元，首次排名全市第一。专利增长25%，居全市第二。",
                Some(Tense::Past),
            ),
            (
                "加快建设平台，力争新增5家。支持企业牵头组建联合体10个。",
                Some(Tense::Plan),
            ),
            ("净增高企8家，超额完成的每多1家加1分。", Some(Tense::Plan)),
            ("高企30家。", None),
            (
                "全市职业院校21所，在校生9.3万人，双师型教师占比52%。",
                Some(Tense::Past),
            ),
            ("全市投资20亿元，税收3亿元，进出口2亿元。", None),
            ("全市高企增长20%，新增专利30件，培训500人。", None),
        ] {
            assert_eq!(
                of_paragraph(&scan::chars(text), Before::Silent, false),
                tense,
                "{text}"
            );
        }
        let tasks = scan::chars("争取专项债34亿元，实施技改项目80项，力争更好。");
        assert_eq!(
            of_paragraph(&tasks, Before::Silent, false),
            Some(Tense::Plan)
        );
        assert_eq!(of_paragraph(&tasks, Before::Told, false), None);
        let both = scan::chars("成功创建1家，位居全市前列。");
        assert_eq!(
            of_paragraph(&both, Before::Silent, false),
            Some(Tense::Past)
        );
        assert_eq!(of_paragraph(&both, Before::Silent, true), None);
        // How much it is to grow is part of an aim.
        for (text, tense) in [
            ("产值950亿元，同比增长10%。引进人才35名。", None),
            ("净增30家，总数较2024年底的186家增长16%。", None),
            ("入库312家，比上年末增加16家，环比持平。", None),
            ("共受理312件，已办结298件。", Some(Tense::Past)),
        ] {
            let told = of_paragraph(&scan::chars(text), Before::Silent, true);
            assert_eq!(told, tense, "{text}");
        }
    }
}
