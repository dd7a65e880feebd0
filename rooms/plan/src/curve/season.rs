//! How last year went, month by month, as this year's definition counts it.

use ::store::Tx;
use measure::{Asking, Exact, Known, Scope};
use values::Period;
use web::{App, Result};

use crate::figure::asker::Asker;
use crate::share::form::usual_day;
use crate::target::Target;

/// The value at the end of each month, for a scope; empty where nothing counts the target.
pub async fn last_year(
    app: &App,
    tx: &mut Tx,
    target: &Target,
    scope: Scope,
) -> Result<Vec<(u32, Exact)>> {
    let known = Known::Now(tx.sequence());
    let asker = Asker::new(app, tx, known).await?;
    let id = &target.terms.indicator;
    let year = i32::try_from(target.year).unwrap_or(0);
    let (Some(_), Some(before)) = (asker.definitions.get(id), Period::year(year - 1)) else {
        return Ok(Vec::new());
    };
    let day = usual_day(target, app.today());
    let Some(in_force) = asker.in_force(id, day)? else {
        return Ok(Vec::new());
    };
    let asking = Asking::new(tx.county(), scope, before, before.last, known);
    let found = asker.fresh(tx, &in_force.steady(day), &asking).await?;
    let at = |(day, value): &(values::Day, Option<Exact>)| Some((day.month(), (*value)?));
    Ok(found.series.iter().filter_map(at).collect())
}
