//! Asking, with what was found lately kept in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use ::store::Tx;
use measure::fold::{Answer, Candidates, Figure, KeyValue, Series, beneath, by_place, fold};
use measure::kind::Column;
use measure::language::{Checked, Time};
use measure::sql::{Question, compile, follows_days};
use measure::{Asking, Exact, Known, Scope};
use values::{Day, Uuid};
use web::{App, Error, Kept, Result};

use super::cache::{Key, Mark, newest};
use super::reading::Heard;
use super::{Found, month_ends, reading};
use crate::indicator::{self, Definitions, InForce};

/// Figures of all counties; a few hundred bytes each.
struct Figures(Kept<Key, Arc<Found>>);

impl Default for Figures {
    fn default() -> Self {
        Figures(Kept::with_room(4000))
    }
}

/// Asks for one page: the definitions known at its moment, and the topics of its transaction.
pub struct Asker {
    app: App,
    pub definitions: Arc<Definitions>,
    topics: Vec<(String, i64)>,
}

impl Asker {
    pub async fn new(app: &App, tx: &mut Tx, known: Known) -> Result<Asker> {
        let at = match known {
            Known::Now(_) => None,
            Known::Then(sequence) => Some(sequence),
        };
        let definitions = indicator::known(app, tx, at).await?;
        Ok(Asker {
            app: app.clone(),
            definitions,
            topics: tx.topics().await?,
        })
    }

    /// The definition in force on the day asked; refused where the indicator is unknown (404).
    pub fn in_force(&self, id: &str, day: Day) -> Result<Option<InForce>> {
        self.definitions.get(id).ok_or(Error::NotFound)?;
        self.definitions.on(id, day)
    }

    /// The figure with its values at month ends. `None`: the indicator has no definition on that day.
    pub async fn ask(&self, tx: &mut Tx, id: &str, asking: &Asking) -> Result<Option<Arc<Found>>> {
        let Some(in_force) = self.in_force(id, asking.day)? else {
            return Ok(None);
        };
        let key = self.key(id, &in_force, asking);
        let kept = self.app.memory::<Figures>();
        if let Some(found) = kept.0.get(&key) {
            return Ok(Some(found));
        }
        let mut found = self.fresh(tx, &in_force, asking).await?;
        self.redefine(tx, id, asking, &mut found).await?;
        let found = Arc::new(found);
        if !tx.may_be_undone() {
            kept.0.put(key, Arc::clone(&found));
        }
        Ok(Some(found))
    }

    /// The same, and all its candidates: by two transactions, where a second one is free.
    pub async fn ask_with_candidates<'a>(
        &self,
        tx: &mut Tx,
        id: &str,
        in_force: &'a InForce,
        asking: &Asking,
    ) -> Result<(Arc<Found>, Candidates<'a>)> {
        let checked = &in_force.checked;
        let key = self.key(id, in_force, asking);
        let kept = self.app.memory::<Figures>();
        let known = kept.0.get(&key);
        let by_day = match known {
            Some(_) => Vec::new(),
            None => compile(checked, asking, &Question::ByDay),
        };
        let each = compile(checked, asking, &Question::Candidates);
        let all = by_day.iter().chain(&each).cloned().collect();
        let beside = self.app.store().read_beside(tx.county(), tx.sequence());
        let heard = Heard::ask(tx, beside.await?.as_mut(), all).await?;
        let candidates = heard.candidates(checked, asking, &each)?;
        if let Some(found) = known {
            return Ok((found, candidates));
        }
        let answers = heard.answers(&by_day)?;
        let mut found = self.found(tx, in_force, asking, &answers).await?;
        self.redefine(tx, id, asking, &mut found).await?;
        let found = Arc::new(found);
        if !tx.may_be_undone() {
            kept.0.put(key, Arc::clone(&found));
        }
        Ok((found, candidates))
    }

    /// By one definition on all days, asked of the database whatever is kept.
    pub async fn fresh(&self, tx: &mut Tx, in_force: &InForce, asking: &Asking) -> Result<Found> {
        let answers = reading::answers(tx, &in_force.checked, asking, &Question::ByDay).await?;
        self.found(tx, in_force, asking, &answers).await
    }

    /// The figure with its values at month ends, of its answers by day.
    async fn found(
        &self,
        tx: &mut Tx,
        in_force: &InForce,
        asking: &Asking,
        answers: &[Answer],
    ) -> Result<Found> {
        let checked = &in_force.checked;
        let days = month_ends(asking.period, asking.day);
        let series = Series::fold(checked, asking.day, answers).map_err(fault)?;
        let figure = series.figure();
        let mut points = Vec::with_capacity(days.len() + 1);
        for day in days {
            let value = if follows_days(checked, asking) {
                series.on(day).value
            } else {
                self.value(tx, checked, &asking.on(day)).await?.value
            };
            points.push((day, value));
        }
        points.push((asking.day, figure.value));
        Ok(Found {
            definition: in_force.number,
            is_statistic: checked.parts().any(|part| part.time == Time::Latest),
            figure,
            series: points,
        })
    }

    /// Month ends before the definition asked was in force keep the value of the one that was; one
    /// without a definition, or with one that fits the kinds no more, has none.
    async fn redefine(
        &self,
        tx: &mut Tx,
        id: &str,
        asking: &Asking,
        found: &mut Found,
    ) -> Result<()> {
        let mut by_old: Option<Found> = None;
        // The newest first: what one definition says on its last day tells its earlier days too.
        for at in (0..found.series.len()).rev() {
            let day = found.series[at].0;
            let old = self.in_force(id, day).ok().flatten();
            found.series[at].1 = match old {
                Some(old) if old.number == found.definition => continue,
                Some(old) => {
                    let same = by_old.take().filter(|told| told.definition == old.number);
                    let told = match same {
                        Some(told) => told,
                        None => self.fresh(tx, &old, &asking.on(day)).await?,
                    };
                    by_old.insert(told).on(day)
                }
                None => None,
            };
        }
        Ok(())
    }

    /// One figure without its series.
    pub async fn value(&self, tx: &mut Tx, checked: &Checked, asking: &Asking) -> Result<Figure> {
        let answers = reading::answers(tx, checked, asking, &Question::Value).await?;
        fold(checked, &answers).map_err(fault)
    }

    pub async fn by_town(
        &self,
        tx: &mut Tx,
        checked: &Checked,
        asking: &Asking,
    ) -> Result<Vec<(Uuid, Figure)>> {
        self.by(tx, checked, asking, Question::ByTown).await
    }

    pub async fn by_office(
        &self,
        tx: &mut Tx,
        checked: &Checked,
        asking: &Asking,
    ) -> Result<Vec<(Uuid, Figure)>> {
        self.by(tx, checked, asking, Question::ByOffice).await
    }

    async fn by(
        &self,
        tx: &mut Tx,
        checked: &Checked,
        asking: &Asking,
        question: Question,
    ) -> Result<Vec<(Uuid, Figure)>> {
        let answers = reading::answers(tx, checked, asking, &question).await?;
        Ok(by_place(checked, &answers)
            .map_err(fault)?
            .into_iter()
            .collect())
    }

    /// The figure for each value of a column of its rows.
    pub async fn beneath(
        &self,
        tx: &mut Tx,
        checked: &Checked,
        asking: &Asking,
        column: Column,
    ) -> Result<BTreeMap<KeyValue, Figure>> {
        let answers = reading::answers(tx, checked, asking, &Question::By(column)).await?;
        beneath(checked, &answers).map_err(fault)
    }

    /// Under what the figure of a definition is kept.
    pub fn key(&self, id: &str, in_force: &InForce, asking: &Asking) -> Key {
        Key {
            county: asking.county.clone(),
            indicator: id.to_owned(),
            definition: in_force.number,
            scope: asking.scope,
            period: asking.period,
            day: asking.day,
            mark: self.mark(&in_force.checked, asking),
        }
    }

    fn mark(&self, checked: &Checked, asking: &Asking) -> Mark {
        match asking.known {
            Known::Then(sequence) => Mark::Then(sequence),
            Known::Now(_) => {
                let mut read = checked.kinds();
                read.push(indicator::TOPIC);
                if reads_subjects(checked, asking.scope) {
                    read.push("subject");
                }
                Mark::Topics(newest(&self.topics, &read))
            }
        }
    }

    /// The newest sequence that touched anything a year's page shows.
    pub fn newest(&self, topics: &[&str]) -> i64 {
        newest(&self.topics, topics)
    }
}

fn reads_subjects(checked: &Checked, scope: Scope) -> bool {
    checked.reads_properties()
        || (scope.town.is_some()
            && checked
                .parts()
                .any(|part| matches!(part.time, Time::Stock(_)) && part.has_subject))
}

/// An answer that the engine cannot read is a fault of the program.
pub(crate) fn fault(error: measure::UnknownReason) -> Error {
    Error::Fault(error.to_string())
}

/// The values of a series as numbers to draw.
pub fn drawn(series: &[(Day, Option<Exact>)], scale: f64) -> Vec<(Day, f64)> {
    series
        .iter()
        .filter_map(|(day, value)| {
            value.map(|value| (*day, value.num() as f64 / value.den() as f64 * scale))
        })
        .collect()
}
