//! The strip of a rule as the year's page shows it: a cell a beat, a light, and what was entered late.

use measure::Reason;
use measure::beat::{Beat, BeatState, name};
use measure::fold::LeftOut;
use measure::indicator::Every;

use super::Strip;
use crate::exemption::Exemption;
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
    /// 双月走出去 2月（疫情防控，局长办公会〔2020〕3号批准）; empty where nothing is exempt.
    pub exempt: String,
}

/// One beat: its class of the style sheet, what is read, and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub class: String,
    pub label: String,
    pub word: String,
}

pub fn shown(strip: &Strip, title: &str, path: String) -> Shown {
    let cells = strip.beats.iter().map(|beat| cell(strip, beat)).collect();
    let late: Vec<String> = strip
        .beats
        .iter()
        .filter(|beat| beat.late > 0)
        .map(|beat| late_words(strip.every, beat))
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
        exempt: exempt_words(strip, title),
    }
}

/// 一季度 1 条（9月18日录入）
fn late_words(every: Every, beat: &Beat) -> String {
    let on = beat
        .late_on
        .map(|day| format!("（{}录入）", day.spoken()))
        .unwrap_or_default();
    format!("{} {} 条{on}", name(every, beat.number), beat.late)
}

/// Who approved it and why; nothing for a holiday of the calendar.
fn approval<'a>(strip: &'a Strip, beat: &Beat) -> Option<&'a Exemption> {
    let covers =
        |one: &&Exemption| one.period.first <= beat.days.first && beat.days.last <= one.period.last;
    strip.exemptions.iter().find(covers)
}

/// The exempt beats, those of one approval together.
fn exempt_words(strip: &Strip, title: &str) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for beat in strip
        .beats
        .iter()
        .filter(|beat| beat.state == BeatState::Exempt)
    {
        let why = why_exempt(strip, beat);
        let beat = name(strip.every, beat.number);
        match groups.iter_mut().find(|(known, _)| *known == why) {
            Some((_, beats)) => beats.push(beat),
            None => groups.push((why, vec![beat])),
        }
    }
    let groups: Vec<String> = groups
        .iter()
        .map(|(why, beats)| format!("{}（{why}）", beats.join("、")))
        .collect();
    if groups.is_empty() {
        String::new()
    } else {
        format!("{title} {}", groups.join("、"))
    }
}

fn why_exempt(strip: &Strip, beat: &Beat) -> String {
    approval(strip, beat).map_or_else(
        || "工作日历上都放假".to_owned(),
        |one| format!("{}，{}批准", one.reason, one.approved_by),
    )
}

fn cell(strip: &Strip, beat: &Beat) -> Cell {
    let every = strip.every;
    let state = match beat.state {
        BeatState::Met if beat.filled_late => "y l",
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
    let note = match beat.state {
        BeatState::Exempt => format!("：{}", why_exempt(strip, beat)),
        _ if beat.late > 0 => "，补录".to_owned(),
        _ => String::new(),
    };
    Cell {
        class: state.to_owned(),
        label,
        word: format!("{unit}{}{note}", beat.state.words()),
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
        ([], Some(beat)) if strip.warning.is_some() && strip.every != Every::Year => {
            Lamp::worded("slow", warned(strip, beat))
        }
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

/// 9月还没有，还剩 4 个工作日
fn warned(strip: &Strip, beat: &Beat) -> String {
    let name = name(strip.every, beat.number);
    match strip.warning {
        Some(warning) => format!("{name}{}", warning.words()),
        None => format!("{name}还没有"),
    }
}

/// A breakthrough waits for its decision; until the year is half over nothing is late. What was withdrawn, or stands twice,
/// waits for nobody.
fn year(strip: &Strip, beat: &Beat) -> Lamp {
    let left_out = strip.figure.parts.iter().flat_map(|part| &part.left_out);
    let waits =
        |left: &&LeftOut| left.reason.is_promise() || matches!(left.reason, Reason::Clause(_));
    let waiting: i64 = left_out.filter(waits).map(|left| left.entries).sum();
    match beat.state {
        _ if waiting > 0 => Lamp::worded("wait", format!("待确认 {waiting} 件")),
        BeatState::Current { late: true } => Lamp::worded("slow", warned(strip, beat)),
        _ => Lamp::worded("wait", "进行中"),
    }
}

/// What beats are counted in.
pub fn unit(every: Every) -> &'static str {
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
            exemptions: vec![],
            warning: None,
        }
    }

    #[test]
    fn few_working_days_are_told_and_exemptions_say_who_and_why() {
        let mut warned = strip(Every::Month, "2020-09-28", &["2020-01-05"]);
        warned.beats.drain(..8);
        warned.warning = Some(measure::beat::Warning {
            number: 9,
            days: values::Period::month(2020, 9).unwrap(),
            left: 3,
        });
        assert_eq!(
            light(&warned),
            Lamp::worded("slow", "9月还没有，还剩 3 个工作日")
        );
        let approved = Exemption {
            id: values::Id::NONE,
            indicator: String::new(),
            period: values::Period {
                first: day("2020-01-25"),
                last: day("2020-03-10"),
            },
            reason: "疫情防控".to_owned(),
            approved_by: "局长办公会〔2020〕3号".to_owned(),
            actor_name: String::new(),
            moment: values::Moment::default(),
        };
        let mut exempt = strip(Every::EvenMonth, "2020-05-10", &[]);
        exempt.exemptions.push(approved);
        exempt.beats[0].state = BeatState::Exempt;
        exempt.beats[1].state = BeatState::Exempt;
        let shown = shown(&exempt, "双月走出去", String::new());
        assert_eq!(
            shown.exempt,
            "双月走出去 2月（疫情防控，局长办公会〔2020〕3号批准）、4月（工作日历上都放假）"
        );
        assert_eq!(
            shown.cells[0].word,
            "免考：疫情防控，局长办公会〔2020〕3号批准"
        );
    }

    #[test]
    fn a_beat_filled_afterwards_carries_its_mark() {
        let event = Event {
            day: day("2020-03-05"),
            recorded: Some(day("2020-04-18")),
            entries: 1,
        };
        let mut late = strip(Every::Quarter, "2020-05-10", &[]);
        late.beats = beats(Every::Quarter, 1, 2020, day("2020-05-10"), &[event], &[]);
        let shown = shown(&late, "每季有签约", String::new());
        assert_eq!(
            (shown.cells[0].class.as_str(), shown.cells[0].word.as_str()),
            ("y l", "已有，补录")
        );
        assert_eq!(shown.late, "每季有签约 一季度 1 条（4月18日录入）");
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
