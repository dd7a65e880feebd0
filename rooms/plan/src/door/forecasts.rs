//! Forecasts for the program: the work of the day, and what the bench measures.

use ::store::Tx;
use measure::{Asking, Known, Scope};
use values::{Moment, Period};
use web::{App, Error, Result};

use crate::figure::asker::Asker;
use crate::forecast::{fill, shown};
use crate::share::carried::of_scope;
use crate::target;
use crate::year::{Standing, goals};

pub use crate::forecast::kept::keep_today as keep_forecasts;

/// What is foretold of a target for the year's last day.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreseen {
    pub name: String,
    pub indicator: String,
    /// `1,730–2,090`; — where nothing is foretold.
    pub range: String,
    /// What the range is made of, or why there is none.
    pub why: Vec<String>,
    /// How often such a range held.
    pub record: String,
}

/// This year's targets with their values as of today, ready to be forecast.
pub struct Measured {
    asker: Asker,
    asking: Asking,
    moment: Moment,
    standings: Vec<Standing>,
}

/// Asks the values of this year's targets.
pub async fn measured(app: &App, tx: &mut Tx) -> Result<Measured> {
    let (today, at) = (app.today(), tx.sequence());
    let period =
        Period::year(today.year()).ok_or_else(|| Error::Malformed("年份不对。".to_owned()))?;
    let asking = Asking::new(tx.county(), Scope::default(), period, today, Known::Now(at));
    let asker = Asker::new(app, tx, asking.known).await?;
    let targets = target::store::of_year(tx, i64::from(today.year()), at).await?;
    let moment = app.now();
    let targets = of_scope(targets, None, &[]);
    let standings = goals::standings(app, &asker, tx, targets, &asking, moment).await?;
    Ok(Measured {
        asker,
        asking,
        moment,
        standings,
    })
}

impl Measured {
    /// Forecasts all of them.
    pub async fn forecast(mut self, app: &App, tx: &mut Tx) -> Result<Vec<Foreseen>> {
        let (asking, moment) = (&self.asking, self.moment);
        fill(app, &self.asker, tx, &mut self.standings, asking, moment).await?;
        let foreseen = self.standings.iter().filter_map(|one| {
            let indicator = self.asker.definitions.get(&one.target.terms.indicator)?;
            let told = shown::told(one.foretold.as_ref()?, &indicator.shown);
            Some(Foreseen {
                name: one.target.terms.name.clone(),
                indicator: indicator.id.clone(),
                range: told.range,
                why: told.why,
                record: told.record,
            })
        });
        Ok(foreseen.collect())
    }
}
