use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use web::{App, Fields, Frame, Result, back_to, came_from, is_secure, page, status_page};

use super::attempt::{self, Admitted, Attempt};
use super::resume::{self, Typed};
use super::{COOKIE, hashed, local};

#[derive(Template)]
#[template(path = "session/sign_in.html")]
pub struct SignIn {
    frame: Frame,
    counties: Vec<(String, String)>,
    county: String,
    name: String,
    to: String,
    typed: Typed,
    trouble: String,
    lost: Lost,
}

/// What of a form whose session had ended could not be kept at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Lost {
    #[default]
    Nothing,
    /// It was too much.
    TooLong,
    /// There was nothing in it but files.
    OnlyFiles,
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
            typed: Typed::default(),
            trouble: String::new(),
            lost: Lost::Nothing,
        })
    }

    pub fn without_typed(self) -> Self {
        SignIn {
            lost: Lost::TooLong,
            ..self
        }
    }

    /// Back to the page of the form, where the files can be chosen again.
    pub fn without_files(self, page: &str) -> Self {
        SignIn {
            lost: Lost::OnlyFiles,
            to: local(page).to_owned(),
            ..self
        }
    }

    pub fn keeping(self, typed: Typed) -> Self {
        SignIn { typed, ..self }
    }

    fn is_bare(&self) -> bool {
        self.lost == Lost::OnlyFiles
    }

    fn is_too_long(&self) -> bool {
        self.lost == Lost::TooLong
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
    if fields.has("anew") {
        let form = SignIn::new(&app, fields.get("to")).await?;
        return page(&form.keeping(Typed::of(&fields)));
    }
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
        Ok(admitted) => {
            // The cookie takes the place of the one that came along: that session would live on with nobody to end it.
            if let Some((county, token)) = crate::layer::cookie_of(&headers) {
                attempt::end(&app, &county, &hashed(&token)).await?;
            }
            enter(&app, &headers, &county, admitted, &fields).await
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
        .keeping(Typed::of(fields));
    form.name = fields.get("name").to_owned();
    form.county = fields.get("county").to_owned();
    form.trouble = trouble.to_owned();
    form.frame.errors = 1;
    status_page(StatusCode::UNPROCESSABLE_ENTITY, &form)
}

async fn enter(
    app: &App,
    headers: &HeaderMap,
    county: &str,
    admitted: Admitted,
    fields: &Fields,
) -> Result<Response> {
    let cookie = format!(
        "{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax{}",
        admitted.cookie,
        if is_secure(headers) { "; Secure" } else { "" }
    );
    let to = local(fields.get("to")).to_owned();
    let answer = match Typed::of(fields) {
        typed if typed.kept.is_empty() => back_to(&to),
        typed => resume::answer(app, county, &admitted, to, typed).await?,
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
