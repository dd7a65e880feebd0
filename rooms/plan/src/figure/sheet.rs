//! The download of a figure: every counted and left-out row, in a workbook.

use ::store::Tx;
use measure::Asking;
use measure::indicator::Indicator;
use measure::language::{Checked, Part, Unit};
use measure::sql::{Page, Question};
use values::{Fen, Uuid};
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, Result, Sheet};

use super::asked::Asked;
use super::places::Places;
use super::reading::{self, Row};
use super::rows::lines_of;
use super::shown;

const STRETCH: i64 = 400;

const HEAD: [&str; 11] = [
    "部分",
    "是否计入",
    "未计入原因",
    "计数日",
    "记录编号",
    "对象",
    "摘要",
    "镇区",
    "科室",
    "数值",
    "单位",
];

/// The place of the weight among the cells.
const WEIGHT: usize = 9;

/// What the file says of itself.
pub fn named(
    app: &App,
    actor: &Actor,
    indicator: &Indicator,
    checked: &Checked,
    asked: &Asked,
) -> Named {
    let column = |(at, name): (usize, &&'static str)| -> Column {
        let kind = match at {
            3 => Type::Day,
            WEIGHT => weight_type(checked),
            _ => Type::Text,
        };
        (*name, kind, None)
    };
    let columns: Vec<Column> = HEAD.iter().enumerate().map(column).collect();
    let about = [
        ("数值", indicator.name.clone()),
        ("范围", asked.scope_name.clone()),
        ("统计期", asked.asking.period.to_string()),
        ("时点", asked.stamp()),
    ];
    Named::asked((app, actor), &indicator.name, &columns, about)
}

/// Parts of different units share the column: then a number looks as it is.
fn weight_type(checked: &Checked) -> Type {
    let mut money = checked.parts().map(|part| part.unit == Unit::Money);
    let first = money.next() == Some(true);
    match (first, money.all(|other| other == first)) {
        (true, true) => Type::Money,
        (false, true) => Type::Count,
        _ => Type::Text,
    }
}

/// All rows. Weights are in base units: yuan, or whole numbers.
pub async fn rows(
    tx: &mut Tx,
    sheet: &mut Sheet,
    indicator: &Indicator,
    checked: &Checked,
    asking: &Asking,
    places: &Places,
) -> Result<()> {
    for (number, part) in checked.parts().enumerate() {
        let name = shown::part_name(checked, number);
        for counted in [true, false] {
            stretches(
                tx,
                sheet,
                checked,
                asking,
                number,
                counted,
                &Naming {
                    indicator,
                    name: &name,
                    part,
                    places,
                },
            )
            .await?;
        }
    }
    Ok(())
}

struct Naming<'a> {
    indicator: &'a Indicator,
    name: &'a str,
    part: &'a Part,
    places: &'a Places,
}

/// Page by page after the last row seen, so that no page is counted from the start again.
async fn stretches(
    tx: &mut Tx,
    sheet: &mut Sheet,
    checked: &Checked,
    asking: &Asking,
    part: usize,
    counted: bool,
    naming: &Naming<'_>,
) -> Result<()> {
    let mut after = None;
    loop {
        let page = Page {
            after,
            offset: 0,
            limit: STRETCH,
        };
        let question = if counted {
            Question::Counted(page)
        } else {
            Question::LeftOut(None, page)
        };
        let found = reading::rows(tx, checked, asking, &question, part).await?;
        let told = lines_of(tx, asking, found.iter().map(|row| row.entry)).await?;
        for row in &found {
            let cells = cells(row, told.get(&row.entry), naming);
            sheet.row(cells).await?;
        }
        match found.last() {
            Some(last) if found.len() == usize::try_from(STRETCH).unwrap_or(0) => {
                after = Some((last.effective, last.entry))
            }
            _ => return Ok(()),
        }
    }
}

fn cells(row: &Row, told: Option<&ledger::door::Line>, naming: &Naming) -> Vec<Cell> {
    let place = |id: Uuid| Cell::Text(naming.places.name(id).unwrap_or_default().to_owned());
    let text = |of: fn(&ledger::door::Line) -> &String| {
        Cell::Text(told.map(of).cloned().unwrap_or_default())
    };
    let counted = if row.reason.is_none() {
        "计入"
    } else {
        "未计入"
    };
    let reason = row.reason.map_or("", |reason| reason.words(naming.part));
    let unit = match &naming.part.unit {
        Unit::Ratio => naming.indicator.shown.unit.as_str(),
        unit => unit.name(),
    };
    vec![
        Cell::Text(naming.name.to_owned()),
        Cell::Text(counted.to_owned()),
        Cell::Text(reason.to_owned()),
        row.effective.known().map_or(Cell::Nothing, Cell::Day),
        text(|line| &line.number),
        text(|line| &line.subject_name),
        text(|line| &line.summary),
        place(row.town),
        place(row.office),
        weight(row.weight, &naming.part.unit),
        Cell::Text(unit.to_owned()),
    ]
}

fn weight(weight: i64, unit: &Unit) -> Cell {
    match unit {
        Unit::Money => Cell::Money(Fen(weight)),
        _ => Cell::Count(weight),
    }
}

/// The name of the file: `产学研合作支出额-2020-09-18`.
pub fn name(indicator: &Indicator, asking: &Asking) -> String {
    format!("{}-{}", indicator.name, asking.day)
}
