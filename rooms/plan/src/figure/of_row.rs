//! Which figures a ledger row counts in, and why not in others: the fragment that the row's page embeds.

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ledger::door::{Entry, Line};
use measure::indicator::Indicator;
use measure::language::{Checked, Op, Part, Time};
use measure::sql::{Page, Question};
use measure::{Asking, Known, Scope};
use values::{Day, Id, Period, Uuid};
use web::{Actor, App, Error, Frame, Path, Result, fragment, page, wants_fragment};

use super::asker::Asker;
use super::reading;
use super::shown;

#[derive(Template)]
#[template(path = "figure/of_row.html")]
struct OfRow {
    lines: Vec<CountsIn>,
    none: String,
}

#[derive(Template)]
#[template(path = "figure/of_row_page.html")]
struct OfRowPage {
    frame: Frame,
    row_path: String,
    part: String,
}

/// One indicator in which the row is a candidate.
#[derive(Clone, Debug)]
pub struct CountsIn {
    pub name: String,
    pub path: String,
    pub counts: bool,
    /// `+36.00 万元`, or a dash.
    pub weight: String,
    pub reason: String,
}

/// GET /figures/of-row/{entry}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let line = ledger::door::lines(&mut tx, &[entry], None)
        .await?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)?;
    if actor.sees_only_town().is_some_and(|town| town != line.town) {
        return Err(Error::NotFound);
    }
    let part = of_row(&app, &mut tx, &line).await?;
    if wants_fragment(&headers) {
        return fragment(&part);
    }
    let frame = Frame::new(&app, &actor, format!("{} 计入的数值", line.number)).at("/ledger");
    page(&OfRowPage {
        frame,
        row_path: format!("/ledger/rows/{entry}"),
        part: part.render()?,
    })
}

async fn of_row(app: &App, tx: &mut Tx, line: &Line) -> Result<OfRow> {
    let today = app.today();
    let asker = Asker::new(app, tx, Known::Now(tx.sequence())).await?;
    let definitions = std::sync::Arc::clone(&asker.definitions);
    let mut lines = Vec::new();
    for indicator in definitions.iter() {
        for year in years(line, today) {
            if let Some(found) = counts_in(tx, &asker, indicator, line, year, today).await? {
                lines.push(found);
                break;
            }
        }
    }
    let none = match line.effective.known() {
        None => "还没有计数日，填好再看它计入哪些数值。",
        Some(day) if day > today => "计数日还没有到，到了那一天才是候选。",
        Some(_) => "这条记录不在任何指标的口径里。",
    };
    Ok(OfRow {
        lines,
        none: none.to_owned(),
    })
}

/// The year in which it happened, and for what still holds the present one.
fn years(line: &Line, today: Day) -> Vec<i32> {
    let Some(day) = line.effective.known() else {
        return Vec::new();
    };
    let mut years = vec![day.year()];
    if today.year() > day.year() {
        years.insert(0, today.year());
    }
    years
}

async fn counts_in(
    tx: &mut Tx,
    asker: &Asker,
    indicator: &Indicator,
    line: &Line,
    year: i32,
    today: Day,
) -> Result<Option<CountsIn>> {
    let Some(period) = Period::year(year) else {
        return Ok(None);
    };
    let day = today.min(period.last);
    let Some(in_force) = asker.in_force(&indicator.id, day)? else {
        return Ok(None);
    };
    let checked = &in_force.checked;
    for (number, part) in checked
        .parts()
        .enumerate()
        .filter(|(_, part)| part.kind == line.kind)
    {
        let scope = Scope {
            office: None,
            town: (part.time == Time::Latest)
                .then_some(line.town.uuid())
                .filter(|town| !town.is_nil()),
        };
        let asking = Asking::new(tx.county(), scope, period, day, Known::Now(tx.sequence()));
        if let Some(row) = place_of(tx, checked, &asking, number, line).await? {
            return Ok(Some(told(indicator, checked, part, number, &asking, &row)));
        }
    }
    Ok(None)
}

/// The row's own place among the candidates, asked for as the first after the one before it.
async fn place_of(
    tx: &mut Tx,
    checked: &Checked,
    asking: &Asking,
    part: usize,
    line: &Line,
) -> Result<Option<reading::Row>> {
    let before = Uuid::from_u128(line.entry.uuid().as_u128().saturating_sub(1));
    let first = Page {
        after: Some((line.effective, before)),
        offset: 0,
        limit: 1,
    };
    for question in [Question::Counted(first), Question::LeftOut(None, first)] {
        let found = reading::rows(tx, checked, asking, &question, part).await?;
        if let Some(row) = found.into_iter().find(|row| row.entry == line.entry.uuid()) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

fn told(
    indicator: &Indicator,
    checked: &Checked,
    part: &Part,
    number: usize,
    asking: &Asking,
    row: &reading::Row,
) -> CountsIn {
    let shown = shown::of_part(indicator, checked, part);
    let subtracted = checked.op() == Some(Op::Difference) && number == 1;
    let weight = if subtracted {
        row.weight.saturating_neg()
    } else {
        row.weight
    };
    let year = asking.period.first.year();
    let part_name = shown::part_name(checked, number);
    let counted = if part_name.is_empty() {
        format!("计入 {year} 年")
    } else {
        format!("计入 {year} 年的{part_name}")
    };
    CountsIn {
        name: indicator.name.clone(),
        path: format!("/figures/{}?day={}", indicator.id, asking.day),
        counts: row.reason.is_none(),
        weight: if row.reason.is_none() {
            format!("{} {}", shown::change(weight, &shown), shown.unit)
        } else {
            "—".to_owned()
        },
        reason: row
            .reason
            .map_or(counted, |reason| format!("未计入：{}", reason.words(part))),
    }
}
