//! The firms that a list is asked for. The database alone counts them and turns the pages; where a verdict is sought, too, all
//! that fit otherwise are held against what is kept of the screening.

use std::sync::Arc;

use ::store::Tx;
use values::{Day, Id};
use web::{App, Result};

use crate::door;
use crate::firm::asked::Asked;
use crate::firm::store::{self, InTown};
use crate::firm::{Firm, FirmLine};
use crate::screening::{Screened, Screening, screened};

/// Who fits, and how they stand.
pub struct Found {
    today: Day,
    pub total: i64,
    /// The firms against the criterion that the list names.
    judged: Option<Arc<Screening>>,
    /// In their order; nothing where the database turns the pages.
    chosen: Option<Vec<Id<Firm>>>,
}

impl Found {
    pub async fn of(app: &App, tx: &mut Tx, asked: &Asked) -> Result<Self> {
        let mut found = Found {
            today: app.today(),
            total: 0,
            judged: None,
            chosen: None,
        };
        let against = asked.against.as_ref();
        if let Some(against) = against {
            found.judged = Some(screened(app, tx, against.asking.clone()).await?);
        }
        if against.is_none_or(|against| !against.sought.narrows()) {
            found.total = store::count(tx, &asked.wanted, found.today).await?;
            return Ok(found);
        }
        let all = store::Wanted {
            limit: i64::MAX,
            offset: 0,
            ..asked.wanted.clone()
        };
        let mut ids = store::ids(tx, &all, found.today).await?;
        ids.retain(|id| found.fits(asked, *id));
        found.total = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        found.chosen = Some(ids);
        Ok(found)
    }

    /// How a firm stands against the criterion that the list names.
    pub fn standing(&self, firm: Id<Firm>) -> Option<&Screened> {
        self.judged.as_ref()?.of(firm)
    }

    /// The firms against the criterion that the list names.
    pub fn screening(&self) -> Option<&Screening> {
        self.judged.as_deref()
    }

    fn fits(&self, asked: &Asked, firm: Id<Firm>) -> bool {
        let sought = asked.against.as_ref().map(|against| &against.sought);
        sought.is_none_or(|sought| {
            !sought.narrows() || self.standing(firm).is_some_and(|one| sought.fits(one))
        })
    }

    /// A page of them, with the names of their towns.
    pub async fn page(
        &self,
        tx: &mut Tx,
        asked: &Asked,
        (offset, limit): (i64, i64),
    ) -> Result<Vec<FirmLine>> {
        let mut lines = match &self.chosen {
            None => {
                let wanted = store::Wanted {
                    offset,
                    limit,
                    ..asked.wanted.clone()
                };
                store::list(tx, &wanted, self.today).await?
            }
            Some(chosen) => {
                let (first, most) = (usize::try_from(offset), usize::try_from(limit));
                let page = chosen
                    .iter()
                    .skip(first.unwrap_or(0))
                    .take(most.unwrap_or(0));
                let ids: Vec<Id<Firm>> = page.copied().collect();
                let mut found = store::some(tx, &ids, self.today).await?;
                ids.iter().filter_map(|id| found.remove(id)).collect()
            }
        };
        door::name_towns(tx, lines.iter_mut()).await?;
        Ok(lines)
    }

    /// All of them with their towns.
    pub async fn in_towns(&self, tx: &mut Tx, asked: &Asked) -> Result<Vec<InTown>> {
        let mut all = store::in_towns(tx, &asked.wanted, self.today).await?;
        all.retain(|one| self.fits(asked, one.firm));
        Ok(all)
    }
}
