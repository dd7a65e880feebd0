//! The year of days that do not say theirs.

use values::{Day, half_width};

use crate::value::Span;

/// Words of a line that says when the table was filled in, not what it is about.
const FILLED_IN: [&str; 10] = [
    "填报", "填表", "制表", "报送", "报出", "打印", "编制", "审核", "日期", "截至",
];

/// The year that a title names, or else the sheet: 2020年1—8月付款情况; and the words that name it.
pub fn said(titles: &[String], sheet: &str) -> Option<(i32, String)> {
    let about = |title: &&String| !FILLED_IN.iter().any(|word| title.contains(word));
    let titles = titles.iter().filter(about);
    let year = |title: &String| {
        range(title)
            .map(|span| span.last.year())
            .or_else(|| of(title))
    };
    let mut said = titles.filter_map(|title| Some((year(title)?, format!("表上方“{title}”"))));
    said.next().or_else(|| {
        let year = of(sheet).or_else(|| known(&half_width(sheet)))?;
        Some((year, format!("工作表名“{sheet}”")))
    })
}

/// The last year that a title, or else the sheet, names with the days that it is of, or else the days until it was filled in.
pub fn span(titles: &[String]) -> Option<Span> {
    let is_about = |title: &&String| !FILLED_IN.iter().any(|word| title.contains(word));
    let mut about = titles.iter().filter(is_about);
    let range = about.find_map(|title| range(title));
    range.or_else(|| {
        let last = titles.iter().find_map(|title| filled_in(title))?;
        Some(Span { first: None, last })
    })
}

/// 2019年12月—2020年1月; two years, or it says nothing that the year does not.
fn range(title: &str) -> Option<Span> {
    let half: String = title.chars().map(crate::text::half).collect();
    let (first, behind) = point(&half)?;
    let behind = behind.trim_start().strip_prefix(['-', '~', '至', '到'])?;
    let behind = behind.trim_start_matches(['-', ' ']);
    let (last, _) = point(behind)?;
    let (year, month, day) = last;
    let last = match day {
        Some(day) => Day::of(year, month, day)?,
        None => Day::of(year, month, 1)?.last_of_month(),
    };
    let first = Day::of(first.0, first.1, first.2.unwrap_or(1))?;
    let is_near = first.year() + 1 == last.year() && first.plus(366) > last;
    is_near.then_some(Span {
        first: Some(first),
        last,
    })
}

/// A year and month, with the day where it is said.
type Point = (i32, u32, Option<u32>);

/// The first year and month of a text, with the day where it has one, and what stands behind.
fn point(text: &str) -> Option<(Point, &str)> {
    let (before, behind) = text.split_once('年')?;
    let at = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let year = known(&before[at..])?;
    let (month, behind) = behind.split_once('月')?;
    let month = month.trim().parse().ok()?;
    let day = behind.split_once(['日', '号']);
    let day = day.and_then(|(day, rest)| Some((day.trim().parse().ok()?, rest)));
    match day {
        Some((day, rest)) => Some(((year, month, Some(day)), rest)),
        None => Some(((year, month, None), behind)),
    }
}

/// The day of 填报日期：2020年1月10日.
pub fn filled_in(title: &str) -> Option<Day> {
    const NAMES: [&str; 8] = [
        "填报日期",
        "填报时间",
        "填表日期",
        "填表时间",
        "制表日期",
        "制表时间",
        "报送日期",
        "报送时间",
    ];
    let half: String = title.chars().map(crate::text::half).collect();
    let name = NAMES.iter().find(|name| half.contains(**name))?;
    let (_, behind) = half.split_once(name)?;
    let behind = behind.trim_start_matches([':', ' ']);
    let is_day = |c: char| c.is_ascii_digit() || "年月日号.-/ ".contains(c);
    let end = behind.find(|c| !is_day(c)).unwrap_or(behind.len());
    let said: String = behind[..end].split_whitespace().collect();
    Day::parse(&said, 0)
        .ok()
        .filter(|day| known(&day.year().to_string()).is_some())
}

/// The year in a title, or in the name of a file: 2019年9月贷款统计表.xlsx.
pub fn of(title: &str) -> Option<i32> {
    let half = half_width(title);
    let (before, _) = half.split_once('年')?;
    let digits: Vec<char> = before.trim_end().chars().rev().take(4).collect();
    let year: String = digits.into_iter().rev().collect();
    known(&year)
}

fn known(year: &str) -> Option<i32> {
    let year = year.trim().parse().ok();
    year.filter(|year| (1990..=2200).contains(year))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_year_of_a_table_stands_in_its_title_or_its_name() {
        for (titles, sheet, expected) in [
            (&["2020年1—8月付款情况表"][..], "付款", Some(2020)),
            (&["白蒲镇２０１９年付款"], "付款", Some(2019)),
            (&["2018-2020年合同台账"], "2019年", Some(2020)),
            (
                &["填报日期：2019年12月31日", "2020年合同台账"],
                "表",
                Some(2020),
            ),
            (&["填报日期：2019年12月31日"], "表", None),
            (&["付款台账"], "2019年", Some(2019)),
            (&[], "２０１９", Some(2019)),
            (&["第12年付款"], "付款", None),
            (&["付款台账"], "8月", None),
        ] {
            let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
            let found = said(&titles, sheet).map(|(year, _)| year);
            assert_eq!(found, expected, "{titles:?} {sheet}");
        }
        assert_eq!(of("2019年9月贷款统计表.xlsx"), Some(2019));
        assert_eq!(of("9月贷款统计表.xlsx"), None);
    }

    #[test]
    fn the_days_that_a_table_is_of() {
        for (title, expected) in [
            (
                "2019年12月—2020年1月付款情况",
                Some((Some("2019-12-01"), "2020-01-31")),
            ),
            (
                "2019年11月16日至2020年2月15日付款",
                Some((Some("2019-11-16"), "2020-02-15")),
            ),
            ("2018年12月—2020年1月付款情况", None),
            ("2020年1月—2020年8月付款情况", None),
            ("2020年1—8月付款情况", None),
            ("填报日期：2020年1月10日", Some((None, "2020-01-10"))),
            (
                "制表时间: 2020.1.10 填表人：张三",
                Some((None, "2020-01-10")),
            ),
            ("填报日期：1月10日", None),
            ("填报日期：", None),
        ] {
            let day = |text: &str| Day::parse_iso(text).unwrap();
            let expected = expected.map(|(first, last)| Span {
                first: first.map(day),
                last: day(last),
            });
            assert_eq!(span(&[title.to_owned()]), expected, "{title}");
        }
    }
}
