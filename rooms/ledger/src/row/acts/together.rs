//! One act on many rows: each is decided as it would be alone, by the same functions.

use ::store::Tx;
use web::Actor;

use super::{Refusal, Row, find, send_back, submit, verify};
use crate::row::chosen::{Chosen, Together};

/// What became of the chosen rows, in their order.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The new versions.
    pub done: Vec<Row>,
    pub left_out: Vec<LeftOut>,
}

/// A row that the act cannot be done to.
#[derive(Debug)]
pub struct LeftOut {
    /// Nothing where the person may not see it.
    pub row: Option<Row>,
    pub why: Refusal,
}

/// Does the act, for its reason where it asks for one, to each row that it can be done to. A refusal comes before anything of its row is
/// written, so that the others stand; whether all of it is kept is for the caller to say.
pub async fn together(
    tx: &mut Tx,
    actor: &Actor,
    kind: &str,
    (act, reason): (Together, &str),
    chosen: &[Chosen],
) -> Result<Outcome, Refusal> {
    let mut outcome = Outcome::default();
    for one in chosen {
        let row = match seen(tx, actor, kind, one).await {
            Ok(row) => row,
            Err(Refusal::Store(error)) => return Err(error.into()),
            Err(why) => {
                outcome.left_out.push(LeftOut { row: None, why });
                continue;
            }
        };
        match done(tx, actor, (act, reason), &row, one).await {
            Ok(row) => outcome.done.push(row),
            Err(Refusal::Store(error)) => return Err(error.into()),
            Err(why) => outcome.left_out.push(LeftOut {
                row: Some(row),
                why,
            }),
        }
    }
    Ok(outcome)
}

async fn seen(tx: &mut Tx, actor: &Actor, kind: &str, one: &Chosen) -> Result<Row, Refusal> {
    let row = find(tx, actor, one.entry).await?.row;
    if row.kind == kind {
        Ok(row)
    } else {
        Err(Refusal::NoSuchRow)
    }
}

async fn done(
    tx: &mut Tx,
    actor: &Actor,
    (act, reason): (Together, &str),
    row: &Row,
    one: &Chosen,
) -> Result<Row, Refusal> {
    if row.version != one.version {
        return Err(Refusal::moved(row));
    }
    match act {
        Together::Submit => submit(tx, actor, one.entry).await,
        Together::Verify => verify(tx, actor, one.entry).await,
        Together::SendBack => send_back(tx, actor, one.entry, reason).await,
    }
}
