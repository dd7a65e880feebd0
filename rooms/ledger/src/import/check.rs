//! Checking a table against the ledger: what is wrong, what is new, what differs, what is there already.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::time::Instant;

use ::store::{Files, Received, Tx};
use measure::kind::{FieldType, Kind, Kinds, Place, Subject};
use paper::layout::Record;
use paper::{Address, Unreadable, Wanted};
use values::{Day, Id};
use web::Organisation;

use super::fault::{Fault, Faults, Summary};
use super::firms::{Firms, Unknown};
use super::meant::{self, Seen, Told};
use super::outcome::{Line, Writing};
use super::repairs::{Repair, Repairs};
use super::wanted::{CODE, FIRM, TOWN};
use super::{By, Progress, Read, reading, store};
use crate::access::{Denied, Whose};
use crate::if clean && !same(before.as_ref(), &content) {::check::{Facts, check, derive};
use crate::row::measured::Fields;
use crate::row::reading::Writing as Manner;
use crate::row::state::State;
use crate::row::{Content, Entry, Linked, Row, enter, once};

/// What a table is checked against.
pub struct Asked<'a> {
    pub files: &'a Files,
    pub by: &'a By,
    pub kinds: &'a Kinds,
    pub kind: &'a Kind,
    pub wanted: Vec<Wanted>,
    pub read: &'a Read,
    pub repairs: &'a Repairs,
    pub today: Day,
}

/// What was found: in numbers, and row by row in a file that is not kept yet.
pub struct Found {
    pub summary: Summary,
    pub outcome: Received,
}

/// Why nothing could be found.
#[derive(Debug)]
pub enum Stopped {
    Unreadable(Unreadable),
    Store(::store::Error),
}

impl From<::store::Error> for Stopped {
    fn from(error: ::store::Error) -> Self {
        Stopped::Store(error)
    }
}

/// Checks every row of the table.
pub async fn run(
    tx: &mut Tx,
    file: File,
    asked: &Asked<'_>,
    progress: Progress<'_>,
) -> Result<Found, Stopped> {
    let begun = Instant::now();
    let mut checking = Checking::begin(tx, asked).await?;
    let mut records = reading::records(file, asked.read, asked.wanted.clone());
    while let Some(some) = records.recv().await {
        checking.take(tx, some.map_err(Stopped::Unreadable)?).await?;
        progress(
            u64::from(checking.summary.rows),
            u64::from(asked.read.table.rows),
        );
    }
    checking.end(begun).await
}

/// A check on its way through the table.
struct Checking<'a> {
    asked: &'a Asked<'a>,
    firms: Firms,
    links: HashMap<(String, Option<Id<enterprise::door::Firm>>), Option<Linked>>,
    /// Keys of rows that were sent back, which claim none.
    returned: HashMap<String, Row>,
    /// The row of the table that each key stood in first.
    keys: HashMap<String, u32>,
    rights: HashMap<Id<Organisation>, Option<String>>,
    seen: Seen,
    faults: Faults,
    /// Rows that would be filled by columns which the table does not have, by field.
    lacking: BTreeMap<String, u32>,
    summary: Summary,
    lines: Writing,
}

/// A row with whom it is about and its key.
struct Placed {
    told: Told,
    subject: Option<enterprise::door::FirmLine>,
    town: Id<Organisation>,
    links: BTreeMap<String, Option<Linked>>,
    key: Option<String>,
    clean: bool,
}

impl<'a> Checking<'a> {
    async fn begin(tx: &mut Tx, asked: &'a Asked<'a>) -> Result<Self, Stopped> {
        let mut returned = HashMap::new();
        for row in store::returned(tx, &asked.kind.id).await? {
            let content = &row.content;
            let key = once::key(asked.kind, content.subject, content.town, &content.fields);
            if let Some(key) = key {
                returned.insert(key, row);
            }
        }
        Ok(Checking {
            asked,
            firms: Firms::default(),
            links: HashMap::new(),
            returned,
            keys: HashMap::new(),
            rights: HashMap::new(),
            seen: Seen::default(),
            faults: Faults::default(),
            lacking: BTreeMap::new(),
            summary: Summary::default(),
            lines: Writing::begin(asked.files).await?,
        })
    }

    async fn take(&mut self, tx: &mut Tx, records: Vec<Record>) -> Result<(), Stopped> {
        let mut placed = Vec::with_capacity(records.len());
        for record in records {
            self.summary.rows += 1;
            let asked = self.asked;
            let told = meant::told(
                record,
                &asked.wanted,
                asked.repairs,
                &mut self.seen,
                &mut self.faults,
            );
            placed.push(self.place(tx, told).await?);
        }
        let keys: Vec<&str> = placed.iter().filter_map(|one| one.key.as_deref()).collect();
        let there = store::holders(tx, &self.asked.kind.id, &keys).await?;
        for one in placed {
            let before = one.key.as_ref().and_then(|key| {
                let held = there.get(key).or_else(|| self.returned.get(key));
                held.cloned()
            });
            self.settle(one, before).await?;
        }
        Ok(())
    }

    /// Finds whom and what a row names.
    async fn place(&mut self, tx: &mut Tx, mut told: Told) -> Result<Placed, Stopped> {
        let kind = self.asked.kind;
        let mut clean = told.unread.is_empty();
        let repairs = self.asked.repairs;
        let subject = match self.firms.find(tx, &told.firm, &told.code, repairs).await? {
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
            if !self.links.contains_key(&known) {
                let found = link(tx, self.asked.kinds, to, &text, firm).await?;
                self.links.insert(known.clone(), found);
            }
            let found = self.links.get(&known).cloned().flatten();
            // The ledger keeps the id of what is linked.
            let written = found.as_ref().map_or(text, |linked| linked.entry.to_string());
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

    async fn town(
        &mut self,
        tx: &mut Tx,
        told: &Told,
        firm: Option<&enterprise::door::FirmLine>,
    ) -> Result<Id<Organisation>, Stopped> {
        let kind = self.asked.kind;
        if kind.town == Place::Choice {
            let own = self.asked.by.actor.sees_only_town();
            let chosen = told.town.parse().ok();
            return Ok(chosen.or(own).unwrap_or(Id::NONE));
        }
        let Some(firm) = firm else {
            return Ok(Id::NONE);
        };
        let day = told.fields.get(&kind.day);
        match day.and_then(|day| Day::parse_iso(day)) {
            Some(day) if day != self.asked.today => Ok(self.firms.town(tx, firm.id, day).await?),
            _ => Ok(firm.town),
        }
    }

    /// Decides what becomes of a row, now that everything it names is known.
    async fn settle(&mut self, one: Placed, before: Option<Row>) -> Result<(), Stopped> {
        if let Some(key) = &one.key
            && let Some(first) = self.keys.insert(key.clone(), one.told.row)
        {
            self.twice(&one, first);
            self.keys.insert(key.clone(), first);
            return Ok(());
        }
        let kind = self.asked.kind;
        let mut fields = before.as_ref().map(|row| row.content.fields.clone()).unwrap_or_default();
        for (id, text) in &one.told.fields {
            match text.is_empty() {
                true => drop(fields.remove(id)),
                false => drop(fields.insert(id.clone(), text.clone())),
            }
        }
        fields.retain(|id, _| kind.field(id).is_some_and(|field| field.derived.is_empty()));
        let mut links = one.links.clone();
        keep_links(kind, &fields, before.as_ref(), &mut links);
        let known = before.as_ref().and_then(|row| row.content.subject);
        let facts = Facts {
            today: self.asked.today,
            writing: Manner::Canonical,
            whole: true,
            subject: one.subject.as_ref().map(|firm| firm.id).or(known),
            registered_on: one.subject.as_ref().map(|firm| firm.registered_on),
            links: &links,
            entry: before.as_ref().map(|row| row.entry),
        };
        let subject = facts.subject;
        let mut clean = one.clean;
        let fields = match check(kind, &fields, &facts) {
            Ok(fields) => fields,
            Err(complaints) => {
                for complaint in complaints.0 {
                    clean &= !self.complain(&one, &complaint, before.is_some());
                }
                fields
            }
        };
        clean &= self.permitted(&one, before.as_ref());
        let content = Content {
            subject,
            town: one.town,
            fields,
        };
        self.count(&one, before.as_ref(), &content);
        if clean && before.as_ref().is_none_or(|row| row.content != content) {
            self.lines.add(&line(&one, before.as_ref(), content, kind, self.asked.today)).await?;
        }
        Ok(())
    }

    fn count(&mut self, one: &Placed, before: Option<&Row>, content: &Content) {
        let summary = &mut self.summary;
        match before {
            None => summary.created += 1,
            Some(_) if one.clean && same(before, content) => summary.unchanged += 1,
            Some(row) => {
                summary.changed += 1;
                summary.reopened += u32::from(row.state == State::Verified);
            }
        }
    }

    fn twice(&mut self, one: &Placed, first: u32) {
        let kind = self.asked.kind;
        let own = kind.once.iter().rev().find(|id| kind.field(id).is_some());
        let field = own.map_or(FIRM, String::as_str);
        let given = one.told.fields.get(field).cloned().unwrap_or_default();
        let what = kind.field(field).map_or("企业", |field| field.name.as_str());
        self.add(
            one.told.row,
            field,
            "同一份表里重复".to_owned(),
            given,
            format!("与第 {first} 行重复（同一{}），只留一行", named_key(kind, what)),
        );
    }

    fn unknown_firm(&mut self, told: &Told, unknown: Unknown) {
        let given = match unknown.field {
            CODE => &told.code,
            _ => &told.firm,
        };
        let at = self.at(told.row, unknown.field);
        self.faults.add(Fault {
            at,
            field: unknown.field.to_owned(),
            sort: unknown.sort.to_owned(),
            given: given.clone(),
            why: unknown.why,
            accepted: "企业库里的全称或信用代码".to_owned(),
            repair: match unknown.instead {
                Some(_) => Repair::Firm,
                None => Repair::None,
            },
            instead: unknown.instead.map(|(name, _)| name).unwrap_or_default(),
        });
    }

    /// Adds what the check of fields found; false for what is told already.
    fn complain(&mut self, one: &Placed, complaint: &web::Complaint, there: bool) -> bool {
        let field = complaint.field.as_str();
        let firm_is_told = field == FIRM && !(one.told.firm.is_empty() && one.told.code.is_empty());
        if firm_is_told || one.told.unread.iter().any(|id| id == field) {
            return false;
        }
        let is_missing = complaint.reason.starts_with("要填");
        let columns = [Some(field), (field == FIRM).then_some(CODE)];
        let has_column = columns
            .into_iter()
            .flatten()
            .any(|id| self.asked.read.table.column_of(id).is_some());
        if is_missing && !has_column && !there {
            *self.lacking.entry(complaint.label.clone()).or_default() += 1;
            return true;
        }
        let sort = match is_missing {
            true => format!("缺必填：{}", complaint.label),
            false => format!("{}：不符合登记要求", complaint.label),
        };
        let given = match is_missing {
            true => String::new(),
            false => self.shown(one, field),
        };
        let why = match is_missing {
            true => format!("{}要填", complaint.label),
            false => complaint.reason.clone(),
        };
        self.add(one.told.row, field, sort, given, why);
        true
    }

    /// The value as a person reads it.
    fn shown(&self, one: &Placed, id: &str) -> String {
        let field = self.asked.kind.field(id);
        let text = one.told.fields.get(id);
        match (field, text) {
            (Some(field), Some(text)) => crate::row::shown::in_list(field, text),
            _ => String::new(),
        }
    }

    /// Whether the person may write the row there, and may see the one that is changed.
    fn permitted(&mut self, one: &Placed, before: Option<&Row>) -> bool {
        let towns = [Some(one.town), before.map(|row| row.content.town)];
        for town in towns.into_iter().flatten() {
            // What is not known yet is told already.
            if town.is_none() && !one.clean {
                continue;
            }
            let (by, kind) = (self.asked.by, self.asked.kind);
            let why = self
                .rights
                .entry(town)
                .or_insert_with(|| by.write(kind, town).err().map(|denied| told_denied(&denied)));
            if let Some(why) = why.clone() {
                let field = match kind.town {
                    Place::Choice => TOWN,
                    Place::Subject => FIRM,
                };
                let given = one.told.firm.clone();
                self.add(one.told.row, field, "不在您能登记的范围里".to_owned(), given, why);
                return false;
            }
        }
        true
    }

    fn add(&mut self, row: u32, field: &str, sort: String, given: String, why: String) {
        let at = self.at(row, field);
        let wanted = self.asked.wanted.iter().find(|one| one.id == field);
        self.faults.add(Fault {
            at,
            field: field.to_owned(),
            sort,
            given,
            why,
            accepted: wanted.map(paper::value::accepted).unwrap_or_default(),
            instead: String::new(),
            repair: Repair::None,
        });
    }

    /// The cell of a field, or the first of its row where the table has no such column.
    fn at(&self, row: u32, field: &str) -> Address {
        let table = &self.asked.read.table;
        let column = table.column_of(field).or_else(|| match field {
            FIRM => table.column_of(CODE),
            _ => None,
        });
        Address::new(row, column.or(table.columns.first()).map_or(1, |column| column.number))
    }

    async fn end(mut self, begun: Instant) -> Result<Found, Stopped> {
        let asked = self.asked;
        let table = &asked.read.table;
        meant::odd_amounts(&self.seen, table, &asked.wanted, asked.repairs, &mut self.faults);
        for (label, rows) in std::mem::take(&mut self.lacking) {
            let why = format!("表里没有“{label}”这一列，有 {rows} 行新记录要填。请加上这一列，或在上一步指明是哪一列");
            self.add(table.header_row.max(1), "", "缺少要填的列".to_owned(), label, why);
        }
        self.summary.tidied = self.seen.tidied();
        self.faults.sum_up(&mut self.summary);
        self.summary.tenths = u32::try_from(begun.elapsed().as_millis() / 100).unwrap_or(u32::MAX);
        let outcome = if self.faults.all.is_empty() {
            self.lines.finish().await?
        } else {
            let mut faults = Writing::begin(asked.files).await?;
            for fault in &self.faults.all {
                faults.add(fault).await?;
            }
            faults.finish().await?
        };
        Ok(Found {
            summary: self.summary,
            outcome,
        })
    }
}

/// Whether there is nothing to do. A row that was sent back is handed in again even if nothing of it differs.
fn same(before: Option<&Row>, content: &Content) -> bool {
    before.is_some_and(|row| row.content == *content && row.state.claims())
}

fn line(one: &Placed, before: Option<&Row>, content: Content, kind: &Kind, today: Day) -> Line {
    let day = content.fields.get(&kind.day);
    let day = day.and_then(|day| Day::parse_iso(day)).unwrap_or(today);
    Line {
        row: one.told.row,
        entry: before.map_or_else(|| Id::new(values::fresh(values::Clock::machine().now())), |row| row.entry),
        after: before.map_or(0, |row| row.version),
        subject: content.subject,
        town: content.town,
        year: day.year(),
        fields: content.fields,
    }
}

/// What a row links to already and the table does not say otherwise stands as it is.
fn keep_links(
    kind: &Kind,
    fields: &Fields,
    before: Option<&Row>,
    links: &mut BTreeMap<String, Option<Linked>>,
) {
    let Some(before) = before else {
        return;
    };
    for field in kind.fields.iter().filter(|one| one.kind == FieldType::Link) {
        let Some(text) = fields.get(&field.id).filter(|text| !links.contains_key(*text)) else {
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
            };
            links.insert(text.clone(), Some(linked));
        }
    }
}

/// By our number; else by what identifies a row of that kind among those of the firm, as 合同编号 does a contract.
async fn link(
    tx: &mut Tx,
    kinds: &Kinds,
    to: &str,
    text: &str,
    firm: Option<Id<enterprise::door::Firm>>,
) -> ::store::Result<Option<Linked>> {
    if let Some(linked) = enter::linked(tx, kinds, text).await? {
        return Ok(Some(linked));
    }
    let (Some(kind), Some(firm)) = (kinds.get(to), firm) else {
        return Ok(None);
    };
    let rows = crate::row::store::open::choices(tx, to, Some(firm), 500).await?;
    let plain = |text: &str| values::half_width(text).split_whitespace().collect::<String>().to_lowercase();
    let asked = plain(text);
    let texts: Vec<&String> = kind.once.iter().filter(|id| kind.field(id).is_some_and(|field| field.kind == FieldType::Text)).collect();
    let mut meant = rows.into_iter().filter(|row| {
        texts.iter().any(|id| row.content.fields.get(*id).is_some_and(|own| plain(own) == asked))
    });
    let (first, second) = (meant.next(), meant.next());
    Ok(first.filter(|_| second.is_none()).map(|row| Linked {
        entry: row.entry,
        number: row.number,
        kind_name: kind.name.clone(),
        kind: row.kind,
        void: row.state == State::Void,
    }))
}

fn told_denied(denied: &Denied) -> String {
    match denied.whose {
        Whose::Nobody => "不在您的镇区。".to_owned(),
        _ => denied.why.clone(),
    }
}

/// 企业和凭证号
fn named_key(kind: &Kind, last: &str) -> String {
    let named = kind.once.iter().filter_map(|id| match id.as_str() {
        "subject" => Some("企业"),
        "town" => Some("镇区"),
        id => kind.field(id).map(|field| field.name.as_str()),
    });
    let named: Vec<&str> = named.collect();
    if named.is_empty() { last.to_owned() } else { named.join("、") }
}
