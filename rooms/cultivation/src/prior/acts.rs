//! The act on chances, in the transaction of the caller.

use ::store::{Result, Tx};
use serde_json::json;
use trail::{Act, record};
use web::Actor;

use super::{Own, Shipped, percent, store};
use crate::access::MayAct;

/// Writes down what became different.
pub async fn set(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayAct,
    changed: Vec<(&'static Shipped, Own)>,
) -> Result<()> {
    let (mut names, mut told) = (Vec::new(), serde_json::Map::new());
    for (one, own) in changed {
        let own = Own {
            actor_name: actor.name.clone(),
            moment: tx.moment(),
            ..own
        };
        let key = one.key();
        store::add(tx, &key, &own).await?;
        names.push(format!("{} {}%", one.name, percent(own.value)));
        let details = json!({"value": own.value, "source": own.source, "is_sure": own.is_sure, "version": own.version});
        told.insert(key, details);
    }
    tx.touch("cultivation").await?;
    let act = Act {
        act: "cultivation.prior.set",
        noun: "prior",
        subject: "priors".to_owned(),
        summary: format!("改先估的把握：{}", names.join("、")),
        details: told.into(),
    };
    record(tx, &actor.who(), act).await
}
