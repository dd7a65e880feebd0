use std::collections::HashMap;

use super::{Column, Field, FieldType, Kind, Kinds, Subject};
use crate::fault::Fault;
use crate::near::hint;
use crate::toml_fault::at_word;

/// Words of the formula language that a field may not be called.
const RESERVED: &[&str] = &[
    "subject", "town", "office", "entry", "this", "and", "or", "not", "in", "is", "any", "else",
    "where", "counts",
];

/// What one file must hold by itself.
pub(super) fn alone(kind: &Kind, name: &str, text: &str) -> Result<(), Fault> {
    let at = |word: &str, message: String| at_word(name, text, word, message);
    if !is_id(&kind.id) {
        return Err(at(
            &kind.id,
            format!(
                "类别代号“{}”只能用小写字母、数字和下划线，并以字母开头。",
                kind.id
            ),
        ));
    }
    if kind.prefix.is_empty() || !kind.prefix.chars().all(|c| c.is_ascii_uppercase()) {
        return Err(at(
            &kind.prefix,
            format!("编号前缀“{}”须是大写字母，例如 FK。", kind.prefix),
        ));
    }
    for field in &kind.fields {
        one_field(kind, field).map_err(|message| at(&field.id, message))?;
    }
    twice(kind.fields.iter().map(|field| field.id.as_str())).map_or(Ok(()), |id| {
        Err(at(id, format!("字段 {id} 写了两次，请留一处。")))
    })?;
    twice(kind.vouchers.iter().map(|voucher| voucher.id.as_str())).map_or(Ok(()), |id| {
        Err(at(id, format!("凭证 {id} 写了两次，请留一处。")))
    })?;
    days(kind).map_err(|(word, message)| at(&word, message))?;
    columns(kind).map_err(|(word, message)| at(&word, message))?;
    once(kind).map_err(|(word, message)| at(&word, message))
}

/// What it must hold beside the kinds read before.
pub(super) fn beside(kind: &Kind, others: &Kinds, name: &str, text: &str) -> Result<(), Fault> {
    for other in others.iter() {
        if other.id == kind.id {
            return Err(at_word(
                name,
                text,
                &kind.id,
                format!(
                    "台账类别 {} 已经有了（{}），请换一个代号。",
                    kind.id, other.name
                ),
            ));
        }
        if other.prefix == kind.prefix {
            return Err(at_word(
                name,
                text,
                &kind.prefix,
                format!(
                    "编号前缀 {} 已由“{}”使用，请换一个。",
                    kind.prefix, other.name
                ),
            ));
        }
    }
    Ok(())
}

/// A link must lead to a kind that there is.
pub(super) fn links(kind: &Kind, kinds: &Kinds, name: &str, text: &str) -> Result<(), Fault> {
    for field in &kind.fields {
        let Some(to) = field.to.as_deref() else {
            continue;
        };
        let Some(other) = kinds.get(to) else {
            let message = format!(
                "没有台账类别 {to}。{}",
                hint(to, &kinds.names(), "已有的类别：")
            );
            return Err(at_word(name, text, to, message));
        };
        if field.same_firm && (kind.subject, other.subject) != (Subject::Firm, Subject::Firm) {
            let message = format!(
                "字段“{}”：“{}”和“{}”都写明企业（subject = \"firm\"），才能用 same_firm。",
                field.name, kind.name, other.name
            );
            return Err(at_word(name, text, &field.id, message));
        }
    }
    Ok(())
}

fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn twice<'a>(ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut seen = std::collections::HashSet::new();
    ids.into_iter().find(|id| !seen.insert(*id))
}

fn one_field(kind: &Kind, field: &Field) -> Result<(), String> {
    let id = &field.id;
    if !is_id(id) {
        return Err(format!(
            "字段代号“{id}”只能用小写字母、数字和下划线，并以字母开头。"
        ));
    }
    if RESERVED.contains(&id.as_str()) {
        return Err(format!(
            "{id} 是公式里的用词，字段不能叫这个名字，请换一个。"
        ));
    }
    if (field.kind == FieldType::Option) == field.options.is_empty() {
        let rule = if field.options.is_empty() {
            "是选项，请在 options 中列出各项"
        } else {
            "不是选项，不能有 options"
        };
        return Err(format!("字段“{}”{rule}。", field.name));
    }
    if let Some(option) = twice(field.options.iter().map(|pair| pair.0.as_str())) {
        return Err(format!(
            "字段“{}”的选项 {option} 写了两次，请留一处。",
            field.name
        ));
    }
    if let Some((option, _)) = field.options.iter().find(|pair| !is_id(&pair.0)) {
        return Err(format!(
            "字段“{}”的选项代号“{option}”只能用小写字母、数字和下划线。",
            field.name
        ));
    }
    if !field.limits_are_readable() {
        return Err(format!(
            "字段“{}”的上下限无法读取：金额写元（如 0.01 要加引号），数量写整数，其他类型没有上下限。",
            field.name
        ));
    }
    if (field.kind == FieldType::Link) != field.to.is_some() {
        return Err(format!(
            "字段“{}”：关联记录须用 to 写明关联哪个台账类别，其他类型不写 to。",
            field.name
        ));
    }
    if field.same_firm && field.kind != FieldType::Link {
        return Err(format!(
            "字段“{}”：same_firm 只能用于关联记录。",
            field.name
        ));
    }
    if let Some(other) = &field.not_before {
        let is_day = |id: &str| {
            kind.field(id)
                .is_some_and(|other| other.kind == FieldType::Day)
        };
        if field.kind != FieldType::Day || !is_day(other) {
            return Err(format!(
                "字段“{}”：not_before 只能用于日期，并指向同一类别的日期字段，{other} 不是。",
                field.name
            ));
        }
    }
    derived(kind, field)
}

fn derived(kind: &Kind, field: &Field) -> Result<(), String> {
    for part in &field.derived {
        if field.kind != FieldType::Text {
            return Err(format!(
                "字段“{}”由其他字段合成，类型须是 text。",
                field.name
            ));
        }
        if *part == field.id || kind.field(part).is_none_or(|part| !part.derived.is_empty()) {
            return Err(format!(
                "字段“{}”由 {part} 合成，但没有可用的字段 {part}。",
                field.name
            ));
        }
    }
    Ok(())
}

type Wrong = (String, String);

fn columns(kind: &Kind) -> Result<(), Wrong> {
    let mut taken: HashMap<Column, &Field> = HashMap::new();
    for field in &kind.fields {
        let Some(column) = field.measured else {
            continue;
        };
        if !column.takes(field.kind) {
            let message = format!(
                "字段“{}”是{}，不能计入 {} 列。",
                field.name,
                field.kind.word(),
                column.name()
            );
            return Err((field.id.clone(), message));
        }
        if field.id == kind.day {
            return Err((
                field.id.clone(),
                format!("字段“{}”已是计数日，不必再写 measured。", field.name),
            ));
        }
        if let Some(first) = taken.insert(column, field) {
            let message = format!(
                "字段“{}”和“{}”都计入 {} 列，一列只能放一个字段，请换一列。",
                first.name,
                field.name,
                column.name()
            );
            return Err((field.id.clone(), message));
        }
    }
    Ok(())
}

fn days(kind: &Kind) -> Result<(), Wrong> {
    let day = |id: &str, what: &str| match kind.field(id) {
        Some(field) if field.kind == FieldType::Day => Ok(field),
        Some(field) => Err((
            id.to_owned(),
            format!(
                "{what}须是日期，字段“{}”是{}。",
                field.name,
                field.kind.word()
            ),
        )),
        None => Err((
            id.to_owned(),
            format!(
                "{what} {id} 不是这个类别的字段。{}",
                hint(id, &day_names(kind), "日期字段：")
            ),
        )),
    };
    if !day(&kind.day, "计数日")?.required {
        return Err((
            kind.day.clone(),
            format!("计数日 {} 须是必填项，请写 required = true。", kind.day),
        ));
    }
    let Some(until) = &kind.until else {
        return Ok(());
    };
    for id in [
        Some(&until.field),
        until.year_end_of.as_ref(),
        until.new_year_after.as_ref(),
    ]
    .into_iter()
    .flatten()
    {
        day(id, "终止日的依据")?;
    }
    if until.field == kind.day
        || kind
            .field(&until.field)
            .is_some_and(|field| field.measured.is_some())
    {
        return Err((
            until.field.clone(),
            format!("{} 已作终止日，不能同时是计数日或另计一列。", until.field),
        ));
    }
    Ok(())
}

fn day_names(kind: &Kind) -> Vec<(&str, &str)> {
    kind.fields
        .iter()
        .filter(|field| field.kind == FieldType::Day)
        .map(|field| (field.id.as_str(), field.name.as_str()))
        .collect()
}

fn once(kind: &Kind) -> Result<(), Wrong> {
    for id in &kind.once {
        let known = id == "town"
            || (id == "subject" && kind.subject == Subject::Firm)
            || kind.field(id).is_some();
        if !known {
            let names: Vec<(&str, &str)> = kind
                .fields
                .iter()
                .map(|field| (field.id.as_str(), field.name.as_str()))
                .collect();
            return Err((
                id.clone(),
                format!(
                    "防重键里的 {id} 不是这个类别的字段。{}",
                    hint(id, &names, "可用的字段：")
                ),
            ));
        }
    }
    twice(kind.once.iter().map(String::as_str)).map_or(Ok(()), |id| {
        Err((id.to_owned(), format!("防重键里 {id} 写了两次，请留一处。")))
    })
}
