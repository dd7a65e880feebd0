//! Somebody's table taken in: understood once, then read row by row, some rows at a time.

use std::fs::File;
use std::io::BufReader;

use serde::{Deserialize, Serialize};

use crate::layout::{Mapping, Record, Understood, proposed_sheet, understand};
use crate::value::Manner;
use crate::{Book, Unit, Unreadable, Wanted};

/// Rows that are read together.
pub const BATCH: usize = 500;

/// What was understood of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Read {
    /// Names of the sheets, hidden ones too.
    pub sheets: Vec<String>,
    pub is_list: bool,
    /// The year of days that do not say theirs.
    pub year: i32,
    pub table: Understood,
}

/// Reads what a file is; the sheet that fits best unless one is named. `year`: that of days without one, where no title
/// says another.
///
/// # Errors
/// Why the file cannot be read.
pub fn read(
    file: File,
    sheet: Option<String>,
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
    year: i32,
) -> Result<Read, Unreadable> {
    let mut book = Book::open(BufReader::new(file))?;
    let sheet = match sheet {
        Some(sheet) => sheet,
        None => proposed_sheet(&mut book, wanted, mapping)?,
    };
    let mut table = understand(&mut book, &sheet, wanted, mapping)?;
    once(&mut table);
    if table.rows == 0 {
        return Err(Unreadable::Empty);
    }
    Ok(Read {
        sheets: book.sheets().iter().map(|one| one.name.clone()).collect(),
        is_list: book.is_csv(),
        year: year_of(&table.titles).unwrap_or(year),
        table,
    })
}

/// What is told when the work itself fell over.
pub fn fell_over() -> Unreadable {
    Unreadable::Damaged {
        why: "读到一半出错".to_owned(),
    }
}

impl Read {
    /// The records of the table from the top, some at a time, until whoever takes them says no.
    ///
    /// # Errors
    /// Why no more can be read.
    pub fn records(
        &self,
        file: File,
        wanted: &[Wanted],
        mut take: impl FnMut(Vec<Record>) -> bool,
    ) -> Result<(), Unreadable> {
        let mut book = Book::open(BufReader::new(file))?;
        let manner = Manner {
            year: Some(self.year),
            unit: Unit::Yuan,
            from_1904: book.counts_from_1904(),
        };
        let table = &self.table;
        let mut some = Vec::with_capacity(BATCH);
        for row in book.rows(&table.sheet)? {
            let row = row?;
            if row.number <= table.header_row || table.left_out(&row).is_some() {
                continue;
            }
            some.push(table.record(&row, wanted, &manner));
            if some.len() == BATCH && !take(std::mem::take(&mut some)) {
                return Ok(());
            }
        }
        if !some.is_empty() {
            take(some);
        }
        Ok(())
    }
}

/// A field that two headings claim, as two earlier tables had it, stays with the first.
fn once(table: &mut Understood) {
    let mut seen = Vec::new();
    for column in &mut table.columns {
        let Some(field) = column.field.clone() else {
            continue;
        };
        if seen.contains(&field) {
            column.field = None;
            "前面已有一列是这个字段".clone_into(&mut column.why);
        } else {
            seen.push(field);
        }
    }
}

/// The year that a title names: 2020年1—8月付款情况.
pub fn year_of(titles: &[String]) -> Option<i32> {
    titles.iter().find_map(|title| {
        let (before, _) = values::half_width(title)
            .split_once('年')
            .map(|(before, after)| (before.to_owned(), after.to_owned()))?;
        let digits: Vec<char> = before.chars().rev().take(4).collect();
        let year: String = digits.into_iter().rev().collect();
        year.parse()
            .ok()
            .filter(|year| (1990..=2200).contains(year))
    })
}

/// The units of amounts, as an input names them.
pub const UNITS: [(&str, Unit); 5] = [
    ("yuan", Unit::Yuan),
    ("thousand", Unit::Thousand),
    ("wan", Unit::Wan),
    ("million", Unit::Million),
    ("yi", Unit::Yi),
];

/// A column as a person settles it: its letter, its field and its unit.
pub type Settled = (String, Option<String>, Option<Unit>);

/// Gives the columns the fields that a person chose.
///
/// # Errors
/// A sentence, where two columns would be one field.
pub fn settle(read: &mut Read, wanted: &[Wanted], settled: &[Settled]) -> Result<(), String> {
    for one in wanted {
        let same = settled
            .iter()
            .filter(|(_, field, _)| field.as_deref() == Some(one.id.as_str()));
        let letters: Vec<&str> = same.map(|(letter, ..)| letter.as_str()).collect();
        if letters.len() > 1 {
            let letters = letters.join("、");
            return Err(format!("“{}”指给了 {letters} 列，只能留一列", one.name));
        }
    }
    for column in &mut read.table.columns {
        let Some((_, field, unit)) = settled.iter().find(|(letter, ..)| *letter == column.letter)
        else {
            continue;
        };
        if column.field != *field || (field.is_some() && column.unit != *unit) {
            column.field.clone_from(field);
            column.unit = *unit;
            "由您指定".clone_into(&mut column.why);
        }
    }
    let table = &mut read.table;
    let missing = wanted
        .iter()
        .filter(|one| one.required && table.column_of(&one.id).is_none());
    let missing: Vec<String> = missing.map(|one| one.id.clone()).collect();
    table.missing = missing;
    Ok(())
}

/// The unit to propose for a column that was not taken for an amount: what its heading or a title says.
pub fn said(heading: &str, titles: &[String]) -> Unit {
    let words = [
        ("百万", Unit::Million),
        ("万", Unit::Wan),
        ("千元", Unit::Thousand),
        ("亿", Unit::Yi),
    ];
    let named = words.iter().find(|(word, _)| heading.contains(word));
    let above = titles.iter().find_map(|title| {
        let (_, behind) = title.rsplit_once("单位")?;
        let behind = behind.trim_start_matches(['：', ':', ' ']);
        words.iter().find(|(word, _)| behind.starts_with(word))
    });
    named.or(above).map_or(Unit::Yuan, |(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_table_stands_in_its_title() {
        for (title, expected) in [
            ("2020年1—8月付款情况表", Some(2020)),
            ("白蒲镇２０１９年付款", Some(2019)),
            ("第12年付款", None),
            ("付款台账", None),
        ] {
            assert_eq!(year_of(&[title.to_owned()]), expected, "{title}");
        }
    }

    #[test]
    fn a_column_that_was_not_understood_keeps_its_unit() {
        let titles = |text: &str| vec![text.to_owned()];
        for (heading, title, unit) in [
            ("实付（万元）", "", Unit::Wan),
            ("实付", "单位：万元", Unit::Wan),
            ("实付", "填报单位：白蒲镇万象村", Unit::Yuan),
            ("实付(百万元)", "单位：万元", Unit::Million),
        ] {
            assert_eq!(said(heading, &titles(title)), unit, "{heading} {title}");
        }
    }
}
