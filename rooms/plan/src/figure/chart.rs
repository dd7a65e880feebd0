//! The chart of the panel: 500 × 196, axis, dashed plan, solid actual, the value at the day.

use values::{Day, Period};

use super::line::{Field, Lines};

/// Everything the template puts into attributes; texts come in as they are to be read.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    pub axes: Vec<Tick>,
    pub months: Vec<Tick>,
    pub plan: String,
    pub fan: String,
    pub actual: String,
    pub dot: Option<Label>,
    pub planned: Option<Label>,
    pub goal: Option<Label>,
}

/// A mark of an axis: where, and its word.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub at: String,
    pub text_at: String,
    pub word: String,
}

/// A word beside a point: the point, and where the word stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub x: String,
    pub y: String,
    pub text_x: String,
    pub text_y: String,
    pub anchor: &'static str,
    pub word: String,
    /// The hairline from the word to its point; empty where the word stands beside it.
    pub line: String,
}

/// The words beside the lines.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub value: String,
    pub planned: String,
    pub goal: String,
}

const LEFT: f64 = 44.0;
const RIGHT: f64 = 486.0;
const BOTTOM: f64 = 174.0;
const TOP: f64 = 22.0;

impl Chart {
    /// `now`: the day asked and the planned curve on it. `decimals`: of the values, so that no axis stands at half a firm.
    pub fn of(lines: &Lines, now: Option<(Day, f64)>, words: &Words, decimals: u32) -> Chart {
        let (low, high) = lines.range();
        let (ticks, places) = round_steps(low, high, decimals);
        let (low, high) = match (ticks.first(), ticks.last()) {
            (Some(first), Some(last)) => (low.min(*first), high.max(*last)),
            _ => (low, high),
        };
        let field = Field {
            period: lines.period,
            left: LEFT,
            right: RIGHT,
            top: TOP,
            bottom: BOTTOM,
            low,
            high,
        };
        let axes = ticks
            .iter()
            .map(|tick| axis(&field, *tick, places))
            .collect();
        Chart {
            axes,
            months: months(&field, lines.period),
            plan: field.points(&lines.plan),
            fan: field.fan(lines),
            actual: field.points(&lines.actual),
            dot: lines
                .actual
                .last()
                .map(|(day, value)| beside(&field, *day, *value, words.value.clone())),
            planned: now
                .filter(|_| !words.planned.is_empty())
                .map(|(day, value)| before(&field, day, value, words.planned.clone())),
            goal: lines
                .goal
                .map(|goal| above(&field, goal, words.goal.clone())),
        }
    }
}

fn axis(field: &Field, value: f64, places: usize) -> Tick {
    let y = field.y(value);
    Tick {
        at: format!("{y:.1}"),
        text_at: format!("{:.1}", y + 4.0),
        word: grouped(value, places),
    }
}

fn months(field: &Field, period: Period) -> Vec<Tick> {
    let mut ticks = Vec::new();
    let mut day = period.first;
    while day <= period.last && ticks.len() < 12 {
        let (start, end) = (field.x(day.plus(-1)), field.x(day.last_of_month()));
        let middle = if day == period.first {
            (LEFT + end) / 2.0
        } else {
            (start + end) / 2.0
        };
        ticks.push(Tick {
            at: format!("{middle:.1}"),
            text_at: "190".to_owned(),
            word: format!("{}月", day.month()),
        });
        day = day.last_of_month().plus(1).last_of_month().plus(1);
    }
    ticks
}

/// The value stands under its dot, on the left of it where the right edge is near.
fn beside(field: &Field, day: Day, value: f64, word: String) -> Label {
    let (x, y) = (field.x(day), field.y(value));
    let near_edge = x > RIGHT - 70.0;
    let text_x = if near_edge { x - 6.0 } else { x + 6.0 };
    label(
        (x, y),
        (text_x, (y + 16.0).min(BOTTOM - 3.0)),
        if near_edge { "end" } else { "start" },
        word,
    )
}

/// The planned value stands on the left, above the lines, with a hairline to its point.
fn before(field: &Field, day: Day, value: f64, word: String) -> Label {
    let (x, y) = (field.x(day), field.y(value));
    let text_y = (y - 10.0).max(TOP - 6.0);
    let left = x < LEFT + 150.0;
    let text_x = if left { x + 28.0 } else { x - 70.0 };
    let (from, to) = if left {
        (text_x - 4.0, x + 4.0)
    } else {
        (text_x + 4.0, x - 4.0)
    };
    let anchor = if left { "start" } else { "end" };
    Label {
        line: format!("M{from:.1} {:.1}L{to:.1} {y:.1}", text_y - 4.0),
        ..label((x, y), (text_x, text_y), anchor, word)
    }
}

fn above(field: &Field, goal: f64, word: String) -> Label {
    let y = field.y(goal);
    label((RIGHT, y), (RIGHT, y - 5.0), "end", word)
}

fn label(point: (f64, f64), text: (f64, f64), anchor: &'static str, word: String) -> Label {
    Label {
        x: format!("{:.1}", point.0),
        y: format!("{:.1}", point.1),
        text_x: format!("{:.1}", text.0),
        text_y: format!("{:.1}", text.1),
        anchor,
        word,
        line: String::new(),
    }
}

/// At most five round numbers from `low` to `high` that need no more than so many decimals, and how many they need.
fn round_steps(low: f64, high: f64, decimals: u32) -> (Vec<f64>, usize) {
    let spread = if high > low {
        high - low
    } else {
        high.abs().max(1.0)
    };
    let rough = spread / 4.0;
    let power = 10f64.powf(rough.log10().floor());
    let (step, places) = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 50.0, 100.0]
        .into_iter()
        .map(|factor| factor * power)
        .filter(|step| *step >= rough * 0.999)
        .find_map(|step| Some((step, places(step, decimals)?)))
        .unwrap_or((1.0, 0));
    let (from, to) = ((low / step).floor(), (high / step - 1e-9).ceil());
    let mut ticks = Vec::new();
    let mut at = from;
    while at <= to + 1e-9 && ticks.len() < 8 {
        ticks.push(at * step);
        at += 1.0;
    }
    (ticks, places)
}

/// How many decimals a step needs; `None` where they are more than there may be.
fn places(step: f64, most: u32) -> Option<usize> {
    let whole = |places: usize| {
        let power = i32::try_from(places).unwrap_or(0);
        let shifted = step * 10f64.powi(power);
        (shifted - shifted.round()).abs() < 1e-6
    };
    let most = usize::try_from(most).unwrap_or(0);
    (0..=most).find(|places| whole(*places))
}

fn grouped(value: f64, places: usize) -> String {
    let text = format!("{:.*}", places, value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let whole = values::grouped(whole.parse().unwrap_or(0));
    let sign = if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        "−"
    } else {
        ""
    };
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn axes_are_round_numbers() {
        for (low, high, expected, places) in [
            (0.0, 2000.0, vec![0.0, 500.0, 1000.0, 1500.0, 2000.0], 0),
            (0.0, 5.0, vec![0.0, 2.0, 4.0, 6.0], 0),
            (-1.0, 30.0, vec![-10.0, 0.0, 10.0, 20.0, 30.0], 0),
            (0.0, 0.0, vec![0.0], 0),
            (0.0, 9.0, vec![0.0, 5.0, 10.0], 0),
            (0.0, 1.0, vec![0.0, 1.0], 0),
        ] {
            assert_eq!(
                round_steps(low, high, 0),
                (expected, places),
                "{low} {high}"
            );
        }
        assert_eq!(
            round_steps(0.0, 9.0, 2),
            (vec![0.0, 2.5, 5.0, 7.5, 10.0], 1)
        );
        let (ticks, places) = round_steps(90.2, 93.0, 2);
        assert_eq!((ticks.len(), places), (4, 0));
        assert_eq!(grouped(-1500.0, 0), "−1,500");
        assert_eq!(grouped(42.5, 1), "42.5");
    }

    #[test]
    fn a_value_at_the_right_edge_is_written_on_its_left() {
        let period = Period::year(2020).unwrap();
        let at = |month, day| Day::of(2020, month, day).unwrap();
        let lines = |last| Lines {
            period,
            plan: vec![],
            actual: vec![(last, 10.0)],
            goal: Some(20.0),
            fan: None,
            from_zero: true,
        };
        let words = Words {
            value: "10".into(),
            ..Words::default()
        };
        assert_eq!(
            Chart::of(&lines(at(12, 30)), None, &words, 0)
                .dot
                .unwrap()
                .anchor,
            "end"
        );
        let chart = Chart::of(&lines(at(3, 1)), None, &words, 0);
        assert_eq!(chart.dot.unwrap().anchor, "start");
        assert_eq!(
            chart
                .months
                .iter()
                .map(|tick| tick.word.as_str())
                .collect::<Vec<_>>(),
            ["1月", "3月", "5月", "7月", "9月", "11月"]
        );
    }
}
