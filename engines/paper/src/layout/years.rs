//! The year of days without one, where the table says it row by row or over a column.

use super::{Column, Understood, name};
use crate::book::{Row, Value};
use crate::text;
use crate::value::Manner;

/// The column 年度, where it is no field.
pub fn column(table: &Understood) -> Option<u32> {
    let is_year = |heading: &str| {
        matches!(
            name::normal(heading).as_str(),
            "年度" | "年份" | "年" | "所属年度" | "统计年度" | "所属年份" | "统计年份" | "业务年度"
        )
    };
    let mut columns = table.columns.iter().filter(|one| one.field.is_none());
    columns
        .find(|one| is_year(&one.heading))
        .map(|one| one.number)
}

impl Understood {
    /// How the days of a row are meant.
    pub(super) fn in_row(&self, row: &Row, manner: &Manner) -> Manner {
        let own = self.year_column.and_then(|column| row.cell(column));
        let own = own.and_then(|cell| match &cell.value {
            Value::Number(number) => Some(*number as i32).filter(|year| text::YEARS.contains(year)),
            Value::Text(said) => {
                let said = text::folded(said);
                let bare = said.trim_end_matches(['年', '度']);
                bare.parse().ok().filter(|year| text::YEARS.contains(year))
            }
            _ => None,
        });
        let over = || {
            let before = self
                .year_rows
                .partition_point(|(line, _)| *line < row.number);
            self.year_rows[..before].last().map(|(_, year)| *year)
        };
        in_year(manner, own.or_else(over))
    }

    /// Whether rows may say another year than the table.
    pub(super) fn parts_years(&self) -> bool {
        self.year_column.is_some() || !self.year_rows.is_empty()
    }
}

/// How the days of a column are meant.
pub fn in_column(column: &Column, manner: &Manner) -> Manner {
    in_year(manner, column.year)
}

fn in_year(manner: &Manner, year: Option<i32>) -> Manner {
    match year {
        Some(year) => Manner {
            year: Some(year),
            span: None,
            ..*manner
        },
        None => *manner,
    }
}
