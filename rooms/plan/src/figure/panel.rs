//! Everything that the panel and the page of a figure show.

mod aim;
mod definition;
mod drawing;
mod evidence;
mod view;

use ::store::Tx;
use measure::fold::{Candidates, PartFigure};
use measure::indicator::{Indicator, Shown};
use measure::language::Checked;
use measure::light::{Goal, State};
use measure::{Exact, Reason};
use values::{Day, Moment};
use web::{Actor, App, Error, ListQuery, Pager, Result};

use super::asked::{Address, Asked};
use super::asker::{Asker, drawn};
use super::beneath;
use super::bridge::{self, Between};
use super::chart::{Chart, Words};
use super::line::{Lines, filled};
use super::places::Places;
use super::rows::{self, Lists, Section};
use super::split::{Split, Units, splits};
use super::{Found, shown};
use crate::forecast::{self, shown::Told};
use crate::indicator::{InForce, pages::in_force, words_of};
use crate::light::{self, Lamp};
use crate::share::carried::Parts;
use crate::target::{self, Target};

use aim::Aim;
pub use view::*;

/// Everything at hand while a view is made.
struct Made<'a> {
    app: &'a App,
    asker: &'a Asker,
    asked: &'a Asked,
    places: &'a Places,
    indicator: &'a Indicator,
    in_force: &'a InForce,
    found: &'a Found,
    candidates: &'a Candidates<'a>,
    list: &'a ListQuery,
}

/// The view of an indicator's figure. An indicator that nobody knows is not found; one that is not yet defined on the day is refused.
pub async fn view(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    id: &str,
    list: &ListQuery,
    size: Size,
) -> Result<View> {
    let asked = Asked::read(tx, actor, app.now(), &Address::of(list)).await?;
    let asker = Asker::new(app, tx, asked.asking.known).await?;
    let indicator = asker.definitions.get(id).ok_or(Error::NotFound)?.clone();
    let in_force = asker
        .in_force(id, asked.day())?
        .ok_or_else(|| refusal(&indicator, asked.day()))?;
    let (found, candidates) = asker
        .ask_with_candidates(tx, id, &in_force, &asked.asking)
        .await?;
    let places = Places::read(tx, asked.day()).await?;
    let made = Made {
        app,
        asker: &asker,
        asked: &asked,
        places: &places,
        indicator: &indicator,
        in_force: &in_force,
        found: &found,
        candidates: &candidates,
        list,
    };
    made.view(tx, actor, size).await
}

fn refusal(indicator: &Indicator, day: Day) -> Error {
    let way = match indicator.versions.first() {
        Some(first) if day < first.from => format!("把截至日改到 {} 以后再看。", first.from),
        _ => "把截至日改到有定义的日子再看。".to_owned(),
    };
    Error::refused(not_defined(indicator, day), way)
}

/// Why there is no figure on the day.
pub fn not_defined(indicator: &Indicator, day: Day) -> String {
    let name = &indicator.name;
    match indicator.versions.first() {
        Some(first) if day < first.from => {
            format!("“{name}”从 {} 起才有定义，{day} 还没有。", first.from)
        }
        _ => format!("“{name}”的定义在 {day} 不再有效。"),
    }
}

impl Made<'_> {
    fn checked(&self) -> &Checked {
        &self.in_force.checked
    }

    fn shown(&self) -> &Shown {
        &self.indicator.shown
    }

    /// The figure of each unit, with its share of the target where that is split.
    async fn splits(&self, tx: &mut Tx, aim: &Aim) -> Result<Vec<Split>> {
        let (day, period) = (self.asked.day(), self.asked.asking.period);
        let existed = Places::between(tx, period.first, day).await?;
        let split = aim.target.as_ref().zip(aim.division.as_ref());
        let parts = match split.filter(|_| self.asked.is_county()) {
            Some((target, division)) => Some(Parts {
                target,
                division,
                direction: self.indicator.direction,
                day,
                missed: self.missed(tx, target, period).await?,
            }),
            None => None,
        };
        let units = Units {
            places: &existed,
            parts: parts.as_ref(),
        };
        splits(
            self.asker,
            tx,
            self.indicator,
            self.checked(),
            self.asked,
            self.candidates,
            units,
        )
        .await
    }

    async fn view(&self, tx: &mut Tx, actor: &Actor, size: Size) -> Result<View> {
        let aim = self.aim(tx).await?;
        let (goal, state) = (aim.goal.as_ref(), aim.state);
        let office = identity::door::office(tx, &self.indicator.office).await?;
        let office = office.map_or_else(
            || identity::door::not_set_up(&self.indicator.office),
            |office| office.name,
        );
        let number = aim.target.as_ref().map(Target::number);
        let number = number.map(|number| format!("{number} · "));
        let query = self.asked.query();
        let path = format!("/figures/{}{query}", self.indicator.id);
        let forecast = self.forecast(tx, aim.target.as_ref()).await?;
        let (counted, in_both) = self.counted(tx, size).await?;
        let splits = self.splits(tx, &aim).await?;
        let beneath = beneath::lines(self.asker, tx, self.indicator, self.checked(), self.asked);
        let beneath = beneath.await?;
        let bridge = self.bridge(tx).await?;
        let value = self.value(goal);
        let figure = &self.found.figure;
        Ok(View {
            name: self.indicator.name.clone(),
            cite: format!(
                "{}{office} · {}",
                number.unwrap_or_default(),
                self.asked.scope_name
            ),
            stamp: self.asked.stamp(),
            has_value: figure.value.is_some(),
            unit: self.shown().unit.clone(),
            light: state.map(Lamp::of).unwrap_or_default(),
            planned: self.planned(goal),
            goal: aim.wanted.clone(),
            legend: self.legend(goal, state),
            behind: self.app.behind(&self.indicator.id),
            parts: self.parts(),
            beneath,
            verified: figure.verified.map(shown::percent).unwrap_or_default(),
            verified_note: self.verified_note(),
            partly: figure.verified.is_some_and(shown::is_partial),
            bar: figure
                .verified
                .map(|share| filled(120.0, share.num().into(), share.den().into()))
                .unwrap_or_default(),
            chart: self.chart(goal, &aim.wanted, &value, forecast.as_ref()),
            chart_title: self.chart_title(goal, &value, forecast.as_ref()),
            forecast,
            value,
            left_title: self.left_title(),
            left_out: self.left_out(&path),
            weighed: self.checked().op() != Some(measure::language::Op::Ratio)
                && shown::is_weighed(&self.checked().first),
            chosen_reason: self.chosen_reason(tx).await?,
            day_name: self.day_name(),
            weight_name: self.weight_name(),
            counted,
            in_both,
            bridge_title: self.bridge_title(),
            bridge_none: self.bridge_none(bridge.as_ref()),
            chosen_cause: self.chosen_cause(tx, bridge.as_ref()).await?,
            bridges: bridge
                .as_ref()
                .map(|between| self.sumlines(between))
                .unwrap_or_default(),
            splits,
            definition: self.definition(),
            history: self.history(tx, aim.target.as_ref()).await?,
            rows_total: figure.counted() + figure.left_out(),
            sheet_path: format!("/figures/{}/rows.xlsx{query}", self.indicator.id),
            close_path: format!("/plan{}", self.asked.query_of_year()),
            bare_path: format!("/figures/{}", self.indicator.id),
            path,
            asked: self.form(actor),
        })
    }

    /// What is foretold for the last day of the year; on a page of an earlier moment, what was then.
    async fn forecast(&self, tx: &mut Tx, target: Option<&Target>) -> Result<Option<Told>> {
        let (asking, moment) = (&self.asked.asking, self.moment());
        if self.indicator.every.is_some() || !self.asked.is_of_a_year() {
            return Ok(None);
        }
        if !forecast::is_for(asking) {
            let recalled = forecast::kept::recalled(tx, asking, moment).await?;
            let told = target.and_then(|target| recalled.get(&target.id));
            return Ok(told.map(|told| forecast::shown::told(told, self.shown())));
        }
        let id = &self.indicator.id;
        let found = [(id.clone(), self.found)];
        let told = forecast::foretold(self.app, self.asker, tx, &found, asking, moment).await?;
        Ok(told
            .get(id)
            .map(|told| forecast::shown::told(told, self.shown())))
    }

    fn moment(&self) -> Moment {
        self.asked.moment.unwrap_or_else(|| self.app.now())
    }

    fn value(&self, goal: Option<&Goal>) -> String {
        match (self.found.figure.value, goal) {
            (Some(value), Some(goal)) => {
                value.shown_against(self.shown(), goal.comparator, goal.target)
            }
            (Some(value), None) => value.shown(self.shown()),
            (None, _) => shown::no_value(self.found.is_statistic).to_owned(),
        }
    }

    fn planned(&self, goal: Option<&Goal>) -> String {
        let Some(goal) = goal else {
            return String::new();
        };
        let planned = goal
            .curve
            .on(self.asked.day())
            .filter(|planned| planned.num() != 0);
        match (planned, self.found.figure.value) {
            (None, _) => "计划曲线还没有到第一个节点".to_owned(),
            (Some(planned), None) => format!("计划曲线 {}", planned.shown(self.shown())),
            (Some(planned), Some(value)) => {
                let percent = Shown {
                    unit: "%".to_owned(),
                    decimals: 1,
                };
                let done = value
                    .over(planned)
                    .map(|done| format!("，完成 {}", done.with_unit(&percent)))
                    .unwrap_or_default();
                format!("计划曲线 {}{done}", planned.shown(self.shown()))
            }
        }
    }

    fn legend(&self, goal: Option<&Goal>, state: Option<State>) -> String {
        match (goal, state) {
            (Some(goal), Some(state)) => format!(
                "灯：{}",
                goal.formula(
                    self.asked.day(),
                    self.found.figure.value,
                    state,
                    self.shown()
                )
            ),
            _ => String::new(),
        }
    }

    /// 分子 1,234.00 万元, for figures of two parts.
    fn parts(&self) -> Vec<String> {
        let told = |(number, part): (usize, &measure::language::Part)| {
            let figure: &PartFigure = self.found.figure.parts.get(number)?;
            let shown = shown::of_part(self.indicator, self.checked(), part);
            let value = shown::part_value(figure, part, &shown);
            Some(format!(
                "{}：{value}，{} 条",
                shown::part_name(self.checked(), number),
                figure.counted
            ))
        };
        let parts = self.checked().parts().enumerate().filter_map(told);
        if self.checked().op().is_some() {
            parts.collect()
        } else {
            Vec::new()
        }
    }

    /// 1,206.40 ÷ 1,726.10（待证 26 条）
    fn verified_note(&self) -> String {
        let (Some(part), Some(_)) = (self.found.figure.parts.first(), self.found.figure.verified)
        else {
            return "还没有可核实的记录".to_owned();
        };
        let promised = part.left_out.iter().filter(|left| left.reason.is_promise());
        let (entries, weight) = promised.fold((0, 0), |sum, left| {
            (sum.0 + left.entries, sum.1 + left.weight)
        });
        let shown = shown::of_part(self.indicator, self.checked(), &self.checked().first);
        let text = |weight: i64| Exact::whole(weight).shown(&shown);
        format!(
            "{} ÷ {}（待证 {entries} 条）",
            text(part.weight),
            text(part.weight.saturating_add(weight))
        )
    }

    fn form(&self, actor: &Actor) -> Form {
        Form {
            scope: self.asked.scope.clone(),
            day: self.asked.as_of.to_string(),
            period: self.asked.period_said(),
            known: self.asked.known.clone(),
            against: self.asked.against.clone(),
            moments: self.asked.moments(),
            scopes: self.places.choices(actor, &self.asked.scope),
        }
    }
}
