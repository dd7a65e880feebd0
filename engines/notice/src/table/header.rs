//! What the columns of a table hold, by the words at their head: 指标, 目标值, 单位, 一季度, 牵头科室, 完成时限.

use super::cell;
use crate::scan;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// What is to be reached, or done.
    Name,
    /// Who the row is about: a town, a county, a zone.
    Whose,
    /// A value to reach.
    Value,
    /// A value that was reached.
    Reached,
    /// A value of this year, to reach or reached: the row of the heads decides.
    Year(i32),
    /// The unit of the values.
    Unit,
    /// The value at the end of a quarter, 1 to 4.
    Quarter(usize),
    /// The office that leads.
    Lead,
    /// Offices that assist.
    Assisting,
    /// The leader in charge.
    Leader,
    /// Until when.
    Due,
    Other,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub column: Column,
    /// The unit in brackets behind the words: 高企净增数（家）.
    pub unit: Option<String>,
    /// What the column counts, where its head names that and not only 目标值.
    pub noun: String,
}

/// The longest head of a column.
const LONGEST: usize = 24;

const QUARTERS: &[(&str, usize)] = &[
    ("一季度", 1),
    ("二季度", 2),
    ("三季度", 3),
    ("四季度", 4),
    ("1季度", 1),
    ("2季度", 2),
    ("3季度", 3),
    ("4季度", 4),
    ("上半年", 2),
];
const UNIT: &[&str] = &["单位", "计量单位", "计算单位", "指标单位"];
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "序号", "编号", "项次", "分值", "权重", "得分", "评分", "赋分", "备注", "属性", "类型", "类别", "责任人", "联系人", "电话", "增速", "排名", "进度", "依据", "标准", "说明", "口径",
];
#[rustfmt::skip]
const LEAD: &[&str] = &[
    "牵头", "责任单位", "责任科室", "责任部门", "责任处室", "责任股室", "承办", "主办", "负责科室", "负责单位",
    "负责部门", "落实单位", "落实科室", "实施单位", "责任主体",
];
const LEADER: &[&str] = &["领导"];
const ASSISTING: &[&str] = &["配合", "协办", "协同", "参与", "协助"];
#[rustfmt::skip]
const DUE: &[&str] = &[
    "时限", "完成时间", "截止", "时间节点", "期限", "完成日期", "时间要求", "时间安排",
];
#[rustfmt::skip]
const REACHED: &[&str] = &[
    "实际", "完成数", "完成值", "实绩", "基数", "现状", "上年", "去年", "完成情况", "基期", "同期", "已完成",
    "完成率", "本月", "累计",
];
#[rustfmt::skip]
const VALUE: &[&str] = &[
    "目标值", "目标数", "任务数", "计划数", "指标值", "年度目标", "全年目标", "计划值", "预期值", "规划值",
    "全年计划", "年度计划", "年度任务", "全年任务", "年目标", "年计划", "年任务", "期目标",
];
const VALUE_ALONE: &[&str] = &["目标", "计划", "全年", "年度", "数值"];
#[rustfmt::skip]
const WHOSE: &[&str] = &[
    "镇", "街道", "乡镇", "地区", "区域", "板块", "县市区", "县区", "园区", "区县", "市县", "镇街", "区市", "市州",
];
#[rustfmt::skip]
const NAME: &[&str] = &[
    "指标", "任务", "事项", "内容", "项目", "名称", "工作", "目标", "要点", "举措",
];

impl Head {
    /// Reads the words at the head of a column.
    ///
    /// `has_caption`: a line above the table says the unit of its values, so that any other word heads values.
    pub fn of(cell: &[char], has_caption: bool) -> Self {
        let other = Self {
            column: Column::Other,
            unit: None,
            noun: String::new(),
        };
        if cell.len() > LONGEST {
            return other;
        }
        let (words, unit) = cell::without_unit(cell);
        let column = match column(words, unit.is_some()) {
            Column::Other if has_caption && is_unknown(words) => Column::Value,
            column => column,
        };
        let generic = words.is_empty() || is_generic(words);
        let noun = if column == Column::Value && !generic {
            words.iter().collect()
        } else {
            String::new()
        };
        Self { column, unit, noun }
    }
}

fn column(words: &[char], has_unit: bool) -> Column {
    let is = |list: &[&str]| scan::has_any(words, list);
    let exact = |list: &[&str]| list.iter().any(|w| words.iter().copied().eq(w.chars()));
    let quarter = QUARTERS.iter().find(|(w, _)| is(&[*w]));
    let years = crate::outline::years(words);
    match quarter {
        _ if exact(UNIT) => Column::Unit,
        _ if is(OTHER) => Column::Other,
        _ if is(LEADER) => Column::Leader,
        _ if is(ASSISTING) => Column::Assisting,
        _ if is(LEAD) => Column::Lead,
        _ if is(DUE) => Column::Due,
        _ if is(REACHED) => Column::Reached,
        Some((_, n)) => Column::Quarter(*n),
        // 2025年（预计）, 2030年（目标）
        _ if is_of_year(words) && is(&["预计"]) => Column::Reached,
        _ if is_of_year(words) && is(&["目标", "计划", "规划", "预期"]) => Column::Value,
        _ if is(VALUE) || exact(VALUE_ALONE) => Column::Value,
        _ if years.len() == 1 && words.len() <= 6 => Column::Year(years[0]),
        _ if has_unit && !exact(NAME) => Column::Value,
        _ if is(NAME) => Column::Name,
        _ if is_whose(words) => Column::Whose,
        _ => Column::Other,
    }
}

fn is_of_year(words: &[char]) -> bool {
    crate::outline::year_before(words, 4).is_some()
}

/// A word that is none of those a column without values has.
fn is_unknown(words: &[char]) -> bool {
    !words.is_empty() && !scan::has_any(words, OTHER)
}

/// 镇（街道）, 县市区.
fn is_whose(words: &[char]) -> bool {
    let bracket = words.iter().position(|c| *c == '（');
    let end = bracket.unwrap_or(words.len());
    WHOSE.iter().any(|w| scan::before(words, end, w))
}

/// Only 目标值, 2025年目标, 计划: says nothing of what is counted.
fn is_generic(words: &[char]) -> bool {
    scan::has_any(words, VALUE)
        || VALUE_ALONE
            .iter()
            .any(|w| words.iter().copied().eq(w.chars()))
}

/// The heads of a row, if it is the first row of a table that says what is to be reached.
pub fn row(cells: &[Vec<char>], has_caption: bool) -> Option<Vec<Head>> {
    let speaks = |c: &Vec<char>| c.iter().any(|c| matches!(c, '：' | '。' | '，' | '；'));
    if cells.iter().filter(|c| !c.is_empty()).count() < 2 || cells.iter().any(speaks) {
        return None;
    }
    let mut heads: Vec<Head> = cells.iter().map(|c| Head::of(c, has_caption)).collect();
    settle_years(&mut heads);
    settle_names(&mut heads);
    settle_first(cells, &mut heads);
    settle_leads(cells, &mut heads);
    let any = |wanted: fn(Column) -> bool| heads.iter().any(|h| wanted(h.column));
    let named = any(|c| matches!(c, Column::Name | Column::Whose));
    let useful = any(|c| {
        matches!(
            c,
            Column::Value | Column::Lead | Column::Due | Column::Quarter(_)
        )
    });
    let is_head = named && useful && !cells.iter().any(|c| cell::says_number(c));
    is_head.then_some(heads)
}

/// Of columns that are only years, the first tells what was and the others what is to come; one alone is to come.
fn settle_years(heads: &mut [Head]) {
    let year = |h: &Head| match h.column {
        Column::Year(y) => Some(y),
        _ => None,
    };
    let first = heads.iter().filter_map(year).min();
    let alone = heads.iter().filter_map(year).count() == 1;
    let has_value = heads.iter().any(|h| h.column == Column::Value);
    for head in heads {
        if let Some(y) = year(head) {
            let reached = if alone { has_value } else { Some(y) == first };
            head.column = if reached {
                Column::Reached
            } else {
                Column::Value
            };
        }
    }
}

/// The unit of a table of towns stands in the first column and means whose row it is; only one column names.
fn settle_names(heads: &mut [Head]) {
    let names = |h: &Head| matches!(h.column, Column::Name | Column::Whose);
    if !heads.iter().any(names)
        && let Some(head) = heads.iter_mut().find(|h| h.column != Column::Other)
        && head.column == Column::Unit
    {
        head.column = Column::Whose;
    }
    // 责任单位、全年目标: whose goal it is.
    if !heads.iter().any(names)
        && heads.iter().any(|h| h.column == Column::Value)
        && let Some(head) = heads.first_mut()
        && head.column == Column::Lead
    {
        head.column = Column::Whose;
    }
    // 类别、指标: the name nearest to the values counts, and of 指标 and 工作内容 the former.
    let best = heads.iter().position(|h| h.column == Column::Name);
    let mut seen = false;
    for (i, head) in heads.iter_mut().enumerate() {
        if head.column == Column::Name {
            seen |= best == Some(i);
            if best != Some(i) && seen {
                head.column = Column::Other;
            }
        }
    }
}

/// Before columns that count something the first names what it is counted for: 作物, 面积（万亩）, 产量（万吨）.
fn settle_first(cells: &[Vec<char>], heads: &mut [Head]) {
    let names = |h: &Head| matches!(h.column, Column::Name | Column::Whose);
    let counts = |h: &&Head| h.column == Column::Value && h.unit.is_some();
    let first = cells
        .first()
        .is_some_and(|c| !c.is_empty() && !scan::has_any(c, OTHER));
    if first
        && !heads.iter().any(names)
        && heads.iter().filter(counts).count() >= 2
        && heads[0].column == Column::Other
    {
        heads[0].column = Column::Whose;
    }
}

/// Beside 牵头单位 a 责任单位 only assists.
fn settle_leads(cells: &[Vec<char>], heads: &mut [Head]) {
    let first = |cell: &[char]| scan::has_any(cell, &["牵头", "主办"]);
    let leads = |head: &Head| head.column == Column::Lead;
    if !cells.iter().zip(&*heads).any(|(c, h)| leads(h) && first(c)) {
        return;
    }
    for (_, head) in cells
        .iter()
        .zip(heads)
        .filter(|(c, h)| leads(h) && !first(c))
    {
        head.column = Column::Assisting;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_by_their_heads() {
        use Column::{
            Assisting, Due, Lead, Leader, Name, Other, Quarter, Reached, Unit, Value, Whose,
        };
        for (row_of, columns) in [
            (
                "序号 指标 目标值 单位 一季度 二季度 三季度 四季度 牵头科室 完成时限",
                &[
                    Other,
                    Name,
                    Value,
                    Unit,
                    Quarter(1),
                    Quarter(2),
                    Quarter(3),
                    Quarter(4),
                    Lead,
                    Due,
                ][..],
            ),
            (
                "镇（街道） 高企净增数（家） 研发投入（亿元）",
                &[Whose, Value, Value],
            ),
            ("单位 高企净增数（家）", &[Whose, Value]),
            (
                "指标名称 2020年 2025年 属性",
                &[Name, Reached, Value, Other],
            ),
            (
                "主要指标 2020年实际 2021年目标 责任单位",
                &[Name, Reached, Value, Lead],
            ),
            ("工作任务 责任科室 完成时限", &[Name, Lead, Due]),
            (
                "工作任务 分管领导 牵头科室 责任人",
                &[Name, Leader, Lead, Other],
            ),
            (
                "工作任务 牵头单位 责任单位 配合单位 时限",
                &[Name, Lead, Assisting, Assisting, Due],
            ),
        ] {
            let cells: Vec<Vec<char>> = row_of.split(' ').map(scan::chars).collect();
            let heads = row(&cells, false).map(|r| r.iter().map(|h| h.column).collect::<Vec<_>>());
            assert_eq!(heads.as_deref(), Some(columns), "{row_of}");
        }
    }

    #[test]
    fn rows_that_are_no_heads() {
        for row_of in [
            "1 净增高新技术企业 45家 高新科 12月底",
            "一、工作目标",
            "姓名 电话",
            "完成任务 责任科室 30家",
        ] {
            let cells: Vec<Vec<char>> = row_of.split(' ').map(scan::chars).collect();
            assert_eq!(row(&cells, false), None, "{row_of}");
        }
    }

    #[test]
    fn units_and_nouns_of_heads() {
        let head = Head::of(&scan::chars("高企净增数（家）"), false);
        assert_eq!(
            (head.unit.as_deref(), head.noun.as_str()),
            (Some("家"), "高企净增数")
        );
        let head = Head::of(&scan::chars("目标值（亿元）"), false);
        assert_eq!(
            (head.unit.as_deref(), head.noun.as_str()),
            (Some("亿元"), "")
        );
    }
}
