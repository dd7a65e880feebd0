//! Which figures an import moves. Before it: the import is put in, its rows are verified, and the transaction is let go.
//! After it: as known just before, just after, and now.

pub(crate) mod pages;

use std::collections::BTreeSet;

use ::store::{Files, Tx};
use ledger::door::effect::Effect;
use measure::fold::{Figure, PartFigure};
use measure::indicator::Indicator;
use measure::language::{Measure, Time};
use measure::{Asking, Exact, Known, Reason};
use values::{Day, Period};
use web::{Actor, App, Result};

use super::asker::Asker;
use super::{preview, shown};
use crate::indicator::InForce;
use crate::target;

/// A figure that moves, or would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// T07; empty where no target of the year asks for it.
    pub number: String,
    pub name: String,
    pub path: String,
    pub unit: String,
    /// Before, right after, and at last.
    pub values: [String; 3],
    /// Whether the last value is less, or more, than the first.
    pub falls: bool,
    pub rises: bool,
    /// `缺凭证 3 → 5 条（120.00 → 156.00 万元）`
    pub waits: Vec<String>,
    /// Why some do not count when they are verified: `收款方不是高校院所 2 条`.
    pub stays: Vec<String>,
}

/// An indicator that reads the kind, for a period.
struct Asked<'a> {
    indicator: &'a Indicator,
    in_force: InForce,
    asking: Asking,
}

/// Puts the import in and verifies its rows in the transaction, which its caller lets go.
pub async fn ahead(
    app: &App,
    tx: &mut Tx,
    files: &Files,
    actor: &Actor,
    effect: &Effect,
) -> Result<Vec<Line>> {
    let asker = Asker::new(app, tx, Known::Now(tx.sequence())).await?;
    let definitions = std::sync::Arc::clone(&asker.definitions);
    let asked = asked(app, tx, actor, effect, &asker, definitions.iter())?;
    let before = figures(tx, &asker, &asked, None).await?;
    let targets = target::store::of_year(tx, app.today().year().into(), tx.sequence()).await?;
    effect.put_in(tx, files, actor).await?;
    let after = figures(tx, &asker, &asked, None).await?;
    effect.verify(tx, files, actor).await?;
    let verified = figures(tx, &asker, &asked, None).await?;
    let all = before.into_iter().zip(after).zip(verified);
    let lines = asked.iter().zip(all).filter_map(|(one, ((a, b), c))| {
        let mut line = one.line([a.value, b.value, c.value], app.today(), &targets);
        line.waits = one.waits(&a, &b);
        line.stays = one.stays(&a, &c);
        let moves = a.value != b.value || a.value != c.value;
        (moves || !line.waits.is_empty() || !line.stays.is_empty()).then_some(line)
    });
    Ok(in_order(lines.collect()))
}

/// What an import that came in moved.
pub async fn since(app: &App, tx: &mut Tx, actor: &Actor, effect: &Effect) -> Result<Vec<Line>> {
    let loaded = effect.loaded();
    let now = tx.sequence();
    let asker = Asker::new(app, tx, Known::Now(now)).await?;
    let definitions = std::sync::Arc::clone(&asker.definitions);
    let asked = asked(app, tx, actor, effect, &asker, definitions.iter())?;
    let before = figures(tx, &asker, &asked, Some(loaded - 1)).await?;
    let after = figures(tx, &asker, &asked, Some(loaded)).await?;
    let last = figures(tx, &asker, &asked, None).await?;
    let targets = target::store::of_year(tx, app.today().year().into(), now).await?;
    let all = before.into_iter().zip(after).zip(last);
    let lines = asked.iter().zip(all).filter_map(|(one, ((a, b), c))| {
        let mut line = one.line([a.value, b.value, c.value], app.today(), &targets);
        line.waits = one.waits(&a, &b);
        (a.value != b.value || !line.waits.is_empty()).then_some(line)
    });
    Ok(in_order(lines.collect()))
}

/// Those of targets first, in the order of their numbers.
fn in_order(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|one, other| {
        let key = |one: &Line| (one.number.is_empty(), one.number.clone());
        key(one).cmp(&key(other))
    });
    lines
}

/// What reads the kind, for the years in which its rows count and the present one.
fn asked<'a>(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    effect: &Effect,
    asker: &Asker,
    indicators: impl Iterator<Item = &'a Indicator>,
) -> Result<Vec<Asked<'a>>> {
    let today = app.today();
    let years = effect.days.iter().map(|day| day.year().min(today.year()));
    let years: BTreeSet<i32> = years.chain([today.year()]).collect();
    let mut all = Vec::new();
    for indicator in indicators {
        for period in years.iter().rev().filter_map(|year| Period::year(*year)) {
            let asking = preview::asking(tx, actor, period, today);
            let in_force = asker.in_force(&indicator.id, asking.day)?;
            let kind = effect.import.kind.as_str();
            let reads = |one: &InForce| one.checked.kinds().contains(&kind);
            if let Some(in_force) = in_force.filter(reads) {
                all.push(Asked {
                    indicator,
                    in_force,
                    asking,
                });
            }
        }
    }
    Ok(all)
}

/// `then`: as known at a sequence.
async fn figures(
    tx: &mut Tx,
    asker: &Asker,
    asked: &[Asked<'_>],
    then: Option<i64>,
) -> Result<Vec<Figure>> {
    let mut all = Vec::with_capacity(asked.len());
    for one in asked {
        let known = then.map_or(one.asking.known, Known::Then);
        let asking = Asking {
            known,
            ..one.asking.clone()
        };
        all.push(asker.value(tx, &one.in_force.checked, &asking).await?);
    }
    Ok(all)
}

impl Asked<'_> {
    fn line(&self, values: [Option<Exact>; 3], today: Day, targets: &[target::Target]) -> Line {
        let shape = &self.indicator.shown;
        let mut parts = self.in_force.checked.parts();
        let is_statistic = parts.any(|part| part.time == Time::Latest);
        let value = |value: Option<Exact>| match value {
            Some(value) => value.shown(shape),
            None => shown::no_value(is_statistic).to_owned(),
        };
        let year = self.asking.period.last.year();
        let of_indicator = |target: &&target::Target| {
            year == today.year() && target.terms.indicator == self.indicator.id
        };
        let target = targets.iter().find(of_indicator);
        Line {
            number: target.map_or_else(String::new, target::Target::number),
            name: preview::name(self.indicator, year, today),
            path: preview::path(self.indicator, &self.asking),
            unit: shape.unit.clone(),
            values: values.map(value),
            falls: values[2] < values[0],
            rises: values[2] > values[0],
            waits: Vec::new(),
            stays: Vec::new(),
        }
    }

    /// What waits for a paper or a person, before and after.
    fn waits(&self, before: &Figure, after: &Figure) -> Vec<String> {
        let checked = &self.in_force.checked;
        let pairs = before.parts.iter().zip(&after.parts);
        let mut said = Vec::new();
        for (place, (part, (before, after))) in checked.parts().zip(pairs).enumerate() {
            for reason in [Reason::Unproven, Reason::Waiting, Reason::Returned] {
                let (was, is) = (left_out(before, reason), left_out(after, reason));
                if was == is {
                    continue;
                }
                let name = shown::part_name(checked, place);
                let mut text = format!("{name}{} {} → {} 条", reason.words(part), was.0, is.0);
                if matches!(part.measure, Measure::Sum(_)) {
                    let shape = shown::of_part(self.indicator, checked, part);
                    let shown = |weight| Exact::whole(weight).shown(&shape);
                    let (was, is) = (shown(was.1), shown(is.1));
                    text.push_str(&format!("（{was} → {is} {}）", shape.unit));
                }
                said.push(text);
            }
        }
        said
    }

    /// What does not count even when it is proven and verified, by reason.
    fn stays(&self, before: &Figure, verified: &Figure) -> Vec<String> {
        let checked = &self.in_force.checked;
        let pairs = before.parts.iter().zip(&verified.parts);
        let mut said = Vec::new();
        for (place, (part, (before, verified))) in checked.parts().zip(pairs).enumerate() {
            let name = shown::part_name(checked, place);
            for one in verified
                .left_out
                .iter()
                .filter(|one| !one.reason.is_promise())
            {
                let more = one.entries - left_out(before, one.reason).0;
                if more > 0 {
                    said.push(format!("{name}{} {more} 条", one.reason.words(part)));
                }
            }
        }
        said
    }
}

/// How many rows are left out for a reason, and their weight.
fn left_out(part: &PartFigure, reason: Reason) -> (i64, i64) {
    let mut all = part.left_out.iter();
    let found = all.find(|one| one.reason == reason);
    found.map_or((0, 0), |one| (one.entries, one.weight))
}
