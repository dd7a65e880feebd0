//! One attempt to sign in, and its end. Nothing here tells whether an account exists.

use std::fmt;

use ::store::Tx;
use serde_json::json;
use trail::{Act, Who};
use values::{Clock, Id, Moment};
use web::{Actor, App, Person, Result};

use super::{FORGOTTEN, account, locked_until, store};
use crate::person::{self, Known, sign_in_name};
use crate::{door, password};

/// What was typed, and where it came from; the address is empty where the program does not know it.
pub struct Attempt<'a> {
    pub county: &'a str,
    pub address: &'a str,
    pub name: &'a str,
    pub secret: &'a str,
}

/// Why nobody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    Locked { minutes: i64 },
    Wrong,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Locked { minutes } => write!(
                f,
                "连续失败次数太多，请等 {minutes} 分钟再试，或找系统管理员换一次性密码"
            ),
            Trouble::Wrong => write!(f, "用户名或密码不对。连续错五次会暂时锁定"),
        }
    }
}

/// What failures are counted under, each with how many of them weigh as one: an address is
/// shared by many people, so it is locked only after ten times as many.
fn subjects(attempt: &Attempt, name: &str) -> Vec<(String, i64)> {
    let mut subjects = vec![(account(name), 1)];
    if !attempt.address.is_empty() {
        subjects.push((format!("address:{}", attempt.address), 10));
    }
    subjects
}

/// Who was signed in, and the cookie of the new session.
#[derive(Debug)]
pub struct Admitted {
    pub person: Id<Person>,
    pub name: String,
    pub cookie: String,
}

/// Signs in, or says why not.
pub async fn make(app: &App, attempt: &Attempt<'_>) -> Result<Result<Admitted, Trouble>> {
    let now = Clock::machine().now();
    let name = sign_in_name(attempt.name);
    let subjects = subjects(attempt, &name);
    let mut tx = app.store().read(attempt.county).await?;
    if let Some(locked) = lock_of(&mut tx, &subjects, now).await? {
        return Ok(Err(locked));
    }
    let known = person::store::by_sign_in(&mut tx, &name).await?;
    drop(tx);
    let hash = known.as_ref().map(|known| known.password.as_str());
    let right = password::matches(attempt.secret, hash).await;
    let mut tx = app.note(attempt.county).await?;
    // Asked again: of many attempts made at once all would pass the first look.
    if let Some(locked) = lock_of(&mut tx, &subjects, now).await? {
        return Ok(Err(locked));
    }
    let answer = match &known {
        Some(known) if right && !known.blocked => {
            Ok(admit(app, &mut tx, attempt, known, &subjects, now).await?)
        }
        known => {
            refuse(&mut tx, attempt, known.as_ref(), &subjects, now).await?;
            Err(Trouble::Wrong)
        }
    };
    tx.commit().await?;
    Ok(answer)
}

/// Whether somebody who is signed in knows their present password. Failures count as those of signing in do: a browser that was left
/// open is no place to guess.
pub async fn knows(
    app: &App,
    actor: &Actor,
    person: &Known,
    secret: &str,
) -> Result<Result<(), Trouble>> {
    let now = Clock::machine().now();
    let subjects = [(account(&person.sign_in), 1)];
    let mut tx = app.store().read(&actor.county).await?;
    if let Some(locked) = lock_of(&mut tx, &subjects, now).await? {
        return Ok(Err(locked));
    }
    drop(tx);
    let right = password::matches(secret, Some(&person.password)).await;
    let mut tx = app.note(&actor.county).await?;
    if let Some(locked) = lock_of(&mut tx, &subjects, now).await? {
        return Ok(Err(locked));
    }
    if right {
        return Ok(Ok(()));
    }
    count(&mut tx, &subjects, now).await?;
    let act = Act {
        act: "identity.password.refuse",
        noun: "person",
        subject: person.id.to_string(),
        summary: "改密码时，现在的密码不对".to_owned(),
        details: json!({}),
    };
    trail::record(&mut tx, &actor.who(), act).await?;
    tx.commit().await?;
    Ok(Err(Trouble::Wrong))
}

async fn count(tx: &mut Tx, subjects: &[(String, i64)], now: Moment) -> Result<()> {
    store::forget_before(tx, now.plus_millis(-FORGOTTEN)).await?;
    for (subject, share) in subjects {
        let failures = store::fail(tx, subject).await?;
        store::lock(tx, subject, locked_until(failures / share, now)).await?;
    }
    Ok(())
}

async fn lock_of(tx: &mut Tx, subjects: &[(String, i64)], now: Moment) -> Result<Option<Trouble>> {
    for (subject, _) in subjects {
        let (_, until) = store::failures(tx, subject).await?;
        if until > now {
            let minutes = (until.millis() - now.millis() + 59_999) / 60_000;
            return Ok(Some(Trouble::Locked { minutes }));
        }
    }
    Ok(None)
}

async fn admit(
    app: &App,
    tx: &mut Tx,
    attempt: &Attempt<'_>,
    known: &Known,
    subjects: &[(String, i64)],
    now: Moment,
) -> Result<Admitted> {
    // Of the address only what this account had failed: others may be tried from there.
    let own = account(&known.sign_in);
    let (failed, _) = store::failures(tx, &own).await?;
    for (subject, _) in subjects {
        store::forgive(tx, subject, failed).await?;
    }
    store::forget(tx, &own).await?;
    let cookie = door::open(tx, known.id, known.last_seen, now).await?;
    person::store::saw(tx, known.id, app.now()).await?;
    let who = Who::person(known.id, known.name.clone());
    let act = "identity.session.open";
    noted(tx, &who, act, Some(known), "登录".to_owned(), attempt).await?;
    Ok(Admitted {
        person: known.id,
        name: known.name.clone(),
        cookie,
    })
}

/// The name is written down only where it is an account's: people type passwords into that box.
async fn refuse(
    tx: &mut Tx,
    attempt: &Attempt<'_>,
    known: Option<&Known>,
    subjects: &[(String, i64)],
    now: Moment,
) -> Result<()> {
    count(tx, subjects, now).await?;
    let summary = known.map_or_else(
        || "登录失败：没有这个用户".to_owned(),
        |known| format!("登录失败：{}", known.sign_in),
    );
    let act = "identity.session.refuse";
    noted(tx, &Who::program(), act, known, summary, attempt).await
}

async fn noted(
    tx: &mut Tx,
    who: &Who,
    act: &str,
    known: Option<&Known>,
    summary: String,
    attempt: &Attempt<'_>,
) -> Result<()> {
    let act = Act {
        act,
        noun: "session",
        subject: known.map(|known| known.id.to_string()).unwrap_or_default(),
        summary,
        details: json!({"address": attempt.address}),
    };
    Ok(trail::record(tx, who, act).await?)
}

/// Signs out: the session of this hashed token ends.
pub async fn end(app: &App, county: &str, token: &str) -> Result<()> {
    let Some(open) = store::find(app.store(), county, token).await? else {
        return Ok(());
    };
    let mut tx = app.note(county).await?;
    if store::end(&mut tx, token).await? {
        let act = Act {
            act: "identity.session.end",
            noun: "session",
            subject: open.person.to_string(),
            summary: "退出登录".to_owned(),
            details: json!({}),
        };
        trail::record(&mut tx, &Who::person(open.person, open.name), act).await?;
    }
    Ok(tx.commit().await?)
}
