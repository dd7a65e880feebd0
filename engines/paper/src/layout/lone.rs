//! Rows with one word that would say something of the rows below them: a town over its firms.

use super::{LeftOut, Understood, Why};
use crate::text;
use crate::wanted::{Type, Wanted};

impl Understood {
    /// Lone rows above records that name an option of a field which no column holds: 白蒲镇, 一、白蒲镇, 白蒲镇（2家）. What they say is
    /// in none of the records.
    pub fn named_above<'a>(&'a self, field: &'a Wanted) -> impl Iterator<Item = &'a LeftOut> {
        let is_open = field.kind == Type::Option && self.column_of(&field.id).is_none();
        self.left_out.iter().filter(move |one| {
            is_open
                && matches!(one.why, Why::Alone | Why::Group | Why::Note)
                && one.first < self.last_row
                && names(field, &one.text)
        })
    }
}

/// Words of a line that takes back the rows below it: 二、拟担保（尚未生效）, 以下仅供参考.
const TURNING: [&str; 19] = [
    "尚未",
    "未生效",
    "未放款",
    "未签",
    "未到账",
    "未付款",
    "未发放",
    "未通过",
    "未获批",
    "仅供参考",
    "供参考",
    "不计入",
    "不纳入",
    "不列入",
    "不统计",
    "作废",
    "已取消",
    "已撤销",
    "意向",
];

impl Understood {
    /// Lines above records that say of them that they do not count, or not yet.
    pub fn turned_above(&self) -> impl Iterator<Item = &LeftOut> {
        self.left_out.iter().filter(|one| {
            matches!(one.why, Why::Alone | Why::Group | Why::Note)
                && one.first < self.last_row
                && turns(&one.text)
        })
    }

    /// The option of a field that no column holds, which a title or the name of the sheet says of all rows, and where: 白蒲镇2020年
    /// 活动一览表. None where several are said.
    pub fn said_of_all<'a>(&self, field: &'a Wanted) -> Option<(&'a str, String)> {
        if field.kind != Type::Option || self.column_of(&field.id).is_some() {
            return None;
        }
        let in_text = |text: &str| -> Vec<&'a (String, String)> {
            let text = text::folded(text);
            let said = |(_, name): &&(String, String)| {
                name.chars().count() >= 3 && text.contains(&text::folded(name))
            };
            field.options.iter().filter(said).collect()
        };
        let above = self
            .titles
            .iter()
            .map(|title| (title, format!("表上方“{title}”")));
        let sheet = std::iter::once((&self.sheet, format!("工作表名“{}”", self.sheet)));
        for lines in [above.collect::<Vec<_>>(), sheet.collect()] {
            let mut said = lines.iter().flat_map(|(line, place)| {
                in_text(line).into_iter().map(move |option| (option, place))
            });
            let Some((option, place)) = said.next() else {
                continue;
            };
            return said
                .all(|(other, _)| other.0 == option.0)
                .then(|| (option.0.as_str(), place.clone()));
        }
        None
    }
}

fn turns(said: &str) -> bool {
    let folded = text::folded(said);
    let numerals = |c: char| c.is_ascii_digit() || "(一二三四五六七八九十)、.,".contains(c);
    let bare = folded.trim_start_matches(numerals);
    bare.starts_with(['拟', '待']) || TURNING.iter().any(|word| folded.contains(word))
}

fn names(field: &Wanted, said: &str) -> bool {
    let (outside, _) = text::brackets(said);
    let mut bare = text::folded(&outside);
    let numerals = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let behind = bare.trim_start_matches(numerals);
    if let Some(rest) = behind.strip_prefix(['、', '.', ',']) {
        bare = rest.to_owned();
    }
    let bare = bare.trim_end_matches([':', '.']);
    field
        .options
        .iter()
        .any(|(_, name)| text::folded(name) == bare)
}
