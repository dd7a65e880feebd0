//! A unit that a list says once, behind its last number: 分别新增2万、5万平方米.

use crate::lex::{Class, Quantity};
use crate::scan;

/// So far before the first number 分别 may stand.
const REACH: usize = 24;

/// Gives the numbers of such a list the unit of the last.
pub fn give(chars: &[char], quantities: &mut [Quantity]) {
    for i in (1..quantities.len()).rev() {
        let (before, from) = quantities.split_at_mut(i);
        let (Some(own), Some(next)) = (before.last_mut(), from.first()) else {
            continue;
        };
        if own.class == Class::Bare && next.class != Class::Bare && is_listed(chars, own, next) {
            let places = match next.class {
                Class::Percent => 2,
                Class::PerMille => 3,
                Class::PerTen => 1,
                _ => 0,
            };
            own.value = own.value.shifted(places).unwrap_or(own.value);
            own.unit.clone_from(&next.unit);
            own.class = next.class;
        }
    }
}

/// Is nothing but 、 or 和 between them, and 分别 before them?
fn is_listed(chars: &[char], own: &Quantity, next: &Quantity) -> bool {
    let joined = next.from == own.to + 1 && matches!(chars[own.to], '、' | '和' | '与');
    let near = &chars[own.from.saturating_sub(REACH)..own.from];
    let sign = near
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；' | '：'));
    joined && !own.is_chinese && scan::has_any(&near[sign.map_or(0, |at| at + 1)..], &["分别"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::quantities;

    #[test]
    fn one_unit_for_all() {
        for (text, units) in [
            ("分别达到500、1500家", &["家", "家"][..]),
            ("分别增长5、6和7%", &["ratio", "ratio", "ratio"]),
            ("第1、2家", &["", "家"]),
        ] {
            let chars = scan::chars(text);
            let mut found = quantities(&chars);
            give(&chars, &mut found);
            let found: Vec<&str> = found.iter().map(|q| q.unit.as_str()).collect();
            assert_eq!(found, units, "{text}");
        }
    }
}
