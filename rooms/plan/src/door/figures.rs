//! Figures for other rooms and for the program: values with their verified share and row counts.

use ::store::Tx;
use measure::indicator::Indicator;
use measure::language::{Checked, Unit};
use measure::{Asking, Exact, Known, Scope, fold};
use values::{Day, Fen, Moment, Uuid};
use web::{App, Error, Place, Result};

use crate::figure::asker::Asker;
use crate::figure::period::{period_of_year, period_text};
use crate::figure::places::Places;
use crate::figure::{month_ends, panel, split};

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
    /// 元, the counting unit that pages show, or `ratio`.
    pub unit: String,
    pub verified: Option<Exact>,
    pub counted: i64,
    pub left_out: i64,
}

/// The figures asked for, in the order of the catalogue. An indicator nobody knows is not found.
pub async fn figures(app: &App, tx: &mut Tx, wanted: &Wanted) -> Result<Vec<Told>> {
    let asked = Understood::read(app, tx, wanted).await?;
    let mut told = Vec::new();
    for indicator in asked.indicators(wanted) {
        told.extend(asked.of_indicator(tx, indicator, wanted.by).await?);
    }
    Ok(told)
}

/// A sentence for each indicator asked for that is not defined on the day, so that it is not told.
pub async fn undefined(app: &App, tx: &mut Tx, wanted: &Wanted) -> Result<Vec<String>> {
    let asked = Understood::read(app, tx, wanted).await?;
    let mut said = Vec::new();
    for indicator in asked.indicators(wanted) {
        let day = asked.asking.day;
        if asked.asker.in_force(&indicator.id, day)?.is_none() {
            let words = panel::not_defined(indicator, day);
            said.push(format!("{} {words}", indicator.id));
        }
    }
    Ok(said)
}

/// What is wanted, understood.
struct Understood {
    asker: Asker,
    asking: Asking,
}

impl Understood {
    async fn read(app: &App, tx: &mut Tx, wanted: &Wanted) -> Result<Understood> {
        let as_of = wanted.as_of.unwrap_or_else(|| app.today());
        let period = period_of_year(wanted.year.unwrap_or_else(|| as_of.year()))?;
        let known = match wanted.known_at {
            Some(moment) if moment < tx.moment() => Known::Then(tx.sequence_at(moment).await?),
            _ => Known::Now(tx.sequence()),
        };
        let asker = Asker::new(app, tx, known).await?;
        if let Some(id) = &wanted.indicator {
            asker.definitions.get(id).ok_or(Error::NotFound)?;
        }
        Ok(Understood {
            asker,
            asking: Asking::new(tx.county(), Scope::default(), period, as_of, known),
        })
    }

    fn indicators<'a>(&'a self, wanted: &'a Wanted) -> impl Iterator<Item = &'a Indicator> {
        let only = wanted.indicator.as_ref();
        let all = self.asker.definitions.iter();
        all.filter(move |indicator| only.is_none_or(|id| *id == indicator.id))
    }

    async fn of_indicator(
        &self,
        tx: &mut Tx,
        indicator: &Indicator,
        by: Option<By>,
    ) -> Result<Vec<Told>> {
        match by {
            None => self.whole(tx, indicator).await,
            Some(By::Month) => self.by_month(tx, indicator).await,
            Some(By::Town) => self.by_place(tx, indicator, Place::Town).await,
            Some(By::Office) => self.by_place(tx, indicator, Place::Office).await,
        }
    }

    async fn whole(&self, tx: &mut Tx, indicator: &Indicator) -> Result<Vec<Told>> {
        let (id, asking) = (&indicator.id, &self.asking);
        let found = self.asker.ask(tx, id, asking).await?;
        let Some((found, in_force)) = found.zip(self.asker.in_force(id, asking.day)?) else {
            return Ok(Vec::new());
        };
        let (scope, year) = ("county".to_owned(), period_text(asking.period));
        Ok(vec![told(
            indicator,
            &in_force.checked,
            scope,
            year,
            &found.figure,
        )])
    }

    /// Each month by the definition in force on its last day; nothing before the period has begun.
    async fn by_month(&self, tx: &mut Tx, indicator: &Indicator) -> Result<Vec<Told>> {
        let asking = &self.asking;
        let mut days = month_ends(asking.period, asking.day);
        if asking.period.first <= asking.day {
            days.push(asking.day);
        }
        let mut all = Vec::new();
        for day in days {
            let Some(in_force) = self.asker.in_force(&indicator.id, day)? else {
                continue;
            };
            let checked = &in_force.checked;
            let figure = self.asker.value(tx, checked, &asking.on(day)).await?;
            let month = format!("{}-{:02}", day.year(), day.month());
            let county = "county".to_owned();
            all.push(told(indicator, checked, county, month, &figure));
        }
        Ok(all)
    }

    async fn by_place(
        &self,
        tx: &mut Tx,
        indicator: &Indicator,
        place: Place,
    ) -> Result<Vec<Told>> {
        let (asker, asking) = (&self.asker, &self.asking);
        let Some(in_force) = asker.in_force(&indicator.id, asking.day)? else {
            return Ok(Vec::new());
        };
        let checked = &in_force.checked;
        let found = if place == Place::Town {
            let places = Places::between(tx, asking.period.first, asking.day).await?;
            split::complete(checked, &places, asker.by_town(tx, checked, asking).await?)
        } else {
            asker.by_office(tx, checked, asking).await?
        };
        let line = |(id, figure): &(Uuid, fold::Figure)| {
            let scope = format!("{}:{id}", place.code());
            told(
                indicator,
                checked,
                scope,
                period_text(asking.period),
                figure,
            )
        };
        Ok(found.iter().map(line).collect())
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
        Unit::Money => checked.unit.name(),
        Unit::Count(_) => indicator.shown.unit.as_str(),
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
