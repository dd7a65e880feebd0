use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use trail::Act;
use values::Clock;
use web::{Actor, App, Complaints, Error, Fields, Frame, Result, back_to, invalid, page};

use super::{Weak, good_enough, hash, matches};
use crate::person::{Known, store};
use crate::session::attempt::{self, Trouble};
use crate::session::{self, account};

#[derive(Template)]
#[template(path = "password/change.html")]
struct Me {
    frame: Frame,
    actor: Actor,
    complaints: Complaints,
}

pub async fn me(State(app): State<App>, actor: Actor) -> Result<Response> {
    page(&shown(&app, actor, Complaints::default()))
}

fn shown(app: &App, actor: Actor, complaints: Complaints) -> Me {
    Me {
        frame: Frame::new(app, &actor, "我")
            .at("/me")
            .with_errors(complaints.len()),
        actor,
        complaints,
    }
}

/// Changes one's own password: the present one is asked again, the new one twice. Every other
/// session of the person ends.
pub async fn change(
    State(app): State<App>,
    actor: Actor,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let person = store::find(&mut tx, actor.person)
        .await?
        .ok_or(Error::NotFound)?;
    let old = store::old_passwords(&mut tx, &person).await?;
    drop(tx);
    let known = attempt::knows(&app, &actor, &person, fields.get("present")).await?;
    let complaints = check(&fields, known, &person, &old).await;
    if !complaints.is_empty() {
        return invalid(&shown(&app, actor, complaints));
    }
    let hashed = hash(fields.get("new")).await.map_err(Error::Fault)?;
    let mut tx = app.note(&actor.county).await?;
    store::set_password(&mut tx, &person, &hashed, false, Clock::machine().now()).await?;
    let token = crate::layer::cookie_of(&headers).map(|(_, token)| session::hashed(&token));
    session::store::end_others(&mut tx, person.id, &token.unwrap_or_default()).await?;
    session::store::forget(&mut tx, &account(&person.sign_in)).await?;
    let act = Act {
        act: "identity.password.change",
        noun: "person",
        subject: person.id.to_string(),
        summary: "更改了自己的密码".to_owned(),
        details: serde_json::json!({}),
    };
    trail::record(&mut tx, &actor.who(), act).await?;
    tx.commit().await?;
    Ok(back_to("/"))
}

async fn check(
    fields: &Fields,
    known: std::result::Result<(), Trouble>,
    person: &Known,
    old: &[String],
) -> Complaints {
    let mut complaints = Complaints::default();
    if let Err(trouble) = known {
        let reason = match trouble {
            Trouble::Wrong => "不对，请重填。连续错五次会暂时锁定".to_owned(),
            locked @ Trouble::Locked { .. } => locked.to_string(),
        };
        complaints.add("present", "现在的密码", reason);
    }
    let new = fields.get("new");
    if let Err(weak) = good_enough(new, &person.sign_in) {
        complaints.add("new", "新密码", weak.to_string());
    } else if was_used(new, old).await {
        complaints.add("new", "新密码", Weak::UsedBefore.to_string());
    }
    if new != fields.get("again") {
        complaints.add("again", "再填一遍新密码", "两次填的新密码不一样，请重填");
    }
    complaints
}

async fn was_used(new: &str, old: &[String]) -> bool {
    for hash in old {
        if matches(new, Some(hash)).await {
            return true;
        }
    }
    false
}
