//! Whether what is stored is what was said: versions against contents, chains, vouchers against hashes.

pub mod store;
mod told;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use ::store::{Files, Result, STILL, Tx};
use enterprise::door::Absences;
use measure::kind::{Kind, Kinds};
use values::Id;

use crate::row::measured::Measured;
use crate::row::once;
use crate::row::standing::{Standing, missing};
use crate::row::{Entry, Row};
use crate::voucher::store::fingerprint_of;
use crate::voucher::{Kept, Paper};
use store::Stored;
use told::Told;

/// What `check` found. `rows` counts versions.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    pub rows: i64,
    pub vouchers: i64,
    /// What does not hold, one sentence each.
    pub broken: Vec<String>,
}

/// Kinds as they were when a version was saved.
struct Past {
    changes: Vec<i64>,
    read: HashMap<i64, Arc<Kinds>>,
}

impl Past {
    async fn kinds(&mut self, tx: &mut Tx, sequence: i64) -> Result<Arc<Kinds>> {
        let change = self
            .changes
            .iter()
            .rev()
            .find(|change| **change <= sequence)
            .copied()
            .unwrap_or(0);
        if let Some(kinds) = self.read.get(&change) {
            return Ok(Arc::clone(kinds));
        }
        let kinds = crate::kind::kinds_at(tx, change).await?;
        self.read.insert(change, Arc::clone(&kinds));
        Ok(kinds)
    }
}

/// When firms are away as it is known now, and whether every row already follows that.
struct Now {
    absences: Absences,
    is_followed: bool,
}

/// Checks the whole ledger of the county.
pub async fn check(tx: &mut Tx, files: &Files) -> Result<Checked> {
    let mut found = Checked::default();
    let now = Now {
        absences: enterprise::door::absences(tx).await?,
        is_followed: tx.jobs().await?.is_empty(),
    };
    let mut past = Past {
        changes: crate::kind::store::changes(tx).await?,
        read: HashMap::new(),
    };
    let mut told = Told::new(tx).await?;
    let mut before: Option<(Id<Entry>, i64, i64)> = None;
    loop {
        let after = before.map_or((Id::NONE, 0), |(entry, version, _)| (entry, version));
        let page = store::page(tx, after).await?;
        let (Some(first), Some(last)) = (page.first(), page.last()) else {
            break;
        };
        let papers = store::vouchers(tx, first.entry, last.entry).await?;
        for line in &page {
            found.rows += 1;
            let stored = match &line.stored {
                Ok(stored) => stored,
                Err(error) => {
                    let (entry, version) = (line.entry, line.version);
                    found
                        .broken
                        .push(format!("{entry} 第 {version} 版：读不出（{error}）"));
                    before = Some((entry, version, line.known_until));
                    continue;
                }
            };
            told.found(stored.row.known_from, &stored.line);
            let kinds = past.kinds(tx, stored.row.known_from).await?;
            found
                .broken
                .extend(content(&kinds, &now, stored, papers.get(&stored.row.entry)));
            found.broken.extend(chain(before, stored));
            before = Some((stored.row.entry, stored.row.version, stored.known_until));
        }
    }
    found.broken.extend(ended(before));
    found.broken.extend(store::orphans(tx).await?);
    vouchers(tx, files, &mut found, &mut told).await?;
    found.broken.extend(told.broken(tx).await?);
    Ok(found)
}

fn named(row: &Row) -> String {
    format!("{} 第 {} 版", row.number, row.version)
}

/// The measured columns follow from the fields, the standing from state and vouchers, the key that is claimed from all.
fn content(
    kinds: &Kinds,
    now: &Now,
    stored: &Stored,
    papers: Option<&Vec<Kept>>,
) -> Option<String> {
    let row = &stored.row;
    let Some(kind) = kinds.get(&row.kind) else {
        return Some(format!("{}：没有类别 {}", named(row), row.kind));
    };
    if !is_measured(kind, now, stored) {
        return Some(format!("{}：计量列与内容不一致", named(row)));
    }
    if stored.known_until == STILL && stored.claim != claim(kind, row) {
        return Some(format!("{}：防重键与内容不一致", named(row)));
    }
    let standing = papers
        .into_iter()
        .flatten()
        .filter(|paper| paper.stands_in(row.version));
    let there: BTreeSet<String> = standing.map(|paper| paper.proof.voucher.clone()).collect();
    let proven = missing(kind, &there).is_empty();
    let possible = [false, true].map(|held| Standing::of(row.state, proven, held));
    (!possible.contains(&row.standing)).then(|| {
        format!(
            "{}：认定“{}”与状态、凭证不一致",
            named(row),
            row.standing.word()
        )
    })
}

/// Of the version that is held now the columns are exactly those that saving it again would give. An older one may hold on
/// fewer days than its fields say, by what was known of its firm then.
fn is_measured(kind: &Kind, now: &Now, stored: &Stored) -> bool {
    let row = &stored.row;
    let whole = Measured::of(kind, &row.content.fields);
    let is_held = stored.known_until == STILL && now.is_followed;
    if is_held || row.content.subject.is_none() || kind.anywhere {
        return row.measured == whole.within(kind, row.content.subject, &now.absences);
    }
    let is_event = kind.until.is_none();
    row.measured.is_within(&whole) && (!is_event || row.measured.effective == whole.effective)
}

fn claim(kind: &Kind, row: &Row) -> String {
    let content = &row.content;
    let (subject, town) = (content.subject, content.town);
    once::claimed(row.state, kind, subject, town, &content.fields).unwrap_or_default()
}

/// Versions count from 1 without a gap, and each is held from where the one before ends.
fn chain(before: Option<(Id<Entry>, i64, i64)>, stored: &Stored) -> Option<String> {
    let row = &stored.row;
    let whole = match before {
        Some((entry, version, until)) if entry == row.entry => {
            row.version == version + 1 && row.known_from == until
        }
        Some((_, _, until)) if until != STILL => false,
        _ => row.version == 1,
    };
    let forward = row.known_from <= stored.known_until;
    (!whole || !forward).then(|| format!("{}：版本链断开或重叠", named(row)))
}

fn ended(last: Option<(Id<Entry>, i64, i64)>) -> Option<String> {
    last.filter(|(_, _, until)| *until != STILL)
        .map(|(entry, version, _)| format!("{entry} 第 {version} 版：没有现行版本"))
}

/// The hash of a file, empty for a document number, and its name.
fn named_file(paper: Paper) -> (String, String) {
    match paper {
        Paper::File { sha256, name, .. } => (sha256, name),
        Paper::Number { number, .. } => (String::new(), number),
    }
}

async fn vouchers(tx: &mut Tx, files: &Files, found: &mut Checked, told: &mut Told) -> Result<()> {
    let county = tx.county().to_owned();
    let mut seen: BTreeMap<String, bool> = BTreeMap::new();
    let mut after = Id::NONE;
    loop {
        let page = store::papers(tx, after).await?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        after = last.id;
        for (kept, sequence) in page {
            found.vouchers += 1;
            told.found(sequence, &fingerprint_of(&county, &kept));
            let (id, (sha256, name)) = (kept.id, named_file(kept.proof.paper));
            let whole = match seen.get(&sha256) {
                Some(whole) => *whole,
                None => sha256.is_empty() || files.is_whole(&sha256).await,
            };
            if !whole {
                found
                    .broken
                    .push(format!("凭证 {id}（{name}）：文件缺失或指纹不符"));
            }
            seen.insert(sha256, whole);
        }
    }
}
