//! The list as a file for Excel: the rows asked for, with the columns that are shown.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use measure::kind::Kind;
use values::Id;
use web::{Actor, App, Result, Sheet};

use super::lines::{Line, columns, lines};
use super::{Asked, Opened, open};
use crate::row::{Entry, Row, store};

/// Rows that are read at once.
const AT_ONCE: usize = 200;

/// GET /ledger/{kind}/rows.csv, with the filters, the order and the columns of the list.
pub async fn csv(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let Opened {
        mut tx,
        kind,
        asked,
        ..
    } = open(&app, &actor, &id, pairs).await?;
    let mut sheet = Sheet::begin(app.store().files()).await?;
    let heads: Vec<String> = columns(&kind, &asked)
        .into_iter()
        .map(|column| column.name)
        .collect();
    sheet.line(&heads).await?;
    let entries = store::list::entries(&mut tx, &asked.wanted, asked.order).await?;
    for some in entries.chunks(AT_ONCE) {
        write(&mut tx, &mut sheet, &kind, &asked, some, app.today()).await?;
    }
    drop(tx);
    sheet
        .answer(&format!("{}-{}.csv", kind.name, app.today()))
        .await
}

async fn write(
    tx: &mut ::store::Tx,
    sheet: &mut Sheet,
    kind: &Kind,
    asked: &Asked,
    entries: &[Id<Entry>],
    today: values::Day,
) -> Result<()> {
    let held = store::line::held(tx, entries, None).await?;
    let rows: Vec<Row> = entries
        .iter()
        .filter_map(|entry| held.get(entry).cloned())
        .collect();
    let lines = lines(tx, kind, &rows, asked, today).await?;
    for (row, line) in rows.iter().zip(lines) {
        sheet.line(&cells(row, line)).await?;
    }
    Ok(())
}

/// As the list shows them, days in full.
fn cells(row: &Row, line: Line) -> Vec<String> {
    let day = row.measured.effective.known();
    let mut cells = vec![
        line.number,
        day.map(|day| day.to_string()).unwrap_or_default(),
        line.lead,
        line.town,
    ];
    cells.extend(line.cells.into_iter().map(|cell| cell.text));
    let standing = if line.counts {
        "计入".to_owned()
    } else {
        line.standing
    };
    cells.extend([line.papers, line.state.to_owned(), standing]);
    cells
}
