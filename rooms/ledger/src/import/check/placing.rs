//! Whom and what a row of a table names.

use std::collections::BTreeMap;

use ::store::Tx;
use enterprise::door::FirmLine;
use measure::kind::{FieldType, Kind, Place, Subject};
use values::Id;
use web::Organisation;

use super::{Asked, Checking, Placed, Stopped};
use crate::import::meant::Told;
use crate::import::wanted::TOWN;
use crate::row::check::derive;
use crate::row::measured::Fields;
use crate::row::{Linked, Row, enter, once};

impl Checking<'_> {
    /// Finds whom and what a row names.
    pub(super) async fn place(&mut self, tx: &mut Tx, mut told: Told) -> Result<Placed, Stopped> {
        let kind = self.asked.kind;
        let mut clean = told.unread.is_empty();
        let repairs = self.asked.repairs;
        let subject = match self
            .firms
            .find(tx, &told.firm, &told.code, &repairs.firms)
            .await?
        {
            Ok(firm) => firm.filter(|_| kind.subject == Subject::Firm),
            Err(unknown) => {
                clean = false;
                self.unknown_firm(&told, unknown);
                None
            }
        };
        let mut links = BTreeMap::new();
        for field in kind.fields.iter().filter(|one| one.kind == FieldType::Link) {
            let Some(text) = told.fields.get(&field.id).filter(|text| !text.is_empty()) else {
                continue;
            };
            let firm = subject.as_ref().map(|firm| firm.id);
            let to = field.to.as_deref().unwrap_or_default();
            let text = text.clone();
            let known = (format!("{to} {text}"), firm);
            let found = match self.links.get(&known) {
                Some(found) => found.clone(),
                None => {
                    let found = link(tx, self.asked, to, &text, firm).await?;
                    self.links.insert(known, found.clone());
                    found
                }
            };
            let found = match found {
                Led::To(linked) => Some(linked),
                Led::Nowhere => None,
                Led::Unclear(numbers) => {
                    clean = false;
                    told.unread.push(field.id.clone());
                    let sort = format!("{}：分不清是哪一条", field.name);
                    let why = unclear(&text, &numbers);
                    self.add(told.spot, &field.id, sort, text.clone(), why);
                    None
                }
            };
            // The ledger keeps the id of what is linked.
            let written = found
                .as_ref()
                .map_or(text, |linked| linked.entry.to_string());
            told.fields.insert(field.id.clone(), written.clone());
            links.insert(written, found);
        }
        let town = self.town(tx, &told, subject.as_ref()).await?;
        let mut whole = told.fields.clone();
        whole.retain(|_, text| !text.is_empty());
        derive(kind, &mut whole);
        let key = once::key(kind, subject.as_ref().map(|firm| firm.id), town, &whole);
        Ok(Placed {
            told,
            subject,
            town,
            links,
            key,
            clean,
        })
    }

    fn has_towns(&self, told: &Told) -> bool {
        let table = self.asked.read.tables().nth(told.spot.sheet);
        table.is_some_and(|table| table.column_of(TOWN).is_some())
    }

    /// Of which town rows are by what stands above them, as a sentence.
    pub(super) fn said_towns(&self) -> Option<String> {
        let asked = self.asked;
        let town = asked.wanted.iter().find(|one| one.id == TOWN)?;
        if asked.by.sees_only_town().is_some() {
            return None;
        }
        let said = asked.read.tables().filter_map(|table| {
            let (id, place) = table.said_of_all(town)?;
            let (_, name) = town.options.iter().find(|(option, _)| option == id)?;
            Some(format!("{place}算{name}"))
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| format!("表里没有“{}”这一列，照{}", town.name, said.join("、")))
    }

    async fn town(
        &mut self,
        tx: &mut Tx,
        told: &Told,
        firm: Option<&FirmLine>,
    ) -> Result<Id<Organisation>, Stopped> {
        let kind = self.asked.kind;
        if kind.town == Place::Choice {
            let own = self.asked.by.sees_only_town();
            let chosen = told.town.parse().ok();
            if self.has_towns(told) {
                self.towns.note(told.spot, &told.town);
            }
            let said = || self.towns.said(told.spot);
            return Ok(chosen.or(own).or_else(said).unwrap_or(Id::NONE));
        }
        let Some(firm) = firm else {
            return Ok(Id::NONE);
        };
        match enter::counting_day(kind, &told.fields, firm.id, &self.absences) {
            Some(day) if day != self.asked.today => Ok(self.firms.town(tx, firm.id, day).await?),
            _ => Ok(firm.town),
        }
    }
}

/// What the text of a link leads to.
#[derive(Clone, Debug)]
pub(super) enum Led {
    To(Linked),
    Nowhere,
    /// To several rows of the firm, by our numbers: 01 is the number of two of its contracts.
    Unclear(Vec<String>),
}

/// How many numbers a sentence names.
const NAMED: usize = 5;

fn unclear(text: &str, numbers: &[String]) -> String {
    let named: Vec<&str> = numbers.iter().take(NAMED).map(String::as_str).collect();
    let etc = if numbers.len() > NAMED { "等" } else { "" };
    format!(
        "这家企业有 {} 条记录的编号是“{text}”（{}{etc}），分不清是哪一条，请改填括号里的编号",
        numbers.len(),
        named.join("、")
    )
}

/// What a row links to already and the table does not say otherwise stands as it is.
pub(super) fn keep_links(
    kind: &Kind,
    fields: &Fields,
    before: Option<&Row>,
    links: &mut BTreeMap<String, Option<Linked>>,
) {
    let Some(before) = before else {
        return;
    };
    for field in kind.fields.iter().filter(|one| one.kind == FieldType::Link) {
        let Some(text) = fields
            .get(&field.id)
            .filter(|text| !links.contains_key(*text))
        else {
            continue;
        };
        if before.content.fields.get(&field.id) == Some(text)
            && let Ok(entry) = text.parse()
        {
            let linked = Linked {
                entry,
                number: String::new(),
                kind: field.to.clone().unwrap_or_default(),
                kind_name: String::new(),
                void: false,
                firm: before.content.subject,
            };
            links.insert(text.clone(), Some(linked));
        }
    }
}

/// By our number; else by what identifies a row of that kind among those of the firm, as 合同编号 does a contract.
async fn link(
    tx: &mut Tx,
    asked: &Asked<'_>,
    to: &str,
    text: &str,
    firm: Option<Id<enterprise::door::Firm>>,
) -> ::store::Result<Led> {
    let is_open = |row: &Row| asked.by.sees(row);
    if let Some(linked) = enter::linked(tx, asked.kinds, text, is_open).await? {
        return Ok(Led::To(linked));
    }
    let (Some(kind), Some(firm)) = (asked.kinds.get(to), firm) else {
        return Ok(Led::Nowhere);
    };
    let town = asked.by.sees_only_town();
    let rows = crate::row::store::open::choices(tx, to, Some(firm), town, 500).await?;
    let meant_by = once::same_as(text);
    let texts: Vec<&String> = kind
        .once
        .iter()
        .filter(|id| {
            kind.field(id)
                .is_some_and(|field| field.kind == FieldType::Text)
        })
        .collect();
    let meant = rows.into_iter().filter(|row| {
        texts.iter().any(|id| {
            row.content
                .fields
                .get(*id)
                .is_some_and(|own| meant_by.is_some() && once::same_as(own) == meant_by)
        })
    });
    let mut meant: Vec<Row> = meant.collect();
    match meant.len() {
        0 => Ok(Led::Nowhere),
        1 => {
            let linked = enter::leads_to(tx, asked.kinds, meant.remove(0)).await?;
            Ok(Led::To(linked))
        }
        _ => {
            let mut numbers: Vec<String> = meant.into_iter().map(|row| row.number).collect();
            numbers.sort();
            Ok(Led::Unclear(numbers))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_rows_of_one_number_are_named_by_ours() {
        let numbers: Vec<String> = (1..=6).map(|at| format!("HT-2020-000{at}")).collect();
        assert_eq!(
            unclear("01", &numbers[..2]),
            "这家企业有 2 条记录的编号是“01”（HT-2020-0001、HT-2020-0002），分不清是哪一条，请改填括号里的编号"
        );
        assert!(unclear("01", &numbers).contains("HT-2020-0005等）"));
    }
}
