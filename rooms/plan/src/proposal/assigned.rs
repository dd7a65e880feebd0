//! Who is to do it and until when, as a notice says it: in the columns of its table or in brackets.

use ::notice::Decimal;
use values::Day;

use crate::office::Offices;
use crate::quantity::stored;

/// What the notice says beside a target or a duty; all of it may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assigned {
    /// The values for the ends of the quarters, in base units.
    pub quarters: [Option<Decimal>; 4],
    /// 高新科、规划科
    pub lead: String,
    pub assisting: String,
    /// 6月底前, 2020年12月
    pub due: String,
    /// 分管领导: 许知行
    pub leader: String,
    /// 责任人: 丁若川
    pub person: String,
}

impl Assigned {
    pub fn of(said: &::notice::Assigned) -> Self {
        let words = |said: &Option<String>| said.as_deref().map(super::draft::joined);
        Self {
            quarters: said.quarters,
            lead: words(&said.lead).unwrap_or_default(),
            assisting: words(&said.assisting).unwrap_or_default(),
            due: words(&said.due).unwrap_or_default(),
            leader: words(&said.leader).unwrap_or_default(),
            person: words(&said.person).unwrap_or_default(),
        }
    }

    pub fn has_quarters(&self) -> bool {
        self.quarters.iter().any(Option::is_some)
    }

    /// As it is kept: `5,15,,45`; empty where no quarter has a value.
    pub fn quarters_stored(&self) -> String {
        if !self.has_quarters() {
            return String::new();
        }
        let value = |value: &Option<Decimal>| value.map(|v| v.to_string()).unwrap_or_default();
        self.quarters
            .iter()
            .map(value)
            .collect::<Vec<_>>()
            .join(",")
    }

    /// The code of the office that leads, where one of the bureau is named; the first where several are.
    pub fn office<'o>(&self, offices: &'o Offices) -> Option<&'o str> {
        let office = |said: &String| offices.iter().find(|(_, name)| means(said, name));
        let code = names(&self.lead).iter().find_map(office);
        code.map(|(code, _)| code.as_str())
    }

    /// The day of the deadline, in the year the notice plans for.
    pub fn day(&self, year: i64) -> Option<Day> {
        day(&self.due, i32::try_from(year).ok()?)
    }
}

/// The names that words are made of: 高新科、规划科; 各镇、街道 is one.
pub fn names(words: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    let parts = words.split(|c: char| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && (c.is_whitespace() || "、，,；;/".contains(c))
    });
    for part in parts {
        let part = part.trim_start_matches('由').trim_end_matches('等');
        let goes_on = matches!(part, "街道" | "区" | "园区" | "乡" | "镇" | "开发区")
            && names.last().is_some_and(|last| last.starts_with('各'));
        // — and 无 fill a cell in which nobody is named.
        let names_one = part != "无" && part.contains(char::is_alphabetic);
        if names_one && !goes_on {
            names.push(part.to_owned());
        }
    }
    names
}

/// Whether what is said names a unit: 高新科, 市科技局高新科, 高新科（牵头）. 人才科技科 is not 人才科.
pub fn means(said: &str, unit: &str) -> bool {
    let said = said.split(['（', '(']).next().unwrap_or(said);
    let before = said.strip_suffix(unit).filter(|_| !unit.is_empty());
    before.is_some_and(|before| before.is_empty() || before.ends_with('局'))
}

/// Reads what [`Assigned::quarters_stored`] wrote.
pub fn quarters(text: &str) -> [Option<Decimal>; 4] {
    let mut found = [None; 4];
    for (quarter, value) in found.iter_mut().zip(text.split(',')) {
        *quarter = stored(value);
    }
    found
}

/// The last day of a deadline: 6月底前, 6月15日前, 2020年12月, 二季度末, 上半年, 年底. `None` where it names none (长期).
fn day(said: &str, year: i32) -> Option<Day> {
    let said: String = said.chars().filter(|c| !c.is_whitespace()).collect();
    if said.contains("上半年") {
        return Day::of(year, 6, 30);
    }
    let (year, rest) = match said.split_once('年') {
        Some((before, rest)) if !before.is_empty() => (number(before, 4)?.try_into().ok()?, rest),
        Some((_, rest)) => (year, rest),
        None => (year, said.as_str()),
    };
    if let Some((month, after)) = rest.split_once('月') {
        let month = number(month, 2)?;
        let last = Day::of(year, month, 1)?.last_of_month();
        return match after.split_once(['日', '号']) {
            Some((day, _)) => Day::of(year, month, number(day, 2)?),
            None => Some(last),
        };
    }
    if let Some((quarter, _)) = rest.split_once("季度") {
        let quarter = number(quarter.trim_start_matches('第'), 1)?;
        return Day::of(year, quarter.checked_mul(3)?, 1).map(Day::last_of_month);
    }
    let in_year = said.contains('年');
    match rest {
        "" | "底" | "末" | "内" | "底前" | "末前" | "底之前" | "内完成" | "底前完成" | "前"
            if in_year =>
        {
            Day::of(year, 12, 31)
        }
        _ => None,
    }
}

/// A whole number of so many digits at most, Arabic or Chinese up to twelve.
fn number(text: &str, digits: usize) -> Option<u32> {
    let chinese = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    if let Some(at) = chinese.iter().position(|word| *word == text) {
        return u32::try_from(at + 1).ok();
    }
    let plain =
        !text.is_empty() && text.len() <= digits && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn days_of_deadlines() {
        for (said, expected) in [
            ("6月底前", Some((2020, 6, 30))),
            ("2月底", Some((2020, 2, 29))),
            ("6月15日前", Some((2020, 6, 15))),
            ("2021年3月31日前", Some((2021, 3, 31))),
            ("2020年12月", Some((2020, 12, 31))),
            ("十二月底前", Some((2020, 12, 31))),
            ("二季度末", Some((2020, 6, 30))),
            ("第四季度", Some((2020, 12, 31))),
            ("上半年", Some((2020, 6, 30))),
            ("年底前", Some((2020, 12, 31))),
            ("2020年底", Some((2020, 12, 31))),
            ("年内", Some((2020, 12, 31))),
            ("长期", None),
            ("持续推进", None),
            ("13月底", None),
            ("6月31日前", None),
            ("", None),
        ] {
            let day = expected.map(|(y, m, d)| Day::of(y, m, d).unwrap());
            assert_eq!(super::day(said, 2020), day, "{said}");
        }
    }

    #[test]
    fn quarters_come_back_as_they_were_kept() {
        for kept in ["5,15,30,45", "5,,,45", ",0.5,,", ""] {
            let assigned = Assigned {
                quarters: quarters(kept),
                ..Assigned::default()
            };
            assert_eq!(assigned.quarters_stored(), kept);
        }
    }

    #[test]
    fn names_are_taken_apart() {
        for (words, apart) in [
            ("高新科、规划科", &["高新科", "规划科"][..]),
            ("由高新科，人才科等", &["高新科", "人才科"]),
            ("各镇、街道；办公室", &["各镇", "办公室"]),
            ("各镇（区、街道）", &["各镇（区、街道）"]),
            ("—", &[]),
            ("无", &[]),
            ("", &[]),
        ] {
            assert_eq!(names(words), apart, "{words}");
        }
    }

    #[test]
    fn the_office_named_first_leads() {
        let offices = [("hightech", "高新科"), ("finance", "科技金融与计划科")]
            .map(|(code, name)| (code.to_owned(), name.to_owned()))
            .to_vec();
        for (lead, code) in [
            ("高新科", Some("hightech")),
            ("科技金融与计划科、高新科", Some("finance")),
            ("市科技局高新科", Some("hightech")),
            ("高新科（牵头）", Some("hightech")),
            ("高新科技科", None),
            ("市统计局", None),
            ("", None),
        ] {
            let assigned = Assigned {
                lead: lead.to_owned(),
                ..Assigned::default()
            };
            assert_eq!(assigned.office(&offices), code, "{lead}");
        }
    }
}
