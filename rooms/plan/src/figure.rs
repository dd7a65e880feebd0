//! Figures (数值): one computed value of an indicator for a scope, a period, a day and a moment.
//! They are asked of the ledger, never stored as truth.

pub(crate) mod asked;
pub(crate) mod asker;
mod beneath;
pub(crate) mod bridge;
pub(crate) mod cache;
pub(crate) mod chart;
pub(crate) mod imported;
pub(crate) mod line;
pub(crate) mod of_row;
pub(crate) mod pages;
pub(crate) mod panel;
pub(crate) mod period;
pub(crate) mod places;
pub(crate) mod preview;
pub(crate) mod reading;
pub(crate) mod rows;
pub(crate) mod sheet;
pub(crate) mod shown;
pub(crate) mod split;

use measure::{Exact, fold};
use values::{Day, Period};

/// What is kept of an asking: the figure on the day, and the values at the month ends before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The number of the definition in force on the day.
    pub definition: usize,
    pub figure: fold::Figure,
    /// A figure of statistics waits for the statistics office while it has no value.
    pub is_statistic: bool,
    /// Month ends of the period before the day, then the day itself, each by the definition in force on it.
    pub series: Vec<(Day, Option<Exact>)>,
}

impl Found {
    /// The value on a day of its series.
    fn on(&self, day: Day) -> Option<Exact> {
        let mut series = self.series.iter();
        series.find(|(other, _)| *other == day)?.1
    }
}

/// The month ends of a period that lie before `day`.
pub fn month_ends(period: Period, day: Day) -> Vec<Day> {
    let mut ends = Vec::new();
    let mut end = period.first.last_of_month();
    while end < day && end <= period.last {
        ends.push(end);
        end = end.plus(1).last_of_month();
    }
    ends
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn month_ends_before_a_day() {
        let year = Period::year(2020).unwrap();
        let day = |text| Day::parse_iso(text).unwrap();
        let ends = |on| month_ends(year, day(on)).len();
        assert_eq!(
            (
                ends("2020-01-31"),
                ends("2020-02-01"),
                ends("2020-09-18"),
                ends("2020-12-31")
            ),
            (0, 1, 8, 11)
        );
        assert_eq!(
            month_ends(year, day("2020-03-31")),
            [day("2020-01-31"), day("2020-02-29")]
        );
    }
}
