//! GET /notices/{id}/compared/rows.xlsx: what is not the same in two notices as a workbook.

use axum::extract::{Query, State};
use axum::response::Response;
use values::Id;
use web::sheet::{Cell, Column, Heading, Named, Type};
use web::{Actor, App, Path, Result, Sheet};

use super::{Line, compared, summary};
use crate::figure::pages::Pairs;
use crate::notice::Notice;

const COLUMNS: [Column; 4] = [
    ("板块", Type::Text, None),
    ("变化", Type::Text, None),
    ("内容", Type::Long, None),
    ("怎么变", Type::Text, None),
];

pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Notice>>,
    Query(pairs): Pairs,
) -> Result<Response> {
    let compared = compared(&app, &actor, id, &pairs).await?;
    let (before, after) = (&compared.before, &compared.after);
    let called = |notice: &Notice| format!("{} 年 {}", notice.year, notice.title);
    let about = [
        ("从", called(before)),
        ("到", called(after)),
        ("变化", summary(&compared.sections())),
    ];
    let mut named = Named::asked((&app, &actor), "两份文件对照", &COLUMNS, about);
    named.headings.extend([before, after].map(quoted));
    let sections = compared.sections().into_iter();
    let rows = sections.flat_map(|(title, lines)| lines.iter().map(move |line| cells(title, line)));
    let name = format!(
        "{}年与{}年文件对照-{}",
        before.year,
        after.year,
        app.today()
    );
    Sheet::listed(&app, named, rows.collect(), &name).await
}

fn quoted(notice: &Notice) -> Heading {
    Heading {
        name: format!("{} 年原文", notice.year),
        kind: Type::Long,
        unit: None,
    }
}

fn cells(title: &str, line: &Line) -> Vec<Cell> {
    vec![
        title.into(),
        line.word().into(),
        (&line.name).into(),
        line.notes.join("；").into(),
        (&line.before).into(),
        (&line.after).into(),
    ]
}
