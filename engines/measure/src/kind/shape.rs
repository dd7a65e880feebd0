use serde::{Deserialize, Serialize};
use values::{Day, Fen};

use super::column::{Column, FieldType};

/// One kind of ledger rows, as its file says it. Made by [`super::Kinds::parse`], which has checked it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// The name in formulas and addresses: `payment`.
    pub id: String,
    /// 付款
    pub name: String,
    /// In front of the number of a row: `FK` for `FK-2020-0412`.
    pub prefix: String,
    /// The words on the button: 登记付款.
    pub act: String,
    /// What belongs here and what does not, for the person who enters.
    pub about: String,
    /// What one row is counted in: 项, 笔, 家.
    pub unit: String,
    #[serde(default)]
    pub subject: Subject,
    #[serde(default)]
    pub town: Place,
    /// The stable code of the office in charge: `cooperation`.
    pub office: String,
    /// The id of the field that is the counting day.
    pub day: String,
    /// How the end is known; without it a row never ends.
    pub until: Option<Until>,
    /// Whether the counting day may lie ahead (an estimate of a coming year).
    #[serde(default)]
    pub ahead: bool,
    /// Whether a row counts wherever its firm is: money that a firm pays back after it has left. Elsewhere a row counts on
    /// days on which the firm is in the county.
    #[serde(default)]
    pub anywhere: bool,
    /// Fields (or `subject`, `town`) which together make a row unique; a row that lacks one of them has no key.
    #[serde(default)]
    pub once: Vec<String>,
    /// Who may enter; staff of the office in charge unless said.
    #[serde(default = "office_only")]
    pub enter: Vec<Role>,
    /// Who may verify; never somebody who wrote the row.
    #[serde(default = "office_only")]
    pub verify: Vec<Role>,
    /// What the bureau should confirm before it is shown as a fact.
    pub doubt: Option<String>,
    #[serde(default, rename = "voucher")]
    pub vouchers: Vec<Voucher>,
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
}

fn office_only() -> Vec<Role> {
    vec![Role::Office]
}

/// Whom a row is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    Firm,
    #[default]
    None,
}

/// Where a row's town comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// The town of the subject on the counting day; none without a subject.
    #[default]
    Subject,
    /// Chosen at entry, may stay empty: the row then stands for the county.
    Choice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Staff of the office in charge.
    Office,
    /// Staff of any office.
    AnyOffice,
    /// Staff of the town of the row.
    Town,
}

/// The end of a row: the day of `field` where it is known, otherwise by rule, otherwise never.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Until {
    pub field: String,
    /// 31 December of the year of this field (a certificate stays until the year's list is published).
    pub year_end_of: Option<String>,
    /// 1 January after the day of this field (a list that is frozen for a year).
    pub new_year_after: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voucher {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub help: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub id: String,
    pub name: String,
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Pairs of id and Chinese name, in the order of the form.
    #[serde(default)]
    pub options: Vec<(String, String)>,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub required: bool,
    min: Option<Limit>,
    max: Option<Limit>,
    /// The id of a day field that may not be later than this one.
    pub not_before: Option<String>,
    /// For a link: the id of the kind it points to.
    pub to: Option<String>,
    /// For a link: both rows must be of the same firm, as a payment and its contract.
    #[serde(default)]
    pub same_firm: bool,
    /// The ids of the fields whose values are joined at entry instead of typing this one.
    #[serde(default)]
    pub derived: Vec<String>,
    #[serde(default)]
    pub help: String,
    #[serde(default)]
    pub example: String,
    /// The column of `ledger_version` that this field fills; only such fields can be named in formulas.
    pub measured: Option<Column>,
    /// Shown as a column of the list.
    #[serde(default)]
    pub list: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Limit {
    Whole(i64),
    Text(String),
}

impl Field {
    /// The least value: fen for money, a whole number for a count.
    pub fn min(&self) -> Option<i64> {
        self.limit(self.min.as_ref())
    }

    pub fn max(&self) -> Option<i64> {
        self.limit(self.max.as_ref())
    }

    pub(super) fn limits_are_readable(&self) -> bool {
        let readable =
            |limit: &Option<Limit>| limit.is_none() || self.limit(limit.as_ref()).is_some();
        readable(&self.min) && readable(&self.max)
    }

    fn limit(&self, limit: Option<&Limit>) -> Option<i64> {
        match (limit?, self.kind) {
            (Limit::Whole(yuan), FieldType::Money) => yuan.checked_mul(100),
            (Limit::Text(text), FieldType::Money) => Fen::parse(text, 100).ok().map(|fen| fen.0),
            (Limit::Whole(number), FieldType::Count) => Some(*number),
            _ => None,
        }
    }

    /// The Chinese name of one of its options, levels or stages.
    pub fn option_name(&self, id: &str) -> Option<&str> {
        let named = |pairs: &'static [(&'static str, &'static str)]| {
            pairs.iter().find(|pair| pair.0 == id).map(|pair| pair.1)
        };
        match self.kind {
            FieldType::Option => self
                .options
                .iter()
                .find(|pair| pair.0 == id)
                .map(|pair| pair.1.as_str()),
            FieldType::Level => named(LEVELS),
            FieldType::Stage => named(STAGES),
            _ => None,
        }
    }

    /// What an ordered field may hold, from low to high; the rank stored is the place from 1.
    pub fn ranks(&self) -> &'static [(&'static str, &'static str)] {
        match self.kind {
            FieldType::Level => LEVELS,
            FieldType::Stage => STAGES,
            _ => &[],
        }
    }

    /// The rank of a level or stage from 1; `None` for what is none.
    pub fn rank(&self, id: &str) -> Option<i64> {
        self.ranks()
            .iter()
            .position(|pair| pair.0 == id)
            .and_then(|at| i64::try_from(at + 1).ok())
    }
}

/// Levels of a title, a project or money, from low to high.
pub const LEVELS: &[(&str, &str)] = &[
    ("county", "县"),
    ("city", "市"),
    ("province", "省"),
    ("nation", "国家"),
];

/// How final a statistic is, from weak to strong.
pub const STAGES: &[(&str, &str)] = &[
    ("proxy", "替代数"),
    ("estimate", "预计数"),
    ("preliminary", "初步数"),
    ("final", "最终数"),
];

impl Kind {
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The field that fills a measured column.
    pub fn measured(&self, column: Column) -> Option<&Field> {
        self.fields
            .iter()
            .find(|field| field.measured == Some(column))
    }

    /// The column that holds a field: its measured one, or the counting day, or the end.
    pub fn column(&self, field: &Field) -> Option<Column> {
        match &self.until {
            _ if field.id == self.day => Some(Column::Effective),
            Some(until) if field.id == until.field => Some(Column::Until),
            _ => field.measured,
        }
    }

    /// The end of a row (the first day on which it no longer holds), given the days of its fields.
    pub fn until(&self, day_of: impl Fn(&str) -> Option<Day>) -> Day {
        let Some(until) = &self.until else {
            return Day::NEVER;
        };
        let by_year_end = || {
            until
                .year_end_of
                .as_deref()
                .and_then(&day_of)
                .map(Day::last_of_year)
        };
        let by_new_year = || {
            until
                .new_year_after
                .as_deref()
                .and_then(&day_of)
                .map(|day| day.last_of_year().plus(1))
        };
        day_of(&until.field)
            .or_else(by_year_end)
            .or_else(by_new_year)
            .unwrap_or(Day::NEVER)
    }
}
