//! A row of an understood table, read field by field.

use std::borrow::Cow;

use super::{Column, Understood, against, years};
use crate::address::Address;
use crate::book::{Cell, Row};
use crate::text;
use crate::value::{self, Manner, Reading, Reason, Sort};
use crate::wanted::{Type, Wanted};

/// A row read by the fields asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub row: u32,
    pub hidden: bool,
    /// One for each field asked for that has a column, in their order; a required field without one is in
    /// [`Understood::missing`].
    pub fields: Vec<Filled>,
}

/// One field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The place among the fields asked for.
    pub field: usize,
    /// Where its value stands, or would stand.
    pub at: Address,
    /// What is written there; of a long text its beginning.
    pub given: String,
    pub formula: bool,
    pub reading: Result<Reading, Reason>,
}

impl Understood {
    /// Reads a row that is not left out. An amount in a column whose heading says a unit is in that unit, otherwise in
    /// that of `manner`.
    pub fn record(&self, row: &Row, wanted: &[Wanted], manner: &Manner) -> Record {
        self.record_of(row, wanted, &self.places(wanted), manner)
    }

    /// The fields that have a column, each with its place among the columns.
    pub(crate) fn places(&self, wanted: &[Wanted]) -> Vec<(usize, usize)> {
        let held = |one: &Wanted| {
            let holds = |column: &Column| column.field.as_deref() == Some(one.id.as_str());
            self.columns.iter().position(holds)
        };
        let fields = wanted.iter().enumerate();
        fields
            .filter_map(|(field, one)| Some((field, held(one)?)))
            .collect()
    }

    pub(crate) fn record_of(
        &self,
        row: &Row,
        wanted: &[Wanted],
        places: &[(usize, usize)],
        manner: &Manner,
    ) -> Record {
        let of_row = self.parts_years().then(|| self.in_row(row, manner));
        let manner = of_row.as_ref().unwrap_or(manner);
        let fields = places.iter().map(|(field, column)| {
            let column = &self.columns[*column];
            filled(
                (*field, &wanted[*field]),
                (column, &self.columns),
                row,
                manner,
            )
        });
        let mut fields: Vec<Filled> = fields.collect();
        if let Some(against) = against::of(self, row) {
            against.tell(&mut fields, wanted, manner);
        }
        Record {
            row: row.number,
            hidden: row.hidden,
            fields,
        }
    }
}

fn filled(
    (field, wanted): (usize, &Wanted),
    (column, all): (&Column, &[Column]),
    row: &Row,
    manner: &Manner,
) -> Filled {
    let manner = Manner {
        unit: column.unit.unwrap_or(manner.unit),
        ..years::in_column(column, manner)
    };
    let at = Address::new(row.number, column.number);
    let Some(cell) = row.cell(column.number) else {
        return Filled {
            field,
            at,
            given: String::new(),
            formula: false,
            reading: value::read_text(wanted, "", &manner),
        };
    };
    let text = cell.text();
    let reading = struck(wanted, cell, &manner)
        .or_else(|| merged(wanted, (column, all), cell, &manner))
        .unwrap_or_else(|| value::read_shown(wanted, cell, &text, &manner));
    Filled {
        field,
        at,
        given: match text {
            Cow::Borrowed(text) => text::short(text),
            Cow::Owned(text) => text,
        },
        formula: cell.formula,
        reading,
    }
}

/// A value that is struck through in a row that stands: nobody knows what holds instead. Of a text that says nothing of which
/// row it is it does not matter.
fn struck(wanted: &Wanted, cell: &Cell, manner: &Manner) -> Option<Result<Reading, Reason>> {
    let is_words = matches!(wanted.kind, Type::Text | Type::Long);
    if !cell.struck || is_words && !wanted.key && !wanted.whom && !wanted.required {
        return None;
    }
    let why = "这一格划了删除线，看不出还算不算；作废的请删掉这一行，只改了这一格的请填上新的值";
    Some(Err(Reason::new(
        Sort::Struck,
        &cell.text(),
        wanted,
        manner.year,
    )
    .because(why.to_owned())))
}

/// A number merged over several rows stands once; nobody knows how it is to be shared out. Nor does anybody know which of
/// several columns a value belongs to that is merged over them, but where they have one heading.
fn merged(
    wanted: &Wanted,
    (column, all): (&Column, &[Column]),
    cell: &Cell,
    manner: &Manner,
) -> Option<Result<Reading, Reason>> {
    let from = cell.from?;
    let sums = matches!(wanted.kind, Type::Money | Type::Count);
    let is_other = |one: &Column| {
        one.number == from.column && !one.heading.is_empty() && one.heading != column.heading
    };
    let unknown = if from.column != cell.at.column && all.iter().any(is_other) {
        "不知道这一栏是什么"
    } else if from.row != cell.at.row && sums {
        "不知道每行各是多少"
    } else {
        return None;
    };
    let why = format!("与 {from} 合并成一格，{unknown}，请取消合并后分别填写");
    Some(Err(Reason::new(
        Sort::Merged,
        &cell.text(),
        wanted,
        manner.year,
    )
    .because(why)))
}
