//! Adding a proposal with words chosen anywhere in the text of a notice.

use axum::extract::State;
use axum::response::Response;
use values::Id;
use web::{Actor, App, Error, Fields, Path, Result, back_to};

use super::show::{self, Back};
use super::{Notice, store};
use crate::proposal::added::{self, Chosen};
use crate::proposal::{Kind, acts, choice, store as proposals};
use crate::{access, office};

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
    let offices = office::all(&mut tx, app.today()).await?;
    let chosen = Chosen {
        notice: id,
        text: &text,
        all: &all,
        choices: choice::all(&mut tx).await?,
        offices: &offices,
        kind: Kind::from_code(fields.get("kind")),
        words: fields.get("words"),
        anyway: fields.has("anyway"),
    };
    let made = added::sentence_with(&sentences, &chosen)
        .and_then(|one| added::proposal(&chosen, one, tx.moment()));
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
