//! Quantities of a sentence to targets and facts.

use super::{Page, Reading, Spoken};
use crate::item::{Assigned, Figure, Kind};
use crate::layout::Stream;
use crate::lex::Quantity;
use crate::outline::numbering;
use crate::rules::clause::{self, Clause};
use crate::rules::comparator::{self, Op};
use crate::rules::name::{self, Read};
use crate::rules::tense::Tense;
use crate::rules::{cover, exclude, firmness, respectively, task};
use crate::scan;
use std::ops::Range;

/// Adds the targets and facts of a sentence. Numbers inside `taken` ranges belong to rhythm rules.
pub fn read(
    page: &Page<'_>,
    spoken: &Spoken<'_>,
    sentence: &Range<usize>,
    taken: &[Range<usize>],
    reading: &mut Reading,
) {
    let chars = spoken.chars;
    let mut quantities = exclude::kept(chars, &spoken.cover);
    quantities.retain(|q| {
        let next = taken.partition_point(|t| t.end <= q.from);
        !taken.get(next).is_some_and(|t| t.contains(&q.from))
    });
    if quantities.is_empty() {
        return;
    }
    let heading = &page.stream.chars[page.paragraph.heading.clone()];
    let topic = name::topic::of_heading(heading);
    let figures = figures(chars, &spoken.clauses, &quantities, &topic);
    let mut office = String::new();
    for (q, mut figure) in quantities.iter().zip(figures) {
        let past = spoken.tense_at(q.from) == Some(Tense::Past) && !is_held_up(chars, q);
        let past = past || is_base(chars, q);
        let clause = spoken.clauses.partition_point(|c| c.range.end <= q.from);
        let own = spoken.clauses.get(clause);
        let own = own.map_or(&chars[..0], |c| &chars[c.range.clone()]);
        let number = numbering::of(own).map_or(0, |n| n.length);
        let (assigned, begin) = task::assigned(&own[number..]);
        if begin > 0 {
            office = own[number..number + begin].iter().collect();
        }
        // A clause that goes on has its name from the one before it, with its office.
        let rest = figure.name.strip_prefix(&office);
        if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
            figure.name = rest.to_owned();
        }
        if !past {
            figure.assigned = assigned;
        }
        let kind = if past {
            Kind::Fact(figure)
        } else {
            Kind::Target(figure)
        };
        let range = sentence.start + q.from..sentence.start + q.to;
        reading.items.push(page.item(&range, sentence, kind));
    }
}

/// The figures that a stretch of a line says by itself, each with the offset it begins at: a cell of a table.
pub fn of_cell(cell: &Stream) -> Vec<(usize, Figure)> {
    let cover = cover::of(&cell.chars);
    let quantities = exclude::kept(&cell.chars, &cover);
    let clauses = clause::of(&cell.chars, &cover);
    let starts = quantities.iter().map(|q| cell.at[q.from]);
    starts
        .zip(figures(&cell.chars, &clauses, &quantities, ""))
        .collect()
}

/// What each quantity of a sentence says.
fn figures(
    chars: &[char],
    clauses: &[Clause],
    quantities: &[Quantity],
    topic: &str,
) -> Vec<Figure> {
    let mut comparators: Vec<_> = quantities
        .iter()
        .map(|q| comparator::of(chars, q))
        .collect();
    let lists: Vec<_> = clauses
        .iter()
        .flat_map(|c| respectively::of(chars, c, quantities))
        .collect();
    for list in &lists {
        comparators[list.quantities.clone()]
            .iter_mut()
            .for_each(|c| c.op = list.op);
    }
    let firmness = firmness::of(chars, clauses, quantities);
    let names = name::of(&Read {
        chars,
        clauses,
        quantities,
        comparators: &comparators,
        lists: &lists,
        topic,
    });
    let mut figures = Vec::with_capacity(quantities.len());
    for (i, (q, name)) in quantities.iter().zip(names).enumerate() {
        let clause = clauses.partition_point(|c| c.range.end <= q.from);
        // 总量达到1500家 behind 净增100家 only inherits the word.
        let start = clauses.get(clause).map_or(q.from, |c| c.range.start);
        let before = i.checked_sub(1).map_or(0, |before| comparators[before].to);
        let own = start.max(before).max(q.from.saturating_sub(name::LONGEST));
        let own = &chars[own.min(q.from)..q.from];
        let reached = comparators[i].is_left && !scan::has_any(own, &["净增"]);
        // 净增30家、达到216家: what is reached is no net growth.
        let name = match reached && before > start && is_net(&name) {
            true => name.replacen("净增", "", 1),
            false => name,
        };
        let op = if is_net(&name) && !reached && comparators[i].op != Op::More {
            Op::NetAtLeast
        } else {
            comparators[i].op
        };
        figures.push(Figure {
            name,
            op,
            value: q.value,
            value_high: q.high,
            unit: q.unit.clone(),
            firmness: firmness[i],
            assigned: Assigned::default(),
        });
    }
    figures
}

/// 净增, but not 净增长, which is a rate.
pub fn is_net(name: &str) -> bool {
    name.contains("净增") && !name.contains("净增长")
}

/// How far before and behind a number 在 and 基础上 may stand.
const GROUND_REACH: usize = 24;

/// What a rate is for, between 由 and the number.
#[rustfmt::skip]
const EACH: &[&str] = &[
    "每人每月", "每人每年", "每月", "每年", "每人", "每亩", "每户", "人均", "年均",
];

/// A year gone by before its value: 比上年的300家增加50家.
const LAST: &[&str] = &[
    "去年的",
    "上年的",
    "上年末的",
    "去年末的",
    "上年底的",
    "去年底的",
];

/// How far before a base 由 and 从 may stand: 由目前的, 从2020年的.
const BASE_REACH: usize = 12;

/// 由2020年的, 从2020年末的, 比2020年的: a year stands between.
fn of_year(chars: &[char], i: usize) -> bool {
    let near = &chars[i.saturating_sub(BASE_REACH)..i];
    let Some(year) = near.iter().rposition(|c| *c == '年') else {
        return false;
    };
    year >= 5
        && matches!(near[year - 5], '由' | '从' | '比' | '较')
        && near[year - 4..year].iter().all(char::is_ascii_digit)
}

/// 在去年净增86家的基础上: what there is, where it is said that something is built on it.
fn is_ground(chars: &[char], q: &Quantity) -> bool {
    let stops = |c: &char| matches!(c, '，' | '；' | '。' | '：');
    let rest = &chars[q.to..chars.len().min(q.to + GROUND_REACH)];
    let rest = &rest[..rest.iter().position(stops).unwrap_or(rest.len())];
    let near = &chars[q.from.saturating_sub(GROUND_REACH)..q.from];
    let near = &near[near.iter().rposition(stops).map_or(0, |at| at + 1)..];
    scan::longest_at(rest, 0, &["的基础上", "基础上"]).is_some()
        || (near.contains(&'在') && scan::has_any(rest, &["基础上"]))
}

/// 对照全年180亿元的目标: what results are held against.
fn is_held_up(chars: &[char], q: &Quantity) -> bool {
    let goals = &[
        "的目标",
        "的目标任务",
        "的年度目标",
        "的全年目标",
        "的任务目标",
        "目标任务",
    ];
    let near = &chars[q.from.saturating_sub(BASE_REACH)..q.from];
    let sign = near
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；' | '：'));
    let clause = &near[sign.map_or(0, |at| at + 1)..];
    scan::longest_at(chars, q.to, goals).is_some()
        && scan::longest_at(clause, 0, &["对照", "距", "按照", "围绕", "比照", "锚定"]).is_some()
}

/// 由10家增加到20家, 在50家的基础上: the first number is what there is.
fn is_base(chars: &[char], q: &Quantity) -> bool {
    if is_ground(chars, q) {
        return true;
    }
    let near = &chars[q.from.saturating_sub(BASE_REACH)..q.from];
    let parts = |c: &char| matches!(c, '，' | '、' | '；' | '。') || c.is_ascii_digit();
    let piece = &near[near.iter().rposition(parts).map_or(0, |at| at + 1)..];
    // 由每人每年450元提高到490元
    let each = scan::longest_before(piece, piece.len(), EACH).map_or(0, scan::len);
    let directly = matches!(piece[..piece.len() - each].last(), Some('由' | '从'));
    let from = directly
        || (piece.last() == Some(&'的') && piece.iter().any(|c| matches!(c, '由' | '从')))
        || scan::longest_before(chars, q.from, LAST).is_some_and(|word| {
            let before = q.from - scan::len(word);
            before > 0 && matches!(chars[before - 1], '比' | '较' | '由' | '从')
        })
        || of_year(chars, q.from);
    from && (becomes(&chars[q.to..])
        || scan::longest_at(
            chars,
            q.to,
            &[
                "提高", "增加", "上升", "提升", "扩大", "降", "下降", "减少", "增长", "压缩",
                "缩短", "调整", "增至", "到", "升", "左右", "发展", "壮大", "拓展", "缩小", "压减",
                "跃升", "攀升", "做到", "提到", "做大", "翻",
            ],
        )
        .is_some())
}

/// How far behind a base the number may stand that it turns into.
const BECOMES_REACH: usize = 6;

/// 减至40项, 整合为12家, but not 组成5个小组: what something turns into.
fn becomes(rest: &[char]) -> bool {
    let near = &rest[..rest.len().min(BECOMES_REACH)];
    let Some(end) = near.iter().position(char::is_ascii_digit) else {
        return false;
    };
    let verb = &near[..end];
    verb.len() >= 2
        && verb.iter().all(|c| scan::is_han(*c))
        && matches!(verb.last(), Some('到' | '至' | '为' | '成'))
        && !scan::before(verb, end, "组成")
        && !scan::before(verb, end, "构成")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::quantities;

    #[test]
    fn what_is_reached_is_no_net_growth() {
        let text = scan::chars("高企净增30家以上、达到216家");
        let read = of_cell(&Stream::piece(&text, &(0..text.len())));
        let told: Vec<_> = read.iter().map(|(_, f)| (f.name.as_str(), f.op)).collect();
        assert_eq!(told, [("高企净增", Op::NetAtLeast), ("高企", Op::AtLeast)]);
    }

    #[test]
    fn what_there_is_before_a_change() {
        for (text, is) in [
            ("由10家增加到20家", true),
            ("审批事项由62项减至40项以内", true),
            ("出资企业由18家整合为12家", true),
            ("由3名专家组成5个小组", false),
            ("新增10家", false),
        ] {
            let chars = scan::chars(text);
            assert_eq!(is_base(&chars, &quantities(&chars)[0]), is, "{text}");
        }
    }
}
