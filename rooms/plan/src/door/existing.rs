//! Whether there is a plan, for pages that must not take a unit without targets for a county without a plan.

use ::store::Tx;
use web::{Actor, Result};

use crate::{access, duty, rhythm, target};

/// Whether anything was taken into the plan of a year.
pub async fn has_plan(tx: &mut Tx, year: i32) -> Result<bool> {
    let (year, at) = (i64::from(year), tx.sequence());
    Ok(!target::store::of_year(tx, year, at).await?.is_empty()
        || !rhythm::store::of_year(tx, year, at).await?.is_empty()
        || !duty::store::of_year(tx, year, at).await?.is_empty())
}

/// Whether a person may upload a notice.
pub fn may_upload(actor: &Actor) -> bool {
    access::map(actor).is_ok()
}
