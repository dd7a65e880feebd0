//! The table that is checked and written: what people keep, 100,000 rows of 20 columns.

use std::path::Path;

use anyhow::Result;
use paper::sheet::{Heading, Typed};
use paper::{Type, Wanted};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use values::{Day, Fen};

pub const ROWS: u32 = 100_000;
pub const COLUMNS: u16 = 20;
pub const SHEET: &str = "台账";
/// A row in so many has one cell that cannot be read: 5,000 in all.
const EVERY: u32 = 20;

pub const OPTIONS: [&str; 4] = ["企业自有资金", "财政补助", "银行贷款", "其他"];
const TOWNS: [&str; 7] = [
    "如城街道",
    "长江镇",
    "白蒲镇",
    "搬经镇",
    "石庄镇",
    "下原镇",
    "九华镇",
];
/// The columns whose values are checked for more than being there.
const FIRST_CHECKED: u16 = 6;

pub fn kind(column: u16) -> Type {
    match column {
        ..FIRST_CHECKED => Type::Text,
        6 => Type::Code,
        7 | 8 => Type::Option,
        9..=12 => Type::Money,
        13..=16 => Type::Day,
        _ => Type::Count,
    }
}

pub fn name(column: u16) -> String {
    format!("{}{}", kind(column).word(), column + 1)
}

pub fn wanted() -> Vec<Wanted> {
    let one = |column| Wanted {
        id: format!("field{column}"),
        name: name(column),
        kind: kind(column),
        options: match kind(column) {
            Type::Option => OPTIONS
                .map(|name| (name.to_owned(), name.to_owned()))
                .to_vec(),
            _ => Vec::new(),
        },
        required: true,
        ..Wanted::default()
    };
    (0..COLUMNS).map(one).collect()
}

pub fn headings() -> Vec<Heading> {
    let one = |column| Heading {
        name: name(column),
        kind: kind(column),
        unit: None,
    };
    (0..COLUMNS).map(one).collect()
}

/// What stands in a cell; rows are counted from 0.
pub fn value(row: u32, column: u16) -> Typed {
    let number = i64::from(row);
    match (kind(column), column) {
        (Type::Text, 0) => Typed::Text(format!("江苏某某科技有限公司{}", row % 5_000)),
        (Type::Text, 1) => Typed::Text(format!("第{row}号产学研合作项目")),
        (Type::Text, 2) => Typed::Text(TOWNS[row as usize % TOWNS.len()].to_owned()),
        (Type::Text, _) => Typed::Text(format!("第{column}栏的说明{}", row % 997)),
        (Type::Code, _) => Typed::Text(format!("91320682MA{row:08}")),
        (Type::Option, _) => Typed::Text(OPTIONS[row as usize % OPTIONS.len()].to_owned()),
        (Type::Money, _) => Typed::Money(Fen(number * 3_701 + i64::from(column))),
        (Type::Day, _) => Typed::Day(Day::from_number(18_000).plus(row as i32 % 700)),
        _ => Typed::Count(number % 1_000),
    }
}

/// The cell of a row that cannot be read.
pub fn wrong(row: u32) -> Option<(u16, &'static str)> {
    let checked = u32::from(COLUMNS - FIRST_CHECKED);
    let column = FIRST_CHECKED + u16::try_from(row / EVERY % checked).unwrap_or(0);
    let text = match kind(column) {
        Type::Code => "91320682MA",
        Type::Option => "不在其中",
        Type::Money => "待定",
        Type::Day => "2020-09-31",
        _ => "12.5",
    };
    (row % EVERY == 7).then_some((column, text))
}

/// The workbook with the wrong cells, its texts in one table as spreadsheets keep them.
pub fn write(path: &Path) -> Result<()> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let page = book.add_worksheet_with_low_memory()?;
    page.set_name(SHEET)?;
    for column in 0..COLUMNS {
        page.write(0, column, name(column))?;
    }
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            match wrong(row).filter(|(wrong, _)| *wrong == column) {
                Some((_, text)) => page.write(row + 1, column, text)?,
                None => match value(row, column) {
                    Typed::Text(text) => page.write(row + 1, column, text)?,
                    Typed::Money(fen) => page.write(row + 1, column, fen.0 as f64 / 100.0)?,
                    Typed::Day(day_of) => {
                        let serial = f64::from(day_of.number() + 25_569);
                        page.write_with_format(row + 1, column, serial, &day)?
                    }
                    Typed::Count(count) => page.write(row + 1, column, count as f64)?,
                    _ => continue,
                },
            };
        }
    }
    book.save(path).map_err(|error: XlsxError| error.into())
}
