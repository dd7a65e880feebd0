//! The first administrator of a county, and how one who is lost comes back.

use serde_json::json;
use store::{Result, Store, Tx};
use trail::{Act, Who};
use values::{Clock, Day, Id};
use web::{Person, Place, Role};

use crate::door::{self, NewPerson, NewUnit, Refusal};
use crate::{password, person, post, session, unit};

/// On a county without people: the bureau and one administrator, with a one-time password that `tell` shows once; where
/// it cannot, nothing is done. Nothing elsewhere.
pub async fn first_administrator(
    store: &Store,
    county: &str,
    bureau: &str,
    tell: impl FnOnce(&str, &str) -> std::io::Result<()>,
) -> Result<()> {
    if person::store::is_any(&mut store.read(county).await?).await? {
        return Ok(());
    }
    let (secret, password_hash) = one_time_hashed().await?;
    let mut tx = store.write(county).await?;
    // Asked again under lock: two programs may start on one empty database.
    if person::store::is_any(&mut tx).await? {
        return Ok(());
    }
    let (who, today) = (Who::program(), tx.moment().day());
    let unit = door::found(&mut tx, &who, bureau_named(bureau, today)).await?;
    let sign_in = "admin".to_owned();
    let new = NewPerson {
        sign_in: sign_in.clone(),
        name: "系统管理员".to_owned(),
        password_hash,
        must_change: true,
    };
    let person = door::admit(&mut tx, &who, new).await?;
    door::appoint(
        &mut tx,
        &who,
        person,
        unit,
        Role::Administrator,
        today,
        None,
    )
    .await?;
    tell(&sign_in, &secret)?;
    tx.commit().await
}

/// Gives an administrator whose password, post or account was lost a one-time password, the post and the account back.
/// `tell` shows the password once; where it cannot, nothing is done.
pub async fn restore_administrator(
    store: &Store,
    county: &str,
    sign_in: &str,
    tell: impl FnOnce(&str, &str) -> std::io::Result<()>,
) -> Result<Result<(), Refusal>> {
    let (secret, hash) = one_time_hashed().await?;
    let mut tx = store.write(county).await?;
    let name = person::sign_in_name(sign_in);
    let Some(known) = person::store::by_sign_in(&mut tx, &name).await? else {
        return Ok(Err(Refusal::NoSuchPerson));
    };
    let today = tx.moment().day();
    let posts = post::store::carried(&mut tx, known.id, today).await?;
    if posts.iter().any(|post| post.role == Role::Firm) {
        return Ok(Err(Refusal::OfAFirm));
    }
    person::store::set_password(&mut tx, &known, &hash, true, Clock::machine().now()).await?;
    person::store::set_blocked(&mut tx, known.id, false).await?;
    session::store::end_all(&mut tx, known.id).await?;
    session::store::forget(&mut tx, &session::account(&name)).await?;
    let who = Who::program();
    let act = Act {
        act: "identity.person.restore",
        noun: "person",
        subject: known.id.to_string(),
        summary: format!("用命令恢复管理员 {name}：换一次性密码"),
        details: json!({"blocked": known.blocked}),
    };
    trail::record(&mut tx, &who, act).await?;
    if posts.iter().all(|post| post.role != Role::Administrator) {
        reappoint(&mut tx, &who, known.id).await?;
    }
    tell(&name, &secret)?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Makes a person administrator of the bureau from today on.
async fn reappoint(tx: &mut Tx, who: &Who, person: Id<Person>) -> Result<()> {
    let today = tx.moment().day();
    let units = unit::store::living(tx, today).await?;
    let bureau = units.iter().find(|unit| unit.place == Place::Bureau);
    let bureau = match bureau {
        Some(bureau) => bureau.id,
        None => door::found(tx, who, bureau_named("科学技术局", today)).await?,
    };
    let role = Role::Administrator;
    door::appoint(tx, who, person, bureau, role, today, None).await
}

fn bureau_named(name: &str, since: Day) -> NewUnit {
    NewUnit {
        name: name.to_owned(),
        alias: String::new(),
        code: String::new(),
        place: Place::Bureau,
        parent: None,
        since,
    }
}

async fn one_time_hashed() -> Result<(String, String)> {
    let secret = password::one_time();
    let hashed = password::hash(&secret).await;
    let hash = hashed.map_err(|reason| store::Error::Column {
        column: "password".into(),
        reason,
    })?;
    Ok((secret, hash))
}
