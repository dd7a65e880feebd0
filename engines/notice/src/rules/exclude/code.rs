//! Codes and ranks: G60, 5+2, 第3名, 前100名, 500强, [2].

use crate::lex::{Class, Quantity};
use crate::rules::comparator;
use crate::scan;

/// Part of a code, an ordinal or a rank?
pub fn is_code(chars: &[char], q: &Quantity) -> bool {
    let before = q.from.checked_sub(1).map(|i| chars[i]);
    let after = chars.get(q.to).copied();
    let first = chars[q.from];
    let share_of_gdp =
        scan::longest_before(chars, q.from, &["GDP", "R&D"]).is_some() && q.class == Class::Percent;
    let letters = before
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '/' | '*' | '×'));
    let letters = letters && !follows_abbreviation(chars, q.from) && !is_growth(chars, q);
    let formula = after.is_some_and(|c| matches!(c, '+' | '×' | '*'));
    let glued = formula || (letters && !share_of_gdp && first != '翻');
    let ordinal = before.is_some_and(|c| matches!(c, '第' | '〔'));
    let rank = before == Some('前') && !scan::before(chars, q.from, "提前")
        || (matches!(before, Some('后' | '末')) && matches!(q.unit.as_str(), "位" | "名"))
        || after == Some('强')
        || scan::at(chars, q.to, "佳");
    glued || ordinal || rank || is_negative(chars, q)
}

/// 超过-5%, 降至-2%: a value below nothing is no goal to be counted up to.
fn is_negative(chars: &[char], q: &Quantity) -> bool {
    let sign = q.from.checked_sub(1).filter(|at| chars[*at] == '-');
    sign.is_some_and(|at| {
        comparator::left(chars, at).0.is_some()
            || scan::longest_before(chars, at, &["为", "增长", "增速", "在"]).is_some()
    })
}

/// 全年878亿元、+9.5%: a sign before a rate, and nothing it is added to.
fn is_growth(chars: &[char], q: &Quantity) -> bool {
    let adds = q.from.checked_sub(1).is_some_and(|at| chars[at] == '+');
    let before = q.from.checked_sub(2).map(|at| chars[at]);
    adds && q.class == Class::Percent
        && before.is_none_or(|c| matches!(c, '，' | '、' | '；' | '（'))
}

/// Three capitals or more are a name by themselves: IPO3家, CPI3%.
fn follows_abbreviation(chars: &[char], i: usize) -> bool {
    let capitals = chars[..i]
        .iter()
        .rev()
        .take(8)
        .take_while(|c| c.is_ascii_uppercase())
        .count();
    capitals >= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::quantities;

    #[test]
    fn codes() {
        for (text, is) in [
            ("G60家", true),
            ("PCT200件", false),
            ("第3项", true),
            ("前10家", true),
            ("1+5家", true),
            ("新增10家", false),
            ("提前10天", false),
            ("全年，+9.5%", false),
            ("A+9.5%", true),
            ("排名末3位", true),
            ("博士后3家", false),
            ("增速不超过-5%", true),
        ] {
            let chars = scan::chars(text);
            let last = quantities(&chars).pop();
            assert_eq!(last.map(|q| is_code(&chars, &q)), Some(is), "{text}");
        }
    }
}
