//! All firms of a county against a criterion. A verdict is a pure function of a firm's facts: nothing of it is stored, and
//! what is kept in memory is keyed by the newest act that could change it.

pub mod against;
pub mod columns;
pub mod judged;
pub mod pages;
pub mod sought;
pub mod store;
pub mod words;

use std::sync::{Arc, OnceLock};

use self::columns::Columns;
use ::store::Tx;
use criteria::county::{Nearness, nearness};
use criteria::{Calendar, Firm as Told, Judgement, Prices, Program, Road, fact};
use values::{Day, Id};
use web::{App, Error, Kept, Result};

use crate::criterion::{self, Criteria, InUse};
use crate::fact::acts::TOPIC as FACTS;
use crate::fact::store as facts;
use crate::firm::{Firm, FirmLine};

/// So many roads are sought for a firm.
pub const ROADS: usize = 3;

/// What a screening asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asking {
    pub criterion: String,
    /// The day of the application.
    pub on: Day,
    /// The last complete accounting year: the year before that of the application.
    pub last_year: i32,
}

impl Asking {
    /// An application of the year of that day.
    pub fn of(criterion: &str, on: Day) -> Self {
        Asking {
            criterion: criterion.to_owned(),
            on,
            last_year: on.year() - 1,
        }
    }

    /// An application of the next year, with what is reckoned for this year as its last one.
    pub fn next_year(criterion: &str, on: Day) -> Self {
        Asking {
            last_year: on.year(),
            ..Asking::of(criterion, on)
        }
    }

    /// Until when changes can still work for this application.
    pub fn calendar(&self, batches: Vec<Day>) -> Calendar {
        Calendar {
            on: self.on,
            last_year: self.last_year,
            batches,
        }
    }

    /// The year of the application.
    pub fn year(&self) -> i32 {
        self.last_year + 1
    }
}

/// A firm with what was found of it.
#[derive(Debug)]
pub struct Screened {
    pub firm: FirmLine,
    pub told: Told,
    pub judgement: Judgement,
}

impl Screened {
    fn of(firm: FirmLine, told: Told, program: &Program<'_>) -> Self {
        Screened {
            judgement: judged::judge(program, &told),
            firm,
            told,
        }
    }
}

/// All firms against one criterion.
#[derive(Debug)]
pub struct Screening {
    pub asking: Asking,
    criteria: Arc<Criteria>,
    pub prices: Prices,
    /// By id.
    pub firms: Vec<Arc<Screened>>,
    near: OnceLock<Near>,
    marks: Marks,
}

/// The newest acts that changed facts or registers, what firms are, criteria or prices.
type Marks = [i64; 3];

/// The firms' roads and their order.
#[derive(Debug)]
struct Near {
    roads: Vec<Vec<Road>>,
    /// Places of firms, the nearest first.
    order: Vec<usize>,
}

impl Screening {
    /// How a firm stands; nothing of one that is not here.
    pub fn of(&self, firm: Id<Firm>) -> Option<&Screened> {
        self.firms.get(self.place(firm)?).map(AsRef::as_ref)
    }

    fn place(&self, firm: Id<Firm>) -> Option<usize> {
        let found = self.firms.binary_search_by_key(&firm, |one| one.firm.id);
        found.ok()
    }

    pub fn in_use(&self) -> Result<&InUse> {
        self.criteria
            .get(&self.asking.criterion)
            .ok_or(Error::NotFound)
    }

    pub fn program(&self) -> Result<Program<'_>> {
        let criterion = &self.in_use()?.criterion;
        Ok(criterion.on(&fact::SHIPPED, self.asking.on))
    }

    /// All firms, the nearest to passing first, each with its roads. The first to ask waits for the roads of all.
    pub async fn nearest(self: &Arc<Self>) -> Result<Vec<(&Screened, &[Road])>> {
        if self.near.get().is_none() {
            let own = Arc::clone(self);
            let found = tokio::task::spawn_blocking(move || own.reckon()).await;
            let found = found.map_err(|trouble| Error::Fault(trouble.to_string()))??;
            drop(self.near.set(found));
        }
        let near = self
            .near
            .get()
            .ok_or_else(|| Error::Fault("no roads".to_owned()))?;
        let pair = |at: &usize| {
            let one = self.firms.get(*at)?.as_ref();
            Some((one, near.roads.get(*at)?.as_slice()))
        };
        Ok(near.order.iter().filter_map(pair).collect())
    }

    fn reckon(&self) -> Result<Near> {
        let program = self.program()?;
        let roads: Vec<Vec<Road>> = self
            .firms
            .iter()
            .map(|one| judged::roads(&program, &one.told, &self.prices, ROADS))
            .collect();
        let mut order: Vec<(Nearness, &str, usize)> = self
            .firms
            .iter()
            .zip(&roads)
            .enumerate()
            .map(|(at, (one, roads))| {
                (
                    nearness(&program, &one.judgement, roads),
                    one.firm.code.as_str(),
                    at,
                )
            })
            .collect();
        order.sort();
        let order = order.into_iter().map(|(_, _, at)| at).collect();
        Ok(Near { roads, order })
    }
}

type Key = (String, Asking, Marks);

/// A few megabytes each.
struct Screenings(Kept<Key, Arc<Screening>>);

impl Default for Screenings {
    fn default() -> Self {
        Screenings(Kept::with_room(12))
    }
}

/// The newest of each, from which the next is made.
struct Newest(Kept<(String, Asking), Arc<Screening>>);

impl Default for Newest {
    fn default() -> Self {
        Newest(Kept::with_room(12))
    }
}

/// Of so many changed firms each is judged anew, of more all are.
const FEW: usize = 100;

/// All firms of the county against a criterion, as everything is known now.
///
/// # Errors
/// Not found where the county has no such criterion.
pub async fn screened(app: &App, tx: &mut Tx, asking: Asking) -> Result<Arc<Screening>> {
    let marks = tx.newest_of([FACTS, "subject", criterion::TOPIC]).await?;
    let key = (tx.county().to_owned(), asking, marks);
    let kept = app.memory::<Screenings>();
    if let Some(found) = kept.0.get(&key) {
        return Ok(found);
    }
    let newest = app.memory::<Newest>();
    let of = (key.0.clone(), key.1.clone());
    let found = match newest.0.get(&of) {
        Some(before) => again(tx, &before, marks).await?,
        None => None,
    };
    let found = Arc::new(match found {
        Some(found) => found,
        None => fresh(tx, key.1.clone(), marks).await?,
    });
    if !tx.may_be_undone() {
        newest.0.put(of, Arc::clone(&found));
        kept.0.put(key, Arc::clone(&found));
    }
    Ok(found)
}

/// One that was kept, brought up to date: only firms that changed since are judged anew. Nothing where more than facts changed,
/// or too much.
async fn again(tx: &mut Tx, before: &Screening, marks: Marks) -> Result<Option<Screening>> {
    if before.marks[1..] != marks[1..] || before.marks[0] > marks[0] {
        return Ok(None);
    }
    let changed = facts::changed_after(tx, before.marks[0]).await?;
    if changed.len() > FEW {
        return Ok(None);
    }
    let asking = &before.asking;
    let criterion = &before.in_use()?.criterion;
    let program = before.program()?;
    let mut firms = before.firms.clone();
    for at in changed.into_iter().filter_map(|firm| before.place(firm)) {
        let Some(one) = firms.get_mut(at) else {
            continue;
        };
        let columns = columns::of_firm(tx, &one.firm, asking.last_year, asking.on).await?;
        *one = Arc::new(Screened::of(
            one.firm.clone(),
            columns.under(criterion),
            &program,
        ));
    }
    Ok(Some(Screening {
        asking: asking.clone(),
        criteria: Arc::clone(&before.criteria),
        prices: before.prices.clone(),
        firms,
        near: OnceLock::new(),
        marks,
    }))
}

async fn fresh(tx: &mut Tx, asking: Asking, marks: Marks) -> Result<Screening> {
    let criteria = criterion::criteria(tx).await?;
    let prices = criterion::price::prices(tx).await?;
    let all = columns::all(tx, asking.last_year, asking.on).await?;
    let in_use = criteria.get(&asking.criterion).ok_or(Error::NotFound)?;
    let program = in_use.criterion.on(&fact::SHIPPED, asking.on);
    let screened = |(firm, columns): (FirmLine, Columns)| {
        let told = columns.under(&in_use.criterion);
        Arc::new(Screened::of(firm, told, &program))
    };
    let firms = all.into_iter().map(screened).collect();
    Ok(Screening {
        asking,
        prices,
        firms,
        near: OnceLock::new(),
        marks,
        criteria,
    })
}
