//! What the figure means, and what changed its target, its curve or its definition.

use super::*;
use crate::indicator::field_of;

impl Made<'_> {
    pub(super) fn definition(&self) -> Definition {
        let parameters = self
            .indicator
            .parameters
            .iter()
            .filter(|parameter| parameter.from <= self.asked.day());
        let parameters = parameters.map(|parameter| {
            format!(
                "计入的{}：{}（{}）",
                field_of(&self.asker.definitions.kinds, &parameter.values),
                words_of(&self.asker.definitions.kinds, &parameter.values),
                in_force(parameter.from)
            )
        });
        Definition {
            number: self.in_force.number,
            from: in_force(self.in_force.version.from),
            rule: self.indicator.rule.clone(),
            formula: self.in_force.version.formula.trim().to_owned(),
            source: self.indicator.source.clone(),
            parameters: parameters.collect(),
            path: format!("/indicators/{}", self.indicator.id),
        }
    }

    /// What changed the target, its curve or the definition, newest first.
    pub(super) async fn history(&self, tx: &mut Tx, target: Option<&Target>) -> Result<Vec<Event>> {
        let mut events: Vec<(Moment, String)> = Vec::new();
        for own in crate::indicator::store::own(tx)
            .await?
            .into_iter()
            .filter(|own| own.indicator == self.indicator.id)
        {
            events.push((
                own.moment,
                format!("定义修订，{} 起用：{}", own.since, own.reason),
            ));
        }
        if let Some(target) = target {
            for past in target::store::history(tx, target.id).await? {
                events.push((
                    past.moment,
                    format!("目标 {}：{}", past.terms.goal.shown(), past.reason),
                ));
            }
            for past in crate::curve::store::history(tx, target.id).await? {
                events.push((
                    past.moment,
                    format!(
                        "曲线{}：{}",
                        past.curve.word(target.year, &target.terms),
                        past.reason
                    ),
                ));
            }
        }
        events.retain(|(moment, _)| *moment <= self.moment());
        events.sort_by(|a, b| b.cmp(a));
        Ok(events
            .into_iter()
            .map(|(moment, text)| Event {
                day: rows::short_day(moment.day(), self.asked.day().year()),
                text,
            })
            .collect())
    }
}
