//! Rows follow their firm when its town was corrected.

use ::store::{Job, Tx};
use serde_json::json;
use trail::Who;
use values::Id;
use web::{Error, Future};

use super::telling::record;
use super::{Change, Content, Refusal, save};
use crate::row::{Cause, store};

/// After a firm's town was corrected: its rows take the town of their counting day, each by a new version.
async fn settle_towns(
    tx: &mut Tx,
    who: &Who,
    firm: Id<enterprise::door::Firm>,
) -> Result<u64, Refusal> {
    let kinds = crate::kind::kinds(tx).await?;
    let line = enterprise::door::firm(tx, firm)
        .await?
        .ok_or(Refusal::NoSuchFirm)?;
    let mut moved = 0;
    for entry in store::open::entries_of(tx, firm).await? {
        let Some(row) = store::find(tx, entry).await? else {
            continue;
        };
        let Some(kind) = kinds.get(&row.kind) else {
            continue;
        };
        let town = crate::row::enter::town(
            tx,
            kind,
            Some(&line),
            row.content.town.some(),
            &row.content.fields,
        )
        .await?;
        if town == row.content.town {
            continue;
        }
        let content = Content {
            town,
            ..row.content.clone()
        };
        let change = Change {
            state: row.state,
            cause: Cause::Moved,
            reason: String::new(),
            content: Some(content),
        };
        let row = save::changed(tx, kind, who, &row, change, &[], None).await?;
        record(
            tx,
            who,
            &row,
            "ledger.row.move",
            format!("{} 随企业改镇区", row.number),
            json!({"town": town}),
        )
        .await?;
        moved += 1;
    }
    Ok(moved)
}

/// The same as work that the enterprise room's act left behind.
pub fn follow_town<'a>(tx: &'a mut Tx, job: &'a Job) -> Future<'a, web::Result<()>> {
    Box::pin(async move {
        let firm = job.subject.parse();
        let firm = firm.map_err(|_| Error::Fault(format!("no firm: {}", job.subject)))?;
        let who = Who {
            id: job.actor,
            name: job.actor_name.clone(),
        };
        settle_towns(tx, &who, firm).await?;
        Ok(())
    })
}
