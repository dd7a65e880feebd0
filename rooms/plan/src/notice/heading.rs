//! What a notice says of itself: its number, title, issuer, day and year. Found in the text and
//! shown to the person who uploads, who may correct all of it.

use values::Day;

use crate::proposal::draft::joined;

/// What was found; empty where the text does not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub number: String,
    pub title: String,
    pub issuer: String,
    pub day: Option<Day>,
    pub year: Option<i32>,
}

/// Letter heads and signatures stand near the beginning and the end; this much of each is looked at.
const NEAR: usize = 4000;

/// Looks at the first and last pages. `planned` is the year that the reader found, if any.
pub fn find(text: &str, planned: Option<i32>) -> Found {
    let lines: Vec<String> = near(text)
        .lines()
        .map(joined)
        .map(|line| line.trim_matches('\u{feff}').to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    let number = lines
        .iter()
        .find_map(|line| document_number(line))
        .unwrap_or_default();
    let day = lines
        .iter()
        .find_map(|line| whole_day(line))
        .or_else(|| lines.iter().find_map(|line| day_within(line)));
    let title = title(&lines);
    let issuer = issuer(&lines);
    let year = planned
        .or_else(|| year_in(&title))
        .or_else(|| year_in(&number))
        .or_else(|| day.map(Day::year));
    Found {
        number,
        title,
        issuer,
        day,
        year,
    }
}

fn near(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= 2 * NEAR {
        return text.to_owned();
    }
    let (head, tail) = (&chars[..NEAR], &chars[chars.len() - NEAR..]);
    head.iter().chain(&['\n']).chain(tail).collect()
}

/// 皋科发〔2020〕2号 on a line of its own: some characters, a year in brackets, a number, 号 (GB/T 9704-2012
/// 党政机关公文格式, 7.2.5). Inside a sentence such a number cites another document.
fn document_number(line: &str) -> Option<String> {
    let open = line.find(['〔', '[', '［', '（', '('])?;
    let (before, rest) = line.split_at(open);
    let rest: String = rest.chars().skip(1).collect();
    let year: String = rest.chars().take(4).collect();
    let after = rest
        .strip_prefix(year.as_str())?
        .strip_prefix(['〕', ']', '］', '）', ')'])?
        .trim_start_matches('第');
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    let is_number = year.len() == 4
        && year.bytes().all(|b| b.is_ascii_digit())
        && !digits.is_empty()
        && &after[digits.len()..] == "号";
    let is_word = (1..=12).contains(&before.chars().count()) && before.chars().all(is_han);
    (is_number && is_word).then(|| format!("{before}〔{year}〕{digits}号"))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A line that is a day and nothing else, as under a signature.
fn whole_day(line: &str) -> Option<Day> {
    let day = day_within(line)?;
    let bare: String = line
        .chars()
        .filter(|c| !c.is_ascii_digit() && !matches!(c, '年' | '月' | '日' | '印' | '发'))
        .collect();
    bare.is_empty().then_some(day)
}

/// The first `2020年2月13日` in a line.
fn day_within(line: &str) -> Option<Day> {
    line.match_indices('年').find_map(|(at, _)| {
        let year = digits_before(&line[..at])?;
        let (month, rest) = line[at + '年'.len_utf8()..].split_once('月')?;
        let (day, _) = rest.split_once('日')?;
        let day = Day::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        (1990..2100).contains(&day.year()).then_some(day)
    })
}

/// The four digits that end a text.
fn digits_before(text: &str) -> Option<&str> {
    let start = text.len().checked_sub(4)?;
    text.get(start..)
        .filter(|year| year.bytes().all(|b| b.is_ascii_digit()))
}

fn year_in(text: &str) -> Option<i32> {
    let mut places = text
        .match_indices(['年', '〕'])
        .filter_map(|(at, _)| digits_before(&text[..at])?.parse::<i32>().ok());
    places.find(|year| (1990..2100).contains(year))
}

/// What stands between 《 and 》 in a line that ends with 通知; else that line; else the first long line.
fn title(lines: &[String]) -> String {
    let named = lines
        .iter()
        .find(|line| line.ends_with("的通知") || line.ends_with("》通知"));
    let inside = named
        .and_then(|line| line.split_once('《'))
        .and_then(|(_, rest)| rest.split_once('》'))
        .map(|(inside, _)| inside.to_owned());
    let whole = named.cloned();
    let first = || {
        lines
            .iter()
            .find(|line| {
                line.chars().count() >= 6
                    && document_number(line).is_none()
                    && !line.ends_with("文件")
                    && is_title(line)
            })
            .cloned()
    };
    inside
        .or(whole)
        .or_else(first)
        .unwrap_or_default()
        .chars()
        .take(100)
        .collect()
}

fn is_title(line: &str) -> bool {
    line.chars().count() <= 60 && !line.ends_with(['。', '，', '：', '；'])
}

/// The body in the letter head (…文件), or the line before the day of the signature.
fn issuer(lines: &[String]) -> String {
    let head = lines
        .iter()
        .take(12)
        .find_map(|line| line.strip_suffix("文件"))
        .filter(|body| is_body(body));
    let signed = lines
        .iter()
        .position(|line| whole_day(line).is_some())
        .and_then(|at| lines.get(at.checked_sub(1)?))
        .map(String::as_str)
        .filter(|body| is_body(body));
    head.or(signed).unwrap_or_default().to_owned()
}

/// The name of a public body: short, Han characters, ending as such names end.
fn is_body(name: &str) -> bool {
    let length = name.chars().count();
    let ends = [
        "局",
        "厅",
        "委",
        "委员会",
        "办公室",
        "政府",
        "部",
        "院",
        "中心",
        "管委会",
        "小组",
        "会",
    ];
    (3..=30).contains(&length)
        && name
            .chars()
            .all(|c| is_han(c) || matches!(c, '（' | '）' | '、'))
        && ends.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_head_with_signature() {
        let text = "江海市科学技术局文件\n江科发〔2021〕15号\n\n关于印发《2021年科技创新工作要点》的通知\n\n各科室：\n江海市科学技术局\n2021年 3月 2日\n";
        let found = find(text, None);
        assert_eq!(found.number, "江科发〔2021〕15号");
        assert_eq!(found.title, "2021年科技创新工作要点");
        assert_eq!(found.issuer, "江海市科学技术局");
        assert_eq!(found.day, Day::of(2021, 3, 2));
        assert_eq!(found.year, Some(2021));
    }

    #[test]
    fn a_bare_text_without_letter_head() {
        let found = find(
            "2019年度工作要点\n一、目标\n2018年12月31日前完成上年工作。",
            None,
        );
        assert_eq!(found.title, "2019年度工作要点");
        assert_eq!((found.number.as_str(), found.issuer.as_str()), ("", ""));
        assert_eq!(found.year, Some(2019));
        assert_eq!(find("", None), Found::default());
    }

    #[test]
    fn numbers_in_other_brackets() {
        for (line, number) in [
            ("如政办发[2020]5号", "如政办发〔2020〕5号"),
            ("苏科高发（2019）第12号", "苏科高发〔2019〕12号"),
            ("根据苏科高发（2019）第12号文件精神", ""),
            ("〔2020〕2号", ""),
            ("工作（2020）", ""),
        ] {
            assert_eq!(document_number(line).unwrap_or_default(), number);
        }
    }
}
