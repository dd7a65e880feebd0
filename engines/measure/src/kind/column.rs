use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// One line of text.
    Text,
    /// A paragraph.
    Long,
    /// One of `options`.
    Option,
    /// county, city, province, nation: ordered.
    Level,
    /// proxy, estimate, preliminary, final: ordered.
    Stage,
    Day,
    /// Fen inside, 元 or 万元 on the screen.
    Money,
    /// A whole number in `unit`.
    Count,
    /// Another row of the kind `to`.
    Link,
}

/// A measured column of `ledger_version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    Class,
    Mark,
    Trait,
    Item,
    Level,
    Amount,
    Quantity,
    OtherDay,
    Link,
    /// Not for `measured`: the counting day, the end and the subject, which every kind has.
    #[serde(skip)]
    Effective,
    #[serde(skip)]
    Until,
    #[serde(skip)]
    Subject,
}

impl Column {
    /// The column's name in SQL.
    pub fn name(self) -> &'static str {
        match self {
            Column::Class => "class",
            Column::Mark => "mark",
            Column::Trait => "trait",
            Column::Item => "item",
            Column::Level => "level",
            Column::Amount => "amount",
            Column::Quantity => "quantity",
            Column::OtherDay => "other_day",
            Column::Link => "link",
            Column::Effective => "effective",
            Column::Until => "until",
            Column::Subject => "subject",
        }
    }

    /// Whether a field of this type may fill the column.
    pub fn takes(self, kind: FieldType) -> bool {
        match self {
            Column::Class | Column::Mark | Column::Trait | Column::Item => {
                matches!(kind, FieldType::Option | FieldType::Text)
            }
            Column::Level => matches!(kind, FieldType::Level | FieldType::Stage),
            Column::Amount => kind == FieldType::Money,
            Column::Quantity => kind == FieldType::Count,
            Column::OtherDay => kind == FieldType::Day,
            Column::Link => kind == FieldType::Link,
            Column::Effective | Column::Until | Column::Subject => false,
        }
    }
}

impl FieldType {
    /// 金额, 日期 and so on, as sentences use it.
    pub fn word(self) -> &'static str {
        match self {
            FieldType::Text => "文字",
            FieldType::Long => "长文字",
            FieldType::Option => "选项",
            FieldType::Level => "级别",
            FieldType::Stage => "数据阶段",
            FieldType::Day => "日期",
            FieldType::Money => "金额",
            FieldType::Count => "数量",
            FieldType::Link => "关联记录",
        }
    }
}
