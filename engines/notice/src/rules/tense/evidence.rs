//! The tense of a paragraph under no telling heading, by the words it uses.

use super::{Tense, cue};
use crate::rules::duty;
use crate::rules::exclude::score;
use crate::scan;

#[rustfmt::skip]
const RESULTS: &[&str] = &[
    "首次", "成功", "获评", "荣获", "获批", "位居", "居全", "排名", "同比", "创历史", "历史新高", "圆满", "顺利",
    "被评为", "被列为", "被授予", "落户", "已", "入选", "跻身", "名列", "稳居", "再创", "超额", "累计",
];
#[rustfmt::skip]
const GOALS: &[&str] = &[
    "力争", "确保", "目标", "要", "将", "计划", "争取", "年内", "拟",
];

/// So far into a paragraph points are looked for.
const BEGINNING: usize = 2000;

/// The tense the words of a paragraph speak for; `None` when they are silent.
pub fn of_paragraph(paragraph: &[char]) -> Option<Tense> {
    // A rule of assessment sets what is to be reached, whatever it says of 超额 and 累计.
    let beginning = paragraph.len().min(BEGINNING);
    if (0..beginning).any(|i| score::gives_points(paragraph, i)) {
        return Some(Tense::Plan);
    }
    let (mut past, mut plan) = (0_usize, 0_usize);
    for clause in paragraph
        .split(|c| matches!(c, '，' | '。' | '；' | '：'))
        .take(60)
    {
        let clause = &clause[..clause.len().min(120)];
        past += usize::from(scan::has_any(clause, RESULTS)) + usize::from(cue::has_perfect(clause));
        plan += usize::from(scan::has_any(clause, GOALS)) + usize::from(duty::begins_task(clause));
    }
    match past.cmp(&plan) {
        std::cmp::Ordering::Greater => Some(Tense::Past),
        std::cmp::Ordering::Less => Some(Tense::Plan),
        std::cmp::Ordering::Equal => None,
    }
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
        ] {
            assert_eq!(of_paragraph(&scan::chars(text)), tense, "{text}");
        }
    }
}
