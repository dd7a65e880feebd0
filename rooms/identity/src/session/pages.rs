use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use trail::{Act, Who};
use values::{Clock, Moment};
use web::{App, Error, Fields, Frame, Result, back_to, page, status_page};

use super::{COOKIE, hashed, local, locked_until, store};
use crate::{password, person};

#[derive(Template)]
#[template(path = "session/sign_in.html")]
pub struct SignIn {
    frame: Frame,
    counties: Vec<(String, String)>,
    name: String,
    to: String,
    /// What was typed into a form whose session had ended, as JSON; empty for none.
    kept: String,
    trouble: String,
    files_lost: bool,
}

impl SignIn {
    pub async fn new(app: &App, to: &str) -> Result<Self> {
        let counties = app.store().counties().await?;
        Ok(SignIn {
            frame: Frame::outside(app, "登录"),
            counties,
            name: String::new(),
            to: local(to).to_owned(),
            kept: String::new(),
            trouble: String::new(),
            files_lost: false,
        })
    }

    pub fn keeping(mut self, kept: String, files_lost: bool) -> Self {
        self.kept = kept;
        self.files_lost = files_lost;
        self
    }
}

pub async fn ask(
    State(app): State<App>,
    Query(query): Query<std::collections::HashMap<String, String>>,
) -> Result<Response> {
    page(&SignIn::new(&app, query.get("to").map_or("/", String::as_str)).await?)
}

pub async fn sign_in(
    State(app): State<App>,
    address: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    let address = address
        .map(|found| found.0.0.ip().to_string())
        .unwrap_or_default();
    let county = match county_of(&app, fields.get("county")).await? {
        Some(county) => county,
        None => return again(&app, &fields, "请选择所在的县").await,
    };
    match try_in(
        &app,
        &county,
        &address,
        fields.get("name"),
        fields.get("password"),
    )
    .await?
    {
        Ok(cookie) => enter(&app, &headers, &cookie, &fields),
        Err(trouble) => again(&app, &fields, &trouble).await,
    }
}

async fn county_of(app: &App, given: &str) -> Result<Option<String>> {
    let counties = app.store().counties().await?;
    Ok(match counties.as_slice() {
        [(only, _)] => Some(only.clone()),
        several => several
            .iter()
            .find(|(code, _)| code == given)
            .map(|(code, _)| code.clone()),
    })
}

async fn again(app: &App, fields: &Fields, trouble: &str) -> Result<Response> {
    let mut form = SignIn::new(app, fields.get("to"))
        .await?
        .keeping(fields.get("kept").to_owned(), false);
    form.name = fields.get("name").to_owned();
    form.trouble = trouble.to_owned();
    form.frame.errors = 1;
    status_page(StatusCode::UNPROCESSABLE_ENTITY, &form)
}

/// The cookie of a new session, or a sentence that does not tell whether the account exists.
async fn try_in(
    app: &App,
    county: &str,
    address: &str,
    name: &str,
    secret: &str,
) -> Result<Result<String, String>> {
    let now = Clock::machine().now();
    let subjects = [
        format!("name:{}", name.chars().take(60).collect::<String>()),
        format!("address:{address}"),
    ];
    let mut tx = app.store().read(county).await?;
    for subject in &subjects {
        let (_, until) = store::failures(&mut tx, subject).await?;
        if until > now {
            let minutes = (until.millis() - now.millis()) / 60_000 + 1;
            return Ok(Err(format!(
                "连续失败次数太多，请等 {minutes} 分钟再试，或找系统管理员换一次性密码"
            )));
        }
    }
    let known = person::store::by_sign_in(&mut tx, name).await?;
    drop(tx);
    let right =
        password::matches(secret, known.as_ref().map(|known| known.password.as_str())).await;
    let mut tx = app.note(county).await?;
    match known.filter(|known| right && !known.blocked) {
        Some(known) => {
            for subject in &subjects {
                store::forget(&mut tx, subject).await?;
            }
            let cookie = crate::door::open(&mut tx, known.id, known.last_seen, now).await?;
            noted(
                &mut tx,
                &Who::person(known.id, known.name),
                "identity.session.open",
                "登录",
            )
            .await?;
            tx.commit().await?;
            Ok(Ok(cookie))
        }
        None => {
            count_failure(&mut tx, &subjects, now).await?;
            noted(
                &mut tx,
                &Who::program(),
                "identity.session.refuse",
                "登录失败",
            )
            .await?;
            tx.commit().await?;
            Ok(Err("用户名或密码不对。连续错五次会暂时锁定".to_owned()))
        }
    }
}

/// An address is shared by many people, so it is locked only after ten times as many failures.
async fn count_failure(tx: &mut ::store::Tx, subjects: &[String; 2], now: Moment) -> Result<()> {
    for (subject, share) in subjects.iter().zip([1, 10]) {
        let failures = store::fail(tx, subject).await?;
        let until = locked_until(failures / share, now);
        if until > now {
            store::lock(tx, subject, until).await?;
        }
    }
    Ok(())
}

async fn noted(tx: &mut ::store::Tx, who: &Who, act: &str, summary: &str) -> Result<()> {
    let act = Act {
        act,
        noun: "session",
        subject: who.id.to_string(),
        summary: summary.to_owned(),
        details: json!({}),
    };
    Ok(trail::record(tx, who, act).await?)
}

#[derive(Template)]
#[template(path = "session/resume.html")]
struct Resume {
    frame: Frame,
    to: String,
    pairs: Vec<(String, String)>,
}

fn enter(app: &App, headers: &HeaderMap, cookie: &str, fields: &Fields) -> Result<Response> {
    let secure = headers
        .get("x-forwarded-proto")
        .is_some_and(|scheme| scheme == "https");
    let cookie = format!(
        "{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Lax{}",
        if secure { "; Secure" } else { "" }
    );
    let to = local(fields.get("to")).to_owned();
    let answer = match fields.get("kept") {
        "" => back_to(&to),
        kept => {
            let pairs: Vec<(String, String)> = serde_json::from_str(kept)
                .map_err(|_| Error::Malformed("保留的内容不完整。".to_owned()))?;
            page(&Resume {
                frame: Frame::outside(app, "已登录"),
                to,
                pairs,
            })?
        }
    };
    Ok(([(header::SET_COOKIE, cookie)], answer).into_response())
}

pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    if let Some((county, token)) = crate::layer::cookie_of(&headers) {
        let mut tx = app.note(&county).await?;
        store::end(&mut tx, &hashed(&token)).await?;
        tx.commit().await?;
    }
    let gone = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    Ok(([(header::SET_COOKIE, gone)], back_to("/sign-in")).into_response())
}
