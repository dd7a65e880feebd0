//! Names that say only whose part a number is: 每个镇净增科小2家，每个街道3家.

use crate::scan;

/// How the name of a place ends.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "镇", "街道", "县", "市", "乡", "乡镇", "镇街", "高新区", "经开区", "开发区", "区县", "县区",
];
/// The same, where 每 or 各 stands before it.
const EACH: &[&str] = &["区", "园区", "村", "社区", "企业", "单位", "科室"];
/// These end alike and are things.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "上市", "超市", "城市", "夜市", "门市", "集市", "小镇", "强", "示范", "特色", "试点", "重镇", "创新型", "现代",
];
/// No such name is longer.
const LONGEST: usize = 8;
/// 每家企业 is one, 每人联系企业 is more.
const SHORT: usize = 4;

/// Is it nothing but a place: 每个街道, 高新区?
pub fn is_one(words: &[char]) -> bool {
    let end = words.len();
    let each = end <= SHORT
        && matches!(words.first(), Some('每' | '各'))
        && scan::longest_before(words, end, EACH).is_some();
    (2..=LONGEST).contains(&end)
        && (each || scan::longest_before(words, end, ENDINGS).is_some())
        && !scan::has_any(words, THINGS)
}

/// What is counted, without the place at its head: 每个镇净增科小 → 净增科小, 各县（市、区）净增高企 → 净增高企.
pub fn without(name: &[char]) -> String {
    let head = (2..=LONGEST.min(name.len())).find(|at| is_one(&name[..*at]));
    let mut rest = &name[head.unwrap_or(0)..];
    let close = rest.iter().position(|c| *c == '）');
    if let Some(close) = close.filter(|_| head.is_some() && rest.first() == Some(&'（')) {
        rest = &rest[close + 1..];
    }
    rest.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_at_the_head() {
        for (name, rest) in [
            ("每个镇净增科小", "净增科小"),
            ("各县（市、区）净增高企", "净增高企"),
            ("柳林镇净增高企", "净增高企"),
            ("城关镇", ""),
            ("新增上市企业", "新增上市企业"),
        ] {
            assert_eq!(without(&scan::chars(name)), rest, "{name}");
        }
        assert!(!is_one(&scan::chars("省级特色小镇")));
        assert!(!is_one(&scan::chars("科普示范社区")));
    }
}
