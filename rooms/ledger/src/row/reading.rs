//! One typed value → its canonical text, or the reason why it is none, worded for the person.

use measure::kind::{Field, FieldType};
use values::{Day, Fen, half_width, parse_whole};

/// How a value was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// By a person in a form: a bare amount is in 万元, a day without a year is in this year.
    Typed { year: i32 },
    /// By a program: amounts in plain yuan.
    Canonical,
}

/// The longest text of a measured field: all four stand in one index entry.
pub const LONGEST_MEASURED: usize = 120;
const LONGEST_TEXT: usize = 300;
const LONGEST_PARAGRAPH: usize = 4000;

/// Reads a value that is not empty. A link is only trimmed: whether it exists is asked elsewhere.
pub fn read(field: &Field, text: &str, writing: Writing) -> Result<String, String> {
    match field.kind {
        FieldType::Text => line(field, text),
        FieldType::Long => paragraph(text),
        FieldType::Option => option(field, text),
        FieldType::Level | FieldType::Stage => rank(field, text),
        FieldType::Day => day(text, writing),
        FieldType::Money => money(field, text, writing),
        FieldType::Count => count(field, text),
        FieldType::Link => Ok(text.trim().to_owned()),
    }
}

fn line(field: &Field, text: &str) -> Result<String, String> {
    let line = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let most = if field.measured.is_some() {
        LONGEST_MEASURED
    } else {
        LONGEST_TEXT
    };
    short_enough(line, most)
}

fn paragraph(text: &str) -> Result<String, String> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .collect();
    short_enough(text.trim().to_owned(), LONGEST_PARAGRAPH)
}

fn short_enough(text: String, most: usize) -> Result<String, String> {
    match text.chars().count() {
        length if length > most => Err(format!("最多 {most} 字，您填了 {length} 字")),
        _ => Ok(text),
    }
}

fn option(field: &Field, text: &str) -> Result<String, String> {
    pick(
        field
            .options
            .iter()
            .map(|(id, name)| (id.as_str(), name.as_str())),
        text,
    )
}

fn rank(field: &Field, text: &str) -> Result<String, String> {
    pick(field.ranks().iter().copied(), text)
}

/// By its id or its Chinese name.
fn pick<'a>(
    pairs: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    text: &str,
) -> Result<String, String> {
    let text = text.trim();
    match pairs
        .clone()
        .find(|(id, name)| *id == text || *name == text)
    {
        Some((id, _)) => Ok(id.to_owned()),
        None => Err(format!(
            "没有“{text}”这一项，可选：{}",
            pairs.map(|(_, name)| name).collect::<Vec<_>>().join("、")
        )),
    }
}

fn day(text: &str, writing: Writing) -> Result<String, String> {
    let day = match writing {
        Writing::Typed { year } => Day::parse(text, year).map_err(|fault| fault.to_string())?,
        Writing::Canonical => text.parse::<Day>().map_err(|fault| fault.to_string())?,
    };
    if !(1900..=2200).contains(&day.year()) {
        return Err(format!("{day} 的年份不在 1900 到 2200 之间，请核对"));
    }
    Ok(day.to_string())
}

fn money(field: &Field, text: &str, writing: Writing) -> Result<String, String> {
    let unit = if writing == Writing::Canonical {
        100
    } else {
        1_000_000
    };
    let amount = Fen::parse(text, unit).map_err(|fault| fault.to_string())?;
    let given = || format!("您填的是 {} 元", amount.in_yuan());
    if amount < Fen::ZERO && field.min().is_none_or(|min| min >= 0) {
        return Err(format!(
            "不能是负数，{}；冲减的，请更正或作废原记录",
            given()
        ));
    }
    if let Some(min) = field.min().filter(|min| amount.0 < *min) {
        return Err(format!("不能少于 {} 元，{}", Fen(min).in_yuan(), given()));
    }
    if let Some(max) = field.max().filter(|max| amount.0 > *max) {
        return Err(format!("不能超过 {} 元，{}", Fen(max).in_yuan(), given()));
    }
    Ok(amount.plain())
}

/// The most that one number may be where its kind sets no limit, for the reason of [`Fen::MOST`].
const MOST_COUNTED: i64 = 1_000_000_000_000;

fn count(field: &Field, text: &str) -> Result<String, String> {
    let bare = half_width(text);
    let bare = bare.strip_suffix(field.unit.as_str()).unwrap_or(&bare);
    let number =
        parse_whole(bare).ok_or_else(|| format!("“{}”不是整数，可填 12、1,204", text.trim()))?;
    if number < field.min().unwrap_or(0) {
        return Err(format!(
            "不能少于 {}，您填的是 {number}",
            field.min().unwrap_or(0)
        ));
    }
    let max = field.max().unwrap_or(MOST_COUNTED);
    if number > max {
        return Err(format!("不能超过 {max}，您填的是 {number}"));
    }
    Ok(number.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::kind::shipped;
    use proptest::prelude::*;

    const TYPED: Writing = Writing::Typed { year: 2020 };

    fn typed(kind: &str, field: &str, text: &str) -> Result<String, String> {
        let kinds = shipped();
        read(kinds.get(kind).unwrap().field(field).unwrap(), text, TYPED)
    }

    #[test]
    fn values_as_people_type_them() {
        for (kind, field, text, expected) in [
            ("payment", "amount", "36", "360000.00"),
            ("payment", "amount", "18万", "180000.00"),
            ("payment", "amount", "180,000元", "180000.00"),
            ("payment", "amount", "0.000001", "0.01"),
            ("payment", "paid_on", "9月16日", "2020-09-16"),
            ("payment", "paid_on", "２０２０．９．１６", "2020-09-16"),
            ("payment", "source", "enterprise", "enterprise"),
            ("payment", "source", "企业自有资金", "enterprise"),
            ("payment", "voucher_no", "  0231907\n 附页 ", "0231907 附页"),
            ("title", "level", "省", "province"),
            ("statistic", "stage", "final", "final"),
            ("activity", "firms", "１２家", "12"),
            ("activity", "firms", "1,204", "1204"),
        ] {
            assert_eq!(
                typed(kind, field, text).as_deref(),
                Ok(expected),
                "{kind}.{field} {text}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_the_value() {
        for (kind, field, text, expected) in [
            (
                "payment",
                "amount",
                "-3.5",
                "不能是负数，您填的是 −35,000.00 元；冲减的，请更正或作废原记录",
            ),
            (
                "payment",
                "amount",
                "0",
                "不能少于 0.01 元，您填的是 0.00 元",
            ),
            (
                "payment",
                "amount",
                "三万",
                "“三万”不是金额，可填 18、18.50、180,000元、18万、1.2亿",
            ),
            (
                "payment",
                "paid_on",
                "2020-09-31",
                "2020-09-31 不是一个日子，9 月只有 30 天",
            ),
            (
                "payment",
                "paid_on",
                "1020-09-30",
                "“1020-09-30”不是日期，可填 2020-09-30、2020.9.30、20200930、9月30日",
            ),
            (
                "payment",
                "source",
                "借款",
                "没有“借款”这一项，可选：企业自有资金、财政补助、其他",
            ),
            (
                "title",
                "level",
                "镇级",
                "没有“镇级”这一项，可选：县、市、省、国家",
            ),
            ("activity", "firms", "-2", "不能少于 0，您填的是 -2"),
            (
                "activity",
                "firms",
                "十二",
                "“十二”不是整数，可填 12、1,204",
            ),
            (
                "base_list",
                "list_year",
                "3000",
                "不能超过 2100，您填的是 3000",
            ),
        ] {
            assert_eq!(
                typed(kind, field, text),
                Err(expected.to_owned()),
                "{kind}.{field} {text}"
            );
        }
        let long = "长".repeat(121);
        assert_eq!(
            typed("contract", "item", &long),
            Err("最多 120 字，您填了 121 字".to_owned())
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fall_over_and_what_is_read_is_canonical(text in ".{0,80}") {
            for kind in shipped().iter() {
                for field in &kind.fields {
                    if let Ok(read_once) = read(field, &text, TYPED) && !read_once.is_empty() {
                        prop_assert_eq!(read(field, &read_once, Writing::Canonical), Ok(read_once));
                    }
                }
            }
        }
    }
}
