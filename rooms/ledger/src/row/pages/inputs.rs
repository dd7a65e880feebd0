//! The inputs of a row's form, generated from its kind.

use ::store::Tx;
use enterprise::door::{Firm, FirmLine};
use measure::kind::{Field, FieldType, Kind, Place, Subject};
use values::{Day, Id};
use web::{Actor, Fields, Organisation, Place as Unit, Result};

use super::form::sending::find_firm;
use crate::row::check::FIRM;
use crate::row::{Content, Entry, shown, store};

/// How a field is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    Line,
    Long,
    Choice,
    Money,
    Day,
    Count,
    Link,
    /// Joined of others; only shown.
    Joined,
}

/// One input.
#[derive(Clone, Debug)]
pub struct Input {
    pub id: String,
    pub name: String,
    pub control: Control,
    pub value: String,
    pub help: String,
    pub example: String,
    pub unit: String,
    pub required: bool,
    /// A link to a row of the same firm: what is suggested follows the firm that is chosen.
    pub same_firm: bool,
    /// Value, name.
    pub options: Vec<(String, String)>,
}

impl Input {
    pub fn is(&self, control: &str) -> bool {
        format!("{:?}", self.control).eq_ignore_ascii_case(control)
    }

    /// What stands below it: its help, or how it is read.
    pub fn hint(&self) -> String {
        match self.control {
            Control::Day if self.help.is_empty() => {
                "认得：2020-09-30、2020.9.30、20200930、9月30日".to_owned()
            }
            Control::Money if self.help.is_empty() => "也可填 180000元、18万".to_owned(),
            Control::Link if self.help.is_empty() => "填编号".to_owned(),
            _ => self.help.clone(),
        }
    }

    /// Whether it takes the whole width.
    pub fn full(&self) -> bool {
        self.control == Control::Long
    }
}

/// The input of a voucher: a file, or a document number with issuer and day.
#[derive(Clone, Debug)]
pub struct PaperInput {
    pub id: String,
    pub name: String,
    pub required: bool,
    pub help: String,
    pub number: String,
    pub issuer: String,
    pub day: String,
    /// What is there already.
    pub there: Vec<String>,
}

impl PaperInput {
    pub fn number_given(&self) -> bool {
        !(self.number.is_empty() && self.issuer.is_empty() && self.day.is_empty())
    }
}

fn control(kind: FieldType) -> Control {
    match kind {
        FieldType::Text => Control::Line,
        FieldType::Long => Control::Long,
        FieldType::Option | FieldType::Level | FieldType::Stage => Control::Choice,
        FieldType::Day => Control::Day,
        FieldType::Money => Control::Money,
        FieldType::Count => Control::Count,
        FieldType::Link => Control::Link,
    }
}

/// The inputs with what was typed; `content` fills them where nothing was typed yet.
pub async fn inputs(
    tx: &mut Tx,
    actor: &Actor,
    kind: &Kind,
    typed: &Fields,
    content: Option<&Content>,
) -> Result<Vec<Input>> {
    let mut inputs = Vec::with_capacity(kind.fields.len());
    let firm = match typed.has(FIRM) {
        true => find_firm(tx, kind, typed.get(FIRM)).await?.ok().flatten(),
        false => None,
    };
    let firm = firm.map(|firm| firm.id);
    let firm = firm.or(content.and_then(|content| content.subject));
    for field in &kind.fields {
        let options = options(tx, actor, field, firm).await?;
        let kept = content.and_then(|content| content.fields.get(&field.id));
        let value = match (typed.has(&field.id), kept) {
            (true, _) => typed.get(&field.id).to_owned(),
            (false, Some(kept)) if field.kind == FieldType::Link => linked(tx, kept).await?,
            (false, Some(kept)) => shown::in_form(field, kept),
            (false, None) => String::new(),
        };
        inputs.push(Input {
            id: field.id.clone(),
            name: field.name.clone(),
            control: if field.derived.is_empty() {
                control(field.kind)
            } else {
                Control::Joined
            },
            value,
            help: field.help.clone(),
            example: field.example.clone(),
            unit: if field.kind == FieldType::Money {
                "万元".to_owned()
            } else {
                field.unit.clone()
            },
            required: field.required,
            same_firm: field.same_firm,
            options,
        });
    }
    Ok(inputs)
}

/// What a select or a list of suggestions offers.
async fn options(
    tx: &mut Tx,
    actor: &Actor,
    field: &Field,
    firm: Option<Id<Firm>>,
) -> Result<Vec<(String, String)>> {
    match (field.kind, &field.to) {
        (FieldType::Option, _) => Ok(field.options.clone()),
        (FieldType::Level | FieldType::Stage, _) => Ok(field
            .ranks()
            .iter()
            .map(|(id, name)| ((*id).to_owned(), (*name).to_owned()))
            .collect()),
        (FieldType::Link, Some(to)) => choices(tx, actor, to, firm).await,
        _ => Ok(Vec::new()),
    }
}

/// Rows to link to, by number, each with what tells it from its like: of the firm where it is known, of the town of
/// somebody who sees only that.
pub async fn choices(
    tx: &mut Tx,
    actor: &Actor,
    to: &str,
    firm: Option<Id<Firm>>,
) -> Result<Vec<(String, String)>> {
    let kinds = crate::kind::kinds(tx).await?;
    let rows = store::open::choices(tx, to, firm, actor.sees_only_town(), 50).await?;
    let subjects: Vec<_> = rows.iter().filter_map(|row| row.content.subject).collect();
    let firms = enterprise::door::lines(tx, &subjects).await?;
    let told = |row: &crate::row::Row| {
        let summary = kinds
            .get(&row.kind)
            .map(|kind| shown::summary(kind, &row.content.fields))
            .unwrap_or_default();
        let firm = row
            .content
            .subject
            .and_then(|id| firms.get(&id))
            .map(|firm| firm.name.clone())
            .unwrap_or_default();
        let amount = row
            .measured
            .amount
            .map(|amount| format!(" {} 万元", amount.in_wan()))
            .unwrap_or_default();
        (row.number.clone(), format!("{firm} {summary}{amount}"))
    };
    Ok(rows.iter().map(told).collect())
}

/// The number of a linked row; what cannot be found is shown as it stands.
async fn linked(tx: &mut Tx, value: &str) -> Result<String> {
    let Ok(entry) = value.parse::<Id<Entry>>() else {
        return Ok(value.to_owned());
    };
    Ok(store::find(tx, entry)
        .await?
        .map_or_else(|| value.to_owned(), |row| row.number))
}

pub fn papers(kind: &Kind, typed: &Fields, there: &[(String, String)]) -> Vec<PaperInput> {
    let get = |what: &str, id: &str| typed.get(&format!("{what}.{id}")).to_owned();
    let paper = |voucher: &measure::kind::Voucher| PaperInput {
        id: voucher.id.clone(),
        name: voucher.name.clone(),
        required: voucher.required,
        help: voucher.help.clone(),
        number: get("number", &voucher.id),
        issuer: get("issuer", &voucher.id),
        day: get("day", &voucher.id),
        there: there
            .iter()
            .filter(|(id, _)| *id == voucher.id)
            .map(|(_, title)| title.clone())
            .collect(),
    };
    kind.vouchers.iter().map(paper).collect()
}

/// The firm's input; `None` for kinds without a subject.
#[derive(Clone, Debug)]
pub struct FirmInput {
    pub value: String,
    pub help: String,
    pub choices: Vec<FirmLine>,
}

pub async fn firm(
    tx: &mut Tx,
    actor: &Actor,
    kind: &Kind,
    typed: &Fields,
    content: Option<&Content>,
) -> Result<Option<FirmInput>> {
    if kind.subject != Subject::Firm {
        return Ok(None);
    }
    let kept = match content.and_then(|content| content.subject) {
        Some(id) => enterprise::door::firm(tx, id).await?,
        None => None,
    };
    let value = match (&kept, typed.has("firm")) {
        (_, true) => typed.get("firm").to_owned(),
        (Some(firm), false) => firm.name.clone(),
        (None, false) => String::new(),
    };
    let help = kept
        .map(|firm| format!("{} · {}", firm.town_name, firm.code))
        .unwrap_or_else(|| "写全称或统一社会信用代码".to_owned());
    let choices = enterprise::door::search(tx, "", actor.sees_only_town(), 100).await?;
    Ok(Some(FirmInput {
        value,
        help,
        choices,
    }))
}

/// The towns to choose from; `None` for kinds whose town follows from the firm.
#[derive(Clone, Debug)]
pub struct TownInput {
    pub chosen: String,
    pub towns: Vec<(String, String)>,
    /// Town staff enter for their own town only.
    pub only: bool,
}

pub async fn town(
    tx: &mut Tx,
    actor: &Actor,
    kind: &Kind,
    typed: &Fields,
    content: Option<&Content>,
    today: Day,
) -> Result<Option<TownInput>> {
    if kind.town != Place::Choice {
        return Ok(None);
    }
    let own = actor.sees_only_town();
    let units = identity::door::organisations(tx, today).await?;
    let towns = units
        .into_iter()
        .filter(|unit| unit.place == Unit::Town && own.is_none_or(|own| own == unit.id));
    let kept = content
        .map(|content| content.town)
        .and_then(Id::some)
        .map(|town: Id<Organisation>| town.to_string());
    let chosen = if typed.has("town") {
        typed.get("town").to_owned()
    } else {
        kept.or(own.map(|own| own.to_string())).unwrap_or_default()
    };
    Ok(Some(TownInput {
        chosen,
        towns: towns.map(|unit| (unit.id.to_string(), unit.name)).collect(),
        only: own.is_some(),
    }))
}
