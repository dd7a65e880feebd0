//! One cell of a table: a number with or without its unit.

use crate::decimal::Decimal;
use crate::layout::Stream;
use crate::lex::{self, Class};
use crate::rules::comparator::{self, Op};
use crate::scan;

/// The number of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Offsets in the text as read.
    pub start: usize,
    pub end: usize,
    /// How many characters stand before the number and its comparator.
    pub before: usize,
    pub op: Op,
    pub value: Decimal,
    pub high: Option<Decimal>,
    pub unit: String,
}

/// A cell that says more than its number is read as a sentence, not here.
const LONGEST: usize = 18;

/// The one number of a cell; `unit` is what the number lacks when none stands behind it.
pub fn number(cell: &Stream, unit: Option<&str>) -> Option<Number> {
    let chars = &cell.chars;
    if chars.is_empty() || chars.len() > LONGEST {
        return None;
    }
    let (chars, at, added) = completed(chars, unit);
    let found = lex::quantities(&chars);
    let [q] = found.as_slice() else { return None };
    if added > 0 && (q.from >= at || q.to < at) {
        return None;
    }
    let last = if added > 0 { q.to.min(at) } else { q.to };
    let words = comparator::of(&chars, q);
    let whole = words.from <= SIGNS && words.to + 2 >= chars.len();
    whole.then(|| Number {
        start: cell.at[q.from],
        end: cell.at[last - 1] + 1,
        before: words.from,
        op: words.op,
        value: q.value,
        high: q.high,
        unit: q.unit.clone(),
    })
}

/// The unit behind the one number of a cell: 亿元 of ≥18亿元.
pub fn unit(words: &[char]) -> Option<String> {
    let last = words.iter().rposition(char::is_ascii_digit)?;
    let behind = &words[last + 1..];
    let length = (1..=behind.len())
        .rev()
        .find(|length| is_unit(&behind[..*length]))?;
    Some(behind[..length].iter().collect())
}

/// So much may stand before a number and its comparator: ≥, 完成, 新增.
const SIGNS: usize = 4;

/// The cell with the unit put behind its number, where it goes, and how long the unit is.
fn completed(chars: &[char], unit: Option<&str>) -> (Vec<char>, usize, usize) {
    let last = chars.iter().rposition(char::is_ascii_digit);
    let (Some(last), Some(unit)) = (last, unit) else {
        return (chars.to_vec(), 0, 0);
    };
    let magnitude = chars[last + 1..]
        .iter()
        .take_while(|c| matches!(c, '百' | '千' | '万' | '亿' | '余' | '多'))
        .count();
    let at = last + 1 + magnitude;
    let says_unit = lex::unit_at(chars, at).is_some();
    if says_unit {
        return (chars.to_vec(), 0, 0);
    }
    let mut whole = chars[..at].to_vec();
    whole.extend(unit.chars());
    whole.extend(&chars[at..]);
    (whole, at, unit.chars().count())
}

/// A name or head without the unit at its end, and that unit: 研发投入（亿元）, 高企净增数/家, 技术合同成交额，亿元, 研发强度%.
pub fn without_unit(words: &[char]) -> (&[char], Option<String>) {
    let Some(&last) = words.last() else {
        return (words, None);
    };
    let (name, inside) = match last {
        '）' => {
            let Some(open) = words.iter().rposition(|c| *c == '（') else {
                return (words, None);
            };
            (&words[..open], &words[open + 1..words.len() - 1])
        }
        '%' => words.split_at(words.len() - 1),
        _ => {
            let near = words.len().saturating_sub(LONGEST_UNIT + 1);
            let sign = words[near..].iter().rposition(|c| matches!(c, '/' | '，'));
            let Some(sign) = sign.map(|at| near + at) else {
                return (words, None);
            };
            (&words[..sign], &words[sign + 1..])
        }
    };
    let inside = match inside.iter().position(|c| *c == '：') {
        Some(colon) if scan::at(inside, 0, "单位") => &inside[colon + 1..],
        _ => inside,
    };
    let counts = last == '）' || name.last().is_some_and(|c| scan::is_han(*c));
    if counts && is_unit(inside) {
        (name, Some(inside.iter().collect()))
    } else {
        (words, None)
    }
}

/// No unit is longer: 万吨标准煤.
const LONGEST_UNIT: usize = 6;

/// Are the characters a unit and nothing else: 家, 亿元, %, 万吨标煤?
pub fn is_unit(words: &[char]) -> bool {
    if words.is_empty() || words.len() > 8 {
        return false;
    }
    let mut one = vec!['1'];
    one.extend(words);
    matches!(lex::quantities(&one).as_slice(), [q] if q.from == 0 && q.to == one.len() && q.class != Class::Bare)
}

/// Does a cell say a number with its unit, or only a number?
pub fn says_number(words: &[char]) -> bool {
    let numeric = !words.is_empty() && words.iter().all(|c| c.is_ascii_digit() || *c == '.');
    numeric || lex::has_quantity(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, unit: Option<&str>) -> Option<String> {
        let chars = scan::chars(text);
        let found = number(&Stream::piece(&chars, &(0..chars.len())), unit)?;
        let span: String = chars[found.start..found.end].iter().collect();
        let high = found.high.map(|h| format!("..{h}")).unwrap_or_default();
        Some(format!(
            "{span} {} {}{high} {}",
            found.op.sign(),
            found.value,
            found.unit
        ))
    }

    #[test]
    fn numbers_of_cells() {
        for (text, unit, number) in [
            ("45", Some("家"), Some("45 == 45 家")),
            ("≥45", Some("家"), Some("45 >= 45 家")),
            ("58.3", Some("亿元"), Some("58.3 == 5830000000 元")),
            ("3.0", Some("%"), Some("3.0 == 0.03 ratio")),
            ("3.0%", Some("%"), Some("3.0% == 0.03 ratio")),
            ("1.2万", Some("件"), Some("1.2万 == 12000 件")),
            ("45家以上", Some("项"), Some("45家 >= 45 家")),
            ("30-40", Some("家"), Some("30-40 >= 30..40 家")),
            ("不少于 12 场", None, Some("12 场 >= 12 场")),
            ("120", None, Some("120 == 120 ")),
            ("＜4", Some("%"), Some("4 <= 0.04 ratio")),
            ("20以上", Some("项"), Some("20 >= 20 项")),
            ("净增高企30家，入库200家", None, None),
            ("高新科", Some("家"), None),
            ("", Some("家"), None),
        ] {
            assert_eq!(read(text, unit).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn units_behind_a_number() {
        for (text, found) in [
            ("≥18亿元", Some("亿元")),
            ("150项以上", Some("项")),
            ("2.5%", Some("%")),
            ("45", None),
            ("持续推进", None),
        ] {
            assert_eq!(unit(&scan::chars(text)).as_deref(), found, "{text}");
        }
    }

    #[test]
    fn units_in_brackets() {
        for (text, name, unit) in [
            ("研发投入强度（%）", "研发投入强度", Some("%")),
            ("技术合同成交额（亿元）", "技术合同成交额", Some("亿元")),
            ("金额（单位：万元）", "金额", Some("万元")),
            ("镇（街道）", "镇（街道）", None),
            ("高新技术企业净增数/家", "高新技术企业净增数", Some("家")),
            ("技术合同成交额，亿元", "技术合同成交额", Some("亿元")),
            ("研发强度%", "研发强度", Some("%")),
            ("新增30%", "新增30%", None),
            ("研发/设计", "研发/设计", None),
        ] {
            let words = scan::chars(text);
            let (left, found) = without_unit(&words);
            assert_eq!(left.iter().collect::<String>(), name);
            assert_eq!(found.as_deref(), unit, "{text}");
        }
    }
}
