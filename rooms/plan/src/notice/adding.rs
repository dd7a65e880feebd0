//! Adding a proposal with words chosen anywhere in the text of a notice.

use axum::extract::State;
use axum::response::Response;
use values::Id;
use web::{Actor, App, Error, Fields, Path, Result, back_to};

use super::show::{self, Back};
use super::{Notice, store};
use crate::access;
use crate::proposal::{Kind, acts, added, store as proposals};

/// Finds the words in the text and adds a proposal; its details are looked over on the form that follows.
pub async fn add(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Notice>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let text = store::text(&mut tx, id).await?;
    let sentences = store::sentences(&mut tx, id).await?;
    let all = proposals::of_notice(&mut tx, id).await?;
    let words = fields.get("words");
    let kind = Kind::from_code(fields.get("kind"));
    let made = added::sentence_with(&sentences, &text, &all, words)
        .ok_or_else(|| format!("全文没有哪一句里有“{words}”，请在一句之内照原文选取或抄写"))
        .and_then(|one| added::proposal(id, one, &text, &all, kind, words, tx.moment()));
    match made {
        Ok(one) => {
            acts::add(&mut tx, &actor, &right, &one).await?;
            tx.commit().await?;
            Ok(back_to(format!("/proposals/{}/edit", one.id)))
        }
        Err(why) => {
            drop(tx);
            show::again(&app, &actor, id, Back::Adding(fields, why)).await
        }
    }
}
