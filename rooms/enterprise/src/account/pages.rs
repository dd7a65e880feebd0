//! Opening an account for a firm.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use identity::door::{Account, hash_password, one_time_password};
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, invalid, page};

use crate::access;
use crate::fact::pages::frame;
use crate::firm::FirmLine;
use crate::firm::pages::open;

#[derive(Template)]
#[template(path = "account/list.html")]
struct ListPage {
    frame: Frame,
    firm: FirmLine,
    accounts: Vec<Account>,
    complaints: Complaints,
    name: String,
    /// The new account's name and password, shown once.
    told: Option<(String, String)>,
}

impl ListPage {
    async fn of(app: &App, actor: &Actor, code: &str) -> Result<Self> {
        let mut tx = app.read(actor).await?;
        let firm = open(&mut tx, actor, code).await?;
        access::change(actor, firm.town)?;
        Ok(ListPage {
            frame: frame(app, actor, &firm, "企业账号").under("企业账号", ""),
            accounts: super::of(&mut tx, &firm, app.today()).await?,
            firm,
            complaints: Complaints::default(),
            name: String::new(),
            told: None,
        })
    }
}

/// GET /firms/{code}/accounts
pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
) -> Result<Response> {
    page(&ListPage::of(&app, &actor, &code).await?)
}

/// POST /firms/{code}/accounts: the one-time password is shown once, on the answer.
pub async fn open_one(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let mut shown = ListPage::of(&app, &actor, &code).await?;
    let name = fields.get("name").trim().to_owned();
    let long = name.chars().count();
    if !(1..=30).contains(&long) {
        let reason = match long {
            0 => "要填企业里用这个账号的人".to_owned(),
            _ => format!("30 字以内，您填了 {long} 字"),
        };
        shown.complaints.add("name", "姓名", reason);
        shown.frame = shown.frame.with_errors(1);
        shown.name = name;
        return invalid(&shown);
    }
    let secret = one_time_password();
    let hash = hash_password(&secret).await.map_err(Error::Fault)?;
    let mut tx = app.write(&actor).await?;
    let right = access::change(&actor, shown.firm.town)?;
    let sign_in = super::open(&mut tx, &actor.who(), &shown.firm, right, (&name, hash)).await?;
    tx.commit().await?;
    let mut shown = ListPage::of(&app, &actor, &code).await?;
    shown.told = Some((sign_in, secret));
    page(&shown)
}
