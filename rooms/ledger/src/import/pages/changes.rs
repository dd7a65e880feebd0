//! The rows that an import changes, old and new side by side.

use std::collections::BTreeSet;

use ::store::{Files, Lines};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use measure::kind::{FieldType, Kind};
use paper::intake::{BATCH, Read, Stage};
use values::Id;
use web::intake::many;
use web::{Actor, App, Frame, ListQuery, Pager, Result, page};

use super::{Opened, frame, open};
use crate::import::Import;
use crate::import::acts::Refused;
use crate::import::outcome::Line;
use crate::row::store::line;
use crate::row::{Row, shown};

/// A row that is there already, with what becomes other.
pub struct Change {
    pub number: String,
    pub path: String,
    /// 第 8 行
    pub row: String,
    pub state: &'static str,
    pub badge: &'static str,
    pub verified: bool,
    /// The name of a field, what it holds and what it will hold.
    pub fields: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "import/changes.html")]
struct ChangesPage {
    frame: Frame,
    import: Import,
    changes: Vec<Change>,
    list: ListQuery,
    pager: Pager,
}

const SIZE: usize = 20;

/// GET /ledger/imports/{id}/changes
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut opened = open(&app, &actor, id).await?;
    if opened.import.stage != Stage::Ready {
        return Err(Refused::Stage(opened.import.stage).into());
    }
    let pager = Pager {
        page: list.page(),
        size: i64::try_from(SIZE).unwrap_or(20),
        total: i64::from(opened.import.summary.changed),
    };
    let from = usize::try_from(pager.offset()).unwrap_or(0);
    let (changes, kind) = changes(&mut opened, app.store().files(), from, SIZE).await?;
    let import = opened.import;
    let title = format!("{} 行更正前后", many(import.summary.changed));
    page(&ChangesPage {
        frame: frame(&app, &actor, &kind, &title)
            .under("确认", import.path())
            .under("更正前后", ""),
        import,
        changes,
        list,
        pager,
    })
}

/// Some of the changed rows, from a place on.
pub async fn changes(
    opened: &mut Opened,
    files: &Files,
    from: usize,
    most: usize,
) -> Result<(Vec<Change>, Kind)> {
    let kind = opened.ground.kind()?.clone();
    let mut lines = Lines::open(files, &opened.import.outcome).await?;
    let mut wanted: Vec<Line> = Vec::new();
    let mut passed = 0;
    while wanted.len() < most {
        let some: Vec<Line> = lines.some(BATCH)?;
        if some.is_empty() {
            break;
        }
        for line in some.into_iter().filter(|line| line.after > 0) {
            if passed >= from && wanted.len() < most {
                wanted.push(line);
            }
            passed += 1;
        }
    }
    let entries: Vec<_> = wanted.iter().map(|line| line.entry).collect();
    let held = line::held(&mut opened.tx, &entries, None).await?;
    let pairs = wanted
        .iter()
        .filter_map(|line| Some((line, held.get(&line.entry)?)));
    Ok((
        pairs
            .map(|(line, row)| change(&opened.import.read, &kind, line, row))
            .collect(),
        kind,
    ))
}

fn change(read: &Read, kind: &Kind, line: &Line, row: &Row) -> Change {
    let ids: BTreeSet<&String> = line
        .fields
        .keys()
        .chain(row.content.fields.keys())
        .collect();
    let differs = |id: &&String| line.fields.get(*id) != row.content.fields.get(*id);
    let mut fields: Vec<(String, String, String)> = Vec::new();
    for id in ids.into_iter().filter(differs) {
        let Some(field) = kind.field(id) else {
            continue;
        };
        let said = |text: Option<&String>| match text {
            Some(_) if field.kind == FieldType::Link => "另一条记录".to_owned(),
            Some(text) => shown::exact(field, text),
            None => "（空）".to_owned(),
        };
        fields.push((
            field.name.clone(),
            said(row.content.fields.get(id)),
            said(line.fields.get(id)),
        ));
    }
    if line.subject != row.content.subject {
        fields.push((
            "企业".to_owned(),
            "原企业".to_owned(),
            "表里的企业".to_owned(),
        ));
    }
    if line.town != row.content.town {
        fields.push((
            "镇区".to_owned(),
            "原镇区".to_owned(),
            "表里的镇区".to_owned(),
        ));
    }
    Change {
        number: row.number.clone(),
        path: row.path(),
        row: read.place(line.row),
        state: row.state.word(),
        badge: row.state.badge(),
        verified: row.state == crate::row::state::State::Verified,
        fields,
    }
}
