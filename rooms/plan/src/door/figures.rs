//! Figures for other rooms and for the program: values with their verified share and row counts.

use ::store::Tx;
use measure::indicator::Indicator;
use measure::language::{Checked, Unit};
use measure::light::State as Light;
use measure::{Asking, Exact, Known, Scope, fold};
use values::{Day, Fen, Moment, Period};
use web::{Actor, App, Error, ListQuery, Place, Result};

use crate::figure::asked::{Asked, period_text};
use crate::figure::asker::Asker;
use crate::figure::places::Places;
use crate::figure::shown::no_value;
use crate::figure::{month_ends, split};
use crate::share;
use crate::share::carried::{Carried, of_scope, shares};
use crate::target;
use crate::year::{Standing, goals};

/// What is asked: by default all indicators for the county, the year of today, as of today, known now.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub year: Option<i32>,
    pub as_of: Option<Day>,
    pub known_at: Option<Moment>,
    pub by: Option<By>,
    /// One indicator's id; all without.
    pub indicator: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Town,
    Office,
    /// Cumulated to each month's end.
    Month,
}

/// One figure, in base units.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub indicator: String,
    /// `county`, `town:<id>`, `office:<id>`
    pub scope: String,
    /// `2020`, `2020-09`
    pub period: String,
    pub value: Option<Exact>,
    /// 元, a counting unit, or `ratio`.
    pub unit: String,
    pub verified: Option<Exact>,
    pub counted: i64,
    pub left_out: i64,
}

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

/// The figures asked for, in the order of the catalogue. An indicator nobody knows is not found.
pub async fn figures(app: &App, tx: &mut Tx, wanted: &Wanted) -> Result<Vec<Told>> {
    let as_of = wanted.as_of.unwrap_or_else(|| app.today());
    let period = Period::year(wanted.year.unwrap_or_else(|| as_of.year()))
        .ok_or_else(|| Error::Malformed("年份不对。".to_owned()))?;
    let known = match wanted.known_at {
        Some(moment) if moment < tx.moment() => Known::Then(tx.sequence_at(moment).await?),
        _ => Known::Now(tx.sequence()),
    };
    let asker = Asker::new(app, tx, known).await?;
    let definitions = std::sync::Arc::clone(&asker.definitions);
    let asking = Asking::new(tx.county(), Scope::default(), period, as_of, known);
    if wanted
        .indicator
        .as_ref()
        .is_some_and(|id| definitions.get(id).is_none())
    {
        return Err(Error::NotFound);
    }
    let mut told = Vec::new();
    for indicator in definitions.iter().filter(|indicator| {
        wanted
            .indicator
            .as_ref()
            .is_none_or(|id| *id == indicator.id)
    }) {
        told.extend(of_indicator(&asker, tx, indicator, &asking, wanted.by).await?);
    }
    Ok(told)
}

async fn of_indicator(
    asker: &Asker,
    tx: &mut Tx,
    indicator: &Indicator,
    asking: &Asking,
    by: Option<By>,
) -> Result<Vec<Told>> {
    let Some(in_force) = asker.in_force(&indicator.id, asking.day)? else {
        return Ok(Vec::new());
    };
    let checked = &in_force.checked;
    let year = period_text(asking.period);
    let told = |scope: String, period: String, figure: &fold::Figure| {
        told(indicator, checked, scope, period, figure)
    };
    match by {
        None => Ok(asker
            .ask(tx, &indicator.id, asking)
            .await?
            .iter()
            .map(|found| told("county".to_owned(), year.clone(), &found.figure))
            .collect()),
        Some(By::Month) => {
            let mut days = month_ends(asking.period, asking.day);
            days.push(asking.day);
            let mut all = Vec::new();
            for day in days {
                let figure = asker.value(tx, checked, &asking.on(day)).await?;
                all.push(told(
                    "county".to_owned(),
                    format!("{}-{:02}", day.year(), day.month()),
                    &figure,
                ));
            }
            Ok(all)
        }
        Some(by) => {
            let place = if by == By::Town {
                Place::Town
            } else {
                Place::Office
            };
            let found = if by == By::Town {
                asker.by_town(tx, checked, asking).await?
            } else {
                asker.by_office(tx, checked, asking).await?
            };
            let places = Places::read(tx, asking.day).await?;
            let found = if by == By::Town {
                split::complete(checked, &places, place, found)
            } else {
                found
            };
            Ok(found
                .iter()
                .map(|(id, figure)| told(format!("{}:{id}", place.code()), year.clone(), figure))
                .collect())
        }
    }
}

fn told(
    indicator: &Indicator,
    checked: &Checked,
    scope: String,
    period: String,
    figure: &fold::Figure,
) -> Told {
    let unit = match &checked.unit {
        Unit::Ratio => "ratio",
        unit => unit.name(),
    };
    Told {
        indicator: indicator.id.clone(),
        scope,
        period,
        value: figure.value,
        unit: unit.to_owned(),
        verified: figure.verified,
        counted: figure.counted(),
        left_out: figure.left_out(),
    }
}

impl Told {
    /// One line of JSON: money in yuan with two decimals, a ratio as a decimal with its exact parts beside it.
    pub fn json(&self) -> String {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let share = |share: Option<Exact>| share.map_or_else(|| "null".to_owned(), decimal);
        let exact = self
            .value
            .filter(|_| self.unit == "ratio")
            .map(|value| {
                format!(
                    ",\"exact\":{{\"num\":{},\"den\":{}}}",
                    value.num(),
                    value.den()
                )
            })
            .unwrap_or_default();
        format!(
            "{{\"indicator\":{},\"scope\":{},\"period\":{},\"value\":{}{exact},\"unit\":{},\"verified\":{},\"counted\":{},\"left_out\":{}}}",
            text(&self.indicator),
            text(&self.scope),
            text(&self.period),
            self.number(),
            text(&self.unit),
            share(self.verified),
            self.counted,
            self.left_out
        )
    }

    /// The value as a machine reads it; `null` where there is none.
    pub fn number(&self) -> String {
        match (self.value, self.unit.as_str()) {
            (None, _) => "null".to_owned(),
            (Some(value), "元") => Fen(value.num()).plain(),
            (Some(value), "ratio") => decimal(value),
            (Some(value), _) => value.num().to_string(),
        }
    }
}

/// A share rounded half up to eight decimals, without needless noughts.
fn decimal(value: Exact) -> String {
    let (num, den) = (i128::from(value.num()), i128::from(value.den()));
    let scaled = (num.abs() * 200_000_000 + den) / (den * 2);
    let text = format!("{}.{:08}", scaled / 100_000_000, scaled % 100_000_000);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if num < 0 && text != "0" {
        format!("-{text}")
    } else {
        text.to_owned()
    }
}

/// The year's targets with their lights as of today, known now, worst first; to a town its own shares.
pub async fn lights(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Vec<Lit>> {
    let asked = Asked::read(tx, actor, app.today(), &ListQuery::default()).await?;
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn told(value: Option<Exact>, unit: &str) -> Told {
        Told {
            indicator: "x".into(),
            scope: "county".into(),
            period: "2020".into(),
            value,
            unit: unit.into(),
            verified: Exact::ratio(7, 10),
            counted: 58,
            left_out: 29,
        }
    }

    #[test]
    fn lines_for_machines() {
        let json = |value, unit| told(value, unit).json();
        assert_eq!(
            json(Some(Exact::whole(1_206_400_000)), "元"),
            r#"{"indicator":"x","scope":"county","period":"2020","value":12064000.00,"unit":"元","verified":0.7,"counted":58,"left_out":29}"#
        );
        assert!(
            json(Exact::ratio(32, 35), "ratio")
                .contains(r#""value":0.91428571,"exact":{"num":32,"den":35}"#)
        );
        assert!(json(None, "ratio").contains(r#""value":null,"unit":"ratio""#));
        assert!(json(Some(Exact::whole(-3)), "家").contains(r#""value":-3,"#));
        for line in [
            json(None, "家"),
            json(Some(Exact::whole(5)), "元"),
            json(Exact::ratio(-1, 3), "ratio"),
        ] {
            serde_json::from_str::<serde_json::Value>(&line).unwrap();
        }
    }
}
