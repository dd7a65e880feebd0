//! What the format of a number says.

use super::*;

#[test]
fn a_number_is_what_its_format_shows() {
    let money = |value| read(&wanted(Type::Money), &cell(value), &MANNER);
    let yuan = Manner {
        unit: Unit::Yuan,
        ..MANNER
    };
    let shown = cell(Value::Amount(50.0, Unit::Wan));
    let read_as = |kind| read(&wanted(kind), &shown, &yuan).map(|read| read.text);
    assert_eq!(read_as(Type::Money).as_deref(), Ok("500000.00"));
    assert_eq!(read_as(Type::Text).as_deref(), Ok("50万元"));
    assert!(read_as(Type::Count).is_err());
    let third = money(Value::Amount(1.0 / 3.0, Unit::Wan)).unwrap();
    assert_eq!(third.text, "3333.33");
    let asked = money(Value::Scaled(500_000.0)).unwrap_err();
    assert!(asked.why.contains("存的是 500000"), "{asked}");
    let number = read(&wanted(Type::Text), &cell(Value::Scaled(12.0)), &MANNER);
    assert_eq!(number.unwrap().text, "12");
}

#[test]
fn a_month_is_no_day() {
    let month = cell(Value::Month(Day::of(2020, 3, 1).unwrap()));
    let read = |kind| read(&wanted(kind), &month, &MANNER);
    assert_eq!(
        read(Type::Day).unwrap_err().why,
        "单元格只显示到月（2020年3月），看不出是哪一天，请把格式改成显示到日，核对后再填"
    );
    assert_eq!(read(Type::Text).unwrap().text, "2020年3月");
    assert!(read(Type::Count).is_err() && read(Type::Money).is_err());
}

#[test]
fn a_size_that_is_painted_behind_a_number_is_no_count() {
    let people = cell(Value::Scaled(5.0));
    let why = read(&wanted(Type::Count), &people, &MANNER)
        .unwrap_err()
        .why;
    assert!(
        why.contains("存的是 5，数字格式让它显示成了别的数"),
        "{why}"
    );
}
