//! Checking a table against the ledger: what is wrong, what is new, what differs, what is there already.

mod allowed;
mod placing;
mod telling;
mod towns;
mod usual;

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::time::Instant;

use ::store::{Files, Received, Tx, Writing};
use enterprise::door::{Absences, Firm, FirmLine, Firms};
use measure::kind::{Kind, Kinds};
use paper::fault::Faults;
use paper::intake::{Read, Spot};
use paper::layout::Record;
use paper::{Unreadable, Wanted};
use sha2::{Digest, Sha256};
use values::{Clock, Day, Id, Rising};
use web::{Organisation, intake};

use super::meant::{self, Seen, Told};
use super::outcome::Line;
use super::repairs::Repairs;
use super::{By, Progress, Summary, store};
use crate::row::check::{Facts, check};
use crate::row::reading::Writing as Manner;
use crate::row::state::State;
use crate::row::{Content, Linked, Row, once};
use placing::{Led, keep_links};
use towns::Towns;

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
    let mut records = intake::records(file, asked.read, asked.wanted.clone());
    while let Some(some) = records.next().await {
        let (sheet, some) = some.map_err(Stopped::Unreadable)?;
        checking.take(tx, sheet, some).await?;
        progress(
            u64::from(checking.summary.tally.rows),
            u64::from(asked.read.rows()),
        );
    }
    checking.summary.tally.totals = records.totals().await;
    checking.end(tx, begun).await
}

/// A check on its way through the table.
struct Checking<'a> {
    asked: &'a Asked<'a>,
    firms: Firms,
    links: HashMap<(String, Option<Id<Firm>>), Led>,
    /// Keys of rows that were sent back, which claim none.
    returned: HashMap<String, Row>,
    /// The row of the table that each key stood in first.
    keys: HashMap<String, Spot>,
    rights: HashMap<Id<Organisation>, Option<String>>,
    /// The names of firms whose rows would become another's.
    holders: HashMap<Id<Firm>, String>,
    /// Asked only for kinds whose rows hold from a day to a day.
    absences: Absences,
    towns: Towns,
    /// Cells that are empty where the ledger holds something.
    kept: u32,
    seen: Seen,
    faults: Faults,
    /// Rows that would be filled by columns which the table does not have, by field.
    lacking: BTreeMap<String, u32>,
    summary: Summary,
    /// The ids of new rows.
    ids: Rising,
    lines: Writing,
    plan: Sha256,
}

/// A row with whom it is about and its key.
struct Placed {
    told: Told,
    subject: Option<FirmLine>,
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
        let absences = match asked.kind.until {
            Some(_) => enterprise::door::absences(tx).await?,
            None => Absences::default(),
        };
        Ok(Checking {
            asked,
            absences,
            towns: Towns::begun(asked.read, &asked.wanted),
            kept: 0,
            firms: Firms::default(),
            links: HashMap::new(),
            returned,
            keys: HashMap::new(),
            rights: HashMap::new(),
            holders: HashMap::new(),
            seen: Seen::default(),
            faults: Faults::default(),
            lacking: BTreeMap::new(),
            summary: Summary::default(),
            ids: Rising::default(),
            lines: Writing::begin(asked.files).await?,
            plan: Sha256::new(),
        })
    }

    async fn take(
        &mut self,
        tx: &mut Tx,
        sheet: usize,
        records: Vec<Record>,
    ) -> Result<(), Stopped> {
        let mut placed = Vec::with_capacity(records.len());
        for record in records {
            self.summary.tally.rows += 1;
            let asked = self.asked;
            let told = meant::told(
                (sheet, record),
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
            self.settle(tx, one, before).await?;
        }
        Ok(())
    }

    /// Decides what becomes of a row, now that everything it names is known.
    async fn settle(
        &mut self,
        tx: &mut Tx,
        one: Placed,
        before: Option<Row>,
    ) -> Result<(), Stopped> {
        if let Some(key) = &one.key
            && let Some(first) = self.keys.insert(key.clone(), one.told.spot)
        {
            self.twice(&one, first);
            self.keys.insert(key.clone(), first);
            return Ok(());
        }
        let kind = self.asked.kind;
        let mut fields = before
            .as_ref()
            .map(|row| row.content.fields.clone())
            .unwrap_or_default();
        // What the table leaves empty stands as it is: a person empties a field on its page. What must be filled is told.
        for (id, text) in &one.told.fields {
            let is_required = kind.field(id).is_some_and(|field| field.required);
            match text.is_empty() {
                true if is_required => drop(fields.remove(id)),
                true => self.kept += u32::from(fields.contains_key(id)),
                false if is_written_otherwise(kind, id, fields.get(id), text) => {}
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
        if let Some(before) = &before {
            clean &= self.stays(tx, &one, before).await?;
        }
        let content = Content {
            subject,
            town: one.town,
            fields,
        };
        self.count(&one, before.as_ref(), &content);
        if clean && !same(before.as_ref(), &content) {
            let line = self.line(&one, before.as_ref(), content);
            self.plan.update(line.deed().map_err(::store::Error::from)?);
            self.lines.add(&line).await?;
        }
        Ok(())
    }

    fn line(&mut self, one: &Placed, before: Option<&Row>, content: Content) -> Line {
        let day = content.fields.get(&self.asked.kind.day);
        let day = day.and_then(|day| Day::parse_iso(day));
        Line {
            row: one.told.spot,
            entry: match before {
                Some(row) => row.entry,
                None => Id::new(self.ids.next(Clock::machine().now())),
            },
            after: before.map_or(0, |row| row.version),
            subject: content.subject,
            town: content.town,
            year: day.unwrap_or(self.asked.today).year(),
            other_firm: becomes_another_firm_s(before, &content),
            fields: content.fields,
        }
    }

    fn count(&mut self, one: &Placed, before: Option<&Row>, content: &Content) {
        let summary = &mut self.summary;
        match before {
            None => summary.created += 1,
            Some(_) if one.clean && same(before, content) => summary.unchanged += 1,
            Some(row) => {
                summary.changed += 1;
                summary.reopened += u32::from(row.state == State::Verified);
                summary.other_firm += u32::from(becomes_another_firm_s(before, content));
            }
        }
    }

    async fn end(mut self, tx: &mut Tx, begun: Instant) -> Result<Found, Stopped> {
        let asked = self.asked;
        meant::odd_amounts(
            &self.seen,
            asked.read,
            &asked.wanted,
            asked.repairs,
            &mut self.faults,
        );
        self.tell_columns();
        let unusual = usual::unusual(tx, asked, &self.seen).await?;
        let told = unusual
            .into_iter()
            .chain(kept(self.kept))
            .chain(self.said_towns());
        self.summary.unusual = told.collect::<Vec<_>>().join("；");
        let tally = &mut self.summary.tally;
        tally.tidied = self.seen.ways.told();
        self.faults.sum_up(tally);
        tally.timed(begun);
        let plan = self.plan.finalize();
        self.summary.plan = plan.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Found {
            outcome: intake::outcome(asked.files, &self.faults, self.lines).await?,
            summary: self.summary,
        })
    }
}

/// Whether a part of the key is the one that stands, with other brackets or dashes: nothing of the row has changed.
fn is_written_otherwise(kind: &Kind, id: &String, stands: Option<&String>, text: &str) -> bool {
    kind.once.contains(id)
        && stands.is_some_and(|stands| once::same_as(stands) == once::same_as(text))
}

fn kept(cells: u32) -> Option<String> {
    (cells > 0).then(|| {
        format!("有 {cells} 格在表里是空的，台账里原来有值，保留原值；要清空的请在那一条的页面上改")
    })
}

/// Whether there is nothing to do. A row that was sent back is handed in again even if nothing of it differs.
fn same(before: Option<&Row>, content: &Content) -> bool {
    before.is_some_and(|row| row.content == *content && row.state.claims())
}

/// A key without the firm can be that of another firm's row.
fn becomes_another_firm_s(before: Option<&Row>, content: &Content) -> bool {
    let before = before.and_then(|row| row.content.subject);
    before.is_some() && before != content.subject
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::kind::shipped;

    #[test]
    fn a_key_in_other_brackets_is_no_change() {
        let kinds = shipped();
        let kind = kinds.get("money_received").unwrap();
        let is = |id: &str, stands: &str, text: &str| {
            is_written_otherwise(kind, &id.to_owned(), Some(&stands.to_owned()), text)
        };
        assert!(is("document", "苏财教〔2020〕71号", "苏财教[2020]71号"));
        assert!(!is("document", "苏财教〔2020〕71号", "苏财教〔2020〕72号"));
        assert!(!is("note", "（一）", "(一)"));
        assert!(!is_written_otherwise(
            kind,
            &"document".to_owned(),
            None,
            "x"
        ));
    }
}
