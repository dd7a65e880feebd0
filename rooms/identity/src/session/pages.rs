use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use web::{App, Error, Fields, Frame, Result, back_to, came_from, is_secure, page, status_page};

use super::attempt::{self, Attempt};
use super::{COOKIE, hashed, local};

#[derive(Template)]
#[template(path = "session/sign_in.html")]
pub struct SignIn {
    frame: Frame,
    counties: Vec<(String, String)>,
    county: String,
    name: String,
    to: String,
    /// What was typed into a form whose session had ended, as JSON; empty for none.
    kept: String,
    trouble: String,
    files_lost: bool,
    /// What was typed was too much to be kept.
    too_long: bool,
}

impl SignIn {
    pub async fn new(app: &App, to: &str) -> Result<Self> {
        let counties = app.store().counties().await?;
        Ok(SignIn {
            frame: Frame::outside(app, "登录"),
            counties,
            county: String::new(),
            name: String::new(),
            to: local(to).to_owned(),
            kept: String::new(),
            trouble: String::new(),
            files_lost: false,
            too_long: false,
        })
    }

    pub fn without_typed(mut self) -> Self {
        self.too_long = true;
        self
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
        .map(|found| came_from(found.0.0.ip(), &headers).to_string())
        .unwrap_or_default();
    let Some(county) = county_of(&app, fields.get("county")).await? else {
        return again(&app, &fields, "请选择所在的县（市、区）").await;
    };
    let attempt = Attempt {
        county: &county,
        address: &address,
        name: fields.get("name"),
        secret: fields.get("password"),
    };
    match attempt::make(&app, &attempt).await? {
        Ok(cookie) => {
            // The cookie takes the place of the one that came along: that session would live on with nobody to end it.
            if let Some((county, token)) = crate::layer::cookie_of(&headers) {
                attempt::end(&app, &county, &hashed(&token)).await?;
            }
            enter(&app, &headers, &cookie, &fields)
        }
        Err(trouble) => again(&app, &fields, &trouble.to_string()).await,
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

/// The form once more, with all but the password.
async fn again(app: &App, fields: &Fields, trouble: &str) -> Result<Response> {
    let mut form = SignIn::new(app, fields.get("to"))
        .await?
        .keeping(fields.get("kept").to_owned(), fields.has("files"));
    form.name = fields.get("name").to_owned();
    form.county = fields.get("county").to_owned();
    form.trouble = trouble.to_owned();
    form.frame.errors = 1;
    status_page(StatusCode::UNPROCESSABLE_ENTITY, &form)
}

#[derive(Template)]
#[template(path = "session/resume.html")]
struct Resume {
    frame: Frame,
    to: String,
    pairs: Vec<(String, String)>,
    files_lost: bool,
}

impl Resume {
    fn typed(&self) -> impl Iterator<Item = &str> {
        web::read_of(&self.pairs)
    }
}

fn enter(app: &App, headers: &HeaderMap, cookie: &str, fields: &Fields) -> Result<Response> {
    let cookie = format!(
        "{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Lax{}",
        if is_secure(headers) { "; Secure" } else { "" }
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
                files_lost: fields.has("files"),
            })?
        }
    };
    Ok(([(header::SET_COOKIE, cookie)], answer).into_response())
}

pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    if let Some((county, token)) = crate::layer::cookie_of(&headers) {
        attempt::end(&app, &county, &hashed(&token)).await?;
    }
    let gone = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    Ok(([(header::SET_COOKIE, gone)], back_to("/sign-in")).into_response())
}
