//! Asking figures from another room: the same answers that the pages show.

use ::store::Tx;
use measure::language::Checked;
use measure::sql::{Page, Question};
use measure::{Asking, Reason};
use web::{App, Result};

pub use crate::figure::Found;
pub use crate::figure::asker::Asker;
pub use crate::figure::bridge::Between;
pub use crate::figure::reading::Row as FigureRow;
pub use crate::indicator::{Definitions, InForce};

use crate::figure::{bridge, reading};

/// A stretch of the rows that one part (0 or 1) counts, newest first.
pub async fn rows_counted(
    tx: &mut Tx,
    checked: &Checked,
    asking: &Asking,
    part: usize,
    page: Page,
) -> Result<Vec<FigureRow>> {
    reading::rows(tx, checked, asking, &Question::Counted(page), part).await
}

/// A stretch of the rows that one part leaves out, for one reason or for all.
pub async fn rows_left_out(
    tx: &mut Tx,
    checked: &Checked,
    asking: &Asking,
    part: usize,
    reason: Option<Reason>,
    page: Page,
) -> Result<Vec<FigureRow>> {
    let reason = reason.map(|reason| reason.to_string());
    let question = Question::LeftOut(reason, page);
    reading::rows(tx, checked, asking, &question, part).await
}

/// Why an indicator's value differs between two askings, part by part. `None`: it was not defined
/// on one of the days, or its formulas have another number of parts.
pub async fn bridge_between(
    app: &App,
    tx: &mut Tx,
    indicator: &str,
    from: &Asking,
    to: &Asking,
) -> Result<Option<Between>> {
    bridge::between(app, tx, indicator, (from.clone(), None), to).await
}
