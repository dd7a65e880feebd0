//! How well a heading names a field.

use crate::text;
use crate::wanted::{Type, Wanted};

/// How a heading and a field agree, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    Same,
    Synonym,
    Stem,
    Contains,
    Near,
}

/// A score up to 100 and how it came about; `None` where the names have nothing to do with each other.
pub fn score(parts: &[String], wanted: &Wanted) -> Option<(u32, Likeness)> {
    let (first, last) = (parts.first()?, parts.last()?);
    let joined: String = parts.concat();
    let mut headings = vec![(normal(&joined), 0)];
    if parts.len() > 1 {
        headings.push((normal(last), 2));
        headings.push((normal(first), 25));
    }
    let mut names = vec![(normal(&wanted.name), 0, Likeness::Same)];
    let synonyms = wanted
        .synonyms
        .iter()
        .map(|name| (normal(name), 3, Likeness::Synonym));
    names.extend(synonyms);
    names.push((text::folded(&wanted.id), 5, Likeness::Synonym));
    let pairs = headings
        .iter()
        .flat_map(|heading| names.iter().map(move |name| (heading, name)));
    pairs
        .filter_map(|((heading, less), (name, lesser, same))| {
            let (score, how) = like(heading, name, *same, wanted.kind)?;
            Some((score.saturating_sub(less + lesser), how))
        })
        .max_by_key(|(score, _)| *score)
}

/// 2 where all the words over a column, or the last of them, are the field's name, 1 where they are a synonym, else 0.
pub fn rank(parts: &[String], wanted: &Wanted) -> u32 {
    let words = [
        normal(&parts.concat()),
        parts.last().map_or(String::new(), |last| normal(last)),
    ];
    if words.contains(&normal(&wanted.name)) {
        return 2;
    }
    u32::from(
        wanted
            .synonyms
            .iter()
            .any(|name| words.contains(&normal(name))),
    )
}

fn like(heading: &str, name: &str, same: Likeness, kind: Type) -> Option<(u32, Likeness)> {
    let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(0);
    let (h, n) = (length(heading), length(name));
    if h == 0 || n == 0 {
        return None;
    }
    if heading == name {
        return Some((100, same));
    }
    if stem(heading, kind) == stem(name, kind) {
        return Some((92, Likeness::Stem));
    }
    if n >= 2 && heading.contains(name) {
        return Some((60 + 30 * n / h, Likeness::Contains));
    }
    if h >= 2 && name.contains(heading) {
        return Some((50 + 30 * h / n, Likeness::Contains));
    }
    let near = dice(heading, name);
    (near >= 50).then(|| (near * 4 / 10 + 15, Likeness::Near))
}

/// The words of a heading without units, marks of duty and numbers in front: `*3.金额（万元）` is 金额.
pub fn normal(heading: &str) -> String {
    let (outside, _) = text::brackets(heading);
    let bare = text::folded(&outside);
    let bare = bare.trim_matches(|c: char| matches!(c, '*' | ':' | '%' | '#' | '"' | '\''));
    let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、'));
    let bare = match bare.is_empty() {
        true => &text::folded(heading),
        false => bare,
    };
    let unit = ["百万元", "万元", "千元", "亿元"];
    let cut = unit.iter().find_map(|unit| bare.strip_suffix(unit));
    let cut = cut.filter(|cut| !cut.is_empty()).unwrap_or(bare);
    cut.trim_end_matches(['-', '/', ',', '_', ':']).to_owned()
}

/// A name without the ends that people put or leave: 付款日期, 付款时间 and 付款日 are one day, but no amount.
fn stem(name: &str, kind: Type) -> &str {
    let ends: &[&str] = match kind {
        Type::Day => &["日期", "时间", "日"],
        Type::Money => &["金额", "总额", "额"],
        Type::Option => &["类型", "类别", "名称"],
        Type::Count => &["数量", "个数", "数"],
        Type::Share => &["比例", "占比", "率"],
        _ => &["名称", "全称", "情况", "号码", "编号", "号"],
    };
    ends.iter()
        .filter_map(|end| name.strip_suffix(end))
        .find(|rest| rest.chars().count() >= 2)
        .unwrap_or(name)
}

/// Shared pairs of characters, in percent.
fn dice(a: &str, b: &str) -> u32 {
    let pairs =
        |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (a, mut b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    let mut shared = 0_usize;
    for pair in a {
        if let Some(at) = b.iter().position(|other| *other == pair) {
            b.swap_remove(at);
            shared += 1;
        }
    }
    u32::try_from((200 * shared).checked_div(all).unwrap_or(0)).unwrap_or(0)
}
