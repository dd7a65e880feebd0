//! What the units have reached of a target this year, and what they came to last year.

use std::collections::HashMap;
use std::sync::Arc;

use ::store::Tx;
use measure::fold::Figure;
use measure::{Asking, Exact, Known, Scope};
use values::{Day, Period, Uuid};
use web::{App, Result};

use crate::figure::asker::Asker;
use crate::figure::cache::{Kept, Key};
use crate::figure::split::nothing;
use crate::indicator::InForce;
use crate::target::Target;

/// Values by place, as they were asked.
type Values = Arc<HashMap<Uuid, Option<Exact>>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum By {
    Town,
    Office,
}

struct Places(Kept<(Key, By), Values>);

impl Default for Places {
    fn default() -> Self {
        Places(Kept::with_room(400))
    }
}

/// The values of a target's indicator by unit; without an indicator there are none.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// The day of this year's values; `None` before the year.
    pub day: Option<Day>,
    towns: Values,
    offices: Values,
    last: Values,
    /// What a place without any row has.
    nothing: Option<Exact>,
}

impl Progress {
    pub fn of_town(&self, town: Uuid) -> Option<Exact> {
        self.day?;
        self.towns.get(&town).copied().unwrap_or(self.nothing)
    }

    pub fn of_office(&self, office: Uuid) -> Option<Exact> {
        self.day?;
        self.offices.get(&office).copied().unwrap_or(self.nothing)
    }

    /// Last year's, by this year's definition; `None` where there was nothing.
    pub fn last_of(&self, town: Uuid) -> Option<Exact> {
        self.last.get(&town).copied().flatten()
    }

    pub fn has_last(&self) -> bool {
        !self.last.is_empty()
    }
}

/// Reads all three, out of memory where nothing has happened since.
pub async fn read(
    app: &App,
    tx: &mut Tx,
    asker: &Asker,
    in_force: Option<&InForce>,
    target: &Target,
) -> Result<Progress> {
    let year = i32::try_from(target.year).unwrap_or(0);
    let (Some(in_force), Some(period), Some(before)) =
        (in_force, Period::year(year), Period::year(year - 1))
    else {
        return Ok(Progress::default());
    };
    let (id, today) = (&target.terms.indicator, app.today());
    let (county, known) = (tx.county().to_owned(), Known::Now(tx.sequence()));
    let asking = |period: Period| {
        let day = period.last.min(today);
        Asking::new(&county, Scope::default(), period, day, known)
    };
    let (now, then) = (asking(period), asking(before));
    let mut found = Progress {
        nothing: nothing(&in_force.checked),
        ..Progress::default()
    };
    if today >= period.first {
        found.day = Some(now.day);
        found.towns = ask(app, tx, asker, id, in_force, &now, By::Town).await?;
        found.offices = ask(app, tx, asker, id, in_force, &now, By::Office).await?;
    }
    if today >= before.first {
        found.last = ask(app, tx, asker, id, in_force, &then, By::Town).await?;
    }
    Ok(found)
}

async fn ask(
    app: &App,
    tx: &mut Tx,
    asker: &Asker,
    id: &str,
    in_force: &InForce,
    asking: &Asking,
    by: By,
) -> Result<Values> {
    // A stock by town reads where its subjects are, as the figure of one town does.
    let mut of_places = asking.clone();
    of_places.scope.town = (by == By::Town).then(Uuid::nil);
    let key = (asker.key(id, in_force, &of_places), by);
    let kept = app.memory::<Places>();
    if let Some(values) = kept.0.get(&key) {
        return Ok(values);
    }
    let figures = match by {
        By::Town => asker.by_town(tx, &in_force.checked, asking).await?,
        By::Office => asker.by_office(tx, &in_force.checked, asking).await?,
    };
    let value = |(place, figure): (Uuid, Figure)| (place, figure.value);
    let values: Values = Arc::new(figures.into_iter().map(value).collect());
    kept.0.put(key, Arc::clone(&values));
    Ok(values)
}
