//! The template of a kind, and the person's own workbook with its faults marked.

use std::io::{BufReader, BufWriter, Cursor};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use paper::marked::{Mark, list_of_errors, mark};
use paper::{Unit, Unreadable};
use tokio_util::io::ReaderStream;
use values::Id;
use web::{Actor, App, Error, Result, encoded};

use super::open;
use crate::access;
use crate::import::acts::{self, Refused};
use crate::import::fault::Fault;
use crate::import::{By, Import, Stage, outcome, wanted};
use crate::row;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn headers(name: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let saved = format!("attachment; filename*=UTF-8''{}", encoded(name));
    let saved = HeaderValue::from_str(&saved).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, saved);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(XLSX));
    headers
}

/// GET /ledger/{kind}/template.xlsx
pub async fn template(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    row::acts::opened(access::enter_room(&actor))?;
    let by = By::person(&actor);
    let mut tx = app.read(&actor).await?;
    let ground = acts::ground(&mut tx, &by, &id, app.today()).await?;
    drop(tx);
    let name = ground.kind()?.name.clone();
    let mut fields = ground.wanted.clone();
    for one in fields.iter_mut().filter(|one| one.id == wanted::FIRM) {
        one.required = true;
    }
    let mut bytes = Cursor::new(Vec::new());
    paper::sheet::template(&name, &fields, Unit::Wan, &mut bytes)
        .map_err(|error| Error::refused(error.to_string() + "。", ""))?;
    Ok((headers(&format!("{name}导入模板.xlsx")), bytes.into_inner()).into_response())
}

/// GET /ledger/imports/{id}/marked: a list has no cells to mark, so its faults come as a workbook.
pub async fn marked(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
) -> Result<Response> {
    let import = open(&app, &actor, id).await?.import;
    if import.stage != Stage::Faulty {
        return Err(Refused::Stage(import.stage).into());
    }
    let files = app.store().files();
    let faults = outcome::faults(files, &import.outcome).await?;
    let source = files.open(&import.sha256).await?.into_std().await;
    // Goes when it is dropped; what is open can still be read to its end.
    let copy = files.receive_bytes(&[]).await?;
    let to = std::fs::File::create(copy.path()).map_err(::store::Error::from)?;
    let read = import.read.clone();
    let is_list = import.read.is_list;
    let work = move || {
        if is_list {
            let errors = faults.into_iter().map(|fault| {
                let message = fault.message();
                (fault.at, fault.given, message)
            });
            return list_of_errors(errors, &[], to)
                .map(drop)
                .map_err(|error| error.to_string());
        }
        let mark_of = |fault: &Fault| Mark {
            sheet: read.sheet(fault.sheet).to_owned(),
            at: fault.at,
            message: fault.message(),
        };
        let marks: Vec<Mark> = faults.iter().map(mark_of).collect();
        let marked: std::result::Result<(), Unreadable> =
            mark(BufReader::new(source), &marks, BufWriter::new(to));
        marked.map_err(|error| error.to_string())
    };
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.unwrap_or_else(|_| Err("标注时出错".to_owned()));
    done.map_err(|why| Error::refused(why, "检查结果的页面上列着每一处错，可以照着改。"))?;
    let file = tokio::fs::File::open(copy.path())
        .await
        .map_err(::store::Error::from)?;
    let stem = import
        .name
        .rsplit_once('.')
        .map_or(import.name.as_str(), |(stem, _)| stem);
    let name = format!("{}（已标注）.xlsx", stem.trim_end_matches("（已标注）"));
    Ok((headers(&name), Body::from_stream(ReaderStream::new(file))).into_response())
}
