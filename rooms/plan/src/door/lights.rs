//! What the desk shows of the year: the lights of its targets, and the rhythm.

use std::collections::HashMap;

use ::store::Tx;
use measure::light::State as Light;
use web::{Actor, App, Result};

use crate::figure::asked::{Address, Asked};
use crate::figure::asker::Asker;
use crate::figure::line::Spark;
use crate::figure::places::Places;
use crate::figure::shown::no_value;
use crate::share::carried::{Carried, of_scope, shares};
use crate::year::board::Making;
use crate::year::line::lines;
use crate::year::{Standing, goals};
use crate::{rhythm, share, target};

/// A year's target as the desk shows it.
#[derive(Clone, Debug)]
pub struct Lit {
    /// T07
    pub number: String,
    pub name: String,
    pub indicator: String,
    /// The stable code of the office in charge.
    pub office: String,
    pub state: Light,
    /// With its unit: `1,206.40 万元`; 待统计局 where there is none.
    pub value: String,
    pub goal: String,
    pub path: String,
    /// How many rows are left out.
    pub left_out: i64,
    /// Whether an office of the person is in charge of it.
    pub is_own: bool,
    /// Of one's own its course over the year as a drawing, ready for a page; empty for others.
    pub spark: String,
}

impl Lit {
    /// The class of its light in the style sheet.
    pub fn class(&self) -> &'static str {
        crate::light::Lamp::of(self.state).class
    }

    pub fn word(&self) -> &'static str {
        self.state.words()
    }
}

/// A rule of the rhythm as the desk shows it.
#[derive(Clone, Debug)]
pub struct Beaten {
    pub name: String,
    pub path: String,
    pub class: &'static str,
    /// 9月还没有
    pub word: String,
}

/// The year as of today, known now.
#[derive(Clone, Debug)]
pub struct OnDesk {
    /// Worst first; to a town its own shares.
    pub lights: Vec<Lit>,
    /// The whole bureau's; a town sees none.
    pub beats: Vec<Beaten>,
}

pub async fn on_desk(app: &App, tx: &mut Tx, actor: &Actor) -> Result<OnDesk> {
    let asked = Asked::read(tx, actor, app.now(), &Address::default()).await?;
    let asker = Asker::new(app, tx, asked.asking.known).await?;
    let places = Places::read(tx, asked.day()).await?;
    let making = Making {
        app,
        actor,
        asked: &asked,
        places: &places,
        asker: &asker,
        chosen: "",
        originals: HashMap::new(),
    };
    Ok(OnDesk {
        lights: lights(&making, tx).await?,
        beats: beats(&making, tx).await?,
    })
}

async fn lights(making: &Making<'_>, tx: &mut Tx) -> Result<Vec<Lit>> {
    let asking = &making.asked.asking;
    let (year, at) = (
        i64::from(asking.period.first.year()),
        asking.known.sequence(),
    );
    let targets = target::store::of_year(tx, year, at).await?;
    let unit = share::Unit::of(asking.scope, making.places);
    let own = shares(tx, year, unit.as_ref(), asking.day, at).await?;
    let mut carried = of_scope(targets, unit.as_ref(), &own);
    carried.retain(Carried::is_lit);
    let moment = making.app.now();
    let mut standings =
        goals::standings(making.app, making.asker, tx, carried, asking, moment).await?;
    standings.sort_by_key(|standing| (standing.state, standing.target.place));
    standings
        .iter()
        .map(|standing| lit(making, standing))
        .collect()
}

fn lit(making: &Making, standing: &Standing) -> Result<Lit> {
    let terms = &standing.target.terms;
    let indicator = making.asker.definitions.get(&terms.indicator);
    let found = standing.found.as_deref();
    let value = match found.zip(indicator) {
        None => "尚无口径".to_owned(),
        Some((found, indicator)) => found.figure.value.map_or_else(
            || no_value(found.is_statistic).to_owned(),
            |value| value.with_unit(&indicator.shown),
        ),
    };
    let mut posts = making.actor.posts.iter();
    let is_own =
        !terms.office.is_empty() && posts.any(|post| post.organisation_code == terms.office);
    Ok(Lit {
        number: standing.target.number(),
        name: terms.name.clone(),
        indicator: terms.indicator.clone(),
        office: terms.office.clone(),
        state: standing.state,
        value,
        goal: terms.goal.shown(),
        path: format!("/figures/{}{}", terms.indicator, making.asked.query()),
        left_out: found.map_or(0, |found| found.figure.left_out()),
        is_own,
        spark: match is_own {
            true => Spark::of(&lines(standing, indicator, true)).drawn()?,
            false => String::new(),
        },
    })
}

async fn beats(making: &Making<'_>, tx: &mut Tx) -> Result<Vec<Beaten>> {
    if making.actor.sees_only_town().is_some() {
        return Ok(Vec::new());
    }
    let asking = &making.asked.asking;
    let (year, at) = (
        i64::from(asking.period.first.year()),
        asking.known.sequence(),
    );
    let rules = rhythm::store::of_year(tx, year, at).await?;
    let strips = making.strips(tx, &rules, None).await?;
    let beaten = |strip: crate::beat::strip::Shown| Beaten {
        name: strip.name,
        path: strip.path,
        class: strip.light.class,
        word: strip.light.word,
    };
    Ok(strips.into_iter().map(beaten).collect())
}
