//! Whether the fields of a row are what its kind wants.

use std::collections::BTreeMap;

use enterprise::door::Firm;
use measure::kind::{Field, FieldType, Kind, Subject};
use values::{Day, Id};
use web::Complaints;

use super::measured::Fields;
use super::reading::{self, Writing};
use super::shown;
use super::{Entry, Linked};

/// The name of the subject's field in forms and complaints.
pub const FIRM: &str = "firm";

/// What a check must know beside the fields.
pub struct Facts<'a> {
    pub today: Day,
    pub writing: Writing,
    /// A draft may be incomplete; what stands in it must still be readable.
    pub whole: bool,
    pub subject: Option<Id<Firm>>,
    /// When the subject was registered.
    pub registered_on: Option<Day>,
    /// The rows that link fields name, by what was written; `None`: there is no such row.
    pub links: &'a BTreeMap<String, Option<Linked>>,
    /// The row itself, which cannot be linked to.
    pub entry: Option<Id<Entry>>,
}

/// The canonical fields, or everything that is wrong with them, in the order of the kind.
pub fn check(kind: &Kind, written: &Fields, facts: &Facts) -> Result<Fields, Complaints> {
    let mut complaints = Complaints::default();
    if kind.subject == Subject::Firm && facts.subject.is_none() && facts.whole {
        complaints.add(FIRM, "企业", "要填，写统一社会信用代码或全称");
    }
    for id in written.keys().filter(|id| kind.field(id).is_none()) {
        complaints.add(id, id, format!("“{}”没有这个字段", kind.name));
    }
    let mut fields = Fields::new();
    for field in kind.fields.iter().filter(|field| field.derived.is_empty()) {
        match one(
            field,
            written.get(&field.id).map_or("", String::as_str),
            facts,
        ) {
            Ok(value) if !value.is_empty() => drop(fields.insert(field.id.clone(), value)),
            Ok(_) => {}
            Err(reason) => complaints.add(&field.id, &field.name, reason),
        }
    }
    derive(kind, &mut fields);
    for field in &kind.fields {
        if complaints.of(&field.id).is_empty()
            && let Err(reason) = among(kind, field, &fields, facts)
        {
            complaints.add(&field.id, &field.name, reason);
        }
    }
    if complaints.is_empty() {
        Ok(fields)
    } else {
        Err(in_order(kind, complaints))
    }
}

fn one(field: &Field, text: &str, facts: &Facts) -> Result<String, String> {
    if text.trim().is_empty() {
        return if field.required && facts.whole {
            Err("要填".to_owned())
        } else {
            Ok(String::new())
        };
    }
    let value = reading::read(field, text, facts.writing)?;
    if field.kind == FieldType::Link {
        link(field, &value, facts)
    } else {
        Ok(value)
    }
}

fn link(field: &Field, text: &str, facts: &Facts) -> Result<String, String> {
    let wanted = field.to.as_deref().unwrap_or_default();
    let Some(Some(linked)) = facts.links.get(text) else {
        return Err(format!(
            "没有编号是“{text}”的记录，请从列表里选，或先登记它"
        ));
    };
    if linked.kind != wanted {
        return Err(format!(
            "{} 是“{}”，这里要填“{}”的编号",
            linked.number, linked.kind_name, field.name
        ));
    }
    if facts.entry == Some(linked.entry) {
        return Err("不能关联自己".to_owned());
    }
    if linked.void {
        return Err(format!("{} 已作废，请换一条", linked.number));
    }
    let differs = |(own, other)| own != other;
    if field.same_firm && facts.subject.zip(linked.firm).is_some_and(differs) {
        return Err(format!(
            "{} 是另一家企业的，请从这家企业的“{}”里选",
            linked.number, linked.kind_name
        ));
    }
    Ok(linked.entry.to_string())
}

/// Fields that are joined of others.
pub fn derive(kind: &Kind, fields: &mut Fields) {
    for field in kind.fields.iter().filter(|field| !field.derived.is_empty()) {
        let part = |id: &String| Some(shown::plain(kind.field(id)?, fields.get(id)?));
        let parts: Option<Vec<String>> = field.derived.iter().map(part).collect();
        if let Some(parts) = parts {
            let joined: String = parts
                .join(" ")
                .chars()
                .take(reading::LONGEST_MEASURED)
                .collect();
            fields.insert(field.id.clone(), joined);
        }
    }
}

/// Rules between a field and others, the calendar and the firm.
fn among(kind: &Kind, field: &Field, fields: &Fields, facts: &Facts) -> Result<(), String> {
    let day_of = |id: &str| fields.get(id).and_then(|text| Day::parse_iso(text));
    let Some(day) = (field.kind == FieldType::Day)
        .then(|| day_of(&field.id))
        .flatten()
    else {
        return Ok(());
    };
    if field.id == kind.day && day > facts.today && !kind.ahead {
        return Err(format!("{day} 还没有到，最晚填今天 {}", facts.today));
    }
    if let Some(registered_on) = facts
        .registered_on
        .filter(|registered| field.id == kind.day && day < *registered)
    {
        return Err(format!(
            "{day} 早于企业成立日 {registered_on}，请核对日期或企业"
        ));
    }
    let earlier = field
        .not_before
        .as_deref()
        .and_then(|id| kind.field(id).zip(day_of(id)));
    if let Some((earlier, first)) = earlier.filter(|(_, first)| day < *first) {
        return Err(format!("{day} 早于{} {first}，请核对", earlier.name));
    }
    Ok(())
}

/// The firm first, then as the kind lists its fields.
fn in_order(kind: &Kind, mut complaints: Complaints) -> Complaints {
    let place = |id: &str| {
        kind.fields
            .iter()
            .position(|field| field.id == id)
            .map_or(0, |at| at + 1)
    };
    complaints.0.sort_by_key(|one| place(&one.field));
    complaints
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
