//! What the units have reached of a target this year, and what they came to last year.

use std::collections::HashMap;
use std::sync::Arc;

use ::store::Tx;
use measure::fold::Figure;
use measure::{Asking, Exact, Known, Scope};
use values::{Day, Period, Uuid};
use web::{App, Kept, Result};

use crate::figure::asker::Asker;
use crate::figure::cache::Key;
use crate::figure::split::nothing;
use crate::indicator::InForce;
use crate::light::of_units::{self, Missed};
use crate::target::Target;

/// Values by place, as they were asked.
type Values = Arc<HashMap<Uuid, Option<Exact>>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum By {
    Town,
    /// By this year's definition carried to the year before.
    TownBefore,
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
    /// The units that fell behind with their share earlier in the year.
    pub missed: Missed,
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

/// What is asked of one indicator by its definition.
struct Question<'a> {
    app: &'a App,
    asker: &'a Asker,
    id: &'a str,
    in_force: &'a InForce,
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
    let question = Question {
        app,
        asker,
        id: &target.terms.indicator,
        in_force,
    };
    let (county, known) = (tx.county().to_owned(), Known::Now(tx.sequence()));
    let today = app.today();
    let asking = |period: Period| Asking::new(&county, Scope::default(), period, today, known);
    let (now, then) = (asking(period), asking(before));
    let steady = in_force.steady(super::form::usual_day(target, today));
    let past = Question {
        in_force: &steady,
        ..question
    };
    // Last year by another transaction, where one is free.
    let beside = app.store().read_beside(&county, tx.sequence()).await?;
    let ((towns, offices), last) = match beside {
        Some(mut other) => {
            let last = past.by(&mut other, &then, By::TownBefore);
            let (this_year, last) = tokio::join!(question.units(tx, &now), last);
            (this_year?, last?)
        }
        None => (
            question.units(tx, &now).await?,
            past.by(tx, &then, By::TownBefore).await?,
        ),
    };
    Ok(Progress {
        day: (today >= period.first).then_some(now.day),
        towns,
        offices,
        last,
        missed: of_units::missed(app, tx, &[target.id], period, now.day, app.now()).await?,
        nothing: nothing(&in_force.checked),
    })
}

impl Question<'_> {
    /// By town and by office; nothing before the period has begun.
    async fn units(&self, tx: &mut Tx, asking: &Asking) -> Result<(Values, Values)> {
        let towns = self.by(tx, asking, By::Town).await?;
        Ok((towns, self.by(tx, asking, By::Office).await?))
    }

    async fn by(&self, tx: &mut Tx, asking: &Asking, by: By) -> Result<Values> {
        if asking.day < asking.period.first {
            return Ok(Values::default());
        }
        // A stock by town reads where its subjects are, as the figure of one town does.
        let mut of_places = asking.clone();
        of_places.scope.town = (by != By::Office).then(Uuid::nil);
        let key = (self.asker.key(self.id, self.in_force, &of_places), by);
        let kept = self.app.memory::<Places>();
        if let Some(values) = kept.0.get(&key) {
            return Ok(values);
        }
        let checked = &self.in_force.checked;
        let figures = match by {
            By::Town | By::TownBefore => self.asker.by_town(tx, checked, asking).await?,
            By::Office => self.asker.by_office(tx, checked, asking).await?,
        };
        let value = |(place, figure): (Uuid, Figure)| (place, figure.value);
        let values: Values = Arc::new(figures.into_iter().map(value).collect());
        if !tx.may_be_undone() {
            kept.0.put(key, Arc::clone(&values));
        }
        Ok(values)
    }
}
