//! Years in headings, and the year a document plans for.

use crate::layout::Stream;
use crate::scan;

#[rustfmt::skip]
const PLAN: &[&str] = &[
    "安排", "任务", "打算", "重点", "目标", "计划", "要点", "部署", "思路", "工作意见", "实施意见",
];
const REVIEW: &[&str] = &["回顾", "总结", "完成", "成效", "情况"];
/// How many paragraphs at the beginning may name the year when no heading does.
const BEGINNING: usize = 30;

/// The years `2007年` … written in a slice; not `到2030年`, which is a horizon.
pub fn years(chars: &[char]) -> Vec<i32> {
    let mut found = Vec::new();
    for i in 4..chars.len() {
        let horizon = i >= 5 && matches!(chars[i - 5], '到' | '至');
        if let Some(year) = before(chars, i).filter(|_| !horizon) {
            found.push(year);
        }
    }
    found
}

/// The year whose 年 stands at `i`: 2010年, 二〇一〇年.
pub fn before(chars: &[char], i: usize) -> Option<i32> {
    if chars.get(i) != Some(&'年') || i < 4 {
        return None;
    }
    let bounded = i < 5 || digit(chars[i - 5]).is_none();
    digits(&chars[i - 4..i]).filter(|_| bounded)
}

fn digits(chars: &[char]) -> Option<i32> {
    let mut year = 0;
    for c in chars {
        year = year * 10 + digit(*c)?;
    }
    (1980..2100).contains(&year).then_some(year)
}

/// A digit of a year; old texts write the zero as 〇, ○ or ０.
fn digit(c: char) -> Option<i32> {
    if matches!(c, '〇' | '○' | 'О' | '零') {
        return Some(0);
    }
    let chinese = "一二三四五六七八九".chars().position(|d| d == c);
    let value = chinese
        .map(|d| d + 1)
        .or(c.to_digit(10).map(|d| d as usize));
    value.and_then(|v| i32::try_from(v).ok())
}

/// The year planned for: named by a plan's heading, else by the title, else by the document number, else by the beginning.
pub fn planned(stream: &Stream, titles: &[&[char]]) -> Option<i32> {
    let of = |keep: &dyn Fn(&[char]) -> bool| {
        titles
            .iter()
            .filter(|t| keep(t))
            .flat_map(|t| years(t))
            .max()
    };
    let is_plan = |t: &[char]| scan::has_any(t, PLAN) && !scan::has_any(t, REVIEW);
    let is_report = |t: &[char]| scan::has_any(t, &["报告", "工作"]) && !scan::has_any(t, REVIEW);
    of(&is_plan)
        .or_else(|| of(&is_report))
        .or_else(|| of(&|t| scan::has_any(t, REVIEW)).map(|y| y + 1))
        .or_else(|| beginning(stream))
}

fn beginning(stream: &Stream) -> Option<i32> {
    let numbers = |p: &[char]| {
        let open = p.iter().position(|c| *c == '〔' || *c == '[')?;
        digits(p.get(open + 1..open + 5)?)
    };
    let mut paragraphs = stream
        .paragraphs
        .iter()
        .take(BEGINNING)
        .map(|p| &stream.chars[p.clone()]);
    let first: Vec<&[char]> = paragraphs
        .by_ref()
        .map(|p| &p[..p.len().min(200)])
        .collect();
    first
        .iter()
        .find_map(|p| numbers(p))
        .or_else(|| first.iter().flat_map(|p| years(p)).max())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn years_of_a_heading() {
        assert_eq!(years(&scan::chars("2017年回顾和2018年安排")), [2017, 2018]);
        assert_eq!(years(&scan::chars("二〇一〇年和二○○八年")), [2010, 2008]);
        assert_eq!(
            years(&scan::chars("到2030年，12018年，3000年")),
            Vec::<i32>::new()
        );
    }

    #[test]
    fn the_year_planned_for() {
        for (text, year) in [
            ("一、2017年工作回顾\n甲。\n二、2018年工作安排", Some(2018)),
            ("2026年江西省政府工作报告\n五年来，2030年", Some(2026)),
            ("2019年工作总结\n甲。", Some(2020)),
            ("皋科发〔2020〕2号\n各科室：", Some(2020)),
            ("高企30家。", None),
        ] {
            let stream = Stream::of(&Text::new(text));
            let titles: Vec<&[char]> = stream
                .paragraphs
                .iter()
                .map(|p| &stream.chars[p.clone()])
                .filter(|t| t.len() < 20)
                .collect();
            assert_eq!(planned(&stream, &titles), year, "{text}");
        }
    }
}
