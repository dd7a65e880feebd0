//! Several sheets with one heading, read together: the columns are settled once.

use values::half_width;

use super::{Read, said};
use crate::Unit;
use crate::layout::{Column, Understood};

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

fn follow(first: &Understood, other: &mut Understood) -> Result<(), String> {
    if other.rows == 0 {
        return Err(format!("工作表“{}”里没有可以读取的行", other.sheet));
    }
    for column in &mut other.columns {
        let Some(known) = first.columns.iter().find(|one| same(one, column)) else {
            column.field = None;
            continue;
        };
        let units = [(known, first.titles.as_slice()), (&*column, &other.titles)];
        let [one, two] =
            units.map(|(column, titles)| said(&column.heading, titles).unwrap_or(Unit::Yuan));
        if known.unit.is_some() && one != two {
            return Err(format!(
                "工作表“{}”的“{}”单位是{}，“{}”是{}，请分开导入",
                other.sheet,
                column.heading,
                two.word(),
                first.sheet,
                one.word()
            ));
        }
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

/// By its words; without any by its place.
fn same(one: &Column, other: &Column) -> bool {
    let bare = |column: &Column| -> String {
        let half = half_width(&column.heading);
        half.split_whitespace().collect::<String>().to_lowercase()
    };
    match (bare(one), bare(other)) {
        (a, b) if a.is_empty() && b.is_empty() => one.number == other.number,
        (a, b) => a == b,
    }
}
