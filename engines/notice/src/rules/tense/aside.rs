//! Brackets that tell another time than the words around them: 达到25亿元（2023年20亿元）, 占全年目标（350家）的60%.

use super::{Reach, Tense, of_clause};
use crate::lex;
use crate::outline::{self, Role, Years};
use crate::rules::cover::{self, Cover};
use crate::scan;
use std::ops::Range;

/// A clause without its brackets that hold a quantity or clauses: those speak for themselves.
pub fn without(clause: &[char]) -> Vec<char> {
    let mut words = Vec::with_capacity(clause.len());
    let mut from = 0;
    for bracket in brackets(clause) {
        words.extend_from_slice(&clause[from..bracket.start]);
        from = bracket.end;
    }
    words.extend_from_slice(&clause[from..]);
    words
}

/// The pieces of brackets whose time is told in them, or by the word before them.
pub fn of(chars: &[char], role: Role, years: Years) -> Vec<(Range<usize>, Tense)> {
    let mut found = Vec::new();
    for bracket in brackets(chars) {
        // 占全年目标任务（350家）的60%
        if scan::longest_before(
            chars,
            bracket.start,
            &["目标", "目标任务", "任务数", "计划数"],
        )
        .is_some()
        {
            found.push((bracket, Tense::Plan));
            continue;
        }
        let inside = &chars[bracket.start + 1..bracket.end - 1];
        let mut tense = None;
        let mut from = bracket.start + 1;
        for piece in inside.split(|c| matches!(c, '，' | '；')) {
            let range = from..from + piece.len();
            from = range.end + 1;
            tense = told(piece, role, years, inside).or(tense);
            if tense == Some(Tense::Past) {
                found.push((range, Tense::Past));
            }
        }
    }
    found
}

fn told(piece: &[char], role: Role, years: Years, inside: &[char]) -> Option<Tense> {
    let written = outline::years(inside);
    // Where no title names the year, a year alone in brackets is the one before: 达3%（2020年为2.4%）.
    let before = !years.is_named && written.len() == 1 && years.planned == written.first().copied();
    let years = Years {
        planned: years.planned.map(|year| year + i32::from(before)),
        ..years
    };
    of_clause(piece, role, years)
        .filter(|(_, reach)| *reach != Reach::Part)
        .map(|(tense, _)| tense)
}

/// The brackets that hold a quantity or clauses, marks included.
fn brackets(chars: &[char]) -> Vec<Range<usize>> {
    let cover = cover::of(chars);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let opens = chars[at] == '（' && cover[at] == Cover::Bracketed;
        let close = || (at..chars.len()).find(|i| chars[*i] == '）');
        match opens.then(close).flatten() {
            Some(close) => {
                let inside = &chars[at + 1..close];
                if lex::has_quantity(inside) || inside.contains(&'，') {
                    found.push(at..close + 1);
                }
                at = close + 1;
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_tell_their_own_time() {
        let years = Years {
            planned: Some(2024),
            is_named: true,
            earliest: None,
        };
        for (text, told) in [
            (
                "成交额25亿元（2023年20亿元），增长25%",
                Some(("2023年20亿元", Tense::Past)),
            ),
            ("高企350家（上年300家）", Some(("上年300家", Tense::Past))),
            (
                "占全年目标任务（350家）的60%",
                Some(("（350家）", Tense::Plan)),
            ),
            ("新增机构（实验室、技术中心）5个", None),
            ("新增30家（其中国家级2家）", None),
        ] {
            let chars = scan::chars(text);
            let found = of(&chars, Role::Goal, years);
            let found: Vec<(String, Tense)> = found
                .into_iter()
                .map(|(range, tense)| (chars[range].iter().collect(), tense))
                .collect();
            let told: Vec<(String, Tense)> = told
                .into_iter()
                .map(|(words, tense)| (words.to_owned(), tense))
                .collect();
            assert_eq!(found, told, "{text}");
        }
        let words = without(&scan::chars("成交额25亿元（2023年20亿元）（试行）"));
        assert_eq!(words.iter().collect::<String>(), "成交额25亿元（试行）");
    }
}
