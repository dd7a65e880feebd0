//! Days without a year, and options as others write them.

use super::*;

#[test]
fn a_day_without_a_year_is_among_those_of_the_table() {
    let day = |text: &str| Day::parse_iso(text).unwrap();
    let within = |first: Option<&str>, last: &str| Manner {
        span: Some(Span {
            first: first.map(day),
            last: day(last),
        }),
        ..MANNER
    };
    let winter = within(Some("2019-12-01"), "2020-01-31");
    let filled_in = within(None, "2020-01-10");
    for (text, manner, expected) in [
        ("12月5日", winter, Ok("2019-12-05")),
        ("1月5日", winter, Ok("2020-01-05")),
        ("2020年3月5日", winter, Ok("2020-03-05")),
        (
            "3月5日",
            winter,
            Err("“3月5日”没有写年份，不在这份表写明的 2019-12-01 到 2020-01-31 里，请写上年份"),
        ),
        ("1月5日", filled_in, Ok("2020-01-05")),
        (
            "12月5日",
            filled_in,
            Err("“12月5日”没有写年份，算 2020 年就晚于填报日期 2020-01-10，请写上年份"),
        ),
        ("2020-12-05", filled_in, Ok("2020-12-05")),
    ] {
        let read = read_text(&wanted(Type::Day), text, &manner);
        let read = read.map(|read| read.text).map_err(|reason| reason.why);
        let read = read.as_deref().map_err(String::as_str);
        assert_eq!(read, expected, "{text}");
    }
}

#[test]
fn options_as_others_write_them() {
    let option = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    let towns = Wanted {
        options: vec![
            option("1", "白蒲镇"),
            option("2", "东陈镇"),
            option("3", "如城街道"),
            option("4", "其他"),
        ],
        within: "如皋市".to_owned(),
        ..wanted(Type::Option)
    };
    let held = Wanted {
        options: vec![option("yes", "已举办"), option("no", "未举办")],
        ..wanted(Type::Option)
    };
    let online = Wanted {
        options: vec![option("site", "现场"), option("online", "线上")],
        ..wanted(Type::Option)
    };
    for (wanted, text, expected) in [
        (&towns, "白蒲", Some("1")),
        (&towns, "如皋市白蒲镇", Some("1")),
        (&towns, "白蒲镇人民政府", Some("1")),
        (&towns, "如皋市白蒲镇政府", Some("1")),
        (&towns, "如城街道办事处", Some("3")),
        (&towns, "如城", Some("3")),
        (&towns, "其它", Some("4")),
        (&towns, "海安市白蒲镇", None),
        (&towns, "蒲镇", None),
        (&towns, "如皋市", None),
        (&held, "是", Some("yes")),
        (&held, "否", Some("no")),
        (&held, "不清楚", None),
        (&online, "是", None),
        (&online, "如皋市现场", None),
    ] {
        let read = read_text(wanted, text, &MANNER).ok().map(|read| read.text);
        assert_eq!(read.as_deref(), expected, "{text}");
    }
}
