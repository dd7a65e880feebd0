//! A figure by town and by office. Every level is asked anew: a ratio of towns is never their mean.

use ::store::Tx;
use measure::fold::{Candidates, Figure};
use measure::indicator::Indicator;
use measure::language::{Checked, Time};
use values::Uuid;
use web::{Place, Result};

use super::asked::Asked;
use super::asker::Asker;
use super::places::Places;
use super::shown;
use crate::light::Lamp;
use crate::share::Unit;
use crate::share::carried::Parts;

/// One table: 分镇区 or 分科室.
#[derive(Clone, Debug)]
pub struct Split {
    pub id: &'static str,
    pub title: &'static str,
    pub head: &'static str,
    pub unit: String,
    pub lines: Vec<SplitLine>,
    /// Whether the target is split, so that each line has a share and a light.
    pub is_shared: bool,
    pub note: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitLine {
    pub name: String,
    pub value: String,
    pub share: String,
    pub light: Lamp,
    pub verified: String,
    pub left_out: String,
    /// Empty for what belongs to no town.
    pub path: String,
}

/// The units that existed in the period, and what they carry of the target where it is split.
#[derive(Clone, Copy)]
pub struct Units<'a> {
    pub places: &'a Places,
    pub parts: Option<&'a Parts<'a>>,
}

/// By town for the county or an office, by office for the county or a town.
pub async fn splits(
    asker: &Asker,
    tx: &mut Tx,
    indicator: &Indicator,
    checked: &Checked,
    asked: &Asked,
    candidates: &Candidates<'_>,
    Units { places, parts }: Units<'_>,
) -> Result<Vec<Split>> {
    let mut splits = Vec::new();
    let asking = &asked.asking;
    // Which statistic is the newest is asked for each place.
    let is_statistic = checked.parts().any(|part| part.time == Time::Latest);
    if asking.scope.town.is_none() {
        let found = if is_statistic {
            asker.by_town(tx, checked, asking).await?
        } else {
            candidates.by(|row| row.town).into_iter().collect()
        };
        splits.push(Split {
            id: "f6",
            title: "分镇区街道",
            head: "镇（区、街道）",
            unit: indicator.shown.unit.clone(),
            lines: lines(
                indicator,
                checked,
                asked,
                places,
                Place::Town,
                &found,
                parts,
            ),
            is_shared: parts.is_some(),
            note: "各镇区的数各自算出，相加不一定等于全域的数。",
        });
    }
    if asking.scope.office.is_none() {
        let found = if is_statistic {
            asker.by_office(tx, checked, asking).await?
        } else {
            candidates.by(|row| row.office).into_iter().collect()
        };
        let lines = lines(
            indicator,
            checked,
            asked,
            places,
            Place::Office,
            &found,
            parts,
        );
        if !lines.is_empty() {
            splits.push(Split {
                id: "f7",
                title: "分科室",
                head: "科室",
                unit: indicator.shown.unit.clone(),
                lines,
                is_shared: parts.is_some(),
                note: "",
            });
        }
    }
    Ok(splits)
}

/// Every town that exists on the day, also those with nothing; offices only where something is.
fn lines(
    indicator: &Indicator,
    checked: &Checked,
    asked: &Asked,
    places: &Places,
    place: Place,
    found: &[(Uuid, Figure)],
    parts: Option<&Parts<'_>>,
) -> Vec<SplitLine> {
    let shared = |unit: &identity::door::Unit| match place {
        Place::Town => Unit::Town(unit.id.uuid()),
        _ => Unit::Office(unit.code.clone()),
    };
    let of = |id: Uuid| {
        found
            .iter()
            .find(|(place, _)| *place == id)
            .map(|(_, figure)| figure)
    };
    let mut lines: Vec<SplitLine> = places
        .of(place)
        .filter(|unit| {
            let carries = || parts.is_some_and(|parts| parts.of(&shared(unit), None).is_some());
            place == Place::Town || of(unit.id.uuid()).is_some() || carries()
        })
        .map(|unit| {
            let mut line = line(
                indicator,
                checked,
                unit.name.clone(),
                of(unit.id.uuid()),
                path(indicator, asked, place, unit.id.uuid()),
            );
            let value = of(unit.id.uuid()).map_or_else(|| nothing(checked), |figure| figure.value);
            if let Some((share, light)) = parts.and_then(|parts| parts.of(&shared(unit), value)) {
                (line.share, line.light) = (share, light);
            }
            line
        })
        .collect();
    for (id, figure) in found {
        if places.of(place).all(|unit| unit.id.uuid() != *id) {
            lines.push(line(
                indicator,
                checked,
                stray(place, *id, places),
                Some(figure),
                String::new(),
            ));
        }
    }
    lines
}

/// Rows without a town, and towns that no longer exist on the day.
fn stray(place: Place, id: Uuid, places: &Places) -> String {
    match (places.name(id), place) {
        (Some(name), _) => name.to_owned(),
        (None, Place::Town) if id.is_nil() => "未分镇".to_owned(),
        (None, Place::Town) => "已撤并的镇区".to_owned(),
        (None, _) => "未分科室".to_owned(),
    }
}

fn line(
    indicator: &Indicator,
    checked: &Checked,
    name: String,
    figure: Option<&Figure>,
    path: String,
) -> SplitLine {
    let none = Figure {
        value: nothing(checked),
        parts: Vec::new(),
        verified: None,
    };
    let figure = figure.unwrap_or(&none);
    SplitLine {
        name,
        value: figure
            .value
            .map_or_else(|| "—".to_owned(), |value| value.shown(&indicator.shown)),
        share: "—".to_owned(),
        light: Lamp::default(),
        verified: figure
            .verified
            .map_or_else(|| "—".to_owned(), shown::percent),
        left_out: figure.left_out().to_string(),
        path,
    }
}

/// A count or sum of nothing is 0; a ratio or a statistic of nothing has no value.
pub(crate) fn nothing(checked: &Checked) -> Option<measure::Exact> {
    let has = checked.op() != Some(measure::language::Op::Ratio)
        && checked
            .parts()
            .all(|part| part.time != measure::language::Time::Latest);
    has.then_some(measure::Exact::whole(0))
}

fn path(indicator: &Indicator, asked: &Asked, place: Place, id: Uuid) -> String {
    let scope = format!("{}:{id}", place.code());
    let other = Asked {
        scope,
        ..asked.clone()
    };
    format!("/figures/{}{}", indicator.id, other.query())
}

/// The figure of every town, for the command line: the unit's id (nil for none) and its figure, also where nothing is.
/// A statistic is published for a town or for the county, never for none.
pub fn complete(
    checked: &Checked,
    places: &Places,
    found: Vec<(Uuid, Figure)>,
) -> Vec<(Uuid, Figure)> {
    let is_statistic = checked.parts().any(|part| part.time == Time::Latest);
    let none = (!is_statistic).then(Uuid::nil);
    let towns = places.of(Place::Town).map(|town| town.id.uuid());
    let mut all = found;
    for place in towns.chain(none) {
        if all.iter().all(|(id, _)| *id != place) {
            let figure = Figure {
                value: nothing(checked),
                parts: Vec::new(),
                verified: None,
            };
            all.push((place, figure));
        }
    }
    all.sort_by_key(|(id, _)| *id);
    all
}
