//! A posting from a room, a form or a program: what it means, before any act saves it.

use std::collections::BTreeMap;

use ::store::Tx;
use enterprise::door::{Absences, Firm, FirmLine};
use measure::kind::{FieldType, Kind, Kinds, Place, Subject};
use values::{Day, Id};
use web::{Actor, Complaints, Organisation};

use super::check::{self, Facts};
use super::measured::{Fields, Measured};
use super::reading::Writing;
use super::refusal::Refusal;
use super::state::State;
use super::{Content, Entry, Linked, Row, acts, store};
use crate::access;
use crate::voucher::Proof;

/// A row as it is handed to the ledger. The office follows from the kind.
#[derive(Clone, Debug)]
pub struct Posting {
    /// The id of the kind.
    pub kind: String,
    pub subject: Option<Id<Firm>>,
    /// Only for kinds whose town is chosen; elsewhere it follows from the subject.
    pub town: Option<Id<Organisation>>,
    /// Canonical texts by field: money `360000.00` in yuan, day ISO, count whole, options and
    /// levels their id, a link the entry's id or number.
    pub fields: Fields,
    pub proofs: Vec<Proof>,
}

/// How a posting is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub writing: Writing,
    pub whole: bool,
    pub by: &'a Actor,
    /// The row that is corrected.
    pub before: Option<&'a Row>,
}

/// The content that a posting means, or everything that is wrong with it.
pub async fn content(
    tx: &mut Tx,
    kinds: &Kinds,
    kind: &Kind,
    posting: &Posting,
    reading: Reading<'_>,
) -> Result<Content, Refusal> {
    let firm = match posting.subject.filter(|_| kind.subject == Subject::Firm) {
        // What is told of a second file is told of the one that stays.
        Some(id) => {
            let stays = enterprise::door::stays(tx, id).await?;
            let firm = enterprise::door::firm(tx, stays).await?;
            Some(firm.ok_or(Refusal::NoSuchFirm)?)
        }
        None => None,
    };
    let links = links(tx, kinds, kind, &posting.fields, reading).await?;
    let facts = Facts {
        today: tx.moment().day(),
        writing: reading.writing,
        whole: reading.whole,
        subject: firm.as_ref().map(|firm| firm.id),
        registered_on: firm.as_ref().map(|firm| firm.registered_on),
        links: &links,
        entry: reading.before.map(|row| row.entry),
    };
    let checked = check::check(kind, &posting.fields, &facts);
    let mut complaints = checked.as_ref().err().cloned().unwrap_or_default();
    vouchers(kind, &posting.proofs, &mut complaints);
    let fields = match checked {
        Ok(fields) if complaints.is_empty() => fields,
        _ => {
            let town = town(tx, kind, firm.as_ref(), posting.town, &posting.fields).await?;
            // Whose row it would be comes before what is wrong with it.
            if !town.is_none()
                && let Err(denied) = access::write(reading.by, kind, town)
            {
                return Err(acts::refuse(tx, kind, reading.by, denied).await?);
            }
            return Err(Refusal::Content(complaints));
        }
    };
    let town = town(tx, kind, firm.as_ref(), posting.town, &fields).await?;
    Ok(Content {
        subject: firm.map(|firm| firm.id),
        town,
        fields,
    })
}

/// Proofs are for vouchers that the kind names.
pub fn vouchers(kind: &Kind, proofs: &[Proof], complaints: &mut Complaints) {
    for proof in proofs {
        if kind
            .vouchers
            .iter()
            .all(|voucher| voucher.id != proof.voucher)
        {
            complaints.add(
                &proof.voucher,
                &proof.voucher,
                format!("“{}”没有这种凭证", kind.name),
            );
        }
    }
}

/// The day on which a row of a firm counts: what it brought along when it came to the county counts from that day on.
pub fn counting_day(
    kind: &Kind,
    fields: &Fields,
    firm: Id<Firm>,
    absences: &Absences,
) -> Option<Day> {
    let measured = Measured::of(kind, fields).within(kind, Some(firm), absences);
    measured.effective.known()
}

/// The town of the subject on the counting day (today while that is not known), or the chosen one.
pub async fn town(
    tx: &mut Tx,
    kind: &Kind,
    firm: Option<&FirmLine>,
    chosen: Option<Id<Organisation>>,
    fields: &Fields,
) -> ::store::Result<Id<Organisation>> {
    if kind.town == Place::Choice {
        return Ok(chosen.unwrap_or(Id::NONE));
    }
    let Some(firm) = firm else {
        return Ok(Id::NONE);
    };
    let absences = match kind.until {
        Some(_) => enterprise::door::absences_of(tx, firm.id).await?,
        None => Absences::default(),
    };
    let day = counting_day(kind, fields, firm.id, &absences);
    match day.filter(|day| *day != tx.moment().day()) {
        Some(day) => enterprise::door::town_on(tx, firm.id, day).await,
        None => Ok(firm.town),
    }
}

/// Finds the rows that the link fields name, by id or by number (what stands behind the number is for people): among those
/// that the person may see, and what the row led to before.
async fn links(
    tx: &mut Tx,
    kinds: &Kinds,
    kind: &Kind,
    fields: &Fields,
    reading: Reading<'_>,
) -> ::store::Result<BTreeMap<String, Option<Linked>>> {
    let mut links = BTreeMap::new();
    for field in kind
        .fields
        .iter()
        .filter(|field| field.kind == FieldType::Link)
    {
        let Some(text) = fields
            .get(&field.id)
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
        else {
            continue;
        };
        let before = reading.before.map(|row| &row.content.fields);
        let led_to = before.and_then(|fields| fields.get(&field.id));
        let is_open = |row: &Row| {
            access::see(reading.by, row.content.town, row.author).is_ok()
                || led_to == Some(&row.entry.to_string())
        };
        let found = linked(tx, kinds, text, is_open).await?;
        links.insert(text.to_owned(), found);
    }
    Ok(links)
}

/// The row of an id or a number. One that is not open to the person is not there.
pub async fn linked(
    tx: &mut Tx,
    kinds: &Kinds,
    text: &str,
    is_open: impl Fn(&Row) -> bool,
) -> ::store::Result<Option<Linked>> {
    let entry = match text.parse::<Id<Entry>>() {
        Ok(entry) => Some(entry),
        Err(_) => {
            store::by_number(
                tx,
                &text
                    .split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .to_uppercase(),
            )
            .await?
        }
    };
    let Some(entry) = entry else { return Ok(None) };
    match store::find(tx, entry).await? {
        Some(row) if is_open(&row) => Ok(Some(leads_to(tx, kinds, row).await?)),
        _ => Ok(None),
    }
}

/// A row as a link field leads to it.
pub async fn leads_to(tx: &mut Tx, kinds: &Kinds, row: Row) -> ::store::Result<Linked> {
    let firm = match row.content.subject {
        Some(firm) => Some(enterprise::door::stays(tx, firm).await?),
        None => None,
    };
    Ok(Linked {
        entry: row.entry,
        number: row.number,
        kind_name: kinds
            .get(&row.kind)
            .map_or_else(String::new, |kind| kind.name.clone()),
        kind: row.kind,
        void: row.state == State::Void,
        firm,
    })
}
