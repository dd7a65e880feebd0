use std::fmt;

use crate::text;
use crate::wanted::{Type, Wanted};

/// Why a cell could not be read, for the person who filled it. `Display` is the whole sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub sort: Sort,
    /// What stands in the cell; of a long text its beginning.
    pub given: String,
    /// What is wrong: 2020-09-31 不是一个日子，9 月只有 30 天.
    pub why: String,
    /// What would have been read: 整数，如 12、1,204.
    pub accepted: String,
}

/// By which reasons are put together on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    Missing,
    Day,
    Money,
    Count,
    Share,
    Option,
    Code,
    /// A text that stands for another one: 同上, a picture, a day that was a number.
    Text,
    /// The formula gave an error.
    Fault,
    /// A long number that the table has cut to 15 digits.
    LostDigits,
    /// A number in a cell that is merged with the row above, which would count twice, or a value merged over two columns.
    Merged,
    /// A row of a list with more cells than its heading: one was cut at a comma.
    Surplus,
    /// A row whose amounts are in other money than ours.
    Currency,
    /// A cell that is struck through in a row that is not.
    Struck,
}

/// How many options a sentence names.
const NAMED: usize = 20;

impl Sort {
    pub(super) fn of(kind: Type) -> Self {
        match kind {
            Type::Day => Sort::Day,
            Type::Money => Sort::Money,
            Type::Count => Sort::Count,
            Type::Share => Sort::Share,
            Type::Option => Sort::Option,
            Type::Code => Sort::Code,
            Type::Text | Type::Long | Type::Link => Sort::Missing,
        }
    }

    /// The heading over such reasons: 不是一个日子.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Missing => "缺必填",
            Sort::Day => "不是一个日子",
            Sort::Money => "不是金额",
            Sort::Count => "不是整数",
            Sort::Share => "不是比例",
            Sort::Option => "没有这个选项",
            Sort::Code => "信用代码不对",
            Sort::Text => "看不出写的是什么",
            Sort::Fault => "公式出错",
            Sort::LostDigits => "长数字丢了位数",
            Sort::Merged => "合并单元格里的值",
            Sort::Surplus => "一行的格子比表头多",
            Sort::Currency => "不是人民币",
            Sort::Struck => "划了删除线",
        }
    }
}

impl Reason {
    pub(crate) fn new(sort: Sort, given: &str, wanted: &Wanted, year: Option<i32>) -> Self {
        Reason {
            sort,
            given: text::short(given),
            why: String::new(),
            accepted: accepted(wanted, year),
        }
    }

    pub(crate) fn because(mut self, why: String) -> Self {
        self.why = why;
        self
    }

    pub(super) fn given(mut self, given: &str) -> Self {
        self.given = text::short(given);
        self
    }
}

/// The values that a field takes, as a sentence names them.
pub(crate) fn accepted(wanted: &Wanted, year: Option<i32>) -> String {
    match wanted.kind {
        Type::Text | Type::Long => "文字".to_owned(),
        Type::Link => "已有记录的编号".to_owned(),
        Type::Option => options(wanted),
        Type::Day => {
            let without = if year.is_some() { "、9月30日" } else { "" };
            format!("2020-09-30、2020/9/30、2020.9.30、20200930、2020年9月30日{without}")
        }
        Type::Money => "金额，如 18、18.50、180,000元、18万元、1.2亿元".to_owned(),
        Type::Count if wanted.unit.is_empty() => "整数，如 12、1,204".to_owned(),
        Type::Count => format!("整数，如 12、1,204、12{}", wanted.unit),
        Type::Share => "比例，如 2.5% 或 0.025".to_owned(),
        Type::Code => "18 位统一社会信用代码".to_owned(),
    }
}

fn options(wanted: &Wanted) -> String {
    let names: Vec<&str> = wanted
        .options
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    match names.len() {
        ..=NAMED => names.join("、"),
        all => format!("{} 等 {all} 项", names[..NAMED].join("、")),
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}。可填：{}", self.why, self.accepted)
    }
}
