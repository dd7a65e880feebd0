//! How often a range held.

use super::{Ahead, Given, Nature, Season};

/// Of so many ranges whose last day has come, so many held the value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub held: usize,
    pub of: usize,
}

impl Record {
    pub fn add(&mut self, held: bool) {
        self.of += 1;
        self.held += usize::from(held);
    }
}

/// 回测: each past year forecast anew at its month ends from February to November, with the years
/// before it, against what it came to. What waited in the books then is not told by month ends, so it
/// is left out. Newest first, as the seasons are.
pub fn back_test(seasons: &[Season], nature: Nature, step: i64) -> Vec<(i32, Record)> {
    let tested = seasons.iter().enumerate().filter_map(|(at, season)| {
        let before = seasons.get(at + 1..).unwrap_or_default();
        let record = of_year(season, before, nature, step);
        (record.of > 0).then_some((season.year(), record))
    });
    tested.collect()
}

fn of_year(season: &Season, past: &[Season], nature: Nature, step: i64) -> Record {
    let mut record = Record::default();
    let Some(end) = season.end() else {
        return record;
    };
    let series: Vec<_> = season
        .ends
        .iter()
        .map(|(day, value)| (*day, Some(*value)))
        .collect();
    for (at, (day, value)) in season.ends.iter().enumerate() {
        if !(2..=11).contains(&day.month()) {
            continue;
        }
        let given = Given {
            period: season.period,
            day: *day,
            nature,
            value: Some(*value),
            series: series.get(..=at).unwrap_or_default(),
            past,
            waiting: (0, 0),
            ahead: Ahead::default(),
            rows_alone: None,
            step,
        };
        if let Ok(found) = given.forecast() {
            record.add(found.low <= end && end <= found.high);
        }
    }
    record
}
