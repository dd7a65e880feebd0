//! What a person may change in a proposal before it enters the plan.

use ::notice::Decimal;
use web::{Complaints, Fields};

use super::choice::{self, Choice};
use super::{Kind, Proposal};
use crate::quantity::{self, Firmness, Goal, MONEY, Op, RATIO};

/// The editable part of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub name: String,
    pub goal: Goal,
    pub firmness: Firmness,
    pub indicator: String,
    pub office: String,
}

/// The longest name of a target and the longest text of a duty, in characters.
const LONGEST: usize = 200;

impl Edit {
    /// The proposal as it stands.
    pub fn of(proposal: &Proposal) -> Self {
        Edit {
            name: proposal.name.clone(),
            goal: proposal.goal.clone(),
            firmness: proposal.firmness,
            indicator: proposal.indicator.clone(),
            office: proposal.office.clone(),
        }
    }

    pub fn onto(self, proposal: Proposal) -> Proposal {
        Proposal {
            name: self.name,
            goal: self.goal,
            firmness: self.firmness,
            indicator: self.indicator,
            office: self.office,
            ..proposal
        }
    }

    /// Reads the form; complaints name the field, the value given and the way out.
    pub fn read(
        fields: &Fields,
        kind: Kind,
        choices: &[Choice],
        offices: &[(String, String)],
    ) -> Result<Self, Complaints> {
        let mut wrong = Complaints::default();
        let name = fields.get("name").to_owned();
        let length = name.chars().count();
        if length == 0 || length > LONGEST {
            wrong.add(
                "name",
                if kind == Kind::Duty {
                    "任务"
                } else {
                    "名称"
                },
                format!("写 1 到 {LONGEST} 个字，现在是 {length} 个字"),
            );
        }
        let office = fields.get("office").to_owned();
        if !office.is_empty() && offices.iter().all(|(code, _)| *code != office) {
            wrong.add(
                "office",
                "责任科室",
                format!("没有代号为“{office}”的科室，请从列表里选"),
            );
        }
        let indicator = read_indicator(fields, kind, choices, &mut wrong);
        let goal = match kind {
            Kind::Target => read_goal(fields, &mut wrong),
            _ => super::no_goal(),
        };
        if let Some(choice) = choice::find(choices, &indicator)
            .filter(|choice| kind == Kind::Target && !choice.fits_unit(&goal.unit))
        {
            wrong.add(
                "indicator",
                "指标",
                format!(
                    "“{}”按{}计，和单位“{}”对不上，请换一个指标或改单位",
                    choice.name,
                    choice.unit,
                    unit_name(&goal.unit)
                ),
            );
        }
        let firmness = Firmness::from_code(fields.get("firmness")).unwrap_or(Firmness::Plain);
        if wrong.is_empty() {
            Ok(Edit {
                name,
                goal,
                firmness,
                indicator,
                office,
            })
        } else {
            Err(wrong)
        }
    }
}

fn read_indicator(
    fields: &Fields,
    kind: Kind,
    choices: &[Choice],
    wrong: &mut Complaints,
) -> String {
    let id = fields.get("indicator").to_owned();
    let rhythm = kind == Kind::Rhythm;
    let known = choice::find(choices, &id).is_some_and(|choice| choice.every.is_some() == rhythm);
    if kind != Kind::Duty && !id.is_empty() && !known {
        wrong.add(
            "indicator",
            "指标",
            format!(
                "没有代号为“{id}”的{}指标，请从列表里选",
                if rhythm { "节奏" } else { "" }
            ),
        );
    }
    if rhythm && id.is_empty() {
        wrong.add("indicator", "指标", "节奏要有一个指标来检验，请从列表里选");
    }
    id
}

fn read_goal(fields: &Fields, wrong: &mut Complaints) -> Goal {
    let said = fields.get("value");
    let unit = unit_of(fields.get("unit"), said);
    let (low, high) = ends(said);
    let example = match unit.as_str() {
        MONEY => "例如 2000万元、0.2亿、180000元；只写数字按万元",
        RATIO => "例如 2.5% 或 2.5",
        _ => "例如 30，只写数字或带同一单位",
    };
    let value = quantity::parse(low, &unit);
    let top = high.map(|high| quantity::parse(high, &unit));
    if said.is_empty() {
        wrong.add("value", "数值", format!("请填数值。{example}"));
    } else if value.is_none() || top == Some(None) {
        wrong.add("value", "数值", format!("没有看懂“{said}”。{example}"));
    }
    let op = Op::from_code(fields.get("op"));
    if op == Some(Op::AtLeast) && value == Some(Decimal::whole(0)) {
        wrong.add("value", "数值", "不少于 0 等于没有要求，请填大于 0 的数");
    }
    if op.is_none() {
        wrong.add("op", "比较", "请从列表里选一种");
    }
    if unit.chars().count() > 8 {
        wrong.add("unit", "单位", format!("“{unit}”太长，单位最多 8 个字"));
    }
    Goal {
        op: op.unwrap_or(Op::AtLeast),
        value: value.unwrap_or(Decimal::whole(0)),
        high: top.flatten(),
        unit,
    }
}

/// The unit that is chosen; where none is, the one behind the number: 5家, 93%, 0.2亿.
fn unit_of(chosen: &str, said: &str) -> String {
    let behind = said.trim_end_matches(' ');
    let behind = behind.rsplit(|c: char| c.is_numeric() || c == '.').next();
    let unit = match behind.unwrap_or_default().trim() {
        _ if !chosen.is_empty() => chosen,
        "%" | "％" => RATIO,
        "元" | "万元" | "亿元" | "万" | "亿" => MONEY,
        unit => unit,
    };
    unit.to_owned()
}

/// `24–35` is a range; a single number is none.
fn ends(said: &str) -> (&str, Option<&str>) {
    said.split_once(['–', '-', '～', '~', '—', '至'])
        .map_or((said, None), |(low, high)| (low, Some(high)))
}

/// The unit as people read it.
pub fn unit_name(unit: &str) -> &str {
    if unit == RATIO { "%" } else { unit }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)], kind: Kind) -> Result<Edit, Complaints> {
        let fields = Fields::from_pairs(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        Edit::read(
            &fields,
            kind,
            &[],
            &[("hightech".to_owned(), "高新科".to_owned())],
        )
    }

    #[test]
    fn goals_are_read_with_their_range() {
        let edit = read(
            &[
                ("name", "净增高企"),
                ("op", ">="),
                ("value", "24–35"),
                ("unit", "家"),
                ("firmness", "strive"),
                ("office", "hightech"),
            ],
            Kind::Target,
        )
        .unwrap();
        assert_eq!(edit.goal.shown(), "24–35 家");
        assert_eq!(edit.firmness, Firmness::Strive);
        let amount = read(
            &[
                ("name", "支出"),
                ("op", ">"),
                ("value", "2000"),
                ("unit", "元"),
            ],
            Kind::Target,
        )
        .unwrap();
        assert_eq!(amount.goal.shown(), "> 2,000 万元");
    }

    #[test]
    fn without_a_unit_chosen_the_one_behind_the_number_counts() {
        for (value, unit, shown) in [
            ("5家", "", "≥ 5 家"),
            ("5 家", "", "≥ 5 家"),
            ("93%", "", "≥ 93%"),
            ("0.2亿", "", "≥ 2,000 万元"),
            ("24–35家", "", "24–35 家"),
            ("5", "", "≥ 5"),
            ("5", "家", "≥ 5 家"),
        ] {
            let pairs = [
                ("name", "研发机构"),
                ("op", ">="),
                ("value", value),
                ("unit", unit),
            ];
            let goal = read(&pairs, Kind::Target).map(|edit| edit.goal.shown());
            assert_eq!(goal.as_deref(), Ok(shown), "{value} {unit}");
        }
    }

    #[test]
    fn nothing_and_at_least_nothing_are_no_goals() {
        for (value, op, complaint) in [
            ("", ">=", "请填数值"),
            ("0", ">=", "等于没有要求"),
            ("0元", ">=", "等于没有要求"),
            ("0", "<=", ""),
        ] {
            let pairs = [
                ("name", "事故"),
                ("op", op),
                ("value", value),
                ("unit", "元"),
            ];
            let wrong = read(&pairs, Kind::Target).err().unwrap_or_default();
            assert!(wrong.of("value").contains(complaint), "{value}");
            assert_eq!(wrong.is_empty(), complaint.is_empty(), "{value}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let wrong = read(
            &[
                ("name", ""),
                ("op", "?"),
                ("value", "很多"),
                ("unit", "家"),
                ("office", "x"),
                ("indicator", "none"),
            ],
            Kind::Target,
        )
        .unwrap_err();
        let fields: Vec<&str> = wrong.0.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["name", "office", "indicator", "value", "op"]);
        assert!(wrong.of("value").contains("很多"));
        assert!(
            !read(&[("name", "每周有需求")], Kind::Rhythm)
                .unwrap_err()
                .of("indicator")
                .is_empty()
        );
        assert!(read(&[("name", "强化高企政策的宣传")], Kind::Duty).is_ok());
    }
}
