//! The list as a workbook: the rows asked for, with the columns that are shown.

pub mod behind;

use ::store::Tx;
use axum::extract::{Query, State};
use axum::response::Response;
use measure::kind::{Field, FieldType, Kind};
use values::{Day, Fen, Id};
use web::sheet::{AT_ONCE, Cell, Heading, Named, Type, Unit};
use web::{Actor, App, Error, ListQuery, Path, Progress, Result, Sheet};

use super::lines::{Line, Lines, columns};
use super::{Asked, Opened, VIEWS, open, ordered};
use crate::row::{Entry, Row, store};

/// Rows that are read together.
const TOGETHER: usize = 200;

/// GET /ledger/{kind}/rows.xlsx, with the filters, the order and the columns of the list.
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let mut opened = open(&app, &actor, &id, pairs).await?;
    let entries = entries(&mut opened, AT_ONCE + 1).await?;
    if entries.len() > usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
        return Err(long());
    }
    let name = name(&opened.kind, app.today());
    let sheet = written(&app, &actor, opened, entries, None).await?;
    sheet.answer(&name).await
}

/// Somebody kept the address of a list that has grown.
fn long() -> Error {
    Error::refused(
        format!(
            "这份列表超过 {} 条，要在后台导出，没有下载。",
            values::grouped(AT_ONCE.into())
        ),
        "回到列表点“导出”，做好以后在工作台的长任务里下载。",
    )
}

/// The name of the file.
fn name(kind: &Kind, today: Day) -> String {
    format!("{}-{today}", kind.name)
}

async fn entries(opened: &mut Opened, limit: i64) -> Result<Vec<Id<Entry>>> {
    let Asked { wanted, order, .. } = &opened.asked;
    Ok(store::list::entries(&mut opened.tx, wanted, *order, limit).await?)
}

/// All rows in a workbook.
async fn written(
    app: &App,
    actor: &Actor,
    opened: Opened,
    entries: Vec<Id<Entry>>,
    progress: Option<&Progress>,
) -> Result<Sheet> {
    let Opened {
        mut tx,
        kind,
        list,
        asked,
    } = opened;
    let named = Named {
        sheet: kind.name.clone(),
        headings: headings(&kind, &asked),
        about: about(app, actor, &tx, (&kind, &list, &asked), entries.len()),
    };
    let total = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let mut sheet = Sheet::begin(app.store().files(), named).watched(progress, total);
    let mut lines = Lines::new(&kind, &asked, app.today());
    for some in entries.chunks(TOGETHER) {
        let held = store::line::held(&mut tx, some, None).await?;
        let rows: Vec<Row> = some
            .iter()
            .filter_map(|entry| held.get(entry).cloned())
            .collect();
        for (row, line) in rows.iter().zip(lines.of(&mut tx, &rows).await?) {
            sheet.row(cells(&kind, &asked, row, line)).await?;
        }
    }
    Ok(sheet)
}

/// The heads of the list, each with the type of what stands under it.
fn headings(kind: &Kind, asked: &Asked) -> Vec<Heading> {
    let fields = asked.columns.iter().filter_map(|id| kind.field(id));
    let first = [Type::Text, Type::Day, Type::Text, Type::Text].map(|kind| (None, kind));
    let types = first
        .into_iter()
        .chain(fields.map(|field| (Some(field.name.clone()), type_of(field))))
        .chain(std::iter::repeat((None, Type::Text)));
    let heads = columns(kind, asked).into_iter().zip(types);
    heads
        .map(|(column, (name, kind))| Heading {
            name: name.unwrap_or(column.name),
            kind,
            unit: (kind == Type::Money).then_some(Unit::Wan),
        })
        .collect()
}

/// A year is a number without thousands.
fn type_of(field: &Field) -> Type {
    match field.kind {
        FieldType::Money => Type::Money,
        FieldType::Day => Type::Day,
        FieldType::Count if field.unit != "年" => Type::Count,
        _ => Type::Text,
    }
}

/// As the list shows them, days in full and numbers as numbers.
fn cells(kind: &Kind, asked: &Asked, row: &Row, line: Line) -> Vec<Cell> {
    let day = row.measured.effective.known();
    let mut cells = vec![
        Cell::Text(line.number),
        day.map_or(Cell::Nothing, Cell::Day),
        Cell::Text(line.lead),
        Cell::Text(line.town),
    ];
    let fields = asked.columns.iter().filter_map(|id| kind.field(id));
    for (field, shown) in fields.zip(line.cells) {
        let value = row.content.fields.get(&field.id);
        cells.push(value.map_or(Cell::Nothing, |value| typed(field, value, shown.text)));
    }
    let standing = if line.counts {
        "计入".to_owned()
    } else {
        line.standing
    };
    cells.extend([line.papers, line.state.to_owned(), standing].map(Cell::Text));
    cells
}

fn typed(field: &Field, value: &str, shown: String) -> Cell {
    let found = match field.kind {
        FieldType::Money => Fen::parse(value, 100).ok().map(Cell::Money),
        FieldType::Count => value.parse().ok().map(Cell::Count),
        FieldType::Day => Day::parse_iso(value).map(Cell::Day),
        _ => None,
    };
    found.unwrap_or(Cell::Text(shown))
}

/// What the list was asked for, when, and by whom.
fn about(
    app: &App,
    actor: &Actor,
    tx: &Tx,
    (kind, list, asked): (&Kind, &ListQuery, &Asked),
    rows: usize,
) -> Vec<(String, String)> {
    let view = VIEWS.iter().find(|(_, id)| *id == list.get("view"));
    let chips: Vec<&str> = asked.chips.iter().map(|(name, _)| name.as_str()).collect();
    let filters = if chips.is_empty() {
        "没有".to_owned()
    } else {
        chips.join("；")
    };
    [
        ("台账", kind.name.clone()),
        ("视图", view.map_or("全部", |(name, _)| name).to_owned()),
        ("条件", filters),
        ("顺序", ordered(asked.order).to_owned()),
        ("条数", rows.to_string()),
        ("数据截至", told(tx.moment())),
        ("导出", format!("{} {}", actor.name, told(app.now()))),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

fn told(moment: values::Moment) -> String {
    format!("{} {}", moment.day(), moment.time())
}
