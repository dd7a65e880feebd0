use serde::{Deserialize, Serialize};

/// A field that a room wants out of somebody's table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The stable name: `amount`.
    pub id: String,
    /// The name on the screen and in templates: 金额.
    pub name: String,
    /// Other headings that people give it.
    #[serde(default)]
    pub synonyms: Vec<String>,
    #[serde(rename = "type")]
    pub kind: Type,
    /// What a count is counted in: 家. Empty where it has none.
    #[serde(default)]
    pub unit: String,
    /// Pairs of id and Chinese name.
    #[serde(default)]
    pub options: Vec<(String, String)>,
    /// What may stand before the name of an option that is a town: the county, 如皋市. Empty where nothing may.
    #[serde(default)]
    pub within: String,
    #[serde(default)]
    pub required: bool,
    /// Says whom a row is about, as 企业 does; a total says nobody.
    #[serde(default)]
    pub whom: bool,
    /// Says which record a row is, as a contract's number does: words for no number are none.
    #[serde(default)]
    pub key: bool,
    /// A sentence for the person who fills it; shown in templates.
    #[serde(default)]
    pub help: String,
}

/// What a field holds, and with it the canonical text of its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// One line.
    #[default]
    Text,
    /// Paragraphs.
    Long,
    /// The id of one of the options.
    Option,
    /// `2020-09-30`.
    Day,
    /// Yuan with two decimals: `360000.00`.
    Money,
    /// A whole number.
    Count,
    /// A share as a plain decimal: 2.5% is `0.025`.
    Share,
    /// A unified social credit code, 18 characters (GB 32100-2015); the check character is not checked here.
    Code,
    /// The number or name of another row; only tidied.
    Link,
}

impl Type {
    /// 金额, 日期 and so on, as sentences use it.
    pub fn word(self) -> &'static str {
        match self {
            Type::Text => "文字",
            Type::Long => "长文字",
            Type::Option => "选项",
            Type::Day => "日期",
            Type::Money => "金额",
            Type::Count => "数量",
            Type::Share => "比例",
            Type::Code => "信用代码",
            Type::Link => "关联记录",
        }
    }
}

/// The unit of a column, said in its heading or above the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 元
    Yuan,
    /// 千元
    Thousand,
    /// 万元
    Wan,
    /// 百万元
    Million,
    /// 亿元
    Yi,
    /// %
    Percent,
}

impl Unit {
    /// Money units with the longer word first, so that 万元 is not taken for 元.
    pub(crate) const MONEY: [(&'static str, Unit); 11] = [
        ("百万元", Unit::Million),
        ("百万", Unit::Million),
        ("万元", Unit::Wan),
        ("千元", Unit::Thousand),
        ("亿元", Unit::Yi),
        ("亿", Unit::Yi),
        ("万", Unit::Wan),
        ("元", Unit::Yuan),
        ("rmb", Unit::Yuan),
        ("cny", Unit::Yuan),
        ("圆", Unit::Yuan),
    ];

    /// How many fen one of it is; a percentage has none.
    pub fn fen(self) -> Option<i64> {
        match self {
            Unit::Yuan => Some(100),
            Unit::Thousand => Some(100_000),
            Unit::Wan => Some(1_000_000),
            Unit::Million => Some(100_000_000),
            Unit::Yi => Some(10_000_000_000),
            Unit::Percent => None,
        }
    }

    /// As it is written: 万元.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::Thousand => "千元",
            Unit::Wan => "万元",
            Unit::Million => "百万元",
            Unit::Yi => "亿元",
            Unit::Percent => "%",
        }
    }
}
