//! The act on lists of documents, in the transaction of the caller.

use ::store::{Result, Tx};
use serde_json::json;
use trail::{Act, record};
use web::Actor;

use super::{Own, store};
use crate::access::MayAct;

/// Writes down what became different.
pub async fn set(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayAct,
    criterion: &str,
    changed: Vec<(String, Own)>,
) -> Result<()> {
    let (mut names, mut told) = (Vec::new(), serde_json::Map::new());
    for (id, own) in changed {
        let own = Own {
            actor_name: actor.name.clone(),
            moment: tx.moment(),
            ..own
        };
        store::add(tx, (criterion, &id), &own).await?;
        let details = json!({"name": own.name, "source": own.source, "is_asked": own.is_asked, "version": own.version});
        told.insert(id, details);
        names.push(own.name);
    }
    tx.touch("cultivation").await?;
    let act = Act {
        act: "cultivation.checklist.set",
        noun: "checklist",
        subject: criterion.to_owned(),
        summary: format!("改申报材料清单：{}", names.join("、")),
        details: told.into(),
    };
    record(tx, &actor.who(), act).await
}
