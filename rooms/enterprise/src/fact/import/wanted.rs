//! What is wanted of a list: the firm, and facts of its year or of a year that the heading says.

use paper::intake::Read;
use paper::{Type, Wanted};
use values::half_width;

use crate::fact::{Definition, Kind, definitions};
use crate::meant::{CODE, CODE_NAMES, FIRM, FIRM_NAMES};

/// Other headings that people write over a fact.
const NAMES: [(&str, &[&str]); 14] = [
    (
        "revenue",
        &["营业收入", "主营业务收入", "销售额", "销售总收入"],
    ),
    (
        "rd",
        &["研发费", "研究开发费用", "研发经费", "研发支出", "R&D经费"],
    ),
    (
        "net_assets",
        &["所有者权益", "所有者权益合计", "净资产合计"],
    ),
    ("total_income", &["收入总额", "总收入额"]),
    (
        "hightech_income",
        &["高新技术产品收入", "高新产品收入", "高品收入"],
    ),
    ("cost", &["成本费用", "成本费用总额"]),
    ("total_assets", &["资产总计", "总资产"]),
    ("output", &["工业总产值", "总产值"]),
    ("profit", &["利润"]),
    ("tax", &["纳税额", "实缴税金", "入库税收", "税收"]),
    (
        "staff",
        &[
            "职工人数",
            "员工人数",
            "从业人员",
            "从业人员平均人数",
            "从业人数",
            "参保人数",
        ],
    ),
    ("tech_staff", &["科技人员数", "科技活动人员"]),
    ("ip_class1", &["Ⅰ类知识产权数", "发明专利", "有效发明专利"]),
    ("ip_class2", &["Ⅱ类知识产权数"]),
];

/// The columns that a list may have. `years`: those that a heading may say.
pub fn wanted(years: &[i32]) -> Vec<Wanted> {
    let named = |id: &str, name: &str, synonyms: &[&str], kind: Type| Wanted {
        id: id.to_owned(),
        name: name.to_owned(),
        synonyms: synonyms.iter().map(|name| (*name).to_owned()).collect(),
        kind,
        ..Wanted::default()
    };
    let mut all = vec![
        named(CODE, "统一社会信用代码", &CODE_NAMES, Type::Code),
        Wanted {
            help: "企业库里的全称；填了信用代码的，可以不填。".to_owned(),
            whom: true,
            ..named(FIRM, "企业名称", &FIRM_NAMES, Type::Text)
        },
    ];
    all.extend(definitions().iter().map(of_fact));
    for one in definitions().iter().filter(|one| one.per_year) {
        all.extend(years.iter().map(|year| of_year(one, *year)));
    }
    all
}

/// What a heading may mean that says no year, and what the template asks for.
pub fn plain() -> Vec<Wanted> {
    wanted(&[])
}

fn of_fact(one: &Definition) -> Wanted {
    let synonyms = NAMES.iter().find(|(id, _)| *id == one.id);
    Wanted {
        id: one.id.clone(),
        name: one.name.clone(),
        synonyms: synonyms
            .map(|(_, names)| names.iter().map(|name| (*name).to_owned()).collect())
            .unwrap_or_default(),
        kind: type_of(one.kind),
        unit: match one.kind {
            Kind::Money => String::new(),
            _ => one.unit.clone(),
        },
        options: one.options(),
        required: false,
        whom: false,
        key: false,
        within: String::new(),
        help: one.help.clone(),
    }
}

/// 2018 年销售收入, for a person to choose.
fn of_year(one: &Definition, year: i32) -> Wanted {
    let plain = of_fact(one);
    Wanted {
        id: format!("{}.{year}", one.id),
        name: format!("{year} 年{}", one.name),
        ..plain
    }
}

/// Gives columns whose heading says a year that year: 2018年营业收入 is the sales of 2018, whatever year the list is of.
/// Headings are matched without their digits, so this is done apart and exactly.
pub fn dated(read: &mut Read, years: &[i32]) {
    for column in &mut read.table.columns {
        let Some((year, rest)) = year_of(&column.heading) else {
            continue;
        };
        let matched = column.field.as_deref();
        let matched = matched.map(|id| meant(id, year).0);
        let Some(one) = named(&rest).or_else(|| {
            definitions()
                .iter()
                .find(|one| Some(one.id.as_str()) == matched)
        }) else {
            continue;
        };
        if one.per_year && years.contains(&year) {
            column.field = Some(format!("{}.{year}", one.id));
            column.why = format!("表头写明是 {year} 年的{}", one.name);
        } else if year == read.year {
            column.field = Some(one.id.clone());
        } else {
            column.field = None;
            column.why = format!("是 {year} 年的{}，不是这次导入的年份", one.name);
        }
    }
}

/// The year in a heading, and the heading without it and without units.
fn year_of(heading: &str) -> Option<(i32, String)> {
    let plain = half_width(heading);
    let plain = plain.split(['(', '（']).next().unwrap_or_default();
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let year: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    let before = plain.find(&digits)?;
    let (first, last) = (&plain[..before], &plain[before + 4..]);
    let last = last
        .strip_prefix("年度")
        .or_else(|| last.strip_prefix('年'))
        .unwrap_or(last);
    let rest = format!("{first}{last}").split_whitespace().collect();
    (1990..=2200).contains(&year).then_some((year, rest))
}

/// The fact of exactly this name.
fn named(name: &str) -> Option<&'static Definition> {
    definitions().iter().find(|one| {
        let synonyms = NAMES.iter().find(|(id, _)| *id == one.id);
        one.name == name || synonyms.is_some_and(|(_, names)| names.contains(&name))
    })
}

/// The fact and the year that a column holds; `year` where its heading says none.
pub fn meant(id: &str, year: i32) -> (&str, i32) {
    match id.split_once('.') {
        Some((fact, own)) => (fact, own.parse().unwrap_or(year)),
        None => (id, year),
    }
}

fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::Money => Type::Money,
        Kind::Count | Kind::Mark => Type::Count,
        Kind::Flag | Kind::Field => Type::Option,
        Kind::Day => Type::Day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_column_is_wanted_twice() {
        let all = wanted(&[2018, 2019]);
        let ids: BTreeSet<&str> = all.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids.len(), all.len());
        assert!(ids.contains("revenue.2018") && !ids.contains("staff.2018"));
        for (id, _) in NAMES {
            assert!(ids.contains(id), "{id}");
        }
    }

    #[test]
    fn the_year_of_a_heading_is_read_exactly() {
        for (heading, year, rest) in [
            ("2018年营业收入（万元）", 2018, "营业收入"),
            ("２０１９年度 研发费用", 2019, "研发费用"),
            ("销售收入2017", 2017, "销售收入"),
        ] {
            assert_eq!(year_of(heading), Some((year, rest.to_owned())), "{heading}");
            assert!(named(rest).is_some(), "{rest}");
        }
        for heading in ["营业收入", "107-2表", "近3年研发费用"] {
            assert_eq!(year_of(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_column_says_its_year() {
        assert_eq!(meant("revenue.2018", 2019), ("revenue", 2018));
        assert_eq!(meant("revenue", 2019), ("revenue", 2019));
    }
}
