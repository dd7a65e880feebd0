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

/// Of so many headings the first may be the document's title.
const TITLES: usize = 2;

/// The years `2007年` … written in a slice; not `到2030年`, which is a horizon.
pub fn years(chars: &[char]) -> Vec<i32> {
    let mut found = Vec::new();
    for i in 4..chars.len() {
        let horizon = is_horizon(chars, i);
        if let Some(year) = before(chars, i).filter(|_| !horizon) {
            found.push(year);
        }
    }
    found
}

/// 到2030年, but not 截至2008年 and 达到2025年目标值.
pub fn is_horizon(chars: &[char], i: usize) -> bool {
    let word = i.checked_sub(5).map(|at| chars[at]);
    let until = i >= 6 && matches!(chars[i - 6], '截' | '止' | '达');
    matches!(word, Some('到' | '至')) && !until
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

/// The five-year plans and the years they begin with.
#[rustfmt::skip]
pub const FIVE_YEARS: &[(&str, &str, i32)] = &[
    ("十一五", "第十一个五年", 2006), ("十二五", "第十二个五年", 2011), ("十三五", "第十三个五年", 2016),
    ("十四五", "第十四个五年", 2021), ("十五五", "第十五个五年", 2026),
];

/// The first year of the span that a title names: （2023—2025年）, 第十四个五年规划.
pub fn span(title: &[char]) -> Option<i32> {
    let dashed = (9..title.len()).find_map(|i| {
        before(title, i)?;
        let dash = title[..i - 4]
            .iter()
            .rev()
            .take_while(|c| "-—~至到年".contains(**c))
            .count();
        let first = title.get(i.checked_sub(8 + dash)?..i - 4 - dash)?;
        (dash > 0).then(|| digits(first)).flatten()
    });
    let named = || {
        let plan = scan::has_any(title, &["规划", "纲要", "方案", "计划"]);
        let five = FIVE_YEARS
            .iter()
            .find(|(short, long, _)| scan::has_any(title, &[short, long]));
        five.filter(|_| plan).map(|(_, _, year)| *year)
    };
    dashed.or_else(named)
}

/// No five-year plan and no plan of fewer years looks further ahead.
const LONGEST_PLAN: i32 = 4;

/// The earliest year a text can plan for, by its horizon (到2020年: 2016) or the last five-year plan it names; for
/// texts that name no year of their own.
fn earliest(stream: &Stream) -> Option<i32> {
    let first = first(stream);
    let earliest = first.iter().filter_map(|chars| {
        let horizon = (5..chars.len())
            .filter(|i| is_horizon(chars, *i))
            .filter_map(|i| before(chars, i))
            .min();
        let named = FIVE_YEARS
            .iter()
            .rfind(|(short, long, _)| scan::has_any(chars, &[short, long]));
        horizon
            .map(|h| h - LONGEST_PLAN)
            .max(named.map(|(_, _, year)| *year))
    });
    earliest.max()
}

/// The years of a title, a far horizon (2035年远景目标) left out.
fn near_years(title: &[char]) -> Vec<i32> {
    let far = scan::find(title, 0..title.len(), "年远景");
    years(&title[..far.unwrap_or(title.len())])
}

/// What a text says of when it was written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Years {
    /// The year planned for.
    pub planned: Option<i32>,
    /// Does a title or a document number name it?
    pub is_named: bool,
    /// The earliest year that a text without one of its own can plan for.
    pub earliest: Option<i32>,
}

impl Years {
    pub fn of(stream: &Stream, titles: &[&[char]]) -> Self {
        let named = planned(titles).or_else(|| numbered(stream));
        Self {
            planned: named.or_else(|| beginning(stream)),
            is_named: named.is_some(),
            earliest: earliest(stream),
        }
    }
}

/// The year planned for: the first of the span that the title names, else named by a plan's heading, else by the title.
fn planned(titles: &[&[char]]) -> Option<i32> {
    let of = |keep: &dyn Fn(&[char]) -> bool| {
        titles
            .iter()
            .filter(|t| keep(t))
            .flat_map(|t| near_years(t))
            .max()
    };
    if let Some(first) = titles.iter().take(TITLES).find_map(|t| span(t)) {
        return Some(first);
    }
    let is_plan = |t: &[char]| scan::has_any(t, PLAN) && !scan::has_any(t, REVIEW);
    let is_report = |t: &[char]| scan::has_any(t, &["报告", "工作"]) && !scan::has_any(t, REVIEW);
    // 2017年工作总结及2018年工作打算 names the year itself; 2017年工作总结 comes before it.
    let is_both = |t: &[char]| scan::has_any(t, REVIEW) && super::role::names_plan(t);
    of(&is_plan)
        .or_else(|| of(&is_both))
        .or_else(|| of(&is_report))
        .or_else(|| of(&|t| scan::has_any(t, REVIEW)).map(|y| y + 1))
}

/// The beginnings of the first paragraphs.
fn first(stream: &Stream) -> Vec<&[char]> {
    let paragraphs = stream.paragraphs.iter().take(BEGINNING);
    paragraphs
        .map(|p| &stream.chars[p.start..p.end.min(p.start + 200)])
        .collect()
}

/// The year of a document number: 皋科发〔2020〕2号.
fn numbered(stream: &Stream) -> Option<i32> {
    first(stream).iter().find_map(|p| {
        let open = p.iter().position(|c| *c == '〔' || *c == '[')?;
        digits(p.get(open + 1..open + 5)?)
    })
}

/// The latest year that the first paragraphs speak of.
fn beginning(stream: &Stream) -> Option<i32> {
    let first = first(stream);
    last_year(&first)
        .or_else(|| stages(&first))
        .or_else(|| yearly(&first))
        .or_else(|| latest(&first))
}

/// 2022年，研发投入强度达到3.12%，今年要提升到3.3%: what a sentence sets against this year is the year before it.
fn last_year(paragraphs: &[&[char]]) -> Option<i32> {
    let sentences = paragraphs.iter().flat_map(|p| p.split(|c| *c == '。'));
    let told = sentences.filter_map(|sentence| {
        let year = before(sentence, 4)?;
        let comma = sentence.iter().position(|c| *c == '，')?;
        let rest = &sentence[comma..];
        let now = (1..rest.len()).find(|i| rest[i - 1] == '，' && scan::at(rest, *i, "今年"))?;
        let counts = crate::lex::has_quantity(&sentence[5..comma + now]);
        (counts && sets(&rest[now..])).then_some(year + 1)
    });
    told.max()
}

/// 今年要, 今年目标, 今年力争.
fn sets(clause: &[char]) -> bool {
    let end = clause.iter().position(|c| matches!(c, '，' | '；'));
    let clause = &clause[..end.unwrap_or(clause.len())];
    crate::rules::tense::strives(clause) || scan::has_any(clause, &["目标", "计划"])
}

/// The latest year, unless it lies beyond the first horizon: 到2025年，超过16%；2030年达到25%.
fn latest(paragraphs: &[&[char]]) -> Option<i32> {
    let horizons = |p: &&[char]| {
        let said = (5..p.len()).filter(|i| is_horizon(p, *i));
        said.filter_map(|i| before(p, i)).min()
    };
    let horizon = paragraphs.iter().filter_map(horizons).min();
    let said = paragraphs.iter().flat_map(|p| years(p));
    said.filter(|year| horizon.is_none_or(|h| *year <= h)).max()
}

/// In a text that sets goals year by year (年度目标, 用3年时间) the first year it names.
fn yearly(paragraphs: &[&[char]]) -> Option<i32> {
    let by_year = |p: &&[char]| {
        scan::has_any(
            p,
            &[
                "年度目标",
                "分年度",
                "年时间",
                "三年行动",
                "三年攻坚",
                "五年行动",
            ],
        )
    };
    paragraphs.iter().find(|p| by_year(p))?;
    paragraphs.iter().flat_map(|p| years(p)).min()
}

/// Behind a horizon that a text begins with (到2023年) the years up to it are its stages: the first of them.
fn stages(paragraphs: &[&[char]]) -> Option<i32> {
    let said = |p: &&[char]| {
        let own = |i: &usize| {
            i.checked_sub(5)
                .is_none_or(|b| !"比较在以自从由与按".contains(p[b]))
        };
        let years = (4..p.len())
            .filter(own)
            .filter_map(|i| before(p, i).map(|year| (year, is_horizon(p, i))));
        years.collect::<Vec<_>>()
    };
    let mut years = paragraphs.iter().flat_map(said);
    let (horizon, _) = years.next().filter(|(_, is_horizon)| *is_horizon)?;
    years
        .map(|(year, _)| year)
        .filter(|y| (horizon - LONGEST_PLAN..=horizon).contains(y))
        .min()
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
            ("2017年工作总结及2018年工作打算\n甲。", Some(2018)),
            ("皋科发〔2020〕2号\n各科室：", Some(2020)),
            ("高企30家。", None),
            ("企业倍增方案（2023—2025年）\n到2025年", Some(2023)),
            ("第十四个五年规划和2035年远景目标\n甲。", Some(2021)),
            ("较2018年提升。到2025年超过16%；2030年达到25%。", Some(2018)),
            ("到2023年建成15个，2021年5个，2022年5个。", Some(2021)),
            ("2022年，强度达到3.1%，今年要提升到3.3%。", Some(2023)),
            ("2022年是攻坚之年，今年要新增30家。", Some(2022)),
        ] {
            let stream = Stream::of(&Text::new(text));
            let titles: Vec<&[char]> = stream
                .paragraphs
                .iter()
                .map(|p| &stream.chars[p.clone()])
                .filter(|t| t.len() < 20)
                .collect();
            assert_eq!(Years::of(&stream, &titles).planned, year, "{text}");
        }
    }
}
