//! The lights of the year's targets, for the desk.

use ::store::Tx;
use measure::light::State as Light;
use web::{Actor, App, Result};

use crate::figure::asked::{Address, Asked};
use crate::figure::asker::Asker;
use crate::figure::places::Places;
use crate::figure::shown::no_value;
use crate::share;
use crate::share::carried::{Carried, of_scope, shares};
use crate::target;
use crate::year::{Standing, goals};

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

/// The year's targets with their lights as of today, known now, worst first; to a town its own shares.
pub async fn lights(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Vec<Lit>> {
    let asked = Asked::read(tx, actor, app.now(), &Address::default()).await?;
    let year = i64::from(asked.asking.period.first.year());
    let asker = Asker::new(app, tx, asked.asking.known).await?;
    let targets = target::store::of_year(tx, year, asked.asking.known.sequence()).await?;
    let places = Places::read(tx, asked.day()).await?;
    let unit = share::Unit::of(asked.asking.scope, &places);
    let at = asked.asking.known.sequence();
    let own = shares(tx, year, unit.as_ref(), asked.day(), at).await?;
    let mut carried = of_scope(targets, unit.as_ref(), &own);
    carried.retain(Carried::is_lit);
    let mut standings =
        goals::standings(app, &asker, tx, carried, &asked.asking, app.now()).await?;
    standings.sort_by_key(|standing| (standing.state, standing.target.place));
    Ok(standings
        .iter()
        .map(|standing| lit(&asker, standing, &asked))
        .collect())
}

fn lit(asker: &Asker, standing: &Standing, asked: &Asked) -> Lit {
    let terms = &standing.target.terms;
    let indicator = asker.definitions.get(&terms.indicator);
    let value = match standing.found.as_ref().zip(indicator) {
        None => "尚无口径".to_owned(),
        Some((found, indicator)) => found.figure.value.map_or_else(
            || no_value(found.is_statistic).to_owned(),
            |value| value.with_unit(&indicator.shown),
        ),
    };
    Lit {
        number: standing.target.number(),
        name: terms.name.clone(),
        indicator: terms.indicator.clone(),
        office: terms.office.clone(),
        state: standing.state,
        value,
        goal: terms.goal.shown(),
        path: format!("/figures/{}{}", terms.indicator, asked.query()),
    }
}
