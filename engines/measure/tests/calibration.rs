//! How often ranges hold on simulated years of known natures, and how wide they are. The numbers of the
//! forecast's rules were set on these; they must not rot.
//!
//! `cargo nextest run -p measure calibration --no-capture` shows the table.

use measure::Exact;
use measure::forecast::{Ahead, Given, Nature, Season};
use values::{Day, Period};

use crate::simulated::{Drawn, FLOWS, LEVELS, Year};

/// So many indicators of each nature, each with a year to forecast at its eleven month ends.
const INDICATORS: usize = 60;

/// Of one nature with so many past years.
#[derive(Default)]
struct Line {
    held: usize,
    of: usize,
    /// Width ÷ end in per cent, at the ends of March, June, September and November.
    widths: [Vec<i64>; 4],
}

impl Line {
    fn share(&self) -> usize {
        self.held * 100 / self.of.max(1)
    }

    fn width(&self, at: usize) -> i64 {
        let mut widths = self.widths[at].clone();
        widths.sort_unstable();
        widths.get(widths.len() / 2).copied().unwrap_or(0)
    }
}

fn last_of(year: i32, month: usize) -> Day {
    Period::month(year, u32::try_from(month).unwrap())
        .unwrap()
        .last
}

fn ends(year: i32, values: &[Exact]) -> Vec<(Day, Exact)> {
    (1..)
        .zip(values)
        .map(|(month, value)| (last_of(year, month), *value))
        .collect()
}

fn season(of: i32, year: &Year) -> Season {
    Season {
        period: Period::year(of).unwrap(),
        ends: ends(of, &year.ends),
    }
}

/// Forecast at each month end from January to November.
fn judge(line: &mut Line, nature: Nature, this: &Year, past: &[Season]) {
    let end = *this.ends.last().unwrap();
    for month in 1..=11 {
        let day = last_of(2020, month);
        let known = this.known_at(month);
        let series: Vec<_> = ends(2020, &known)
            .into_iter()
            .map(|(day, value)| (day, Some(value)))
            .collect();
        let given = Given {
            period: Period::year(2020).unwrap(),
            day,
            nature,
            value: known.last().copied(),
            series: &series,
            past,
            waiting: this.waiting_at(month),
            ahead: Ahead::default(),
            rows_alone: None,
            step: i64::from(nature != Nature::Share),
        };
        let Ok(found) = given.forecast() else {
            continue;
        };
        line.of += 1;
        line.held += usize::from(found.low <= end && end <= found.high);
        let width = found
            .high
            .minus(found.low)
            .over(end)
            .map(|width| width.times(100, 1).down_to(1).num());
        if let (Some(at), Some(width)) = ([3, 6, 9, 11].iter().position(|one| *one == month), width)
        {
            line.widths[at].push(width);
        }
    }
}

fn line(nature: Nature, years: usize, draw: &dyn Fn(&mut Drawn) -> [Year; 4]) -> Line {
    let mut drawn = Drawn::from(20);
    let mut line = Line::default();
    for _ in 0..INDICATORS {
        let [third, second, first, this] = draw(&mut drawn);
        let before = [(2019, &first), (2018, &second), (2017, &third)];
        let mut past: Vec<Season> = before[..years]
            .iter()
            .map(|(of, year)| season(*of, year))
            .collect();
        // A year of nothing before the first row is no year.
        while past
            .last()
            .is_some_and(|season| season.end() == Some(Exact::whole(0)))
        {
            past.pop();
        }
        judge(&mut line, nature, &this, &past);
    }
    line
}

/// Floors of the share that holds in per cent with 3, 2, 1 and no past years, and the greatest middle width
/// in per cent of the end with 3 past years, at the end of June.
#[test]
fn ranges_hold_and_are_not_too_wide() {
    let wanted = [
        ("steady", [85, 82, 85, 85], 45),
        ("seasonal", [80, 78, 78, 0], 70),
        ("batches", [80, 78, 75, 75], 130),
        ("one large", [72, 66, 68, 55], 110),
        ("few", [88, 86, 84, 80], 220),
        ("a third more each year", [78, 72, 78, 80], 40),
        ("money", [78, 76, 74, 72], 85),
        ("half of what is late waits", [70, 70, 80, 75], 35),
        ("all that is late waits", [85, 85, 85, 85], 40),
        ("a share that drifts", [85, 85, 85, 85], 20),
        ("a net of December", [78, 74, 62, 0], 700),
        ("a ratio of the year to date", [85, 85, 85, 85], 15),
    ];
    let natures = FLOWS
        .iter()
        .map(|one| (one.0, Nature::Growing, one.1))
        .chain(LEVELS.iter().copied());
    for ((name, nature, draw), (wanted_name, floors, width)) in natures.zip(wanted) {
        assert_eq!(name, wanted_name);
        for (years, floor) in [3, 2, 1, 0].into_iter().zip(floors) {
            let line = line(nature, years, &draw);
            let widths: Vec<i64> = (0..4).map(|at| line.width(at)).collect();
            println!(
                "{name:30} {years} past years: held {:3} % of {}, width {widths:?} % of the end",
                line.share(),
                line.of
            );
            assert!(
                line.share() >= floor,
                "{name}, {years} past years: {} % held",
                line.share()
            );
            assert!(
                years < 3 || line.width(1) <= width,
                "{name}: {widths:?} % wide"
            );
        }
    }
}
