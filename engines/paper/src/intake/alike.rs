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

/// The same, without the sheets of which one of that is true.
pub fn only_alike(read: &mut Read) {
    let first = &read.table;
    read.also.retain_mut(|other| follow(first, other).is_ok());
}

/// Words in the name of a sheet that holds no records of its own.
const NO_RECORDS: [&str; 6] = ["汇总", "总表", "示例", "样表", "模板", "说明"];

/// Whether a sheet goes with the first one though nobody said so: it has the same heading, word for word.
pub fn goes_with(first: &Understood, other: &Understood) -> bool {
    let words = |table: &Understood| -> Vec<String> {
        let words = table.columns.iter().map(bare);
        words.filter(|word| !word.is_empty()).collect()
    };
    // A sheet that sums the others up has their records already.
    let holds = |sheet: &str| !NO_RECORDS.iter().any(|word| sheet.contains(word));
    holds(&first.sheet) && holds(&other.sheet) && other.rows > 0 && words(first) == words(other)
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
