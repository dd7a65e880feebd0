//! What a field may be compared with.

use values::{Day, Fen, parse_whole};

use super::ast::{ChoiceText, ValueKind, ValueText};
use super::check::Checker;
use super::checked::{Choice, Value};
use crate::fault::Fault;
use crate::kind::{Field, FieldType};
use crate::near::{hint, nearest};

const SIZES: &[(&str, &str)] = &[
    ("large", "大型"),
    ("medium", "中型"),
    ("small", "小型"),
    ("micro", "微型"),
];

/// The value in the field's own terms: an option as text, a level as its rank, money in fen.
pub(super) fn value_of(checker: &Checker, field: &Field, text: &ValueText) -> Result<Value, Fault> {
    value_in(field, &text.kind).map_err(|message| checker.at(text.span, message))
}

fn value_in(field: &Field, value: &ValueKind) -> Result<Value, String> {
    match (field.kind, value) {
        (FieldType::Option, ValueKind::Word(word) | ValueKind::Text(word)) => option(field, word),
        (FieldType::Option, ValueKind::Number { digits, .. }) => option(field, digits),
        (FieldType::Level | FieldType::Stage, ValueKind::Word(word) | ValueKind::Text(word)) => {
            field.rank(word).map(Value::Int).ok_or_else(|| ranks(field))
        }
        (FieldType::Level | FieldType::Stage, ValueKind::Number { .. }) => Err(ranks(field)),
        (FieldType::Text, ValueKind::Text(text)) if !text.trim().is_empty() => {
            Ok(Value::Text(text.trim().to_owned()))
        }
        (FieldType::Text, ValueKind::Text(_)) => Err(format!(
            "不能和空文字比较。要问有没有填，请写 {} is known。",
            field.id
        )),
        (FieldType::Text, ValueKind::Word(word)) => {
            Err(format!("“{}”是文字，值要加引号：\"{word}\"。", field.name))
        }
        (FieldType::Day, value) => day(field, value),
        (FieldType::Money, value) => money(field, value),
        (FieldType::Count, value) => count(field, value),
        (FieldType::Link, _) => Err(format!(
            "“{}”是关联记录，只能写 {} is good 或 {} is known。",
            field.name, field.id, field.id
        )),
        (FieldType::Long | FieldType::Text, _) => {
            Err(format!("“{}”是文字，值要加引号，例如 \"…\"。", field.name))
        }
    }
}

fn option(field: &Field, word: &str) -> Result<Value, String> {
    if field.option_name(word).is_some() {
        return Ok(Value::Text(word.to_owned()));
    }
    let list: Vec<String> = field
        .options
        .iter()
        .map(|(id, name)| format!("{id} {name}"))
        .collect();
    let pairs: Vec<(&str, &str)> = field
        .options
        .iter()
        .map(|(id, name)| (id.as_str(), name.as_str()))
        .collect();
    let meant = nearest(word, &pairs)
        .map(|(id, _)| format!("是不是 {id}？"))
        .unwrap_or_default();
    Err(format!(
        "“{}”的选项是：{}。{meant}",
        field.name,
        list.join("、")
    ))
}

fn ranks(field: &Field) -> String {
    let list: Vec<String> = field
        .ranks()
        .iter()
        .map(|(id, name)| format!("{id} {name}"))
        .collect();
    let opening = if field.kind == FieldType::Level {
        "没有这一级。级别从低到高"
    } else {
        "没有这个数据阶段。阶段从弱到强"
    };
    format!("{opening}：{}。", list.join("、"))
}

fn day(field: &Field, value: &ValueKind) -> Result<Value, String> {
    match value {
        ValueKind::Word(word) if word == "day" => Ok(Value::AsOf),
        ValueKind::Text(text) if Day::parse_iso(text).is_some() => {
            Ok(Value::Day(Day::parse_iso(text).unwrap_or(Day::NEVER)))
        }
        _ => Err(format!(
            "“{}”是日期，只能和 day（截至日）或 \"2020-03-01\" 这样的日子比较。",
            field.name
        )),
    }
}

fn money(field: &Field, value: &ValueKind) -> Result<Value, String> {
    let rule = || {
        format!(
            "“{}”是金额，只能和金额比较，并写明单位，例如 2000元、2000万元。",
            field.name
        )
    };
    let ValueKind::Number { digits, unit } = value else {
        return Err(rule());
    };
    if !["元", "万元", "亿元", "万", "亿"].contains(&unit.as_str()) {
        return Err(rule());
    }
    Fen::parse(&format!("{digits}{unit}"), 100)
        .map(|fen| Value::Int(fen.0))
        .map_err(|fault| format!("{fault}。"))
}

fn count(field: &Field, value: &ValueKind) -> Result<Value, String> {
    match value {
        ValueKind::Word(word) if word == "year" => Ok(Value::Year),
        ValueKind::Number { digits, unit } if unit.is_empty() || *unit == field.unit => {
            parse_whole(digits)
                .map(Value::Int)
                .ok_or_else(|| format!("“{}”是数量，要写整数。", field.name))
        }
        ValueKind::Number { unit, .. } => Err(format!(
            "单位不一致：“{}”的单位是{}，这里写的是{unit}。",
            field.name, field.unit
        )),
        _ => Err(format!(
            "“{}”是数量，只能和整数或 year（年度）比较。",
            field.name
        )),
    }
}

pub(super) fn choice_of(
    checker: &Checker,
    field: &Field,
    text: &ChoiceText,
) -> Result<Choice, Fault> {
    let word = match text {
        ChoiceText::Given(values) => {
            return values
                .iter()
                .map(|value| value_of(checker, field, value))
                .collect::<Result<_, _>>()
                .map(Choice::Given);
        }
        ChoiceText::Parameter(word) => word,
    };
    let mut from = Vec::new();
    for parameter in checker
        .parameters
        .iter()
        .filter(|parameter| parameter.name == word.text)
    {
        let read = |value: &String| {
            value_in(field, &ValueKind::Text(value.clone())).map_err(|message| {
                checker.at(
                    word.span,
                    format!("参数 ${} 的值 {value} 不对：{message}", word.text),
                )
            })
        };
        from.push((
            parameter.from,
            parameter
                .values
                .iter()
                .map(read)
                .collect::<Result<Vec<_>, _>>()?,
        ));
    }
    if from.is_empty() {
        let names: Vec<(&str, &str)> = checker
            .parameters
            .iter()
            .map(|parameter| (parameter.name.as_str(), ""))
            .collect();
        let known = if names.is_empty() {
            "请在公式旁边给出它的值和起用日。".to_owned()
        } else {
            hint(&word.text, &names, "可用的参数：")
        };
        return Err(checker.at(word.span, format!("没有参数 ${}。{known}", word.text)));
    }
    from.sort_by_key(|(day, _)| *day);
    Ok(Choice::Parameter {
        name: word.text.clone(),
        from,
    })
}

pub(super) fn property_values(
    checker: &Checker,
    name: &str,
    texts: &[ValueText],
) -> Result<Vec<String>, Fault> {
    let read = |text: &ValueText| match &text.kind {
        ValueKind::Word(word) | ValueKind::Text(word) if name == "size" => {
            let known = SIZES.iter().any(|(id, _)| id == word);
            known.then(|| word.clone()).ok_or_else(|| {
                checker.at(
                    text.span,
                    "规模的选项是：large 大型、medium 中型、small 小型、micro 微型。",
                )
            })
        }
        ValueKind::Text(word) if !word.trim().is_empty() => Ok(word.trim().to_owned()),
        _ => Err(checker.at(text.span, "这项属性是文字，值要加引号，例如 \"…\"。")),
    };
    texts.iter().map(read).collect()
}
