//! What the look of a number says about it: a day, a percentage, an amount with its unit.

use std::borrow::Cow;
use std::io::Read;

use super::super::scan::{Piece, Scan};
use super::super::tag::is_yes;
use super::texts::resolved;
use crate::foreign;
use crate::text;
use crate::unreadable::Unreadable;
use crate::wanted::Unit;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    Plain,
    Day,
    /// A day of which year and month are shown, or less.
    Month,
    /// 0.025 is shown as 2.5%.
    Percent,
    /// With a unit of money behind it.
    In(Unit),
    /// Smaller than it is, or with a size behind it that is no unit of ours: 5万人, 约50万元, 万元/年.
    Scaled,
    /// With the sign of money that is not ours before it.
    Foreign(&'static str),
    /// As a code of so many digits: 12 is shown as HT-0012.
    Code(Code),
    /// With words around it, a text as well: 50 is shown as 50万元.
    Words(Words),
}

/// Words that are shown around what a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    before: String,
    behind: String,
}

impl Words {
    pub fn around(&self, text: &str) -> String {
        format!("{}{}{}", self.before, text.trim(), self.behind)
    }
}

/// How a number is shown that is a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    before: String,
    /// `0` and `#` for digits, with what stands between them: 000-0000.
    shape: String,
    behind: String,
}

impl Code {
    /// The code that a number is shown as; none for what is no whole number.
    pub fn shown(&self, number: f64) -> Option<String> {
        const MOST: f64 = 1e15;
        if !(0.0..MOST).contains(&number) || number.fract() != 0.0 {
            return None;
        }
        let Code {
            before,
            shape,
            behind,
        } = self;
        let least = shape.matches('0').count();
        let digits = format!("{number:0least$}");
        // From the right, and what is more stands at the left.
        let mut left = digits.chars().rev();
        let mut shown: Vec<char> = Vec::with_capacity(digits.len() + shape.len());
        for sign in shape.chars().rev() {
            match sign {
                '0' | '#' => shown.extend(left.next()),
                sign => shown.push(sign),
            }
        }
        shown.extend(left);
        let middle: String = shown.into_iter().rev().collect();
        let middle = middle.trim_start_matches(['-', '—', '/']);
        Some(format!("{before}{middle}{behind}"))
    }
}

/// What makes a painted word a size: 万人, 百元, 亿元/年.
const SIZES: [&str; 8] = ["万", "亿", "萬", "億", "百元", "千元", "佰元", "仟元"];
/// The format without a shape, as programs of other languages call it.
const GENERAL: [&str; 2] = ["G/通用格式", "G/標準"];

/// More formats than a workbook may have (Excel allows 65,490).
const MOST: usize = 100_000;

/// The formats of the cells, in their order.
#[derive(Debug, Default)]
pub struct Looks {
    of: Vec<Look>,
    /// Which of them strike the text through; empty where none does.
    struck: Vec<bool>,
}

impl Looks {
    pub fn get(&self, style: usize) -> Option<&Look> {
        self.of.get(style)
    }

    pub fn is_struck(&self, style: usize) -> bool {
        self.struck.get(style).is_some_and(|struck| *struck)
    }
}

/// Reads the looks of a workbook.
///
/// # Errors
/// [`Unreadable`], of a broken table of styles.
pub fn read<R: Read>(mut scan: Scan<R>) -> Result<Looks, Unreadable> {
    let mut own: Vec<(u32, Look)> = Vec::new();
    let (mut looks, mut struck) = (Vec::new(), Vec::new());
    // Of each font, whether it strikes through.
    let mut fonts: Vec<bool> = Vec::new();
    let (mut in_formats, mut in_fonts) = (false, false);
    while let Some(piece) = scan.next()? {
        match piece {
            Piece::Open(tag) => match tag.name() {
                b"numFmt" if own.len() < MOST => {
                    let code = tag.value("formatCode").map(|code| of_code(&resolved(code)));
                    own.extend(tag.number("numFmtId").zip(code));
                }
                b"fonts" => in_fonts = !tag.is_empty,
                b"font" if in_fonts && fonts.len() < MOST => fonts.push(false),
                b"strike" if in_fonts => {
                    let says_no = tag
                        .value("val")
                        .is_some_and(|said| !is_yes(said.as_bytes()));
                    fonts
                        .iter_mut()
                        .last()
                        .into_iter()
                        .for_each(|font| *font = !says_no);
                }
                b"cellXfs" => in_formats = !tag.is_empty,
                b"xf" if in_formats && looks.len() < MOST => {
                    let id = tag.number("numFmtId").unwrap_or(0);
                    let said = own.iter().find(|(known, _)| *known == id);
                    looks.push(said.map_or_else(|| built_in(id), |said| said.1.clone()));
                    let font = tag
                        .number("fontId")
                        .and_then(|font| usize::try_from(font).ok());
                    let font = font.and_then(|font| fonts.get(font));
                    struck.push(font.is_some_and(|struck| *struck));
                }
                _ => {}
            },
            Piece::Close(b"fonts") => in_fonts = false,
            Piece::Close(b"cellXfs") => in_formats = false,
            _ => {}
        }
    }
    if !struck.contains(&true) {
        struck.clear();
    }
    Ok(Looks { of: looks, struck })
}

/// The formats that have a number only; 27 to 58 are those of Chinese (ECMA-376 part 1, 18.8.30).
fn built_in(id: u32) -> Look {
    match id {
        9 | 10 => Look::Percent,
        17 | 27 | 36 | 50 | 52 | 57 => Look::Month,
        14..=16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => Look::Day,
        _ => Look::Plain,
    }
}

/// By the first section; where others stand for other sizes, by all of them.
fn of_code(code: &str) -> Look {
    let named = GENERAL.iter().find(|name| code.contains(**name));
    let code = named.map_or(Cow::Borrowed(code), |name| {
        code.replace(name, "General").into()
    });
    let sections: Vec<Section> = sections(&code);
    let Some(first) = sections.first() else {
        return Look::Plain;
    };
    let has = |sign| first.signs.contains(sign);
    if has('y') || has('d') || has('m') && !has('h') && !has('s') {
        return if has('d') { Look::Day } else { Look::Month };
    }
    if has('%') {
        return Look::Percent;
    }
    if let Some(sign) = sections.iter().find_map(Section::foreign) {
        return Look::Foreign(sign);
    }
    let by_size = sections.iter().any(|section| section.has_condition);
    let differs = |section: &Section| section.is_scaled() || section.unit().is_some();
    if first.is_scaled() || by_size && sections.iter().any(differs) {
        return Look::Scaled;
    }
    let unit = first.unit().map(Look::In);
    let alone = (sections.len() == 1).then_some(first);
    // A further section may be that of texts.
    let is_number = |section: &&Section| !section.signs.contains('@');
    let numbers = sections.iter().filter(is_number).count();
    let code = || {
        (numbers == 1)
            .then(|| first.code())
            .flatten()
            .map(Look::Code)
    };
    let words = || alone.and_then(Section::words).map(Look::Words);
    let known = unit.or_else(code).or_else(words);
    // The fourth section is that of texts.
    let is_large = || sections.iter().take(3).any(Section::is_large);
    known.unwrap_or_else(|| {
        if is_large() {
            Look::Scaled
        } else {
            Look::Plain
        }
    })
}

/// A part of a format, for positive numbers or for those of a size.
#[derive(Default)]
struct Section {
    /// What is no literal text, in lower case; `·` for a literal point, `"` for each other literal sign.
    signs: String,
    literal: String,
    /// `[>=10000]`
    has_condition: bool,
    /// What stands in square brackets: `$€-2`.
    bracket: String,
}

fn sections(code: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut rest = code.chars();
    let (mut quoted, mut bracket) = (false, false);
    while let Some(c) = rest.next() {
        if c == ';' && !quoted {
            sections.push(Section::default());
        }
        let Some(section) = sections.last_mut() else {
            continue;
        };
        match c {
            '"' => quoted = !quoted,
            _ if quoted => section.add(c),
            '[' => {
                bracket = true;
                section.bracket.push('[');
            }
            ']' => bracket = false,
            _ if bracket => {
                section.has_condition |= matches!(c, '<' | '>' | '=');
                section.bracket.push(c);
            }
            '\\' | '!' => rest.next().into_iter().for_each(|c| section.add(c)),
            '_' | '*' => drop(rest.next()),
            ';' => {}
            _ if c.is_ascii() => section.signs.push(c.to_ascii_lowercase()),
            _ => section.add(c),
        }
    }
    sections
}

impl Section {
    fn add(&mut self, literal: char) {
        self.signs.push(if literal == '.' { '·' } else { '"' });
        self.literal.push(literal);
    }

    /// The sign of another money: `[$€-2]`, `"US$"`, `"美元"`; `[$-409]` is a language only, and `[$¥-411]` is yen.
    fn foreign(&self) -> Option<&'static str> {
        let brackets = self
            .bracket
            .split('[')
            .filter_map(|one| one.strip_prefix('$'));
        for (sign, language) in brackets.map(|one| one.split_once('-').unwrap_or((one, ""))) {
            let sign = text::folded(sign);
            if sign == "¥" && language.ends_with("411") {
                return Some("日元");
            }
            let ours =
                ["", "¥", "rmb", "cny", "cn¥", "元", "人民币", "圆"].contains(&sign.as_str());
            if !ours {
                return Some(foreign::painted(&sign).unwrap_or("外币"));
            }
        }
        let painted = text::folded(&self.literal);
        let dollar = self.signs.contains('$').then_some("$");
        let long = foreign::painted(&painted);
        long.or(dollar)
    }

    /// A comma behind the last digit divides by a thousand; a point that is only painted divides by what stands behind it.
    fn is_scaled(&self) -> bool {
        let signs: Vec<char> = self.signs.chars().collect();
        let is_digit = |at: usize| signs.get(at).is_some_and(|c| matches!(c, '0' | '#' | '?'));
        let divides = |at: usize| match signs[at] {
            ',' => at > 0 && is_digit(at - 1) && !is_digit(at + 1),
            '·' => at > 0 && is_digit(at - 1) && is_digit(at + 1),
            _ => false,
        };
        (0..signs.len()).any(divides)
    }

    /// Places for digits and nothing else but words and dashes: two places or more, or one that words before it make a number of
    /// something. What has a thousands sign, a point or a sign of money is an amount, and 共12家 a count.
    fn code(&self) -> Option<Code> {
        let signs = self.signs.replace("general", "0");
        let is_place = |sign: u8| matches!(sign, b'0' | b'#' | b'-');
        let begins = signs.bytes().position(is_place)?;
        let ends = signs.bytes().rposition(is_place)? + 1;
        let is_known = |sign: u8| is_place(sign) || sign == b'"';
        let is_money = self.literal.contains(['¥', '￥', '元']);
        if !signs.bytes().all(is_known) || is_money {
            return None;
        }
        let literal: Vec<char> = self.literal.chars().collect();
        let mut painted = literal.get(begins..)?.iter();
        let mut shape = String::new();
        for sign in signs[begins..ends].bytes() {
            match sign {
                b'"' => shape.push(*painted.next()?),
                sign => shape.push(char::from(sign)),
            }
        }
        let between = |c: char| matches!(c, '0' | '#' | '-' | '—' | '/');
        let digits = shape.matches('0').count();
        let is_row = shape.starts_with(['0', '#']) && shape.ends_with(['0', '#']);
        if !is_row || digits == 0 || !shape.chars().all(between) {
            return None;
        }
        let before: String = literal[..begins].iter().collect();
        let behind: String = painted.collect();
        (digits > 1 || is_number_of(&before, &behind)).then_some(Code {
            before,
            shape,
            behind,
        })
    }

    /// Words around a text: @"万元".
    fn words(&self) -> Option<Words> {
        let (before, behind) = self.signs.split_once('@')?;
        let words = |signs: &str| signs.bytes().all(|sign| sign == b'"');
        if self.literal.is_empty() || self.literal.contains('.') || !words(before) || !words(behind)
        {
            return None;
        }
        let literal: Vec<char> = self.literal.chars().collect();
        let (before, behind) = literal.split_at_checked(before.len())?;
        Some(Words {
            before: before.iter().collect(),
            behind: behind.iter().collect(),
        })
    }

    fn is_large(&self) -> bool {
        // 5W is 5万, and 5kW is none.
        let is_w = || matches!(text::folded(&self.literal).as_str(), "w" | "w元");
        SIZES.iter().any(|size| self.literal.contains(size)) || is_w()
    }

    /// The unit that stands behind the digits: 0.00"万元", General" 万", 0.00"（万元）".
    fn unit(&self) -> Option<Unit> {
        let has_digits = self.signs.contains(['0', '#', '?']) || self.signs.contains("general");
        let behind = has_digits && self.signs.trim_end_matches([' ', ')']).ends_with('"');
        let literal = text::folded(&self.literal);
        let word = literal.trim_start_matches(['¥', '-', '(']);
        let word = word.trim_end_matches(')');
        let known = || Unit::MONEY.iter().find(|(known, _)| *known == word);
        behind.then(known)?.map(|(_, unit)| *unit)
    }
}

/// Whether words around one digit or more make them the number of something: 第12号, DB12; but 共12家 and 约12 count.
fn is_number_of(before: &str, behind: &str) -> bool {
    let counts = [
        "约", "共", "合计", "共计", "计", "≈", "~", "+", "-", "(", "（", "=",
    ];
    let before = text::folded(before);
    let is_name = before.contains(char::is_alphanumeric) && !counts.contains(&before.as_str());
    let says =
        behind.starts_with(['号', '字', '#']) || behind.is_empty() || before.starts_with('第');
    let is_counted =
        behind.starts_with(['家', '人', '个', '项', '次', '天', '年', '月', '户', '%']);
    is_name && !is_counted && !before.ends_with(['约', '共', '计'])
        || says && behind.starts_with('号')
}

#[cfg(test)]
mod tests;
