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

impl Likeness {
    /// Why a column is proposed for the field of this name.
    pub fn sentence(self, name: &str) -> String {
        match self {
            Likeness::Same => format!("表头就是“{name}”"),
            Likeness::Synonym => format!("表头是“{name}”的另一种叫法"),
            Likeness::Stem => format!("表头与“{name}”是一个意思"),
            Likeness::Contains => format!("表头和“{name}”有相同的字"),
            Likeness::Near => format!("表头与“{name}”相近"),
        }
    }
}

/// Words that say what sort of thing a column holds, and not which one: under 合同 and under 付款 they are two things.
const SORTS: [&str; 5] = ["金额", "日期", "时间", "名称", "编号"];

/// A score up to 100 and how it came about; `None` where the names have nothing to do with each other.
pub fn score(parts: &[String], wanted: &Wanted) -> Option<(u32, Likeness)> {
    let (first, last) = (parts.first()?, parts.last()?);
    let joined: String = parts.concat();
    let mut headings = vec![(normal(&joined), 0)];
    if parts.len() > 1 {
        let last = normal(last);
        let less = if is_sort(&last) { 25 } else { 2 };
        headings.push((last, less));
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
            let (score, how) = like(heading, name, *same, wanted)?;
            Some((score.saturating_sub(less + lesser), how))
        })
        .max_by_key(|(score, _)| *score)
}

/// 2 where all the words over a column, or the last of them, are the field's name, 1 where they are a synonym, else 0.
pub fn rank(parts: &[String], wanted: &Wanted) -> u32 {
    let words = own_words(parts);
    if words.contains(&normal(&wanted.name)) {
        return 2;
    }
    let mut synonyms = wanted.synonyms.iter();
    u32::from(synonyms.any(|name| words.contains(&normal(name))))
}

/// Whether the words over a column are the field's name and nothing more or less: 签约日期 is 签约日, 合同额 is 合同金额; but
/// 合同总额, and 计划 under 金额, only resemble it.
pub fn is_clear(parts: &[String], wanted: &Wanted) -> bool {
    let ends: &[&str] = match wanted.kind {
        Type::Day => &["日期", "时间", "日"],
        Type::Money => &["金额", "额"],
        _ => &[],
    };
    let words = own_words(parts);
    let names = std::iter::once(&wanted.name).chain(&wanted.synonyms);
    let mut names = names.map(|name| normal(name));
    names.any(|name| {
        let is_it = |word: &String| *word == name || bare(word, ends) == bare(&name, ends);
        words.iter().any(is_it)
    })
}

/// Whether the field's own name is a part of a heading: 企业拟投入资金 of 拟投入资金. Of texts that says nothing.
pub fn holds(parts: &[String], wanted: &Wanted) -> bool {
    let name = normal(&wanted.name);
    let is_long = name.chars().count() > 2;
    is_long
        && matches!(wanted.kind, Type::Money | Type::Day | Type::Count)
        && own_words(parts).iter().any(|word| word.contains(&name))
}

/// Whether a heading says what it holds: 启动时间 a day, 技术交易金额 an amount; 付款 may be whether it is done.
pub fn says_sort(parts: &[String], kind: Type) -> bool {
    let words = own_words(parts);
    words.iter().any(|word| stem(word, kind) != word)
}

/// All the words over a column, and the last of them where it alone says which one.
fn own_words(parts: &[String]) -> Vec<String> {
    let mut words = vec![normal(&parts.concat())];
    let last = parts.last().filter(|_| parts.len() > 1);
    let last = last.map(|last| normal(last));
    words.extend(last.filter(|last| !is_sort(last)));
    words
}

fn is_sort(word: &str) -> bool {
    SORTS.contains(&word)
}

fn like(heading: &str, name: &str, same: Likeness, wanted: &Wanted) -> Option<(u32, Likeness)> {
    let kind = wanted.kind;
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
    if h >= 2 && is_part(heading, name, wanted) {
        return Some((50 + 30 * h / n, Likeness::Contains));
    }
    let near = dice(heading, name);
    (near >= 50).then(|| (near * 4 / 10 + 15, Likeness::Near))
}

/// Whether a heading is a part of the name that may stand for it. Any text fits a text: there 高校 is 合作高校, but 付款 no
/// 付款凭证号, and what nobody asks for is not guessed at all.
fn is_part(heading: &str, name: &str, wanted: &Wanted) -> bool {
    match wanted.kind {
        Type::Text | Type::Long | Type::Link => {
            (wanted.required || wanted.whom) && name.ends_with(heading)
        }
        _ => name.contains(heading),
    }
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
    let unit = ["百万元", "万元", "千元", "亿元", "萬元", "仟元", "億元"];
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
    bare(name, ends)
}

/// A word without the first of these ends that leaves two characters.
fn bare<'a>(word: &'a str, ends: &[&str]) -> &'a str {
    ends.iter()
        .filter_map(|end| word.strip_suffix(end))
        .find(|rest| rest.chars().count() >= 2)
        .unwrap_or(word)
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
