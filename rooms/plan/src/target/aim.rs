//! What a target asks for, told to rooms below the plan.

use ::store::Tx;
use web::{Aim, Future, Result};

use super::{Target, store};

/// The target of a year that an indicator measures, where it asks for whole things.
pub fn of<'a>(tx: &'a mut Tx, year: i32, indicator: &'a str) -> Future<'a, Result<Option<Aim>>> {
    Box::pin(async move {
        let now = tx.sequence();
        let all = store::of_year(tx, i64::from(year), now).await?;
        let found = all.iter().find(|one| one.terms.indicator == indicator);
        Ok(found.and_then(aim))
    })
}

fn aim(target: &Target) -> Option<Aim> {
    let (value, places) = target.terms.goal.value.parts();
    let unit = 10_i128.checked_pow(u32::from(places))?;
    let whole = value % unit == 0;
    Some(Aim {
        name: format!("{} {}", target.number(), target.terms.name),
        value: i64::try_from(value / unit).ok().filter(|_| whole)?,
        words: target.terms.goal.shown(),
        path: target.path(),
    })
}
