//! Several sheets with one heading, read together: the columns are settled once.

use values::half_width;

use super::Read;
use crate::Unit;
use crate::layout::{Column, Understood, places};

/// Gives the columns of the further sheets the fields of the first one's.
///
/// # Errors
/// A sentence, where a sheet has another heading or another unit.
pub fn alike(read: &mut Read) -> Result<(), String> {
    for other in &mut read.also {
        follow(&read.table, other)?;
    }
    Ok(())
}

/// The same, without the sheets of which one of that is true; their names.
pub fn only_alike(read: &mut Read) -> Vec<String> {
    let first = &read.table;
    let mut dropped = Vec::new();
    read.also.retain_mut(|other| {
        let follows = follow(first, other).is_ok();
        if !follows && other.rows > 0 {
            dropped.push(other.sheet.clone());
        }
        follows
    });
    dropped
}

/// Words in the name of a sheet that holds no records of its own, or none that count: of another year, not yet or no more.
const NO_RECORDS: [&str; 30] = [
    "汇总",
    "总表",
    "示例",
    "样表",
    "模板",
    "模版",
    "说明",
    "作废",
    "废弃",
    "备份",
    "副本",
    "删除",
    "取消",
    "撤销",
    "解除",
    "退件",
    "退回",
    "未通过",
    "不通过",
    "草稿",
    "底稿",
    "待审",
    "待定",
    "历史",
    "往年",
    "上年",
    "去年",
    "参考",
    "测试",
    "意向",
];
/// And what it begins with, or is.
const BEGINNINGS: [&str; 4] = ["拟", "未", "待", "旧"];
const WHOLE: [&str; 4] = ["计划", "计划表", "储备", "字典"];

/// Whether a sheet may have records of its own beside the first one's.
pub fn holds(first: &Understood, name: &str) -> bool {
    let own = |sheet: &str| {
        let bare = half_width(sheet);
        !NO_RECORDS.iter().any(|word| bare.contains(word))
            && !BEGINNINGS.iter().any(|word| bare.starts_with(word))
            && !WHOLE.contains(&bare.as_str())
            && !bare.ends_with("年计划")
    };
    own(&first.sheet) && own(name)
}

/// Whether a sheet is a table of the same things under a heading of its own: it lacks nothing that the first one has of what
/// must be filled.
pub fn is_such(first: &Understood, other: &Understood) -> bool {
    let is_clear = |one: &&Column| one.field.is_some() && !one.weak;
    let clear = other.columns.iter().filter(is_clear).count();
    holds(first, &other.sheet)
        && other.rows > 0
        && other.header_row > 0
        && clear >= 2
        && other.missing.iter().all(|id| first.missing.contains(id))
}

/// Whether a sheet goes with the first one though nobody said so: it has the same heading, word for word.
pub fn goes_with(first: &Understood, other: &Understood) -> bool {
    let words = |table: &Understood| -> Vec<String> {
        let words = table.columns.iter().map(bare);
        words.filter(|word| !word.is_empty()).collect()
    };
    // A sheet that sums the others up has their records already.
    holds(first, &other.sheet) && other.rows > 0 && words(first) == words(other)
}

fn follow(first: &Understood, other: &mut Understood) -> Result<(), String> {
    if other.rows == 0 {
        return Err(format!("工作表“{}”里没有可以读取的行", other.sheet));
    }
    let nths = [&first.columns, &other.columns]
        .map(|columns| places(columns.iter().map(|one| one.heading.as_str())));
    for (at, column) in other.columns.iter_mut().enumerate() {
        let mut known = first.columns.iter().zip(&nths[0]);
        let known = known.find(|(one, nth)| same(one, column) && **nth == nths[1][at]);
        let Some((known, _)) = known else {
            column.field = None;
            continue;
        };
        // Only amounts are in a unit, and where neither sheet says one nothing differs.
        let in_unit = known.unit.is_some() || column.unit.is_some();
        if in_unit && differs(known, column) {
            let says = |unit: Option<Unit>| match unit {
                Some(unit) => format!("写的单位是{}", unit.word()),
                None => "没有写单位".to_owned(),
            };
            return Err(format!(
                "“{}”这一列，工作表“{}”{}，“{}”{}，请分开导入",
                column.heading,
                other.sheet,
                says(column.said),
                first.sheet,
                says(known.said.or(known.unit)),
            ));
        }
        column.rival.clear();
        column.field.clone_from(&known.field);
        column.unit = known.unit;
    }
    let lacks = |one: &&Column| {
        let field = one.field.as_deref();
        field.is_some_and(|field| other.column_of(field).is_none())
    };
    let lacking: Vec<&str> = first
        .columns
        .iter()
        .filter(lacks)
        .map(|one| one.heading.as_str())
        .collect();
    if !lacking.is_empty() {
        return Err(format!(
            "工作表“{}”没有“{}”这一列，与“{}”的表头不同，请分开导入",
            other.sheet,
            lacking.join("”“"),
            first.sheet
        ));
    }
    other.missing.clone_from(&first.missing);
    Ok(())
}

/// Whether a further sheet says another unit than the first one, or is read in.
fn differs(first: &Column, other: &Column) -> bool {
    match (first.said, other.said) {
        (one, two) if one == two => false,
        (_, Some(two)) => first.unit.unwrap_or(Unit::Yuan) != two,
        (one, None) => one != Some(Unit::Yuan),
    }
}

/// By its words; without any by its place.
fn same(one: &Column, other: &Column) -> bool {
    match (bare(one), bare(other)) {
        (a, b) if a.is_empty() && b.is_empty() => one.number == other.number,
        (a, b) => a == b,
    }
}

fn bare(column: &Column) -> String {
    let half = half_width(&column.heading);
    half.split_whitespace().collect::<String>().to_lowercase()
}
