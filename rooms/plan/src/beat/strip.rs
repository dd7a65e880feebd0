//! The strip of a rule as the year's page shows it: a cell a beat, a light, and what was entered late.

use measure::beat::{Beat, BeatState, name};
use measure::indicator::Every;

use super::Strip;
use crate::light::Lamp;

/// One strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub name: String,
    pub path: String,
    pub cells: Vec<Cell>,
    pub light: Lamp,
    /// 第 12 周 1 条（补录）; empty where nothing was entered late.
    pub late: String,
}

/// One beat: its class of the style sheet, what is read, and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub class: String,
    pub label: String,
    pub word: String,
}

pub fn shown(strip: &Strip, title: &str, path: String) -> Shown {
    let cells = strip
        .beats
        .iter()
        .map(|beat| cell(strip.every, beat))
        .collect();
    let late: Vec<String> = strip
        .beats
        .iter()
        .filter(|beat| beat.late > 0)
        .map(|beat| format!("{} {} 条", name(strip.every, beat.number), beat.late))
        .collect();
    let late = if late.is_empty() {
        String::new()
    } else {
        format!("{title} {}", late.join("、"))
    };
    Shown {
        name: title.to_owned(),
        path,
        cells,
        light: light(strip),
        late,
    }
}

fn cell(every: Every, beat: &Beat) -> Cell {
    let state = match beat.state {
        BeatState::Met => "y",
        BeatState::Missed => "n",
        BeatState::Exempt => "x",
        BeatState::Current { .. } => "c",
        BeatState::Coming => "f",
    };
    let label = if every == Every::Week {
        beat.number.to_string()
    } else {
        name(every, beat.number)
    };
    let unit = if every == Every::Week { "周" } else { "" };
    let late = if beat.late > 0 { "，补录" } else { "" };
    Cell {
        class: state.to_owned(),
        label,
        word: format!("{unit}{}{late}", beat.state.words()),
    }
}

/// Marks the beat in which `day` lies, met or not.
pub fn mark_current(cells: &mut [Cell], beats: &[Beat], day: values::Day) {
    for (cell, beat) in cells.iter_mut().zip(beats) {
        if beat.days.holds(day) && beat.state != BeatState::Coming && !cell.class.contains('c') {
            cell.class.push_str(" c");
            cell.word = format!("本期，{}", cell.word);
        }
    }
}

/// Missed beats are yellow while they are less than a tenth of those that are over, red from there;
/// a running one turns yellow when more than half of it is gone.
fn light(strip: &Strip) -> Lamp {
    let missed: Vec<&Beat> = strip
        .beats
        .iter()
        .filter(|beat| beat.state == BeatState::Missed)
        .collect();
    let over = strip
        .beats
        .iter()
        .filter(|beat| matches!(beat.state, BeatState::Met | BeatState::Missed))
        .count();
    let current = strip
        .beats
        .iter()
        .find(|beat| matches!(beat.state, BeatState::Current { .. }));
    match (missed.as_slice(), current) {
        ([], Some(beat))
            if beat.state == BeatState::Current { late: true } && strip.every != Every::Year =>
        {
            Lamp::worded("slow", format!("{}还没有", name(strip.every, beat.number)))
        }
        ([], Some(beat)) if strip.every == Every::Year => year(strip, beat),
        ([], _) if over == 0 => Lamp::worded("wait", "未到"),
        ([], _) => Lamp::worded("ok", "正常"),
        ([only], _) if over < 10 => {
            Lamp::worded("late", format!("{}缺", name(strip.every, only.number)))
        }
        (missed, _) if missed.len() * 10 < over => {
            Lamp::worded("slow", format!("缺 {} {}", missed.len(), unit(strip.every)))
        }
        (missed, _) => Lamp::worded("late", format!("缺 {} {}", missed.len(), unit(strip.every))),
    }
}

/// A breakthrough waits for its decision; until the year is half over nothing is late.
fn year(strip: &Strip, beat: &Beat) -> Lamp {
    let waiting = strip.figure.left_out();
    match beat.state {
        _ if waiting > 0 => Lamp::worded("wait", format!("待确认 {waiting} 件")),
        BeatState::Current { late: true } => {
            Lamp::worded("slow", format!("{}还没有", name(strip.every, beat.number)))
        }
        _ => Lamp::worded("wait", "进行中"),
    }
}

fn unit(every: Every) -> &'static str {
    match every {
        Every::Week => "周",
        Every::Month | Every::OddMonth | Every::EvenMonth => "个月",
        Every::Quarter => "个季度",
        Every::Year => "年",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use measure::beat::{Event, beats};
    use measure::fold::Figure;
    use values::Day;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn strip(every: Every, today: &str, days: &[&str]) -> Strip {
        let events: Vec<Event> = days
            .iter()
            .map(|text| Event {
                day: day(text),
                recorded: None,
                entries: 1,
            })
            .collect();
        Strip {
            every,
            beats: beats(every, 1, 2020, day(today), &events, &[]),
            figure: Figure {
                value: None,
                parts: vec![],
                verified: None,
            },
        }
    }

    #[test]
    fn lights_of_strips() {
        let months = [
            "2020-01-05",
            "2020-02-05",
            "2020-03-05",
            "2020-04-05",
            "2020-05-05",
            "2020-06-05",
            "2020-07-05",
            "2020-08-05",
        ];
        let weeks: Vec<String> = (0..37)
            .filter(|week| ![10, 21, 28].contains(week))
            .map(|week| day("2020-01-01").plus(week * 7).to_string())
            .collect();
        let weeks: Vec<&str> = weeks.iter().map(String::as_str).collect();
        for (every, today, days, class, word) in [
            (Every::Month, "2020-09-18", &months[..], "slow", "9月还没有"),
            (Every::Month, "2020-09-10", &months[..], "ok", "正常"),
            (
                Every::OddMonth,
                "2020-09-18",
                &["2020-01-05", "2020-03-05", "2020-07-05", "2020-09-01"][..],
                "late",
                "5月缺",
            ),
            (Every::Quarter, "2020-01-10", &[][..], "wait", "未到"),
            (Every::Year, "2020-05-10", &[][..], "wait", "进行中"),
            (Every::Week, "2020-09-07", &weeks[..], "slow", "缺 3 周"),
        ] {
            assert_eq!(
                light(&strip(every, today, days)),
                Lamp::worded(class, word),
                "{every:?} {today}"
            );
        }
    }

    #[test]
    fn the_current_beat_is_framed_whether_met_or_not() {
        let strip = strip(Every::Quarter, "2020-09-18", &["2020-07-05"]);
        let mut shown = shown(&strip, "每季有签约", String::new());
        mark_current(&mut shown.cells, &strip.beats, day("2020-09-18"));
        let classes: Vec<&str> = shown.cells.iter().map(|cell| cell.class.as_str()).collect();
        assert_eq!(classes, ["n", "n", "y c", "f"]);
        assert_eq!(shown.cells[2].word, "本期，已有");
        assert_eq!(shown.cells[0].label, "一季度");
    }
}
