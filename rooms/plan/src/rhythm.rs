//! Rhythm rules (节奏) that were accepted: at least so many events in each period, tested by an indicator.

pub(crate) mod store;

use ::store::Tx;
use values::Id;
use web::{Error, Result};

use crate::notice::{self, Notice, cite};
use crate::proposal::{Proposal, choice, draft};

/// One accepted rule.
#[derive(Clone, Debug)]
pub struct Rhythm {
    pub id: Id<Rhythm>,
    pub year: i64,
    pub notice: Id<Notice>,
    pub proposal: Id<Proposal>,
    /// The indicator that tests it, such as `demand-every-week`.
    pub indicator: String,
    pub name: String,
    /// `week`, `month`, `quarter`, `year`, `odd-month`, `even-month`.
    pub every: String,
    pub quote: String,
    pub section: Vec<String>,
    pub start: i64,
}

impl Rhythm {
    pub fn cite(&self) -> String {
        cite::label(&self.section)
    }

    /// The place in the notice's mapping page.
    pub fn path(&self) -> String {
        format!("/notices/{}#m-{}", self.notice, self.proposal)
    }
}

/// Brings an accepted rule into its year's plan.
pub async fn enter(tx: &mut Tx, taken: &Proposal) -> Result<()> {
    let notice = notice::store::find(tx, taken.notice)
        .await?
        .ok_or(Error::NotFound)?;
    let choices = choice::all(tx).await?;
    let meant = choice::find(choices, &taken.indicator);
    // The indicator's own period is what is tested, whatever word the notice used.
    let every = meant
        .and_then(|choice| choice.every)
        .map(choice::every_code)
        .unwrap_or(taken.every.as_str());
    let rule = Rhythm {
        id: Id::fresh(tx.moment()),
        year: notice.year,
        notice: notice.id,
        proposal: taken.id,
        indicator: taken.indicator.clone(),
        name: taken.name.clone(),
        every: every.to_owned(),
        quote: draft::joined(&taken.span),
        section: taken.section.clone(),
        start: taken.start,
    };
    Ok(store::add(tx, &rule).await?)
}

/// Takes it out of the plan.
pub async fn withdraw(tx: &mut Tx, proposal: Id<Proposal>) -> Result<()> {
    Ok(store::close(tx, proposal).await?)
}
