//! The rows that an import changes, old and new side by side.

mod names;

use ::store::{Files, Lines};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use measure::kind::{Field, Kind};
use paper::intake::{BATCH, Stage};
use values::Id;
use web::intake::many;
use web::{Actor, App, Frame, ListQuery, Pager, Path, Result, page};

use super::{Opened, frame, open};
use crate::import::Import;
use crate::import::acts::Refused;
use crate::import::outcome::Line;
use crate::row::Row;
use crate::row::state::State as RowState;
use crate::row::store::line;
use names::Names;

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

/// Some of the changed rows, from a place on: first those that become another firm's.
pub async fn changes(
    opened: &mut Opened,
    files: &Files,
    from: usize,
    most: usize,
) -> Result<(Vec<Change>, Kind)> {
    let kind = opened.ground.kind()?.clone();
    let wanted = wanted(files, &opened.import, from, most).await?;
    let entries: Vec<_> = wanted.iter().map(|line| line.entry).collect();
    let held = line::held(&mut opened.tx, &entries, None).await?;
    let pairs: Vec<(&Line, &Row)> = wanted
        .iter()
        .filter_map(|line| Some((line, held.get(&line.entry)?)))
        .collect();
    let names = Names::of(&mut opened.tx, &kind, &pairs).await?;
    let read = &opened.import.read;
    let changes = pairs.iter().map(|(line, row)| Change {
        number: row.number.clone(),
        path: row.path(),
        row: read.place(line.row),
        state: row.state.word(),
        badge: row.state.badge(),
        verified: row.state == RowState::Verified,
        fields: differing(&names, &kind, line, row),
    });
    Ok((changes.collect(), kind))
}

async fn wanted(files: &Files, import: &Import, from: usize, most: usize) -> Result<Vec<Line>> {
    let (mut wanted, mut passed) = (Vec::new(), 0);
    for other_firm in [true, false] {
        let mut lines = Lines::open(files, &import.outcome).await?;
        while wanted.len() < most {
            let some: Vec<Line> = lines.some(BATCH)?;
            if some.is_empty() {
                break;
            }
            let changed = |line: &Line| line.after > 0 && line.other_firm == other_firm;
            for line in some.into_iter().filter(changed) {
                if passed >= from && wanted.len() < most {
                    wanted.push(line);
                }
                passed += 1;
            }
        }
    }
    Ok(wanted)
}

fn differing(names: &Names, kind: &Kind, line: &Line, row: &Row) -> Vec<(String, String, String)> {
    let (old, new) = (&row.content, line);
    let mut fields: Vec<(String, String, String)> = Vec::new();
    if old.subject != new.subject {
        let (old, new) = (names.firm(old.subject), names.firm(new.subject));
        fields.push(("企业".to_owned(), old, new));
    }
    if old.town != new.town {
        let (old, new) = (names.town(old.town), names.town(new.town));
        fields.push(("镇区".to_owned(), old, new));
    }
    let both = |field: &Field| (old.fields.get(&field.id), new.fields.get(&field.id));
    for field in &kind.fields {
        let (old, new) = both(field);
        if old != new {
            let (old, new) = (names.value(field, old), names.value(field, new));
            fields.push((field.name.clone(), old, new));
        }
    }
    fields
}
