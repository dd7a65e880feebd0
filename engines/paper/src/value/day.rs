//! Days in the shapes that people use.

mod bare;
mod han;

use values::Day;

use super::tidied::{Notes, Tidied};
use super::{Given, Manner, Sort, Span, Wrong};

/// Numbers of days that are taken for days: 1954 to 2099.
const SERIALS: std::ops::RangeInclusive<i32> = 20_000..=73_050;
/// The same where a text is all there is: 2000 to 2050.
const SERIALS_AS_TEXT: std::ops::RangeInclusive<i32> = 36_526..=55_153;
/// The number of 1970-01-01, days counted from 1900 (ECMA-376 part 1, 18.17.4).
const EPOCH: i32 = 25_569;
/// How much later the count from 1904 begins.
const LATER: i32 = 1_462;

/// `2020-09-30`.
pub fn read(given: &Given<'_>, manner: &Manner, notes: &mut Notes) -> Result<String, Wrong> {
    let shown = given.text.trim();
    let day = match given.number {
        Some(number) => of_number(number, manner, notes),
        None => of_text(given.text, manner, notes),
    };
    day.and_then(in_range)
        .map(|day| day.to_string())
        .map_err(|why| {
            let why = if why.is_empty() {
                format!("“{shown}”不是日期")
            } else {
                why
            };
            Wrong::new(Sort::Day, why)
        })
}

/// A day that can be one of ours.
pub fn in_range(day: Day) -> Result<Day, String> {
    match day.year() {
        1900..=2200 => Ok(day),
        _ => Err(format!("{day} 的年份不在 1900 到 2200 之间，请核对")),
    }
}

/// An empty reason stands for the plain one.
fn of_number(number: f64, manner: &Manner, notes: &mut Notes) -> Result<Day, String> {
    let whole = number.trunc();
    let is_whole = whole == number;
    if !(1.0..=99_999_999.0).contains(&whole) {
        return Err(String::new());
    }
    // Below 100,000,000, so that nothing is cut.
    let whole = whole as i32;
    let later = if manner.from_1904 { LATER } else { 0 };
    if SERIALS.contains(&(whole + later)) {
        notes.add(Tidied::Serial);
        return Ok(Day::from_number(whole + later - EPOCH));
    }
    if !is_whole {
        return Err(format!("“{number}”是小数，分不清是几月几日"));
    }
    of_text(&whole.to_string(), manner, notes)
}

fn of_text(text: &str, manner: &Manner, notes: &mut Notes) -> Result<Day, String> {
    // What most files hold needs no closer look.
    if text.len() == 10
        && text.as_bytes()[4] == b'-'
        && let Some(day) = Day::parse_iso(text).filter(|day| in_range(*day).is_ok())
    {
        return Ok(day);
    }
    let shown = text.trim();
    let bare = bare::of(text).ok_or_else(|| {
        let shown = crate::text::tidy(shown);
        format!("“{shown}”里有空格或换行，分不清是哪一天，请每格只填一个日子，数里不留空格")
    })?;
    if let Ok(serial) = bare.parse::<i32>()
        && bare.len() == 5
        && SERIALS_AS_TEXT.contains(&serial)
    {
        notes.add(Tidied::Serial);
        return Ok(Day::from_number(serial - EPOCH));
    }
    let day = match parts(&bare).as_slice() {
        [year] if bare.chars().count() <= 5 && (1900..=2200).contains(year) => {
            Err(format!("“{shown}”只有年份，没有月和日"))
        }
        [month] if bare.len() == 6 && is_year(month / 100) => {
            Err(format!("“{shown}”只有年月，没有日"))
        }
        [year, _] if is_year(*year) => Err(format!("“{shown}”只有年月，没有日")),
        [_, _, year] if is_year(*year) => Err(format!("“{shown}”的年份要写在前面")),
        [year, _, _] if *year < 100 && !bare.contains('月') => {
            Err(format!("“{shown}”的年份要写四位"))
        }
        [_, _] => match manner.year {
            Some(year) => without_year(&bare, (year, manner.span), shown),
            None => Err(format!("“{shown}”没有年份")),
        },
        _ => parse(&bare, 0, shown),
    }?;
    notes.add_if(shown != day.to_string(), Tidied::DayAsText);
    Ok(day)
}

/// A day without a year, which lies among the days of the table.
fn without_year(bare: &str, (year, span): (i32, Option<Span>), shown: &str) -> Result<Day, String> {
    let day = parse(bare, year, shown);
    match span {
        Some(Span {
            first: Some(first),
            last,
        }) => {
            let mut years = (first.year()..=last.year()).rev();
            let within = years.find_map(|year| {
                let day = parse(bare, year, shown).ok();
                day.filter(|day| (first..=last).contains(day))
            });
            within.ok_or_else(|| match day {
                Ok(_) => format!(
                    "“{shown}”没有写年份，不在这份表写明的 {first} 到 {last} 里，请写上年份"
                ),
                Err(why) => why,
            })
        }
        Some(Span { first: None, last }) => day.and_then(|day| match day > last {
            true => Err(format!(
                "“{shown}”没有写年份，算 {year} 年就晚于填报日期 {last}，请写上年份"
            )),
            false => Ok(day),
        }),
        None => day,
    }
}

fn is_year(number: u32) -> bool {
    (1900..=2200).contains(&number)
}

fn parse(bare: &str, year: i32, shown: &str) -> Result<Day, String> {
    Day::parse(bare, year).map_err(|fault| match fault {
        values::DayFault::Unreadable(_) | values::DayFault::WithoutYear(_) => String::new(),
        values::DayFault::NoSuchDay { month, days, .. } => values::DayFault::NoSuchDay {
            text: shown.to_owned(),
            month,
            days,
        }
        .to_string(),
    })
}

fn parts(bare: &str) -> Vec<u32> {
    bare.split(['-', '.', '/', '年', '月', '日', '号'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap_or(u32::MAX))
        .collect()
}
