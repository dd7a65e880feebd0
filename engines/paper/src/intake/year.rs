//! The year of days that do not say theirs.

use values::{Day, half_width};

use crate::value::Span;

/// Words of a line that says when the table was filled in, not what it is about.
const FILLED_IN: [&str; 10] = [
    "填报", "填表", "制表", "报送", "报出", "打印", "编制", "审核", "日期", "截至",
];

/// Lines that name another paper than this table: 根据2019年12月局长办公会纪要.
const OTHER_PAPERS: [&str; 7] = ["根据", "按照", "依据", "参照", "遵照", "依照", "按"];

/// The year that a title names, or else the sheet: 2020年1—8月付款情况; and the words that name it.
pub fn said(titles: &[String], sheet: &str) -> Option<(i32, String)> {
    let about = |title: &&String| is_about(title) && !is_of_another(title);
    let year = |title: &String| {
        range(title)
            .map(|span| span.last.year())
            .or_else(|| of(title))
    };
    let told = |title: &String| Some((year(title)?, format!("表上方“{title}”")));
    let mut said = titles.iter().filter(about).filter_map(told);
    said.next()
        .or_else(|| {
            let year = of(sheet).or_else(|| known(&half_width(sheet)))?;
            Some((year, format!("工作表名“{sheet}”")))
        })
        .or_else(|| titles.iter().filter(|title| is_about(title)).find_map(told))
}

/// The year that a note below the table says of it: 注：以上为2019年数据.
pub fn said_below(note: &str) -> Option<(i32, String)> {
    let about = ["以上", "本表", "上表", "表中", "数据", "均为", "年度"];
    let is_said = about.iter().any(|word| note.contains(word)) && is_about(note);
    let year = of(note).filter(|_| is_said && !is_of_another(note))?;
    Some((year, format!("表下“{note}”")))
}

/// The year that a line is and nothing else: 2019年, 一、2019年度.
pub fn only(line: &str) -> Option<i32> {
    let half = half_width(line);
    let year = of(&half)?;
    let numerals = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let bare = half.trim_start_matches(['(', '（']);
    let behind = bare.trim_start_matches(numerals);
    let bare = behind
        .strip_prefix(['、', '.', ')', '）'])
        .unwrap_or(bare)
        .trim();
    let rest = bare
        .strip_prefix(&year.to_string())?
        .trim_start()
        .strip_prefix('年')?;
    let rest = rest.trim_matches([':', '：', ' ']);
    matches!(rest, "" | "度" | "上半年" | "下半年" | "全年").then_some(year)
}

/// Whether a line says what the table is of, and not when somebody filled it in.
fn is_about(title: &str) -> bool {
    if !FILLED_IN.iter().any(|word| title.contains(word)) {
        return true;
    }
    // 填报单位：科技局（2019年） says it, 填报单位：科技局 2019年12月31日 does not.
    const WHO: [&str; 6] = [
        "填报单位",
        "填表单位",
        "制表单位",
        "报送单位",
        "编制单位",
        "填报部门",
    ];
    let mut rest = title.to_owned();
    for word in WHO {
        rest = rest.replace(word, "");
    }
    let mut days = rest.split('年').skip(1);
    let has_month = days.any(|behind| {
        behind
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
    });
    rest.len() < title.len() && !has_month && !FILLED_IN.iter().any(|word| rest.contains(word))
}

fn is_of_another(title: &str) -> bool {
    let bare = title.trim_start();
    OTHER_PAPERS.iter().any(|word| bare.starts_with(word))
}

/// The last year that a title, or else the sheet, names with the days that it is of, or else the days until it was filled in.
pub fn span(titles: &[String]) -> Option<Span> {
    let mut about = titles.iter().filter(|title| is_about(title));
    let range = about.find_map(|title| range(title));
    range.or_else(|| {
        let last = titles.iter().find_map(|title| filled_in(title))?;
        Some(Span { first: None, last })
    })
}

/// 2019年12月—2020年1月, 2019.12—2020.1; two years, or it says nothing that the year does not.
fn range(title: &str) -> Option<Span> {
    let half: String = title.chars().map(crate::text::half).collect();
    let mut starts = half.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !half[..*at].ends_with(|c: char| c.is_ascii_digit())
    });
    starts.find_map(|(at, _)| range_at(&half[at..]))
}

fn range_at(half: &str) -> Option<Span> {
    let (first, behind) = point(half)?;
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

/// The year and month that a text begins with, with the day where it has one, and what stands behind: 2019年12月3日, 2019.12.3.
fn point(text: &str) -> Option<(Point, &str)> {
    let (year, behind) = digits(text)?;
    let year = known(year)?;
    let behind = behind.trim_start();
    if let Some(behind) = behind.strip_prefix('年') {
        let (month, behind) = digits(behind.trim_start())?;
        let behind = behind.trim_start().strip_prefix('月')?;
        let day = digits(behind.trim_start()).and_then(|(day, rest)| {
            let rest = rest.trim_start().strip_prefix(['日', '号'])?;
            Some((day.parse().ok()?, rest))
        });
        let month = month.parse().ok()?;
        return Some(match day {
            Some((day, rest)) => ((year, month, Some(day)), rest),
            None => ((year, month, None), behind),
        });
    }
    let (month, behind) = digits(behind.strip_prefix(['.', '/'])?)?;
    let day = behind.strip_prefix(['.', '/']).and_then(digits);
    let month = month.parse().ok()?;
    Some(match day {
        Some((day, rest)) => ((year, month, Some(day.parse().ok()?)), rest),
        None => ((year, month, None), behind),
    })
}

/// The digits that a text begins with.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
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

pub use crate::text::year as of;

fn known(year: &str) -> Option<i32> {
    let year = year.trim().parse().ok();
    year.filter(|year| crate::text::YEARS.contains(year))
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
            (
                &["根据2019年12月局长办公会纪要", "2020年付款情况表"],
                "表",
                Some(2020),
            ),
            (
                &["根据2019年12月局长办公会纪要", "付款情况表"],
                "表",
                Some(2019),
            ),
            (&["2019年结转及2020年新增付款表"], "表", Some(2020)),
            (&["19年付款统计表"], "表", Some(2019)),
            (&["10年期贷款统计表"], "表", None),
            (&["付款统计表 2019.12"], "表", Some(2019)),
            (&["付款统计表（2019）"], "表", Some(2019)),
            (&["苏财教〔2019〕71号资金付款表"], "表", None),
            (&["填报单位：科技局（2019年）"], "表", Some(2019)),
            (&["填报单位：科技局 2019年12月31日"], "表", None),
            (&["联系电话 0513-20191234"], "表", None),
        ] {
            let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
            let found = said(&titles, sheet).map(|(year, _)| year);
            assert_eq!(found, expected, "{titles:?} {sheet}");
        }
        assert_eq!(of("2019年9月贷款统计表.xlsx"), Some(2019));
        assert_eq!(of("9月贷款统计表.xlsx"), None);
    }

    #[test]
    fn a_line_may_be_a_year_and_a_note_may_say_it() {
        for (line, expected) in [
            ("2019年", Some(2019)),
            ("一、2019年度：", Some(2019)),
            ("2019年上半年", Some(2019)),
            ("2019年付款", None),
            ("白蒲镇", None),
        ] {
            assert_eq!(only(line), expected, "{line}");
        }
        for (note, expected) in [
            ("注：以上为2019年数据", Some(2019)),
            ("注：2019年以前的不填", None),
            ("填表日期：2019年12月31日，以上数据属实", None),
        ] {
            assert_eq!(said_below(note).map(|said| said.0), expected, "{note}");
        }
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
            (
                "付款统计表（2019.12—2020.1）",
                Some((Some("2019-12-01"), "2020-01-31")),
            ),
            (
                "2020年度（统计期：2019年12月21日至2020年3月20日）付款表",
                Some((Some("2019-12-21"), "2020-03-20")),
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
