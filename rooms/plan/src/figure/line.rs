//! Lines over the year, as numbers for SVG attributes: the sparkline of the plan page and the
//! chart of the panel. Drawing only; values are rounded here and nowhere judged.

use askama::Template;
use values::{Day, Period};

/// A box to draw in: x from the period's first day to its last, y upwards from `low` to `high`.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub period: Period,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub low: f64,
    pub high: f64,
}

/// One point of a line: a day and the number on it.
pub type Point = (Day, f64);

/// What one target's lines are drawn from, in the unit that people read.
#[derive(Clone, Debug)]
pub struct Lines {
    pub period: Period,
    /// The planned curve at the start, its nodes and month ends.
    pub plan: Vec<Point>,
    /// The value at month ends up to the day asked.
    pub actual: Vec<Point>,
    /// The target's value.
    pub goal: Option<f64>,
    /// The least and the greatest number foretold for the last day.
    pub fan: Option<(f64, f64)>,
    /// Flows start from zero; levels show only the stretch in which they move.
    pub from_zero: bool,
}

impl Field {
    /// The place of the end of a day; months are equally wide, as the eye expects.
    pub fn x(&self, day: Day) -> f64 {
        let months = self.months();
        let first = self.period.first;
        let before = f64::from((day.year() - first.year()) * 12) + f64::from(day.month())
            - f64::from(first.month());
        let within = f64::from(day.day()) / f64::from(day.last_of_month().day());
        let at = if day < first {
            0.0
        } else {
            (before + within).min(months)
        };
        self.left + (self.right - self.left) * at / months
    }

    fn months(&self) -> f64 {
        let (first, last) = (self.period.first, self.period.last);
        let months = (last.year() - first.year()) * 12 + 1;
        (f64::from(months) + f64::from(last.month()) - f64::from(first.month())).max(1.0)
    }

    pub fn y(&self, value: f64) -> f64 {
        let spread = self.high - self.low;
        let share = if spread > 0.0 {
            ((value - self.low) / spread).clamp(0.0, 1.0)
        } else {
            0.0
        };
        self.bottom - (self.bottom - self.top) * share
    }

    /// `2.0,23.4 11.0,23.4`, the points of a polyline.
    pub fn points(&self, line: &[Point]) -> String {
        let places: Vec<String> = line
            .iter()
            .map(|(day, value)| format!("{:.1},{:.1}", self.x(*day), self.y(*value)))
            .collect();
        places.join(" ")
    }

    /// The fan from the last value to the range foretold for the last day: `M79.4 16.4L110.0 2.0V7.9z`.
    pub fn fan(&self, lines: &Lines) -> String {
        let (Some((day, value)), Some((low, high))) = (lines.actual.last(), lines.fan) else {
            return String::new();
        };
        format!(
            "M{:.1} {:.1}L{:.1} {:.1}V{:.1}z",
            self.x(*day),
            self.y(*value),
            self.right,
            self.y(high),
            self.y(low)
        )
    }
}

impl Lines {
    /// The least and the greatest number drawn.
    pub fn range(&self) -> (f64, f64) {
        let numbers = || {
            self.plan
                .iter()
                .chain(&self.actual)
                .map(|point| point.1)
                .chain(self.goal)
                .chain(self.fan.iter().flat_map(|fan| [fan.0, fan.1]))
        };
        let low = numbers().fold(f64::INFINITY, f64::min);
        let high = numbers().fold(f64::NEG_INFINITY, f64::max);
        match (low.is_finite(), self.from_zero) {
            (false, _) => (0.0, 1.0),
            (true, true) => (low.min(0.0), high.max(0.0)),
            (true, false) => (low, high),
        }
    }
}

/// The sparkline of a row: 116 × 26, dashed plan, solid actual, a dot at the day, a tick at the target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spark {
    pub plan: String,
    pub fan: String,
    pub actual: String,
    pub goal: String,
    pub dot: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "figure/spark.html")]
struct Drawing<'a> {
    spark: &'a Spark,
}

impl Spark {
    /// Ready for a page.
    pub fn drawn(&self) -> askama::Result<String> {
        Drawing { spark: self }.render()
    }

    /// 116 × 26, as rows of a table have it.
    pub fn of(lines: &Lines) -> Spark {
        Spark::within(lines, 24.0)
    }

    /// 116 wide, down to `bottom`.
    pub fn within(lines: &Lines, bottom: f64) -> Spark {
        let (low, high) = lines.range();
        let field = Field {
            period: lines.period,
            left: 2.0,
            right: 110.0,
            top: 3.0,
            bottom,
            low,
            high,
        };
        let dot = lines.actual.last().map(|(day, value)| {
            (
                format!("{:.1}", field.x(*day)),
                format!("{:.1}", field.y(*value)),
            )
        });
        Spark {
            plan: field.points(&lines.plan),
            fan: field.fan(lines),
            actual: field.points(&lines.actual),
            goal: lines
                .goal
                .map(|goal| format!("M{:.1} {:.1}h8", field.right - 4.0, field.y(goal)))
                .unwrap_or_default(),
            dot,
        }
    }
}

/// The sizes of a meter: `width` filled of the whole, for an SVG attribute.
pub fn filled(width: f64, num: i128, den: i128) -> String {
    let share = if den > 0 {
        (num as f64 / den as f64).clamp(0.0, 1.0)
    } else {
        0.0
    };
    format!("{:.1}", width * share)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> Day {
        Day::of(2020, month, day).unwrap()
    }

    fn lines() -> Lines {
        Lines {
            period: Period::year(2020).unwrap(),
            plan: vec![(day(1, 1).plus(-1), 0.0), (day(12, 31), 2000.0)],
            actual: vec![(day(1, 31), 50.0), (day(9, 18), 1206.4)],
            goal: Some(2000.0),
            fan: None,
            from_zero: true,
        }
    }

    #[test]
    fn a_fan_opens_from_the_dot_to_the_last_day() {
        let spark = Spark::of(&Lines {
            fan: Some((1730.0, 2090.0)),
            ..lines()
        });
        let (x, y) = spark.dot.unwrap();
        assert_eq!(spark.fan, format!("M{x} {y}L110.0 3.0V6.6z"));
        assert_eq!(Spark::of(&lines()).fan, "");
    }

    #[test]
    fn months_are_equally_wide() {
        let field = Field {
            period: Period::year(2020).unwrap(),
            left: 2.0,
            right: 110.0,
            top: 3.0,
            bottom: 24.0,
            low: 0.0,
            high: 1.0,
        };
        assert_eq!(field.x(Day::of(2019, 12, 31).unwrap()), 2.0);
        assert_eq!(field.x(day(2, 29)), 20.0);
        assert_eq!(field.x(day(12, 31)), 110.0);
        assert!((field.x(day(9, 18)) - (2.0 + 9.0 * 8.6)).abs() < 1e-9);
    }

    #[test]
    fn a_sparkline_ends_at_its_dot_and_aims_at_its_target() {
        let spark = Spark::of(&lines());
        assert_eq!(spark.plan, "2.0,24.0 110.0,3.0");
        let (x, y) = spark.dot.unwrap();
        assert!(spark.actual.ends_with(&format!("{x},{y}")));
        assert_eq!(spark.goal, "M106.0 3.0h8");
    }

    #[test]
    fn nothing_to_draw_draws_nothing() {
        let none = Lines {
            plan: vec![],
            actual: vec![],
            goal: None,
            ..lines()
        };
        assert_eq!(Spark::of(&none), Spark::default());
        let flat = Lines {
            plan: vec![],
            actual: vec![(day(1, 31), 5.0)],
            goal: None,
            from_zero: false,
            ..lines()
        };
        assert_eq!(Spark::of(&flat).dot.unwrap().1, "24.0");
    }

    #[test]
    fn a_level_shows_the_stretch_in_which_it_moves() {
        let level = Lines {
            plan: vec![(day(1, 31), 90.0), (day(12, 31), 93.0)],
            from_zero: false,
            actual: vec![],
            goal: Some(93.0),
            ..lines()
        };
        assert_eq!(level.range(), (90.0, 93.0));
        assert_eq!(lines().range(), (0.0, 2000.0));
    }

    #[test]
    fn meters() {
        assert_eq!(filled(44.0, 7, 10), "30.8");
        assert_eq!(filled(44.0, 12, 10), "44.0");
        assert_eq!(filled(44.0, 1, 0), "0.0");
    }
}
