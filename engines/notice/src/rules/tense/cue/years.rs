//! Years and five-year plans in a clause: over, or to come?

use super::Tense;
use crate::outline;
use crate::scan;

/// Before a year they make it a base of comparison.
#[rustfmt::skip]
const BASES: &[&str] = &[
    "比", "较", "以", "自", "从", "由", "与", "在", "于", "相比", "按",
];

/// A year of four digits: before the planned one it looks back, from it on ahead.
pub fn by_year(clause: &[char], year: Option<i32>) -> Option<Tense> {
    let mut found = None;
    for i in 4..clause.len() {
        let Some(said) = outline::year_before(clause, i) else {
            continue;
        };
        let start = i - 4;
        let is_base = scan::longest_before(clause, start, BASES).is_some()
            || scan::longest_at(clause, i, &["年同期", "年基础", "年的基础"]).is_some()
            || is_multiplied(clause, i)
            || is_of_things(clause, i);
        if !is_base {
            // Without a year of the document only a horizon (到2025年) tells.
            let horizon = outline::is_horizon(clause, i);
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

/// 2024年签约项目投产率: the year says which things those are.
fn is_of_things(clause: &[char], i: usize) -> bool {
    let done = &[
        "签约",
        "引进",
        "立项",
        "入库",
        "认定",
        "开工",
        "新开工",
        "出让",
        "供应",
        "毕业",
        "备案",
        "招收",
    ];
    let things = &["项目", "企业", "土地", "用地", "地块", "学生", "生"];
    let verb = scan::longest_at(clause, i + 1, done).map(|w| i + 1 + scan::len(w));
    let noun = verb.and_then(|at| scan::longest_at(clause, at, things).map(|w| at + scan::len(w)));
    noun.is_some_and(|at| {
        let number = clause[at..].iter().position(char::is_ascii_digit);
        number.is_some_and(|n| clause[at..at + n].contains(&'率'))
    })
}

/// 达到2020年的1.5倍, 是2020年末的2倍: the year whose 年 stands at `i` is a base.
fn is_multiplied(clause: &[char], i: usize) -> bool {
    clause.get(i) == Some(&'年') && is_times(clause, i + 1)
}

/// 的1.5倍, 末的2倍 at a place.
fn is_times(clause: &[char], at: usize) -> bool {
    let Some(word) = scan::longest_at(clause, at, &["的", "末的", "底的", "期末的"]) else {
        return false;
    };
    let rest = &clause[at + scan::len(word)..];
    let number = |c: &&char| c.is_ascii_digit() || **c == '.';
    let digits = rest.iter().take_while(number).count();
    digits > 0 && rest.get(digits) == Some(&'倍')
}

/// 到2025年 in a document of that year or an earlier one.
pub fn looks_ahead(clause: &[char], year: Option<i32>) -> bool {
    (5..clause.len()).any(|i| {
        let said = outline::year_before(clause, i);
        outline::is_horizon(clause, i) && said.is_some_and(|s| year.is_none_or(|y| s >= y))
    })
}

/// 三年后, 3年后: a time to come, where nothing is told of it.
pub fn years_later(clause: &[char]) -> bool {
    let number = |c: &char| c.is_ascii_digit() || "一两二三四五十".contains(*c);
    scan::longest_at(clause, 1, &["年后", "年之后"]).is_some() && clause.first().is_some_and(number)
}

/// What was done in five years gone by.
const DONE: &[&str] = &[
    "新增", "新建", "建成", "完成", "实现", "累计", "全省", "全市", "全县", "全区", "我省", "我市",
    "我县", "我区",
];

/// “十三五”期间 is over when the document plans for a later year.
pub fn by_five_years(clause: &[char], year: Option<i32>) -> Option<Tense> {
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
        if scan::longest_at(clause, after, &["期间", "时期", "五年", "以来"]).is_some()
            && last != planned
        {
            return Some(if last < planned {
                Tense::Past
            } else {
                Tense::Plan
            });
        }
        // “十三五”新增耕地38万亩
        if last < planned && scan::longest_at(clause, after, DONE).is_some() {
            return Some(Tense::Past);
        }
        if scan::longest_at(clause, after, &["末", "期末"]).is_some() && !is_times(clause, after)
        {
            return Some(if last < planned {
                Tense::Past
            } else {
                Tense::Plan
            });
        }
    }
    None
}
