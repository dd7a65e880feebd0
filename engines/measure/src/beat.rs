//! The beats of a rhythm rule: every week, month or quarter at least so much.

use values::{Day, Period, weeks_of_year};

use crate::calendar::Calendar;
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
    /// The day on which the last of these was recorded.
    pub late_on: Option<Day>,
    /// It is met only by what was recorded after its end.
    pub filled_late: bool,
}

/// A running beat that is still empty and has few working days left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    pub number: u32,
    pub days: Period,
    /// Working days from the day asked to the beat's last, both included.
    pub left: i32,
}

impl Warning {
    /// 还没有，还剩 4 个工作日
    pub fn words(self) -> String {
        match self.left {
            0 => "还没有，已无工作日".to_owned(),
            left => format!("还没有，还剩 {left} 个工作日"),
        }
    }
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
        let entries: i64 = inside().map(|event| event.entries).sum();
        let after = || inside().filter(|event| event.recorded.is_some_and(|day| day > days.last));
        let late: i64 = after().map(|event| event.entries).sum();
        let exempt = exempt
            .iter()
            .any(|exemption| exemption.first <= days.first && days.last <= exemption.last);
        Beat {
            number,
            days,
            state: state(days, day, entries >= least, exempt),
            entries,
            late,
            late_on: after().filter_map(|event| event.recorded).max(),
            filled_late: entries >= least && entries - late < least,
        }
    });
    judged.collect()
}

/// The beats without a single working day: the calendar exempts them.
pub fn without_work(every: Every, year: i32, calendar: &Calendar) -> Vec<Period> {
    let periods = periods(every, year).into_iter().map(|(_, days)| days);
    periods
        .filter(|days| calendar.working_days(*days) == 0)
        .collect()
}

/// How many working days before its end an empty beat is warned of.
pub fn ahead(every: Every) -> i32 {
    match every {
        Every::Week => 2,
        Every::Month | Every::OddMonth | Every::EvenMonth => 5,
        Every::Quarter => 10,
        Every::Year => 20,
    }
}

/// The running beat that must be warned of on a day, if there is one.
pub fn warning(every: Every, beats: &[Beat], day: Day, calendar: &Calendar) -> Option<Warning> {
    let running = beats
        .iter()
        .find(|beat| matches!(beat.state, BeatState::Current { .. }))?;
    let left = calendar.working_days(Period {
        first: day,
        last: running.days.last,
    });
    (left <= ahead(every)).then_some(Warning {
        number: running.number,
        days: running.days,
        left,
    })
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
    fn an_empty_beat_is_warned_of_by_working_days() {
        let text = "[[notice]]\nnumber = \"1\"\nholidays = [{ name = \"国庆节\", rest = [\"2020-10-01\", \"2020-10-08\"], work = [\"2020-09-27\"] }]";
        let calendar = Calendar::parse([("x.toml", text)]).unwrap();
        let left = |every, on: &str, events: &[Event]| {
            let beats = beats(every, 1, 2020, day(on), events, &[]);
            warning(every, &beats, day(on), &calendar).map(|warning| warning.left)
        };
        for (every, on, warned) in [
            (Every::Month, "2020-09-24", None),
            (Every::Month, "2020-09-25", Some(5)),
            (Every::Month, "2020-09-27", Some(4)),
            (Every::Month, "2020-09-30", Some(1)),
            (Every::Quarter, "2020-09-16", None),
            (Every::Quarter, "2020-09-18", Some(10)),
            (Every::Week, "2020-09-16", None),
            (Every::Week, "2020-09-17", Some(2)),
            (Every::Week, "2020-09-19", Some(0)),
            (Every::OddMonth, "2020-08-31", None),
        ] {
            assert_eq!(left(every, on, &[]), warned, "{every:?} {on}");
        }
        assert_eq!(
            left(Every::Month, "2020-09-28", &[self::on("2020-09-02")]),
            None
        );
        assert!(without_work(Every::Month, 2020, &calendar).is_empty());
    }

    #[test]
    fn a_week_of_holidays_is_exempt() {
        let text = "[[notice]]\nnumber = \"1\"\nholidays = [{ name = \"春节\", rest = [\"2020-01-24\", \"2020-02-02\"] }]";
        let calendar = Calendar::parse([("x.toml", text)]).unwrap();
        let free = without_work(Every::Week, 2020, &calendar);
        assert_eq!(free.len(), 1);
        assert_eq!(free[0].to_string(), "2020-01-27–2020-02-02");
        let weeks = beats(Every::Week, 1, 2020, day("2020-03-01"), &[], &free);
        assert_eq!(
            (weeks[3].state, weeks[4].state),
            (BeatState::Missed, BeatState::Exempt)
        );
    }

    #[test]
    fn a_beat_filled_afterwards_is_marked() {
        let event = |on: &str, recorded: &str| Event {
            day: day(on),
            recorded: Some(day(recorded)),
            entries: 1,
        };
        let events = [
            event("2020-01-05", "2020-02-03"),
            event("2020-01-06", "2020-02-09"),
            event("2020-02-05", "2020-02-06"),
            event("2020-02-07", "2020-03-02"),
        ];
        let months = beats(Every::Month, 1, 2020, day("2020-03-10"), &events, &[]);
        let marks: Vec<_> = months
            .iter()
            .take(3)
            .map(|beat| (beat.late, beat.late_on, beat.filled_late))
            .collect();
        assert_eq!(
            marks,
            [
                (2, Some(day("2020-02-09")), true),
                (1, Some(day("2020-03-02")), false),
                (0, None, false)
            ]
        );
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
