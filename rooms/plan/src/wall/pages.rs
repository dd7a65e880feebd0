//! GET /wall: the whole county's year for a large screen, made anew each minute.

use std::collections::HashMap;
use std::sync::Arc;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use measure::indicator::Direction;
use measure::light::State as Light;
use values::{Day, Moment};
use web::{Actor, App, Error, Frame, Kept, Result, page};

use super::{Cell, cells};
use crate::figure::asked::{Address, Asked};
use crate::figure::asker::Asker;
use crate::figure::places::Places;
use crate::light::{self, Lamp};
use crate::share::carried::of_scope;
use crate::year::board::Making;
use crate::year::{Standing, goals};
use crate::{rhythm, target};

#[derive(Template)]
#[template(path = "wall/show.html")]
struct WallPage {
    frame: Frame,
    now: Moment,
    wall: Arc<Wall>,
}

/// What stands on the wall while nothing happens in the county.
struct Wall {
    year: i32,
    lights: Vec<Lamp>,
    cells: Vec<Cell>,
    rhythm: Vec<(String, Lamp)>,
    worst: String,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct WallKey {
    county: String,
    sequence: i64,
    today: Day,
}

struct Walls(Kept<WallKey, Arc<Wall>>);

impl Default for Walls {
    fn default() -> Self {
        Walls(Kept::with_room(20))
    }
}

pub async fn show(State(app): State<App>, actor: Actor) -> Result<Response> {
    if actor.sees_only_town().is_some() {
        return Err(Error::forbidden(
            "大屏是全局的，镇区经办只看本镇区的数值和记录。",
            "科室人员和局领导",
        ));
    }
    let mut tx = app.read(&actor).await?;
    let key = WallKey {
        county: actor.county.clone(),
        sequence: tx.sequence(),
        today: app.today(),
    };
    let walls = app.memory::<Walls>();
    let wall = match walls.0.get(&key) {
        Some(wall) => wall,
        None => {
            let wall = Arc::new(made(&app, &mut tx, &actor).await?);
            walls.0.put(key, Arc::clone(&wall));
            wall
        }
    };
    let mut answer = page(&WallPage {
        frame: Frame::new(&app, &actor, "大屏"),
        now: app.now(),
        wall,
    })?;
    // The screen hangs on a wall: the browser asks again each minute, without a script.
    answer
        .headers_mut()
        .insert(header::REFRESH, HeaderValue::from_static("60"));
    Ok(answer)
}

async fn made(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Wall> {
    let asked = Asked::read(tx, actor, app.now(), &Address::default()).await?;
    let asker = Asker::new(app, tx, asked.asking.known).await?;
    let places = Places::read(tx, asked.day()).await?;
    let making = Making {
        app,
        actor,
        asked: &asked,
        places: &places,
        asker: &asker,
        originals: HashMap::new(),
        chosen: "",
    };
    let year = asked.asking.period.first.year();
    let at = tx.sequence();
    let targets = target::store::of_year(tx, i64::from(year), at).await?;
    let rules = rhythm::store::of_year(tx, i64::from(year), at).await?;
    let moment = app.now();
    let targets = of_scope(targets, None, &[]);
    let mut standings = goals::standings(app, &asker, tx, targets, &asked.asking, moment).await?;
    making.foretell(tx, &mut standings, moment).await?;
    let states: Vec<Light> = standings.iter().map(|one| one.state).collect();
    let strips = making.strips(tx, &rules, None).await?;
    Ok(Wall {
        year,
        lights: light::tally(&states),
        cells: without_links(cells(&making, &standings)),
        rhythm: strips
            .into_iter()
            .map(|one| (one.name, one.light))
            .collect(),
        worst: worst(&making, &standings),
    })
}

fn without_links(mut cells: Vec<Cell>) -> Vec<Cell> {
    cells.iter_mut().for_each(|cell| cell.path.clear());
    cells
}

/// 落后最多：科技担保额，完成计划曲线 45%; empty where nothing is behind. Of what is to fall it is the other way round.
fn worst(making: &Making, standings: &[Standing]) -> String {
    let day = making.asked.day();
    let behind = standings.iter().filter(|one| one.state == Light::Behind);
    let done = behind.filter_map(|one| {
        let indicator = making.asker.definitions.get(&one.target.terms.indicator)?;
        let planned = light::goal(&one.target, indicator.direction)?
            .curve
            .on(day)?;
        let value = one.found.as_deref()?.figure.value?;
        let told = value.over(planned)?;
        let (done, words) = match indicator.direction {
            Direction::Up => (told, "完成计划曲线"),
            Direction::Down => (planned.over(value)?, "是计划曲线的"),
        };
        Some((done, &one.target.terms.name, words, told))
    });
    let percent = measure::indicator::Shown {
        unit: "%".to_owned(),
        decimals: 0,
    };
    done.min_by_key(|(done, ..)| *done)
        .map(|(_, name, words, told)| {
            format!("落后最多：{name}，{words} {}", told.with_unit(&percent))
        })
        .unwrap_or_default()
}
