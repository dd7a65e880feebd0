//! GET /cultivation: the board, or the list; and where a firm is picked that is not in the pipeline yet.

pub mod sheet;

use std::collections::HashMap;

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use enterprise::door::FirmLine;
use identity::door::{Unit, organisations};
use values::{Day, Id};
use web::{Actor, App, Column as Head, Frame, ListQuery, Pager, Place, Result, page};

use super::{Card, Column, Wanted, columns};
use crate::account::{Account, Cause};
use crate::application;
use crate::batch;
use crate::checklist::Checklist;
use crate::forecast::kept::{self, Today};
use crate::stage::{Lane, Stage};
use crate::step::{self, path};
use crate::{access, verdict};

const CARDS: usize = 6;
const LINES: i64 = 50;
const NEAREST: usize = 8;

#[derive(Template)]
#[template(path = "board/show.html")]
struct BoardPage {
    frame: Frame,
    asked: ListQuery,
    towns: Vec<Unit>,
    only_town: Option<Unit>,
    lanes: Vec<Column>,
    nearest: Vec<Card>,
    today: Day,
    foreseen: Today,
    closing: Option<(String, Day)>,
    total: usize,
    left: usize,
    may_act: bool,
}

#[derive(Template)]
#[template(path = "board/list.html")]
struct ListPage {
    frame: Frame,
    asked: ListQuery,
    towns: Vec<Unit>,
    only_town: bool,
    heads: Vec<Head>,
    cards: Vec<Card>,
    pager: Pager,
    may_act: bool,
}

impl BoardPage {
    fn causes(&self) -> [Cause; 7] {
        Cause::ALL
    }

    fn account(&self) -> &Account {
        &self.foreseen.account
    }

    /// Until when the county takes applications: of the next batch.
    fn closing(&self) -> Option<&(String, Day)> {
        self.closing.as_ref()
    }

    fn is_town(&self, unit: &Unit) -> bool {
        self.asked.get("town") == unit.id.to_string()
    }
}

impl ListPage {
    /// The workbook of the same firms.
    fn workbook(&self) -> String {
        format!("/cultivation/rows.xlsx?{}", self.asked.question())
    }

    fn is_town(&self, unit: &Unit) -> bool {
        self.asked.get("town") == unit.id.to_string()
    }

    fn is_chosen(&self, name: &str, value: &str) -> bool {
        self.asked.get(name) == value
    }

    fn stages(&self) -> [Stage; 10] {
        Stage::ALL
    }

    fn lanes(&self) -> [Lane; 4] {
        Lane::ALL
    }
}

/// Every firm of the pipeline that the person may see.
pub async fn cards(app: &App, tx: &mut Tx, actor: &Actor, today: Day) -> Result<Vec<Card>> {
    let courses = step::store::all(tx).await?;
    let ids: Vec<_> = courses.keys().copied().collect();
    let firms = enterprise::door::lines(tx, &ids).await?;
    let batches = batch::closings(&batch::store::all(tx).await?, today.year());
    let verdicts = verdict::of_county(app, tx, today, &batches).await?;
    let there = application::store::materials_there(tx).await?;
    let list = Checklist::read(tx, verdict::CRITERION).await?;
    let mut applied = HashMap::new();
    for one in application::store::all(tx).await? {
        applied.insert(one.firm, one);
    }
    let only = actor.sees_only_town();
    let mut found = Vec::new();
    for (id, steps) in courses {
        let (Some(firm), Some(step)) = (firms.get(&id), step::standing(&steps)) else {
            continue;
        };
        if only.is_some_and(|town| town != firm.town) {
            continue;
        }
        let judged = verdicts.of(id);
        let light = match step.stage {
            Stage::Recommended => applied.get(&id).map_or_else(
                || judged.light(),
                |one| list.light(there.get(&one.id).map_or(&[][..], Vec::as_slice)),
            ),
            Stage::Reviewed | Stage::Publicised => ("wait", format!("{}中", step.stage.word())),
            Stage::Recognised => ("done", "已认定".to_owned()),
            Stage::Left => ("none", "已退出".to_owned()),
            _ => judged.light(),
        };
        found.push(Card {
            firm: firm.clone(),
            days: step.days(today),
            step: step.clone(),
            judged,
            light,
        });
    }
    Ok(found)
}

pub async fn towns(tx: &mut Tx, today: Day) -> Result<Vec<Unit>> {
    let units = organisations(tx, today).await?;
    Ok(units
        .into_iter()
        .filter(|unit| unit.place == Place::Town)
        .collect())
}

/// GET /cultivation
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let asked = ListQuery::from_pairs(query);
    let (today, mut tx) = (app.today(), app.read(&actor).await?);
    let mut cards = cards(&app, &mut tx, &actor, today).await?;
    let wanted = wanted(&asked);
    cards.retain(|card| wanted.fits(card));
    let towns = towns(&mut tx, today).await?;
    let frame = Frame::new(&app, &actor, "高企培育").at("/cultivation");
    let may_act = access::act(&actor).is_ok();
    if asked.get("view") == "list" {
        let frame = frame.under("高企培育", "/cultivation").under("列表", "");
        let only_town = actor.sees_only_town().is_some();
        let (cards, pager) = paged(sorted(cards, &asked), &asked);
        return page(&ListPage {
            frame,
            asked,
            towns,
            only_town,
            heads: heads(),
            cards,
            pager,
            may_act,
        });
    }
    let own = actor.sees_only_town();
    let foreseen = kept::today(&app, &mut tx, today).await?;
    let batches = batch::store::all(&mut tx).await?;
    let closing = batches
        .iter()
        .filter_map(|one| Some((one.name(), one.closes()?)))
        .filter(|(_, day)| *day >= today)
        .min_by_key(|(_, day)| *day);
    drop(tx);
    kept::keep_quietly(&app, &actor.county).await;
    page(&BoardPage {
        frame,
        today,
        closing,
        foreseen,
        asked,
        only_town: towns.iter().find(|unit| Some(unit.id) == own).cloned(),
        towns,
        lanes: columns(&cards, CARDS),
        nearest: nearest(&cards),
        total: cards.len(),
        left: cards
            .iter()
            .filter(|card| card.step.stage == Stage::Left)
            .count(),
        may_act,
    })
}

fn wanted(asked: &ListQuery) -> Wanted {
    Wanted {
        town: asked.get("town").parse().ok().map(Id::new),
        lane: Lane::from_code(asked.get("lane")),
        stage: Stage::from_code(asked.get("stage")),
        part: asked.get("q").to_owned(),
    }
}

/// Those that are short of something that is known, and are not applied for yet.
fn nearest(cards: &[Card]) -> Vec<Card> {
    let mut near: Vec<&Card> = cards
        .iter()
        .filter(|card| {
            let lane = card.step.stage.lane();
            let early = matches!(lane, Some(Lane::Discover | Lane::Cultivate));
            early && card.judged.verdict != verdict::Verdict::Unknown
        })
        .collect();
    near.sort_by_key(|card| (card.judged.nearness(), card.firm.id));
    near.into_iter().take(NEAREST).cloned().collect()
}

fn heads() -> Vec<Head> {
    let head = |id: &str, name: &str, number| Head {
        id: id.to_owned(),
        name: name.to_owned(),
        sortable: true,
        number,
    };
    vec![
        head("name", "企业", false),
        head("town", "镇区", false),
        head("stage", "阶段", false),
        head("since", "进入日", false),
        head("days", "在此天数", true),
        head("person", "责任人", false),
        head("short", "差什么", false),
    ]
}

/// In the order that is asked for.
fn sorted(mut cards: Vec<Card>, asked: &ListQuery) -> Vec<Card> {
    let (column, down) = asked.sort().unwrap_or(("days", true));
    cards.sort_by(|a, b| {
        let order = match column {
            "name" => a.firm.name.cmp(&b.firm.name),
            "town" => a.firm.town_name.cmp(&b.firm.town_name),
            "stage" => a.step.stage.cmp(&b.step.stage),
            "since" => a.step.day.cmp(&b.step.day),
            "person" => a.step.bureau_person.name.cmp(&b.step.bureau_person.name),
            "short" => a.judged.nearness().cmp(&b.judged.nearness()),
            _ => a.days.cmp(&b.days),
        };
        let order = if down { order.reverse() } else { order };
        order.then(a.firm.id.cmp(&b.firm.id))
    });
    cards
}

/// One page of them.
fn paged(cards: Vec<Card>, asked: &ListQuery) -> (Vec<Card>, Pager) {
    let pager = Pager {
        page: asked.page(),
        size: LINES,
        total: i64::try_from(cards.len()).unwrap_or(i64::MAX),
    };
    let first = usize::try_from(pager.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(LINES).unwrap_or(usize::MAX);
    (cards.into_iter().skip(first).take(size).collect(), pager)
}

#[derive(Template)]
#[template(path = "board/leads.html")]
struct LeadsPage {
    frame: Frame,
    asked: ListQuery,
    /// With the stage in which it stands already.
    firms: Vec<(FirmLine, String, Option<Stage>)>,
}

/// GET /cultivation/leads?q=: a firm of the enterprise room, to be taken into the pipeline.
pub async fn leads(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let asked = ListQuery::from_pairs(query);
    let mut tx = app.read(&actor).await?;
    let mut firms = Vec::new();
    if !asked.get("q").is_empty() {
        let only = actor.sees_only_town();
        let found = enterprise::door::search(&mut tx, asked.get("q"), only, 30).await?;
        for firm in found {
            let steps = step::store::of(&mut tx, firm.id).await?;
            let stage = step::standing(&steps).map(|step| step.stage);
            let path = path(&firm.code);
            firms.push((firm, path, stage));
        }
    }
    let frame = Frame::new(&app, &actor, "加线索企业")
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("加线索企业", "");
    page(&LeadsPage {
        frame,
        asked,
        firms,
    })
}
