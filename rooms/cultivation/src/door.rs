//! What other rooms and the program may ask or tell this room.

use ::store::{Result, Tx};
use enterprise::door::Firm;
use values::Id;

pub use crate::forecast::kept::keep_today as keep_forecasts;
pub use crate::stage::Stage;

/// Where a firm stands in the pipeline; none where it was never taken in.
pub async fn stage(tx: &mut Tx, firm: Id<Firm>) -> Result<Option<Stage>> {
    let steps = crate::step::store::of(tx, firm).await?;
    Ok(steps.last().map(|step| step.stage))
}
