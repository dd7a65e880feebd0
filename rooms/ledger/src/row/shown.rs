//! Canonical values as pages show them.

use measure::kind::{Field, FieldType, Kind};
use values::{Fen, grouped};

use super::measured::{Fields, Texts};

/// For lists and comparisons: money in 万元 without its unit, options by name.
pub fn in_list(field: &Field, value: &str) -> String {
    match field.kind {
        FieldType::Money => Fen::parse(value, 100).map_or_else(|_| value.to_owned(), Fen::in_wan),
        _ => plain(field, value),
    }
}

/// For the row's own page: money to the cent.
pub fn exact(field: &Field, value: &str) -> String {
    match field.kind {
        FieldType::Money => Fen::parse(value, 100).map_or_else(
            |_| value.to_owned(),
            |amount| format!("{} 元", amount.in_yuan()),
        ),
        FieldType::Count if !field.unit.is_empty() && field.unit != "年" => {
            format!("{} {}", plain(field, value), field.unit)
        }
        FieldType::Count if field.unit == "年" => value.to_owned() + " 年",
        _ => plain(field, value),
    }
}

/// Without unit: options by name, counts with thousands, money in plain yuan.
pub fn plain(field: &Field, value: &str) -> String {
    match field.kind {
        FieldType::Option | FieldType::Level | FieldType::Stage => {
            field.option_name(value).unwrap_or(value).to_owned()
        }
        FieldType::Count if field.unit != "年" => value
            .parse::<i128>()
            .map_or_else(|_| value.to_owned(), grouped),
        _ => value.to_owned(),
    }
}

/// What stands in an input that is filled again: an amount in 万元 where that is exact to the hundred yuan.
pub fn in_form(field: &Field, value: &str) -> String {
    match (field.kind, Fen::parse(value, 100)) {
        (FieldType::Money, Ok(amount)) if amount.0 % 10_000 == 0 => amount.in_wan(),
        (FieldType::Money, Ok(amount)) => format!("{}元", amount.in_yuan()),
        _ => value.to_owned(),
    }
}

/// One line that tells a row from its like: the first texts and options of its list.
pub fn summary(kind: &Kind, fields: &Fields) -> String {
    let parts: Vec<String> = kind
        .fields
        .iter()
        .filter(|field| field.list && matches!(field.kind, FieldType::Text | FieldType::Option))
        .filter_map(|field| Some(plain(field, fields.get(&field.id)?)))
        .take(2)
        .collect();
    parts.join(" · ")
}

/// The words by which a person finds a row: its number and its texts, in lower case.
pub fn words(kind: &Kind, number: &str, fields: &impl Texts) -> String {
    let mut words = String::new();
    lower(number, &mut words);
    let of_texts = kind.fields.iter();
    for field in of_texts.filter(|field| field.kind == FieldType::Text) {
        if let Some(text) = fields.text(&field.id) {
            words.push(' ');
            lower(text, &mut words);
        }
    }
    words
}

/// Adds a text in lower case. Chinese has no case, and need not be looked up sign by sign.
fn lower(text: &str, words: &mut String) {
    let is_plain = |sign: char| sign.is_ascii() || ('\u{2e80}'..='\u{a4cf}').contains(&sign);
    if text.chars().all(is_plain) {
        let from = words.len();
        words.push_str(text);
        if let Some(added) = words.get_mut(from..) {
            added.make_ascii_lowercase();
        }
    } else {
        words.push_str(&text.to_lowercase());
    }
}

/// 法定数 when the statistics office is the source, else 监测数; empty for what is no statistic
/// (统计法 第三条: 政府统计由统计机构组织实施).
pub fn statutory(kind: &Kind, fields: &Fields) -> &'static str {
    match kind.field("publisher").zip(fields.get("publisher")) {
        Some((_, publisher)) if publisher == "statistics_office" => "法定数",
        Some(_) => "监测数",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::kind::shipped;
    use crate::row::reading::{Writing, read};
    use proptest::prelude::*;

    fn shown(kind: &str, field: &str, value: &str) -> (String, String) {
        let kinds = shipped();
        let field = kinds.get(kind).unwrap().field(field).unwrap();
        (in_list(field, value), exact(field, value))
    }

    #[test]
    fn values_on_pages() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            shown("payment", "amount", "360000.00"),
            pair("36.00", "360,000.00 元")
        );
        assert_eq!(
            shown("payment", "source", "enterprise"),
            pair("企业自有资金", "企业自有资金")
        );
        assert_eq!(
            shown("activity", "firms", "1204"),
            pair("1,204", "1,204 家")
        );
        assert_eq!(
            shown("base_list", "list_year", "2020"),
            pair("2020", "2020 年")
        );
    }

    #[test]
    fn a_statistic_says_whose_it_is() {
        let kinds = shipped();
        let of = |kind: &str, value: &str| {
            statutory(
                kinds.get(kind).unwrap(),
                &Fields::from([("publisher".to_owned(), value.to_owned())]),
            )
        };
        assert_eq!(of("statistic", "statistics_office"), "法定数");
        assert_eq!(of("statistic", "own"), "监测数");
        assert_eq!(statutory(kinds.get("payment").unwrap(), &Fields::new()), "");
    }

    proptest! {
        #[test]
        fn a_text_is_in_lower_case(text in "\\PC{0,20}|[a-zA-ZΑ-Ως0-9 一-龥。、]{0,20}") {
            let mut words = "A".to_owned();
            lower(&text, &mut words);
            prop_assert_eq!(words, format!("A{}", text.to_lowercase()));
        }

        #[test]
        fn an_amount_in_a_form_is_read_back_to_the_cent(fen in 1i64..10_000_000_000_000) {
            let kinds = shipped();
            let field = kinds.get("payment").unwrap().field("amount").unwrap();
            let plain = Fen(fen).plain();
            prop_assert_eq!(read(field, &in_form(field, &plain), Writing::Typed { year: 2020 }), Ok(plain));
        }
    }
}
