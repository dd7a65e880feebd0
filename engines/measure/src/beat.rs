//! The beats of a rhythm rule: every week, month or quarter at least so much.

use values::{Day, Period, weeks_of_year};

use crate::indicator::Every;

/// What counts, by day; from an answer by day, or row by row when it is known when each was first recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    pub day: Day,
    /// The day on which it was first recorded, where it matters.
    pub recorded: Option<Day>,
    pub entries: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BeatState {
    Met,
    /// Over and unmet.
    Missed,
    /// Running and not yet met; `late`: more than half is gone.
    Current {
        late: bool,
    },
    Coming,
    /// By the calendar or an approved exemption.
    Exempt,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beat {
    /// The number of the week, month or quarter; the year.
    pub number: u32,
    pub days: Period,
    pub state: BeatState,
    pub entries: i64,
    /// How many were first recorded after the beat's end (补录).
    pub late: i64,
}

impl BeatState {
    pub fn words(self) -> &'static str {
        match self {
            BeatState::Met => "已有",
            BeatState::Missed => "缺",
            BeatState::Current { .. } => "进行中",
            BeatState::Coming => "未到",
            BeatState::Exempt => "免考",
        }
    }
}

/// The beats of a year. A week belongs to the year of its Thursday.
pub fn periods(every: Every, year: i32) -> Vec<(u32, Period)> {
    let months = |wanted: fn(u32) -> bool| {
        (1..=12)
            .filter(|month| wanted(*month))
            .filter_map(|month| Some((month, Period::month(year, month)?)))
            .collect()
    };
    match every {
        Every::Week => weeks_of_year(year)
            .into_iter()
            .map(|week| (week.number, week.days))
            .collect(),
        Every::Month => months(|_| true),
        Every::OddMonth => months(|month| month % 2 == 1),
        Every::EvenMonth => months(|month| month % 2 == 0),
        Every::Quarter => (1..=4)
            .filter_map(|quarter| Some((quarter, Period::quarter(year, quarter)?)))
            .collect(),
        Every::Year => Period::year(year)
            .map(|days| (u32::try_from(year).unwrap_or(0), days))
            .into_iter()
            .collect(),
    }
}

/// From the first day of the first beat to the last of the last: the period to ask for.
pub fn span(every: Every, year: i32) -> Option<Period> {
    let periods = periods(every, year);
    Some(Period {
        first: periods.first()?.1.first,
        last: periods.last()?.1.last,
    })
}

/// How a beat is called: 38周, 9月, 三季度, 2020年.
pub fn name(every: Every, number: u32) -> String {
    match every {
        Every::Week => format!("{number}周"),
        Every::Month | Every::OddMonth | Every::EvenMonth => format!("{number}月"),
        Every::Quarter => format!(
            "{}季度",
            ["一", "二", "三", "四"]
                .get(number.wrapping_sub(1) as usize)
                .unwrap_or(&"")
        ),
        Every::Year => format!("{number}年"),
    }
}

/// The year's beats as of `day`. A beat is exempt when one exemption covers all its days and it is not met all the same.
pub fn beats(
    every: Every,
    least: i64,
    year: i32,
    day: Day,
    events: &[Event],
    exempt: &[Period],
) -> Vec<Beat> {
    let judged = periods(every, year).into_iter().map(|(number, days)| {
        let inside = || {
            events
                .iter()
                .filter(|event| days.holds(event.day) && event.day <= day)
        };
        let entries = inside().map(|event| event.entries).sum();
        let late = inside()
            .filter(|event| event.recorded.is_some_and(|recorded| recorded > days.last))
            .map(|event| event.entries)
            .sum();
        let exempt = exempt
            .iter()
            .any(|exemption| exemption.first <= days.first && days.last <= exemption.last);
        Beat {
            number,
            days,
            state: state(days, day, entries >= least, exempt),
            entries,
            late,
        }
    });
    judged.collect()
}

fn state(days: Period, day: Day, met: bool, exempt: bool) -> BeatState {
    if met {
        return BeatState::Met;
    }
    if exempt {
        return BeatState::Exempt;
    }
    if day < days.first {
        return BeatState::Coming;
    }
    if day > days.last {
        return BeatState::Missed;
    }
    let gone = day.number() - days.first.number() + 1;
    BeatState::Current {
        late: gone * 2 > days.length(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn on(text: &str) -> Event {
        Event {
            day: day(text),
            recorded: None,
            entries: 1,
        }
    }

    #[test]
    fn the_53_weeks_of_2020() {
        let events = [
            on("2019-12-30"),
            on("2020-01-12"),
            on("2020-12-31"),
            on("2021-01-03"),
            on("2021-01-04"),
        ];
        let weeks = beats(Every::Week, 1, 2020, day("2021-01-05"), &events, &[]);
        assert_eq!(weeks.len(), 53);
        assert_eq!(weeks[0].state, BeatState::Met);
        assert_eq!(weeks[1].state, BeatState::Met);
        assert_eq!(weeks[2].state, BeatState::Missed);
        assert_eq!((weeks[52].entries, weeks[52].state), (2, BeatState::Met));
        assert_eq!(
            span(Every::Week, 2020).unwrap().to_string(),
            "2019-12-30–2021-01-03"
        );
    }

    #[test]
    fn a_running_beat_turns_yellow_after_its_half() {
        let state = |today: &str| beats(Every::Month, 1, 2020, day(today), &[], &[])[8].state;
        assert_eq!(state("2020-08-31"), BeatState::Coming);
        assert_eq!(state("2020-09-15"), BeatState::Current { late: false });
        assert_eq!(state("2020-09-16"), BeatState::Current { late: true });
        assert_eq!(state("2020-09-30"), BeatState::Current { late: true });
        assert_eq!(state("2020-10-01"), BeatState::Missed);
    }

    #[test]
    fn exemptions_late_rows_and_odd_months() {
        let february = Period::month(2020, 2).unwrap();
        let even = beats(
            Every::EvenMonth,
            1,
            2020,
            day("2020-05-01"),
            &[Event {
                day: day("2020-04-20"),
                recorded: Some(day("2020-05-01")),
                entries: 2,
            }],
            &[february],
        );
        assert_eq!(
            even.iter().map(|beat| beat.number).collect::<Vec<_>>(),
            [2, 4, 6, 8, 10, 12]
        );
        assert_eq!(
            (even[0].state, even[1].state, even[1].late),
            (BeatState::Exempt, BeatState::Met, 2)
        );
        let odd = beats(
            Every::OddMonth,
            1,
            2020,
            day("2020-03-31"),
            &[on("2020-02-10")],
            &[],
        );
        assert_eq!(odd[0].state, BeatState::Missed);
        assert_eq!(odd.len(), 6);
        let tomorrow = beats(
            Every::Year,
            1,
            2020,
            day("2020-03-31"),
            &[on("2020-04-01")],
            &[],
        );
        assert_eq!(
            (tomorrow[0].entries, tomorrow[0].state),
            (0, BeatState::Current { late: false })
        );
        assert_eq!(name(Every::Quarter, 3), "三季度");
        assert_eq!(
            beats(
                Every::Quarter,
                2,
                2020,
                day("2020-04-01"),
                &[on("2020-01-05"), on("2020-03-31")],
                &[]
            )[0]
            .state,
            BeatState::Met
        );
    }
}
