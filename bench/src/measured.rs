//! What was measured, and what it must reach.

use serde_json::{Value, json};

/// A limit of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Must {
    Under(f64),
    AtMost(f64),
    AtLeast(f64),
}

impl Must {
    pub fn holds(self, value: f64) -> bool {
        match self {
            Must::Under(limit) => value < limit,
            Must::AtMost(limit) => value <= limit,
            Must::AtLeast(limit) => value >= limit,
        }
    }

    pub fn words(self, unit: &str) -> String {
        match self {
            Must::Under(limit) => format!("under {}", with_unit(limit, unit)),
            Must::AtMost(limit) => format!("at most {}", with_unit(limit, unit)),
            Must::AtLeast(limit) => format!("at least {}", with_unit(limit, unit)),
        }
    }
}

/// One line: a number with its spread.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The line of the table: `figure, its page`.
    pub work: String,
    /// On what: `sqlite`, `postgres`, `–`.
    pub what: String,
    pub value: f64,
    pub unit: &'static str,
    pub min: f64,
    pub max: f64,
    pub rounds: usize,
    /// Rows of the database it was measured on; 0 without one.
    pub rows: u64,
    /// `None`: told for comparison only.
    pub must: Option<Must>,
}

impl Measured {
    /// A part that could not be measured: no number reaches nothing.
    pub fn failed(part: String, error: &anyhow::Error) -> Self {
        eprintln!("{part}: {error:#}");
        Rounds::once(f64::NAN).line(&part, f64::NAN, "", Some(Must::AtMost(0.0)))
    }

    /// The line of `bench.jsonl`.
    pub fn json(&self) -> Value {
        json!({
            "work": self.work, "what": self.what, "value": rounded(self.value), "unit": self.unit,
            "min": rounded(self.min), "max": rounded(self.max), "rounds": self.rounds, "rows": self.rows,
        })
    }

    pub fn shown(&self) -> String {
        with_unit(self.value, self.unit)
    }

    pub fn verdict(&self) -> &'static str {
        match self.must {
            None => "",
            Some(must) if must.holds(self.value) => "reached",
            Some(_) => "MISSED",
        }
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Three digits are enough to compare: `0.412`, `41.2 ms`, `412 ms`.
pub fn with_unit(value: f64, unit: &str) -> String {
    let number = match value.abs() {
        100.0.. => format!("{value:.0}"),
        10.0.. => trimmed(format!("{value:.1}")),
        _ => trimmed(format!("{value:.3}")),
    };
    if unit.is_empty() {
        number
    } else {
        format!("{number} {unit}")
    }
}

fn trimmed(number: String) -> String {
    match number.contains('.') {
        true => number
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned(),
        false => number,
    }
}

/// Many rounds of one thing, in the order in which they were run.
#[derive(Clone, Debug, Default)]
pub struct Rounds(Vec<f64>);

impl Rounds {
    pub fn once(value: f64) -> Self {
        Rounds(vec![value])
    }

    pub fn push(&mut self, value: f64) {
        self.0.push(value);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }

    pub fn min(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }

    pub fn max(&self) -> f64 {
        self.0.iter().copied().fold(0.0, f64::max)
    }

    pub fn at_round(&self, round: usize) -> f64 {
        self.0.get(round).copied().unwrap_or(f64::NAN)
    }

    pub fn middle(&self) -> f64 {
        self.at(0.5)
    }

    /// The 95th percentile by the nearest rank: of 20 rounds the 19th.
    pub fn p95(&self) -> f64 {
        self.at(0.95)
    }

    fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (share * sorted.len() as f64).ceil() as usize;
        sorted.get(rank.max(1) - 1).copied().unwrap_or(f64::NAN)
    }

    /// A line with `value` for its number and the spread of the rounds.
    pub fn line(&self, work: &str, value: f64, unit: &'static str, must: Option<Must>) -> Measured {
        let (min, max) = (self.min(), self.max());
        Measured {
            work: work.to_owned(),
            what: "–".to_owned(),
            value,
            unit,
            min,
            max,
            rounds: self.len(),
            rows: 0,
            must,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounds(values: impl IntoIterator<Item = u32>) -> Rounds {
        let mut rounds = Rounds::default();
        values
            .into_iter()
            .for_each(|value| rounds.push(f64::from(value)));
        rounds
    }

    #[test]
    fn the_percentile_is_a_round_that_was_run() {
        assert_eq!(rounds((1..=20).rev()).p95(), 19.0);
        assert_eq!(rounds([7]).p95(), 7.0);
        assert_eq!(rounds(1..=100).p95(), 95.0);
        assert_eq!(rounds([3, 1, 2]).middle(), 2.0);
        assert!(rounds([]).p95().is_nan());
    }

    #[test]
    fn limits_at_their_edge() {
        assert!(!Must::Under(200.0).holds(200.0));
        assert!(Must::AtMost(1.2).holds(1.2));
        assert!(Must::AtLeast(0.25).holds(0.25));
        // Nothing measured reaches nothing.
        assert!(
            [Must::Under(1.0), Must::AtMost(1.0), Must::AtLeast(1.0)]
                .iter()
                .all(|must| !must.holds(f64::NAN))
        );
    }

    #[test]
    fn numbers_as_people_read_them() {
        for (value, unit, shown) in [
            (0.4123, "", "0.412"),
            (41.23, "ms", "41.2 ms"),
            (412.3, "ms", "412 ms"),
            (2.0, "s", "2 s"),
            (100.0, "MB", "100 MB"),
        ] {
            assert_eq!(with_unit(value, unit), shown);
        }
    }
}
