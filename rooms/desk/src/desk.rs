//! What stands on a person's desk, sorted into its headings.

pub mod pages;

use values::{Day, weeks_of_year};
use web::{Waiting, WaitingGroup};

/// The lines of the four headings.
#[derive(Default)]
pub struct Desk {
    pub due: Vec<Waiting>,
    pub for_me: Vec<Waiting>,
    pub returned: Vec<Waiting>,
    pub changed: Vec<Waiting>,
}

impl Desk {
    pub fn sorted(lines: Vec<Waiting>) -> Self {
        let mut desk = Desk::default();
        for line in lines {
            match line.group {
                WaitingGroup::Due => desk.due.push(line),
                WaitingGroup::ForMe => desk.for_me.push(line),
                WaitingGroup::Returned => desk.returned.push(line),
                WaitingGroup::Changed => desk.changed.push(line),
            }
        }
        desk.due.sort_by_key(|line| line.due);
        desk
    }

    pub fn count(lines: &[Waiting]) -> i64 {
        lines.iter().map(|line| line.count).sum()
    }
}

/// `9月18日 星期五 · 第 38 周 · 距年底还有 15 周`.
pub fn day_line(today: Day) -> String {
    let (year, week) = today.iso_week();
    let left = weeks_of_year(year).len() - week as usize;
    let rest = if left == 0 {
        "今年最后一周".to_owned()
    } else {
        format!("距年底还有 {left} 周")
    };
    format!(
        "{} {} · 第 {week} 周 · {rest}",
        today.spoken(),
        today.weekday_name()
    )
}

/// `今天`, `已过 3 天`, `9月25日 周五`.
pub fn due_words(due: Option<Day>, today: Day) -> String {
    match due {
        None => String::new(),
        Some(day) if day == today => "今天".to_owned(),
        Some(day) if day < today => format!("已过 {} 天", today.number() - day.number()),
        Some(day) => format!(
            "{} {}",
            day.spoken(),
            day.weekday_name().replace("星期", "周")
        ),
    }
}

/// `已过期 2 件，今天 1 件，本月内 3 件`: what there is none of is left out.
pub fn due_counts(lines: &[Waiting], today: Day) -> String {
    let days = || lines.iter().filter_map(|line| line.due);
    let end = today.last_of_month();
    let counts = [
        ("已过期", days().filter(|day| *day < today).count()),
        ("今天", days().filter(|day| *day == today).count()),
        (
            "本月内",
            days().filter(|day| *day > today && *day <= end).count(),
        ),
    ];
    let said: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word} {count} 件"))
        .collect();
    said.join("，")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_line_of_the_day() {
        let day = Day::of(2020, 9, 18).unwrap();
        assert_eq!(
            day_line(day),
            "9月18日 星期五 · 第 38 周 · 距年底还有 15 周"
        );
        assert_eq!(
            day_line(Day::of(2021, 1, 2).unwrap()),
            "1月2日 星期六 · 第 53 周 · 今年最后一周"
        );
    }

    #[test]
    fn what_is_due_is_counted_up_to_the_end_of_the_month() {
        let today = Day::of(2020, 9, 18).unwrap();
        let line = |after: i32| Waiting {
            group: WaitingGroup::Due,
            title: String::new(),
            note: String::new(),
            count: 1,
            path: String::new(),
            act: String::new(),
            due: Some(today.plus(after)),
        };
        let lines = [-8, -1, 0, 7, 12, 13].map(line);
        assert_eq!(
            due_counts(&lines, today),
            "已过期 2 件，今天 1 件，本月内 2 件"
        );
        assert_eq!(due_counts(&lines[5..], today), "");
    }

    #[test]
    fn what_is_due_is_said_in_words() {
        let today = Day::of(2020, 9, 18).unwrap();
        for (due, words) in [(0, "今天"), (-3, "已过 3 天"), (7, "9月25日 周五")] {
            assert_eq!(due_words(Some(today.plus(due)), today), words);
        }
        assert_eq!(due_words(None, today), "");
    }
}
