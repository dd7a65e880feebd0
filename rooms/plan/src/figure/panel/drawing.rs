//! The chart of the panel, and its words for those who do not see it.

use super::*;

impl Made<'_> {
    fn lines(&self, goal: Option<&Goal>, forecast: Option<&Told>) -> Lines {
        let scale = light::scale(self.shown());
        Lines {
            period: self.asked.asking.period,
            plan: goal
                .map(|goal| light::drawn_curve(goal, scale))
                .unwrap_or_default(),
            actual: self.actual(scale),
            goal: goal.map(|goal| light::number(goal.target, scale)),
            fan: forecast.and_then(|told| told.fan),
            from_zero: !self.checked().is_level(),
        }
    }

    /// Flows start from nothing on the eve.
    fn actual(&self, scale: f64) -> Vec<crate::figure::line::Point> {
        let mut points = drawn(&self.found.series, scale);
        if !self.checked().is_level() {
            points.insert(0, (self.asked.asking.period.eve(), 0.0));
        }
        points
    }

    pub(super) fn chart(
        &self,
        goal: Option<&Goal>,
        wanted: &str,
        value: &str,
        forecast: Option<&Told>,
    ) -> Chart {
        let scale = light::scale(self.shown());
        let planned = goal
            .and_then(|goal| goal.curve.on(self.asked.day()))
            .filter(|planned| planned.num() != 0);
        let words = Words {
            value: value.to_owned(),
            planned: planned
                .map(|planned| format!("计划 {}", planned.shown(self.shown())))
                .unwrap_or_default(),
            goal: goal.map(|_| format!("目标 {wanted}")).unwrap_or_default(),
        };
        Chart::of(
            &self.lines(goal, forecast),
            planned.map(|planned| (self.asked.day(), light::number(planned, scale))),
            &words,
            self.shown().decimals,
        )
    }

    pub(super) fn chart_title(
        &self,
        goal: Option<&Goal>,
        value: &str,
        forecast: Option<&Told>,
    ) -> String {
        let unit = &self.shown().unit;
        let foretold = forecast
            .filter(|told| told.fan.is_some())
            .map(|told| format!("，年底预计 {}{unit}", told.range))
            .unwrap_or_default();
        let planned = goal
            .and_then(|goal| goal.curve.on(self.asked.day()))
            .map(|planned| format!("，计划曲线 {}{unit}", planned.shown(self.shown())))
            .unwrap_or_default();
        let value = if self.found.figure.value.is_some() {
            format!("{value}{unit}")
        } else {
            value.to_owned()
        };
        format!(
            "{}按月：{} 实绩 {value}{planned}{foretold}",
            self.indicator.name,
            self.asked.day().spoken()
        )
    }
}
