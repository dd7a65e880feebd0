//! Which kind of row is to be entered.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use measure::kind::Kind;
use web::{Actor, App, Frame, Result, back_to, page};

use crate::access;
use crate::row::acts;

/// One kind to choose.
struct Choice {
    path: String,
    act: String,
    about: String,
}

#[derive(Template)]
#[template(path = "row/choose.html")]
struct ChoosePage {
    frame: Frame,
    /// A heading and its kinds; the person's own offices first.
    groups: Vec<(String, Vec<Choice>)>,
}

/// GET /ledger/new: the form itself where only one kind can be meant.
pub async fn choose(State(app): State<App>, actor: Actor) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    let mut tx = app.read(&actor).await?;
    let kinds = crate::kind::kinds(&mut tx).await?;
    let offices = identity::door::organisations(&mut tx, app.today()).await?;
    let open: Vec<&Kind> = kinds
        .iter()
        .filter(|kind| access::may_enter(&actor, kind))
        .collect();
    if let [only] = open.as_slice() {
        return Ok(back_to(new_path(only)));
    }
    let mut groups: Vec<(String, Vec<Choice>)> = Vec::new();
    let (own, other): (Vec<&Kind>, Vec<&Kind>) =
        open.into_iter().partition(|kind| is_own(&actor, kind));
    for kind in own.into_iter().chain(other) {
        let office = offices.iter().find(|unit| unit.code == kind.office);
        let name = office.map_or_else(
            || identity::door::not_set_up(&kind.office),
            |unit| unit.name.clone(),
        );
        let choice = Choice {
            path: new_path(kind),
            act: kind.act.clone(),
            about: kind.about.clone(),
        };
        match groups.iter_mut().find(|group| group.0 == name) {
            Some(group) => group.1.push(choice),
            None => groups.push((name, vec![choice])),
        }
    }
    let frame = Frame::new(&app, &actor, "登记一条")
        .at("/ledger")
        .under("台账", "/ledger")
        .under("登记一条", "");
    page(&ChoosePage { frame, groups })
}

fn new_path(kind: &Kind) -> String {
    format!("/ledger/{}/new", kind.id)
}

fn is_own(actor: &Actor, kind: &Kind) -> bool {
    actor
        .posts
        .iter()
        .any(|post| post.organisation_code == kind.office)
}
