//! Checking a list against what is known: what is wrong, what is new, what differs, what another source says.

mod telling;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::time::Instant;

use ::store::{Files, Received, Tx, Writing};
use paper::fault::{Fault, Faults};
use paper::intake::{Read, Spot};
use paper::layout::Record;
use paper::value::{Sort, Ways};
use paper::{Address, Type, Wanted};
use values::{Day, Fen, Id};
use web::Actor;
use web::intake::{self, Told};

use super::acts::Refused;
use super::wanted::meant;
use super::{Before, Decided, Line, Summary};
use crate::access;
use crate::fact::decide::{self, Step};
use crate::fact::odd::{self, Year};
use crate::fact::{Definition, Held, Source, definitions, reading, store as facts};
use crate::firm::{Firm, FirmLine};
use crate::meant::{CODE, FIRM, Firms};

/// What a list is checked against.
pub struct Asked<'a> {
    pub files: &'a Files,
    pub actor: &'a Actor,
    pub source: Source,
    pub read: &'a Read,
    pub wanted: &'a [Wanted],
    pub decided: &'a Decided,
    pub today: Day,
}

/// A value of the list at its cell.
struct Value {
    one: &'static Definition,
    year: i32,
    /// The id of the column.
    field: String,
    spot: Spot,
    at: Address,
    given: String,
    value: i64,
}

/// A row of the list as it was read.
struct Row {
    spot: Spot,
    name: String,
    code: String,
    values: Vec<Value>,
}

/// The facts of all firms of a year, by fact.
type Known = HashMap<(i32, &'static str), HashMap<Id<Firm>, Held>>;

struct Checking<'a> {
    asked: &'a Asked<'a>,
    ways: Ways,
    faults: Faults,
    lines: Vec<Line>,
    summary: Summary,
    seen: HashMap<Id<Firm>, Spot>,
    known: Known,
}

/// What was found: in numbers, and cell by cell or value by value in a file that is not kept yet.
pub struct Found {
    pub summary: Summary,
    pub outcome: Received,
}

pub async fn run(
    tx: &mut Tx,
    file: File,
    asked: &Asked<'_>,
    progress: Told<'_>,
) -> Result<Found, Refused> {
    let begun = Instant::now();
    let mut checking = Checking {
        asked,
        ways: Ways::default(),
        faults: Faults::default(),
        lines: Vec::new(),
        summary: Summary::default(),
        seen: HashMap::new(),
        known: known(tx, asked).await?,
    };
    let (mut firms, all) = (Firms::default(), u64::from(asked.read.rows()));
    let mut lines = Writing::begin(asked.files).await?;
    let mut records = intake::records(file, asked.read, asked.wanted.to_vec());
    while let Some(some) = records.next().await {
        let (sheet, some) = some?;
        for record in some {
            let told = checking.told(sheet, record);
            checking.summary.tally.rows += 1;
            let found = firms.find(tx, &told.name, &told.code, &asked.decided.firms);
            match found.await? {
                Ok(Some(firm)) => checking.take(&told, &firm),
                Ok(None) => checking.nameless(&told),
                Err(unknown) => checking.unknown(&told, unknown),
            }
        }
        for line in checking.lines.drain(..) {
            lines.add(&line).await?;
        }
        progress(u64::from(checking.summary.tally.rows), all);
    }
    let (mut summary, mut faults) = (checking.summary, checking.faults);
    summary.tally.totals = records.totals().await;
    summary.tally.tidied = checking.ways.told();
    faults.sum_up(&mut summary.tally);
    summary.tally.timed(begun);
    Ok(Found {
        outcome: intake::outcome(asked.files, &faults, lines).await?,
        summary,
    })
}

/// What the columns of the list can touch, and what stands beside it.
async fn known(tx: &mut Tx, asked: &Asked<'_>) -> ::store::Result<Known> {
    let mut known = Known::new();
    let columns = asked.read.table.columns.iter();
    for id in columns.filter_map(|column| column.field.as_deref()) {
        let (fact, year) = meant(id, asked.read.year);
        let beside = partners(fact).into_iter().chain([fact]);
        let beside = beside.filter_map(|id| definitions().iter().find(|one| one.id == id));
        for one in beside {
            for year in [year - 2, year - 1, year, year + 1] {
                let key = (year, one.id.as_str());
                if let Entry::Vacant(place) = known.entry(key) {
                    place.insert(facts::of_all(tx, year, &one.id).await?);
                }
            }
        }
    }
    Ok(known)
}

/// The facts that a fact is compared with.
fn partners(fact: &str) -> Vec<&'static str> {
    match fact {
        "hightech_income" => vec!["total_income"],
        "total_income" => vec!["hightech_income"],
        "tech_staff" | "rd_staff" => vec!["staff"],
        "staff" => vec!["tech_staff", "rd_staff"],
        "rd" => vec!["revenue", "rd_domestic"],
        "revenue" | "rd_domestic" => vec!["rd"],
        _ => Vec::new(),
    }
}

impl Checking<'_> {
    /// Reads the cells of a row; those that cannot be read are told at once.
    fn told(&mut self, sheet: usize, record: Record) -> Row {
        let spot = Spot {
            sheet,
            row: record.row,
        };
        let mut told = Row {
            spot,
            name: String::new(),
            code: String::new(),
            values: Vec::new(),
        };
        for filled in record.fields {
            let one = &self.asked.wanted[filled.field];
            self.ways.note(&filled);
            let text = match filled.reading {
                Ok(reading) => reading.text,
                Err(reason) if reason.sort == Sort::Missing => continue,
                Err(reason) => {
                    self.faults
                        .add(Fault::of_reason((sheet, filled.at), one, reason));
                    continue;
                }
            };
            match one.id.as_str() {
                FIRM => told.name = text,
                CODE => told.code = text,
                _ if text.is_empty() => {}
                id => match self.value(id, &text, one.kind) {
                    Some((one, year, value)) => told.values.push(Value {
                        one,
                        year,
                        field: id.to_owned(),
                        spot,
                        at: filled.at,
                        given: filled.given,
                        value,
                    }),
                    None => continue,
                },
            }
        }
        told
    }

    fn value(&self, id: &str, text: &str, kind: Type) -> Option<(&'static Definition, i32, i64)> {
        let (fact, year) = meant(id, self.asked.read.year);
        let one = definitions().iter().find(|one| one.id == fact)?;
        let value = match kind {
            Type::Money => Fen::parse(text, 100).ok()?.0,
            Type::Day => i64::from(Day::parse_iso(text)?.number()),
            _ => text.parse().ok()?,
        };
        Some((one, year, value))
    }

    fn take(&mut self, told: &Row, firm: &FirmLine) {
        if let Some(first) = self.seen.insert(firm.id, told.spot) {
            self.twice(told, first);
            return;
        }
        if access::state(self.asked.actor, firm).is_err() {
            self.elsewhere(told, &firm.name);
            return;
        }
        self.summary.firms += 1;
        let mut years: BTreeMap<i32, Year> = BTreeMap::new();
        for value in &told.values {
            if let Some(value) = self.settled(value, firm) {
                let year = years.entry(value.0).or_default();
                year.insert(value.1, value.2);
            }
        }
        self.look(told, firm, &years);
        for value in &told.values {
            let own = years
                .get(&value.year)
                .and_then(|year| year.get(&value.one.id));
            if let Some(own) = own.copied() {
                self.line(told, firm, value, own);
            }
        }
    }

    /// The value as it was decided, if it can be at all.
    fn settled(&mut self, value: &Value, firm: &FirmLine) -> Option<(i32, String, i64)> {
        if value.year < firm.registered_on.year() {
            self.before_registered(value, firm);
            return None;
        }
        let key = Decided::key(value.spot, &value.field);
        let instead = self.asked.decided.instead.get(&key);
        let amount = instead.copied().unwrap_or(value.value);
        match reading::within(value.one, amount) {
            Ok(()) => Some((value.year, value.one.id.clone(), amount)),
            Err(why) => {
                self.impossible(value, why);
                None
            }
        }
    }

    /// Asks about what looks wrong, unless somebody has looked at it.
    fn look(&mut self, told: &Row, firm: &FirmLine, years: &BTreeMap<i32, Year>) {
        for (year, given) in years {
            let of = |year: i32| self.year(firm.id, year, years.get(&year));
            let (before, earlier) = (of(year - 1), of(year - 2));
            let two = before
                .get("rd")
                .zip(earlier.get("rd"))
                .and_then(|(one, other)| Some(("rd".to_owned(), one.checked_add(*other)?)));
            let two: Year = two.into_iter().collect();
            let found = odd::odd(&of(*year), &before, &of(year + 1), &two);
            for odd in found {
                let partners = partners(odd.fact);
                let mut cells = told.values.iter().filter(|value| value.year == *year);
                let own = cells.clone().find(|value| value.one.id == odd.fact);
                let cell =
                    own.or_else(|| cells.find(|value| partners.contains(&value.one.id.as_str())));
                if let Some(cell) = cell.filter(|cell| given.contains_key(&cell.one.id)) {
                    self.odd(cell, odd);
                }
            }
        }
    }

    /// A year as it would be: what is known, and what the list says over it.
    fn year(&self, firm: Id<Firm>, year: i32, given: Option<&Year>) -> Year {
        let known = self.known.iter().filter(|((own, _), _)| *own == year);
        let known = known
            .filter_map(|((_, fact), held)| Some(((*fact).to_owned(), held.get(&firm)?.value)));
        let mut all: Year = known.collect();
        all.extend(
            given
                .into_iter()
                .flatten()
                .map(|(id, value)| (id.clone(), *value)),
        );
        all
    }

    fn line(&mut self, told: &Row, firm: &FirmLine, value: &Value, amount: i64) {
        let held = self
            .known
            .get(&(value.year, value.one.id.as_str()))
            .and_then(|held| held.get(&firm.id));
        let step = decide::step(value.one, held, Some(amount), self.asked.today);
        let before = held.map(|held| Before {
            value: held.value,
            told: format!(
                "{}，{} {}",
                held.source.word(),
                held.stated_name,
                held.day()
            ),
            other_source: held.source != self.asked.source,
            known_from: held.known_from,
        });
        match step {
            Step::Same => self.summary.same += 1,
            Step::First => self.summary.new += 1,
            _ => self.summary.changed += 1,
        }
        if !step.changes() {
            return;
        }
        let line = Line {
            row: told.spot,
            firm: firm.id,
            name: firm.name.clone(),
            code: firm.code.clone(),
            fact: value.one.id.clone(),
            year: value.year,
            value: amount,
            before,
        };
        self.summary.conflicts += u32::from(line.conflicts());
        self.lines.push(line);
    }
}
