//! What a firm's own people see first: what they are eligible for, what is missing, what the bureau knows of them.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::Id;
use web::{Actor, App, Error, Frame, ListQuery, Result, page};

use crate::door;
use crate::fact::pages::Table;
use crate::fact::{acts, asked, definitions, years};
use crate::firm::FirmLine;
use crate::screening::against::Against;
use crate::screening::sought::asking;
use crate::screening::words::some;

/// So many of the facts that are asked for are named.
const NAMED: usize = 8;

/// What is still asked of a year.
struct Wanted {
    year: i32,
    many: usize,
    /// The first of them.
    names: String,
}

#[derive(Template)]
#[template(path = "account/own.html")]
struct OwnPage {
    frame: Frame,
    firm: FirmLine,
    against: Against,
    table: Table,
    wanted: Vec<Wanted>,
}

/// GET /my-firm
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let Some(own) = actor.firm() else {
        let why = "“我的企业”是企业账号的首页，您用的是科技局的账号。";
        return Err(Error::refused(why, "在企业库里打开要看的企业。"));
    };
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let firm = door::firm(&mut tx, Id::new(own.uuid())).await?;
    let firm = firm.ok_or(Error::NotFound)?;
    let today = app.today();
    let asking = asking(app.today(), list.get("criterion"), &list);
    let mut wanted = Vec::new();
    for year in years(today).into_iter().rev() {
        let held = acts::known(&mut tx, firm.id, year).await?;
        let asked = definitions().iter().filter(|one| {
            year >= firm.registered_on.year()
                && asked::of(one, held.get(&one.id), year, today).is_some()
        });
        let names: Vec<String> = asked.map(|one| one.name.clone()).collect();
        if !names.is_empty() {
            wanted.push(Wanted {
                year,
                many: names.len(),
                names: some(names, NAMED, "、"),
            });
        }
    }
    page(&OwnPage {
        frame: Frame::new(&app, &actor, "我的企业").at("/my-firm"),
        against: Against {
            prices: "",
            ..Against::of(&app, &mut tx, &firm, asking).await?
        },
        table: Table::of(&mut tx, &actor, &firm, today).await?.known(),
        wanted,
        firm,
    })
}
