//! Units in which two notices count the same.

/// Measure words of one kind of thing.
#[rustfmt::skip]
const KINDS: &[&[&str]] = &[
    &["人", "名", "位", "人次"],
    &["场", "场次", "次", "期", "班", "班次", "届", "轮", "轮次"],
    &["家", "家次", "户", "户次"],
    &["项", "件", "件次"],
    &["台", "套", "台（套）"],
    &["工作日", "个工作日"],
    &["吨标准煤", "吨标煤"],
];
/// 个 stands for any of these: 10个团队, 10支团队.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "家", "项", "支", "种", "座", "处", "所", "条", "类", "名", "位", "款", "件", "例", "宗", "对",
];

/// Can numbers of the two be set against each other?
pub fn fit(one: &str, other: &str) -> bool {
    let kind = KINDS
        .iter()
        .any(|kind| kind.contains(&one) && kind.contains(&other));
    let thing = |one: &str, other: &str| one == "个" && THINGS.contains(&other);
    one == other || kind || thing(one, other) || thing(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_kind() {
        for (one, other, fits) in [
            ("场", "场次", true),
            ("人", "人次", true),
            ("名", "人", true),
            ("个", "支", true),
            ("家", "个", true),
            ("台", "台（套）", true),
            ("期", "人次", false),
            ("家", "项", false),
            ("ratio", "百分点", false),
            ("元", "美元", false),
            ("天", "个工作日", false),
            ("个", "人次", false),
            ("亩", "平方米", false),
            ("", "个", false),
        ] {
            assert_eq!(fit(one, other), fits, "{one} {other}");
            assert_eq!(fit(other, one), fits, "{other} {one}");
        }
    }
}
