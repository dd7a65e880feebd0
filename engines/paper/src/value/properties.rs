#![allow(clippy::unwrap_used)]
//! What holds for every value.

use proptest::prelude::*;
use values::{Day, Fen};

use super::tests::{MANNER, cell, typed, wanted};
use super::*;

const KINDS: [Type; 9] = [
    Type::Text,
    Type::Long,
    Type::Option,
    Type::Day,
    Type::Money,
    Type::Count,
    Type::Share,
    Type::Code,
    Type::Link,
];

proptest! {
    #[test]
    fn nothing_makes_it_fall_over_and_what_is_read_is_read_again(text in "\\PC{0,40}|[0-9０-９,，.\\-年月日/万亿元% ]{0,24}") {
        let canonical = Manner { unit: Unit::Yuan, ..MANNER };
        for kind in KINDS {
            if let Ok(once) = read_text(&wanted(kind), &text, &MANNER) {
                let again = read_text(&wanted(kind), &once.text, &canonical).map(|read| read.text);
                prop_assert_eq!(again, Ok(once.text), "{:?}", kind);
            }
        }
    }

    #[test]
    fn no_number_makes_it_fall_over(number in any::<f64>()) {
        for kind in KINDS {
            let _ = read(&wanted(kind), &cell(Value::Number(number)), &MANNER);
        }
    }

    #[test]
    fn an_amount_is_the_same_in_every_unit(fen in -100_000_000_000_000_i64..100_000_000_000_000) {
        let decimal = |places: usize| {
            let digits = format!("{:0>width$}", fen.unsigned_abs(), width = places + 1);
            let (whole, part) = digits.split_at(digits.len() - places);
            format!("{}{whole}.{part}", if fen < 0 { "-" } else { "" })
        };
        let plain = Fen(fen).plain();
        for (places, unit) in [(2, "元"), (5, "千元"), (6, "万元"), (8, "百万元"), (10, "亿元")] {
            let text = format!("{}{unit}", decimal(places));
            prop_assert_eq!(typed(Type::Money, &text), Ok(plain.clone()));
        }
        prop_assert_eq!(typed(Type::Money, &decimal(6)), Ok(plain));
    }

    #[test]
    fn an_amount_typed_into_a_table_comes_back_exactly(fen in -99_999_999_999_999_i64..99_999_999_999_999) {
        let yuan = Manner { unit: Unit::Yuan, ..MANNER };
        let read = read(&wanted(Type::Money), &cell(Value::Number(fen as f64 / 100.0)), &yuan);
        prop_assert_eq!(read.map(|read| read.text), Ok(Fen(fen).plain()));
    }

    #[test]
    fn a_day_is_the_same_in_every_shape(days in 0_i32..60_000) {
        let day = Day::from_number(days);
        let (y, m, d) = (day.year(), day.month(), day.day());
        for text in [
            format!("{y}-{m:02}-{d:02}"), format!("{y}/{m}/{d}"), format!("{y}.{m}.{d}"), format!("{y}{m:02}{d:02}"),
            format!("{y}年{m}月{d}日"), format!("{y} 年 {m} 月 {d} 日"),
        ] {
            prop_assert_eq!(typed(Type::Day, &text), Ok(day.to_string()));
        }
        let shown = cell(Value::Number(f64::from(days) + 25_569.0));
        let manner = Manner { year: Some(y), ..MANNER };
        let spoken = read_text(&wanted(Type::Day), &day.spoken(), &manner).map(|read| read.text);
        prop_assert_eq!(spoken, Ok(day.to_string()));
        if days < 47_000 {
            let read = read(&wanted(Type::Day), &shown, &MANNER).map(|read| read.text);
            prop_assert_eq!(read, Ok(day.to_string()));
        }
    }
}
