//! The format of an indicator's file (`catalogue/indicators/*.toml`) and its reader.
//!
//! An indicator is a definition, never a value. A rhythm rule (节奏规则) is one with `every` and `least`.

use serde::{Deserialize, Deserializer, Serialize};
use values::Day;

use crate::fault::Fault;
use crate::kind::Kinds;
use crate::language::{Checked, Formula, Unit, check};
use crate::toml_fault::{at_word, read};

/// One indicator with all its versions, as its file says it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// In the address: `cooperation-spending`. It is the table's name in the file.
    #[serde(skip)]
    pub id: String,
    /// 产学研合作支出额
    pub name: String,
    #[serde(default)]
    pub direction: Direction,
    pub shown: Shown,
    /// Fields of the first part's kind by which the value is listed beneath.
    #[serde(default)]
    pub show_by: Vec<String>,
    /// The document and article it comes from.
    pub source: String,
    /// The stable code of the office in charge.
    pub office: String,
    pub cadence: Cadence,
    /// The rule in words, for people.
    pub rule: String,
    /// What the bureau should confirm before it is shown as a fact.
    pub doubt: Option<String>,
    /// For a rhythm rule: the periods in which at least `least` must happen.
    pub every: Option<Every>,
    pub least: Option<i64>,
    #[serde(default, rename = "version")]
    pub versions: Vec<Version>,
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<Parameter>,
    /// Short form of one version without an end.
    formula: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    #[default]
    Up,
    Down,
}

/// How often the value is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cadence {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// The periods of a rhythm rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    Week,
    Month,
    Quarter,
    Year,
    OddMonth,
    EvenMonth,
}

/// How people see the value; the value itself stays in base units (fen, a count, a ratio).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// 万元, 亿元, 元, %, or a counting unit.
    pub unit: String,
    #[serde(default)]
    pub decimals: u32,
}

/// A definition that holds from a day; a new one never changes a past figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    #[serde(deserialize_with = "day")]
    pub from: Day,
    /// The first day on which it no longer holds; without it, the next version's `from`, or never.
    #[serde(default, deserialize_with = "some_day")]
    pub to: Option<Day>,
    pub formula: String,
}

/// The value of `$name` from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    pub name: String,
    #[serde(deserialize_with = "day")]
    pub from: Day,
    pub values: Vec<String>,
}

/// A short form holds since always.
fn always() -> Day {
    Day::from_number(i32::from(i16::MIN))
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    let at = toml::value::Datetime::deserialize(deserializer)?;
    let found = at.date.and_then(|date| {
        Day::of(
            i32::from(date.year),
            u32::from(date.month),
            u32::from(date.day),
        )
    });
    found.ok_or_else(|| serde::de::Error::custom("日期写作 2020-01-01，不加引号"))
}

fn some_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    day(deserializer).map(Some)
}

/// All indicators, in the order of the files and of their ids.
#[derive(Clone, Debug, Default)]
pub struct Indicators(Vec<Indicator>);

impl Indicators {
    /// Reads `(name of the file, text)`; formulas are checked against the kinds.
    pub fn parse<'a>(
        texts: impl IntoIterator<Item = (&'a str, &'a str)>,
        kinds: &Kinds,
    ) -> Result<Self, Fault> {
        let mut all: Vec<Indicator> = Vec::new();
        for (name, text) in texts {
            let found: std::collections::BTreeMap<String, Indicator> = read(name, text)?;
            for (id, mut indicator) in found {
                if all.iter().any(|other| other.id == id) {
                    return Err(at_word(
                        name,
                        text,
                        &id,
                        format!("指标 {id} 已经有了，请换一个代号。"),
                    ));
                }
                indicator.id.clone_from(&id);
                indicator
                    .complete()
                    .and_then(|()| indicator.fits(kinds))
                    .map_err(|wrong| wrong.into_fault(name, text, &id))?;
                all.push(indicator);
            }
        }
        Ok(Indicators(all))
    }

    pub fn get(&self, id: &str) -> Option<&Indicator> {
        self.0.iter().find(|indicator| indicator.id == id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Indicator> {
        self.0.iter()
    }
}

/// Either a sentence about the indicator, or a fault inside its formula.
enum Wrong {
    Said(String),
    Formula(Box<Fault>),
}

impl Wrong {
    fn into_fault(self, name: &str, text: &str, id: &str) -> Fault {
        match self {
            Wrong::Said(message) => at_word(name, text, id, message),
            Wrong::Formula(fault) => *fault,
        }
    }
}

impl Indicator {
    /// The definition in force on a day, with its number from 1. The last that has begun and not ended.
    pub fn on(&self, day: Day) -> Option<(usize, &Version)> {
        let in_force =
            |version: &Version| version.from <= day && version.to.is_none_or(|to| day < to);
        self.versions
            .iter()
            .enumerate()
            .rev()
            .find(|(_, version)| in_force(version))
            .map(|(at, version)| (at + 1, version))
    }

    /// Reads and checks one of its versions; a fault carries the indicator's id.
    pub fn check(&self, version: &Version, kinds: &Kinds) -> Result<Checked, Fault> {
        let formula = Formula::parse(&version.formula)
            .and_then(|formula| check(&formula, kinds, &self.parameters));
        formula.map_err(|fault| fault.named(&self.id))
    }

    fn complete(&mut self) -> Result<(), Wrong> {
        let said = |message: &str| Err(Wrong::Said(message.to_owned()));
        match (self.formula.take(), self.versions.is_empty()) {
            (Some(formula), true) => self.versions.push(Version {
                from: always(),
                to: None,
                formula,
            }),
            (None, false) => {}
            (Some(_), false) => return said("formula 和 version 只写一种。"),
            (None, true) => return said("缺少公式：请写 formula，或写带起用日的 version。"),
        }
        self.versions.sort_by_key(|version| version.from);
        if self
            .versions
            .windows(2)
            .any(|pair| pair[0].from == pair[1].from)
        {
            return said("两个版本的起用日相同，请改其中一个。");
        }
        if self
            .versions
            .iter()
            .any(|version| version.to.is_some_and(|to| to <= version.from))
        {
            return said("版本的停用日须晚于起用日。");
        }
        match (self.every, self.least) {
            (None, None) => Ok(()),
            (Some(_), Some(1..)) => Ok(()),
            (Some(_), Some(_)) => said("least 须是 1 或更大的整数。"),
            _ => said("节奏规则的 every 和 least 要一起写。"),
        }
    }

    fn fits(&self, kinds: &Kinds) -> Result<(), Wrong> {
        for version in &self.versions {
            let checked = self
                .check(version, kinds)
                .map_err(|fault| Wrong::Formula(Box::new(fault)))?;
            self.fits_unit(&checked.unit)?;
            let fields = kinds.get(&checked.first.kind);
            for id in &self.show_by {
                if fields
                    .and_then(|kind| kind.field(id))
                    .is_none_or(|field| field.measured.is_none())
                {
                    return Err(Wrong::Said(format!(
                        "show_by 里的 {id} 不是“{}”的可计量字段。",
                        checked.first.kind_name
                    )));
                }
            }
        }
        Ok(())
    }

    fn fits_unit(&self, unit: &Unit) -> Result<(), Wrong> {
        let shown = self.shown.unit.as_str();
        let (fits, rule) = match unit {
            Unit::Money => (matches!(shown, "元" | "万元" | "亿元"), "元、万元或亿元"),
            Unit::Ratio => (matches!(shown, "%"), "%"),
            Unit::Count(_) => (
                !matches!(shown, "元" | "万元" | "亿元" | "%" | ""),
                "计数单位，例如 家、项",
            ),
        };
        if fits {
            Ok(())
        } else {
            Err(Wrong::Said(format!(
                "显示单位“{shown}”不合公式的单位，应当是 {rule}。"
            )))
        }
    }
}

#[cfg(test)]
mod tests;
