//! Units in headings, above tables, below and beside them.

use std::borrow::Cow;

use crate::foreign;
use crate::text;
use crate::wanted::Unit;

/// What stands around a unit and says nothing of its size: 单位, 人民币, 以…计, 以上金额均为…. What begins with another one
/// stands before it.
const BEFORE: [&str; 41] = [
    "计量单位",
    "计价单位",
    "金额单位",
    "货币单位",
    "单位",
    "以上",
    "上述",
    "表中",
    "表内",
    "表列",
    "本表",
    "所列",
    "所有",
    "全部",
    "各项",
    "数字",
    "数据",
    "数额",
    "一栏",
    "栏",
    "填写",
    "填",
    "统一",
    "采用",
    "均",
    "金额",
    "币种",
    "人民币",
    "rmb",
    "cny",
    "不含税",
    "含税",
    "税前",
    "税后",
    "均以",
    "均为",
    "以",
    "按",
    "为",
    "是",
    "用",
];
const BEHIND: [&str; 8] = ["为单位", "人民币", "rmb", "计算", "整", "正", "计", "等"];
/// What makes a word a size and no unit: 50万元, 超亿元, 数万元.
const SIZES: &str = "0123456789一二三四五六七八九十百千万亿几数多两半超过达破满近约逾上";

/// The unit that a heading says: 金额（万元）, 金额（含税，万元）, 金额:万元, 金额万元, 占比%.
pub fn of_heading(heading: &str) -> Option<Unit> {
    said_in_heading(heading).filter(|unit| is_whole(heading, *unit))
}

/// 元×10000 and 10,000元 are no 元.
fn is_whole(text: &str, unit: Unit) -> bool {
    unit != Unit::Yuan || letter(text).is_none()
}

fn said_in_heading(heading: &str) -> Option<Unit> {
    if is_foreign(heading) {
        return None;
    }
    let heading = &closed(heading);
    let words = words(heading);
    if let Some(units) = some(words.iter().filter_map(|word| of_word(word))) {
        return only_one(units);
    }
    let (outside, inside) = text::brackets(heading);
    let apart = words_of(&inside).find_map(|word| within(&word));
    let apart = apart.or_else(|| self::words(&outside).iter().find_map(|word| at_end(word)));
    apart.or_else(|| {
        let percent = |part: &str| text::folded(part).ends_with('%');
        let said = percent(&outside) || inside.iter().any(|part| percent(part));
        said.then_some(Unit::Percent)
    })
}

/// The unit that stands above or below a table, or alone in a cell: 单位：万元, （万元）, 单位：项、万元. 填报单位：科技局 says none.
pub fn above(title: &str) -> Option<Unit> {
    said_above(title).filter(|unit| is_whole(title, *unit))
}

fn said_above(title: &str) -> Option<Unit> {
    if is_foreign(title) {
        return None;
    }
    let title = &closed(title);
    let words = words(title);
    let says_unit = title.contains("单位") || title.contains("金额") || title.contains('币');
    let alone = words.iter().all(|word| of_word(word).is_some());
    // 12000 万元 is a size; in 1.本表单位为万元 the 1 is none.
    let is_size = |at: usize, length: usize| {
        let is_bare = words[at].chars().count() == length;
        is_bare && at > 0 && words[at - 1].ends_with(|c: char| c.is_ascii_digit())
    };
    let units = words.iter().enumerate().filter_map(|(at, word)| {
        let (unit, length) = known(word)?;
        ((length > 1 || says_unit || alone) && !is_size(at, length)).then_some(unit)
    });
    if let Some(units) = some(units) {
        return only_one(units);
    }
    let percent = text::folded(title);
    let (_, behind) = percent.rsplit_once("单位")?;
    let behind = behind.trim_start_matches([':', '(', '为', '是']);
    behind.starts_with('%').then_some(Unit::Percent)
}

/// What can be of a size in 元 that is not 元, in a title or heading: then nobody may take it for nothing.
pub fn large(text: &str) -> Option<&'static str> {
    let text = &*plain(text);
    let mut sizes = ["万", "亿", "千元", "百元"].into_iter();
    sizes
        .find(|size| text.contains(size))
        .or_else(|| letter(text))
}

/// 金额W, 金额（K）, 金额（10^4元）, Unit: RMB 10k: a size that is no word.
fn letter(text: &str) -> Option<&'static str> {
    if !text.contains(['W', 'w', 'Ｗ', 'ｗ', 'K', 'k', 'Ｋ', 'ｋ', '1', '１']) {
        return None;
    }
    let (outside, inside) = text::brackets(text);
    let outside = text::folded(&outside);
    let behind = |letter| {
        let before = outside.strip_suffix(letter);
        before.is_some_and(|before| before.ends_with(|c: char| !c.is_ascii()))
    };
    if behind('w') {
        return Some("W");
    }
    if behind('k') {
        return Some("K");
    }
    let folded = text::folded(text);
    let about = ["单位", "unit", "计价", "币种", "金额以"];
    let said = about.iter().filter_map(|word| folded.rsplit_once(word));
    let mut sizes = inside.iter().map(|part| text::folded(part));
    sizes
        .find_map(|part| size(&part))
        .or_else(|| said.filter_map(|(_, said)| size(said)).next())
}

/// K元, 元×10000, 10,000RMB: how many 元 one is, in letters or figures.
fn size(said: &str) -> Option<&'static str> {
    const AROUND: [&str; 10] = [
        "人民币",
        "单位",
        "rmb",
        "cny",
        "元",
        "¥",
        "为",
        "是",
        "以",
        "计",
    ];
    let mut bare = said.replace(['(', ')', '[', ']', ':', '/', '.'], "");
    for word in AROUND {
        bare = bare.replace(word, "");
    }
    let bare = bare.trim_start_matches(['×', 'x', '*', '✕', '·']);
    let figures = bare.replace(',', "");
    let (figures, letter) = match figures.strip_suffix(['k', 'w']) {
        Some(figures) if bare.ends_with('k') => (figures.to_owned(), Some("K")),
        Some(figures) => (figures.to_owned(), Some("W")),
        None => (figures, None),
    };
    let zeros = figures.strip_prefix('1');
    let is_round = zeros.is_some_and(|zeros| zeros.chars().all(|c| c == '0'));
    if letter.is_some() && (figures.is_empty() || is_round) {
        return letter;
    }
    let is_power = figures.starts_with("10") && figures[2..].starts_with(['^', '的'])
        || matches!(figures.as_str(), "10⁴" | "10³" | "10⁶" | "10⁸");
    // 元（4） is no size, and neither is the number of a line.
    let is_many = is_round && figures.len() >= 3;
    let has_unit = said.len() > bare.len();
    (is_power || is_many && has_unit).then_some("10")
}

/// The large unit that a note below a table, or the name of a sheet, speaks of beside 金额 or 单位, though nothing can be read from it:
/// 金额一栏请按万元核对. 5万元以上 is a size, and 万象村 a village.
pub fn hinted(note: &str) -> Option<&'static str> {
    let about = ["金额", "单位", "数字", "数据", "数额", "资金", "款"];
    if !about.iter().any(|word| note.contains(word)) {
        return None;
    }
    let folded = text::folded(&plain(note));
    ["万元", "亿元", "千元", "百元"].into_iter().find(|unit| {
        let mut found = folded.match_indices(unit);
        found.any(|(at, _)| !folded[..at].ends_with(|c| SIZES.contains(c)))
    })
}

/// Signs of units as they are written elsewhere, and in cheques.
const OTHER_SIGNS: [(char, char); 6] = [
    ('萬', '万'),
    ('億', '亿'),
    ('仟', '千'),
    ('佰', '百'),
    ('單', '单'),
    ('圆', '元'),
];

/// 萬元 as 万元.
fn plain(text: &str) -> Cow<'_, str> {
    let plain = |sign: char| OTHER_SIGNS.iter().find(|(other, _)| *other == sign);
    match text.contains(|sign| plain(sign).is_some()) {
        true => Cow::Owned(
            text.chars()
                .map(|sign| plain(sign).map_or(sign, |one| one.1))
                .collect(),
        ),
        false => Cow::Borrowed(text),
    }
}

/// A text whose words of units are closed up: 单 位：万 元, （万\n元）. 亿 元 企 业 is no unit.
fn closed(text: &str) -> Cow<'_, str> {
    let text = plain(text);
    if !text.contains(text::is_blank) {
        return text;
    }
    let signs: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        out.push(*sign);
        at += 1;
        // Only behind these: a cell may hold a million blanks.
        if !"单万亿千百".contains(*sign) {
            continue;
        }
        let blanks = signs[at..]
            .iter()
            .take_while(|c| text::is_blank(**c))
            .count();
        let mut next = signs[at + blanks..].iter().copied();
        let goes_on = match (sign, next.next()) {
            ('单', Some('位')) => true,
            ('万' | '亿' | '千' | '百', Some('元')) => !next
                .find(|c| !text::is_blank(*c))
                .is_some_and(char::is_alphanumeric),
            _ => false,
        };
        if goes_on {
            at += blanks;
        }
    }
    Cow::Owned(out)
}

/// Whether a line of a heading is only a unit: （万元）.
pub fn only(text: &str) -> bool {
    let text = &*plain(text);
    let (outside, inside) = text::brackets(text);
    let outside = text::folded(&outside);
    if !outside.is_empty() {
        return inside.is_empty() && of_word(&outside).is_some();
    }
    inside.len() == 1 && inside[0].chars().count() <= 8
}

/// Money of other countries, which is never taken for yuan.
pub fn is_foreign(text: &str) -> bool {
    foreign::said(text).is_some()
}

/// A line above, below or beside a table that says its amounts are in money of another country: 单位：美元, （万港币）, 币种：日元.
/// 对美贷款（含美元户）统计表 says it of other things.
pub fn is_in_foreign(line: &str) -> bool {
    const ABOUT: [&str; 6] = ["单位", "币种", "币别", "货币", "计价", "unit"];
    if !is_foreign(line) {
        return false;
    }
    let folded = text::folded(line);
    let about = ABOUT.iter().filter_map(|word| folded.rfind(word)).max();
    let (outside, inside) = text::brackets(line);
    let is_bare = |part: &str| {
        let part = text::folded(part);
        let rest = foreign::said(&part).map(|word| part.replace(word, ""));
        rest.is_some_and(|rest| rest.chars().all(|c| "万亿千百元".contains(c)))
    };
    let said = about.is_some_and(|at| is_foreign(&folded[at..]));
    said || inside.iter().any(|part| is_bare(part)) || is_bare(&outside)
}

/// Whether a heading counts in ten thousands or so: 万人, 亿件. Such counts are not guessed.
pub fn is_scaled_count(heading: &str) -> bool {
    let (_, inside) = text::brackets(heading);
    inside.iter().any(|part| {
        let bare = text::folded(part);
        let bare = bare.trim_start_matches("单位").trim_start_matches(':');
        of_word(bare).is_none()
            && bare.chars().count() <= 3
            && bare.starts_with(['万', '亿', '千', '百'])
    })
}

/// The unit that a word is, with what may stand around it.
pub fn of_word(word: &str) -> Option<Unit> {
    known(&plain(word)).map(|(unit, _)| unit)
}

/// The same with the length of the bare word.
fn known(word: &str) -> Option<(Unit, usize)> {
    let mut bare = word;
    while let Some(rest) = BEFORE.iter().find_map(|before| bare.strip_prefix(before)) {
        bare = rest;
    }
    while let Some(rest) = BEHIND.iter().find_map(|behind| bare.strip_suffix(behind)) {
        bare = rest;
    }
    if bare == "w元" {
        return Some((Unit::Wan, 2));
    }
    let found = Unit::MONEY.iter().find(|(known, _)| *known == bare);
    found.map(|(_, unit)| (*unit, bare.chars().count()))
}

/// A unit at the end of a word: 合同金额万元.
fn at_end(word: &str) -> Option<Unit> {
    let (known, unit) = Unit::MONEY
        .iter()
        .find(|(known, _)| word.ends_with(known))?;
    let before = word.strip_suffix(known)?.chars().last()?;
    let is_clear = known.chars().count() > 1 || *known == "万";
    (is_clear && !SIZES.contains(before)).then_some(*unit)
}

/// A unit within what stands in brackets: （万元含税）.
fn within(word: &str) -> Option<Unit> {
    let long = Unit::MONEY
        .iter()
        .filter(|(known, _)| known.chars().count() > 1);
    let mut found = long.filter_map(|(known, unit)| {
        let (before, behind) = word.split_once(known)?;
        let is_size = before.ends_with(|c| SIZES.contains(c)) || behind.starts_with(['以', '及']);
        (!is_size).then_some(*unit)
    });
    found.next()
}

/// Runs of letters, signs and digits, in half width and lower case.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !text::half(c).is_alphanumeric());
    parts
        .map(text::folded)
        .filter(|word| !word.is_empty())
        .collect()
}

fn words_of(parts: &[String]) -> impl Iterator<Item = String> {
    parts.iter().flat_map(|part| words(part))
}

fn some(units: impl Iterator<Item = Unit>) -> Option<Vec<Unit>> {
    let mut units: Vec<Unit> = units.collect();
    units.dedup();
    (!units.is_empty()).then_some(units)
}

/// Two units are none: nobody knows which is meant.
fn only_one(units: Vec<Unit>) -> Option<Unit> {
    match units[..] {
        [unit] => Some(unit),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
