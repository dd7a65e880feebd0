//! What changes cost: the bureau's own prices over those that ship with the facts.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use criteria::fact::{Direction, Kind, SHIPPED};
use criteria::{Prices, fact::Fact};
use serde_json::json;
use trail::Act;
use values::Fen;
use web::{Actor, App, Complaints, Fields, Frame, Result, back_to, invalid, page};

use super::{TOPIC, store};
use crate::access;

/// The prices of the county as they are now.
pub async fn prices(tx: &mut ::store::Tx) -> ::store::Result<Prices> {
    let mut prices = Prices::shipped(&SHIPPED);
    for (fact, price) in store::prices(tx).await? {
        prices.set(&SHIPPED, &fact, price);
    }
    Ok(prices)
}

/// A fact that a road may change, with its price as the form has it.
struct Line {
    id: String,
    name: String,
    /// 每 100 元, 每 1 人.
    each: String,
    typed: String,
    /// The price that ships, for whoever wants it back.
    shipped: String,
    own: bool,
}

#[derive(Template)]
#[template(path = "criterion/prices.html")]
struct PricesPage {
    frame: Frame,
    lines: Vec<Line>,
    complaints: Complaints,
    may_set: bool,
}

/// Facts that can be changed, in the order of the definitions.
fn changeable() -> impl Iterator<Item = &'static Fact> {
    let all = SHIPPED.facts().iter();
    all.filter(|fact| fact.road != Direction::Fixed)
}

fn each(fact: &Fact) -> String {
    match fact.kind {
        Kind::Money => "每 100 元".to_owned(),
        Kind::Flag | Kind::Option(_) | Kind::Day => "办成一次".to_owned(),
        Kind::Count | Kind::Mark => format!("每 1 {}", fact.unit),
    }
}

async fn build(
    app: &App,
    actor: &Actor,
    typed: Option<&Fields>,
    complaints: Complaints,
) -> Result<PricesPage> {
    let mut tx = app.read(actor).await?;
    let own = store::prices(&mut tx).await?;
    let line = |fact: &Fact| {
        let price = own.get(&fact.id).copied().unwrap_or(fact.price);
        let typed = typed.filter(|fields| fields.has(&fact.id));
        Line {
            id: fact.id.clone(),
            name: fact.name.clone(),
            each: each(fact),
            typed: typed.map_or_else(
                || Fen(price).in_yuan(),
                |fields| fields.get(&fact.id).to_owned(),
            ),
            shipped: Fen(fact.price).in_yuan(),
            own: own.contains_key(&fact.id),
        }
    };
    Ok(PricesPage {
        frame: Frame::new(app, actor, "补短板价目")
            .at("/screening")
            .under("对照标准", "/screening")
            .under("认定标准", "/criteria")
            .under("补短板价目", "")
            .with_errors(complaints.len()),
        lines: changeable().map(line).collect(),
        complaints,
        may_set: access::set_criteria(actor).is_ok(),
    })
}

/// GET /criteria/prices
pub async fn show(State(app): State<App>, actor: Actor) -> Result<Response> {
    page(&build(&app, &actor, None, Complaints::default()).await?)
}

/// POST /criteria/prices: all prices of the form at once.
pub async fn set(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    access::set_criteria(&actor)?;
    let mut complaints = Complaints::default();
    let mut wanted = Vec::new();
    for fact in changeable().filter(|fact| fields.has(&fact.id)) {
        match Fen::parse(fields.get(&fact.id), 100) {
            Ok(price) if price.0 >= 0 => wanted.push((fact, price.0)),
            Ok(_) => complaints.add(&fact.id, &fact.name, "价格不能是负数，不花钱的填 0"),
            Err(fault) => complaints.add(&fact.id, &fact.name, fault.to_string()),
        }
    }
    if !complaints.is_empty() {
        return invalid(&build(&app, &actor, Some(&fields), complaints).await?);
    }
    let mut tx = app.write(&actor).await?;
    let own = store::prices(&mut tx).await?;
    wanted.retain(|(fact, price)| own.get(&fact.id).copied().unwrap_or(fact.price) != *price);
    if wanted.is_empty() {
        return Ok(back_to("/criteria/prices"));
    }
    let mut told = serde_json::Map::new();
    for (fact, price) in &wanted {
        store::set_price(&mut tx, &actor.who(), &fact.id, *price).await?;
        told.insert(fact.id.clone(), json!(price));
    }
    tx.touch(TOPIC).await?;
    let names: Vec<&str> = wanted.iter().map(|(fact, _)| fact.name.as_str()).collect();
    let act = Act {
        act: "enterprise.price.set",
        noun: "price",
        subject: "prices".to_owned(),
        summary: format!("改补短板价目：{}", names.join("、")),
        details: told.into(),
    };
    trail::record(&mut tx, &actor.who(), act).await?;
    tx.commit().await?;
    Ok(back_to("/criteria/prices"))
}
