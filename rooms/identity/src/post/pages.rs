use axum::extract::State;
use axum::response::Response;
use trail::Act;
use values::Id;
use web::{Actor, App, Error, Fields, Path, Person, Result, Role, back_to, invalid};

use super::{Held, check, store};
use crate::person::pages::Show;
use crate::{access, door, person, unit};

pub async fn appoint(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    access::manage(&actor)?;
    let person: Id<Person> = id.parse().map_err(|_| Error::NotFound)?;
    if person == actor.person {
        let why = "不能给自己任职，岗位由另一位系统管理员来定。";
        return Err(Error::refused(why, "请另一位系统管理员办理。"));
    }
    let mut tx = app.write(&actor).await?;
    let known = person::store::find(&mut tx, person)
        .await?
        .ok_or(Error::NotFound)?;
    let units = unit::store::living(&mut tx, app.today()).await?;
    let held = store::of(&mut tx, known.id).await?;
    let new = match check(&fields, &units, &held, app.today()) {
        Ok(new) => new,
        Err(complaints) => {
            drop(tx);
            let page = Show::of(&app, &actor, known.id).await?;
            return invalid(&page.typed(&fields, complaints));
        }
    };
    door::appoint(
        &mut tx,
        &actor.who(),
        known.id,
        new.unit,
        new.role,
        new.since,
        new.until,
    )
    .await?;
    tx.commit().await?;
    Ok(back_to(format!("/people/{id}")))
}

pub async fn end(
    State(app): State<App>,
    actor: Actor,
    Path((id, post)): Path<(String, String)>,
) -> Result<Response> {
    access::manage(&actor)?;
    let person: Id<Person> = id.parse().map_err(|_| Error::NotFound)?;
    let post: Id<Held> = post.parse().map_err(|_| Error::NotFound)?;
    let mut tx = app.write(&actor).await?;
    let held = store::of(&mut tx, person).await?;
    let one = held
        .iter()
        .find(|one| one.id == post)
        .ok_or(Error::NotFound)?;
    if person == actor.person && one.role == Role::Administrator {
        let why = "不能结束自己的系统管理员岗位，否则可能再没有人能管理用户。";
        return Err(Error::refused(why, "请另一位系统管理员办理。"));
    }
    if store::end(&mut tx, person, post, app.today()).await? == 0 {
        let why = format!("这个岗位 {} 已经到期，不用再结束。", one.until);
        return Err(Error::refused(why, "回到用户页查看。"));
    }
    let act = Act {
        act: "identity.post.end",
        noun: "person",
        subject: person.to_string(),
        summary: format!("结束岗位：{} {}", one.unit_name, one.role.name()),
        details: serde_json::json!({"unit": one.unit.to_string(), "role": one.role.code(), "on": app.today().to_string()}),
    };
    trail::record(&mut tx, &actor.who(), act).await?;
    tx.commit().await?;
    Ok(back_to(format!("/people/{id}")))
}
