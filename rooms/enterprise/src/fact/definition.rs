//! What is asked of a firm, as the catalogue says it.

use std::sync::LazyLock;

use serde::Deserialize;
use values::{Day, Fen, grouped};

/// One fact that is asked for.
#[derive(Clone, Debug, Deserialize)]
pub struct Definition {
    /// As criteria name it: `revenue`.
    pub id: String,
    pub name: String,
    #[serde(rename = "type")]
    pub kind: Kind,
    /// As people read it: 万元, 人. Money is kept in fen.
    pub unit: String,
    /// Wanted for each of the last three complete years; otherwise for the last one only.
    pub per_year: bool,
    pub least: i64,
    pub greatest: i64,
    pub help: String,
    /// The heading that it stands under.
    pub group: String,
    /// After how many months a value of a finished year is asked for again; 0: never.
    pub fresh_months: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Money,
    Count,
    Flag,
    Mark,
    /// Kept as the number of days since 1970-01-01.
    Day,
    /// One of the eight fields (国家重点支持的高新技术领域, 国科发火〔2016〕32号 附件).
    Field,
}

#[derive(Deserialize)]
struct Catalogue {
    fact: Vec<Definition>,
}

static ALL: LazyLock<Vec<Definition>> = LazyLock::new(|| {
    let text = include_str!("../../../../catalogue/enterprise/facts.toml");
    // A test reads the shipped text; a program with a broken one asks for nothing.
    toml::from_str::<Catalogue>(text).map_or_else(|_| Vec::new(), |catalogue| catalogue.fact)
});

/// The eight fields, by their number less one.
pub const FIELDS: [&str; 8] = [
    "电子信息",
    "生物与新医药",
    "航空航天",
    "新材料",
    "高技术服务",
    "新能源与节能",
    "资源与环境",
    "先进制造与自动化",
];

/// All facts, in the order in which they are asked for.
pub fn definitions() -> &'static [Definition] {
    &ALL
}

pub fn find(id: &str) -> Option<&'static Definition> {
    ALL.iter().find(|one| one.id == id)
}

impl Definition {
    /// As a table shows a value: money in 万元.
    pub fn shown(&self, value: i64) -> String {
        match self.kind {
            Kind::Money => Fen(value).in_wan(),
            Kind::Count | Kind::Mark => grouped(i128::from(value)),
            Kind::Day => day(value).to_string(),
            Kind::Flag if value == 0 => "否".to_owned(),
            Kind::Flag => "是".to_owned(),
            Kind::Field => field_name(value).to_owned(),
        }
    }

    /// With its unit, for a sentence: 4,735.50 万元.
    pub fn spoken(&self, value: i64) -> String {
        match self.unit.as_str() {
            "" => self.shown(value),
            unit => format!("{} {unit}", self.shown(value)),
        }
    }

    /// As the form has it: exact, so that saving it again changes nothing.
    pub fn typed(&self, value: i64) -> String {
        match self.kind {
            Kind::Money if value % 10_000 == 0 => Fen(value).in_wan().replace('−', "-"),
            Kind::Money => format!("{}元", Fen(value).in_yuan().replace('−', "-")),
            Kind::Day => day(value).to_string(),
            _ => value.to_string(),
        }
    }

    /// 销售收入（万元）
    pub fn label(&self) -> String {
        match self.unit.as_str() {
            "" => self.name.clone(),
            unit => format!("{}（{unit}）", self.name),
        }
    }

    /// Value and word of what may be chosen; empty where one types.
    pub fn options(&self) -> Vec<(String, String)> {
        let pair = |(value, word): (i64, &str)| (value.to_string(), word.to_owned());
        match self.kind {
            Kind::Flag => [(1, "是"), (0, "否")].map(pair).to_vec(),
            Kind::Field => (1..).zip(FIELDS).map(pair).collect(),
            Kind::Money | Kind::Count | Kind::Mark | Kind::Day => Vec::new(),
        }
    }
}

fn day(number: i64) -> Day {
    Day::from_number(i32::try_from(number).unwrap_or_default())
}

fn field_name(number: i64) -> &'static str {
    let place = usize::try_from(number - 1).unwrap_or(usize::MAX);
    FIELDS.get(place).copied().unwrap_or("—")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_catalogue_is_whole() {
        assert!(definitions().len() >= 28);
        for one in definitions() {
            assert!(one.least <= one.greatest, "{}", one.id);
            assert!(!one.name.is_empty() && !one.group.is_empty(), "{}", one.id);
            let same = definitions().iter().filter(|other| other.id == one.id);
            assert_eq!(same.count(), 1, "{}", one.id);
        }
        assert!(find("revenue").unwrap().per_year && !find("staff").unwrap().per_year);
    }

    #[test]
    fn what_the_form_shows_is_read_back_exactly() {
        let revenue = find("revenue").unwrap();
        for fen in [0, 1, 47_355_000_000, -1_234_567, 10_000] {
            let read = Fen::parse(&revenue.typed(fen), 1_000_000).unwrap();
            assert_eq!(read.0, fen, "{}", revenue.typed(fen));
        }
        assert_eq!(revenue.spoken(4_735_500_000), "4,735.50 万元");
        assert_eq!(find("field").unwrap().shown(4), "新材料");
    }
}
