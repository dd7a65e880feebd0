//! The rows, half a month at a time: all first versions in one transaction, all second ones in
//! the next, so that every version is known for a while.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use anyhow::Context;
use ledger::door::{BulkRow, Cause, Entry, Fields, State};
use measure::kind::{Kind, Kinds};
use store::Store;
use trail::Who;
use values::{Day, Fen, Id, Moment, Period};
use web::{Organisation, Role};

use super::Size;
use super::course::{self, Course, LONGEST};
use super::firms::Known;
use super::kinds::{self, Telling};
use super::row;
use crate::demonstration::cast::Cast;
use crate::demonstration::chance::Chance;
use crate::demonstration::{county, people};

/// Half a month with the rows that fall into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub days: Period,
    pub rows: u64,
}

/// The versions of a stretch become known so many days after its end, at this hour.
const KNOWN: [(i32, u32); LONGEST] = [(0, 9), (0, 11), (2, 15), (6, 10), (7, 15)];

/// Where rows of a kind belong and who writes them.
struct Desk {
    office: Id<Organisation>,
    enterer: Who,
    verifier: Who,
}

/// A row on its way through its versions.
struct Made {
    course: Course,
    first: BulkRow,
    papers: BTreeSet<String>,
    corrected: Fields,
    verifier: Who,
}

pub struct Load {
    kinds: Arc<Kinds>,
    desks: HashMap<String, Desk>,
    firms: Vec<Known>,
    chance: Chance,
    telling: Telling,
}

/// Versions that become known in one transaction.
pub struct Batch {
    pub moment: Moment,
    pub rows: Vec<BulkRow>,
}

/// The half months from the first day to a week before today; their rows add up to all.
pub fn stretches(size: Size) -> Vec<Stretch> {
    let last = size.today().plus(-9);
    let mut days = Vec::new();
    let mut first = size.first();
    while first <= last {
        let middle = first.plus(14);
        let end = if first.day() == 1 {
            middle
        } else {
            first.last_of_month()
        };
        days.push(Period {
            first,
            last: end.min(last),
        });
        first = end.plus(1);
    }
    let many = days.len() as u64;
    let share = |at: u64| size.rows * (at + 1) / many - size.rows * at / many;
    days.into_iter()
        .zip(0..)
        .map(|(days, at)| Stretch {
            days,
            rows: share(at),
        })
        .collect()
}

impl Load {
    pub async fn new(
        store: &Store,
        cast: &Cast,
        firms: Vec<Known>,
        chance: Chance,
    ) -> anyhow::Result<Self> {
        let mut tx = store.read(county::CODE).await?;
        let kinds = ledger::door::kinds(&mut tx).await?;
        let mut desks = HashMap::new();
        for kind in kinds.iter() {
            let office = identity::door::office(&mut tx, &kind.office).await?;
            let who = |role| {
                cast.actors
                    .get(people::in_office(&kind.office, role))
                    .map(|actor| actor.who())
            };
            let desk = Desk {
                office: office.map_or(Id::NONE, |office| office.id),
                enterer: who(Role::Staff).context("nobody enters")?,
                verifier: who(Role::Verifier).context("nobody verifies")?,
            };
            desks.insert(kind.id.clone(), desk);
        }
        let telling = Telling::of(cast.towns.clone());
        Ok(Load {
            kinds,
            desks,
            firms,
            chance,
            telling,
        })
    }

    /// Makes the rows of a stretch, version by version.
    pub fn make(&mut self, stretch: Stretch, at: usize) -> anyhow::Result<Vec<Batch>> {
        let moment = Moment::at(stretch.days.last, KNOWN[0].1, 0);
        let mut made = Vec::new();
        for published in row::statistics(stretch.days)
            .into_iter()
            .take(usize::try_from(stretch.rows)?)
        {
            made.push(self.made("statistic", None, published, moment)?);
        }
        while (made.len() as u64) < stretch.rows {
            let kind = kinds::draw(&mut self.chance);
            let span = i64::from(stretch.days.length()) - 1;
            let day = stretch
                .days
                .first
                .plus(i32::try_from(self.chance.between(0, span))?);
            made.push(self.drawn(kind, day, at, moment)?);
        }
        let known = KNOWN.into_iter().enumerate();
        let known = known.map(|(version, (days, hour))| Batch {
            moment: Moment::at(stretch.days.last.plus(days), hour, 0),
            rows: made
                .iter()
                .filter_map(|made| made.version(version))
                .collect(),
        });
        Ok(known.filter(|known| !known.rows.is_empty()).collect())
    }

    fn drawn(
        &mut self,
        kind: &'static str,
        day: Day,
        at: usize,
        moment: Moment,
    ) -> anyhow::Result<Made> {
        let firm = self.chance.below(self.firms.len());
        let said = self.telling.tell(&mut self.chance, kind, firm, day, at);
        let firm = kinds::has_subject(kind).then_some(said.firm);
        let made = self.made(kind, firm, said.fields, moment)?;
        self.telling.remember(kind, said.firm, &made.first);
        Ok(made)
    }

    fn made(
        &mut self,
        kind: &str,
        firm: Option<usize>,
        fields: Fields,
        moment: Moment,
    ) -> anyhow::Result<Made> {
        let kind = self
            .kinds
            .get(kind)
            .with_context(|| format!("no kind {kind}"))?;
        let desk = self.desks.get(&kind.id).context("no desk")?;
        let number = self.telling.number(&kind.prefix, moment.day().year());
        let known = firm.map(|firm| self.firms[firm]);
        let proofs = row::proofs(&mut self.chance, kind, &number, day_of(kind, &fields));
        let town = known.map_or_else(|| self.telling.town(kind), |known| known.town);
        let first = BulkRow {
            entry: Id::<Entry>::fresh(moment),
            number,
            version: 1,
            kind: kind.id.clone(),
            subject: known.map(|known| known.id),
            town,
            office: desk.office,
            fields,
            state: State::Draft,
            cause: Cause::Entered,
            proofs,
            proven_by: BTreeSet::new(),
            actor: desk.enterer.clone(),
        };
        Ok(Made::of(
            first,
            course::draw(&mut self.chance),
            desk.verifier.clone(),
        ))
    }
}

/// The counting day, or the first of the calendar where it is not said.
fn day_of(kind: &Kind, fields: &Fields) -> Day {
    fields
        .get(&kind.day)
        .and_then(|day| Day::parse_iso(day))
        .unwrap_or(Day::from_number(0))
}

impl Made {
    fn of(first: BulkRow, course: Course, verifier: Who) -> Self {
        let mut corrected = first.fields.clone();
        match corrected
            .get("amount")
            .and_then(|amount| Fen::parse(amount, 100).ok())
        {
            Some(amount) => {
                corrected.insert("amount".to_owned(), (amount + Fen::yuan(10_000)).plain())
            }
            None => corrected.insert("note".to_owned(), "已更正说明".to_owned()),
        };
        let papers = first
            .proofs
            .iter()
            .map(|proof| proof.voucher.clone())
            .collect();
        Made {
            course,
            first,
            papers,
            corrected,
            verifier,
        }
    }

    /// One of its versions, counted from 0; none where its course is shorter.
    fn version(&self, at: usize) -> Option<BulkRow> {
        let (state, cause) = *self.course.get(at)?;
        if at == 0 {
            return Some(BulkRow {
                state,
                cause,
                ..self.first.clone()
            });
        }
        let is_corrected = self.course[..=at]
            .iter()
            .any(|(_, cause)| *cause == Cause::Corrected);
        let by_verifier = matches!(cause, Cause::Verified | Cause::Returned);
        Some(BulkRow {
            version: i64::try_from(at).unwrap_or(0) + 1,
            state,
            cause,
            proofs: Vec::new(),
            proven_by: self.papers.clone(),
            fields: if is_corrected {
                self.corrected.clone()
            } else {
                self.first.fields.clone()
            },
            actor: if by_verifier {
                self.verifier.clone()
            } else {
                self.first.actor.clone()
            },
            ..self.first.clone()
        })
    }
}
