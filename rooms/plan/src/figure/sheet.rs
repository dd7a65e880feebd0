//! The download of a figure: every counted and left-out row as CSV. A cell that begins like a formula is made a text.

use ::store::Tx;
use measure::Asking;
use measure::indicator::Indicator;
use measure::language::{Checked, Part, Unit};
use measure::sql::{Page, Question};
use values::{Fen, Uuid};
use web::{Result, Sheet, quoted};

use super::places::Places;
use super::reading::{self, Row};
use super::{rows, shown};

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

/// The whole file. Weights are in base units: yuan with two decimals, or whole numbers.
pub async fn csv(
    tx: &mut Tx,
    sheet: &mut Sheet,
    indicator: &Indicator,
    checked: &Checked,
    asking: &Asking,
    places: &Places,
) -> Result<()> {
    sheet.line(&HEAD).await?;
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
        let told = rows::lines_of(tx, asking, found.iter().map(|row| row.entry)).await?;
        for row in &found {
            let cells = cells(row, told.get(&row.entry), naming);
            sheet.written(&cells).await?;
        }
        match found.last() {
            Some(last) if found.len() == usize::try_from(STRETCH).unwrap_or(0) => {
                after = Some((last.effective, last.entry))
            }
            _ => return Ok(()),
        }
    }
}

fn cells(row: &Row, told: Option<&ledger::door::Line>, naming: &Naming) -> Vec<String> {
    let place = |id: Uuid| naming.places.name(id).unwrap_or_default().to_owned();
    let reason = row
        .reason
        .map(|reason| reason.words(naming.part).to_owned())
        .unwrap_or_default();
    let day = row
        .effective
        .known()
        .map(|day| day.to_string())
        .unwrap_or_default();
    let text = |of: fn(&ledger::door::Line) -> &String| told.map(of).cloned().unwrap_or_default();
    let unit = match &naming.part.unit {
        Unit::Ratio => naming.indicator.shown.unit.as_str(),
        unit => unit.name(),
    };
    let cells = [
        naming.name.to_owned(),
        if row.reason.is_none() {
            "计入"
        } else {
            "未计入"
        }
        .to_owned(),
        reason,
        day,
        text(|line| &line.number),
        text(|line| &line.subject_name),
        text(|line| &line.summary),
        place(row.town),
        place(row.office),
        unit.to_owned(),
    ];
    let mut cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    // A negative amount is a number and no formula.
    cells.insert(WEIGHT, weight(row.weight, &naming.part.unit));
    cells
}

fn weight(weight: i64, unit: &Unit) -> String {
    match unit {
        Unit::Money => Fen(weight).plain(),
        _ => weight.to_string(),
    }
}

/// The name of the file: `产学研合作支出额-2020-09-18.csv`.
pub fn name(indicator: &Indicator, asking: &Asking) -> String {
    format!("{}-{}.csv", indicator.name, asking.day)
}
