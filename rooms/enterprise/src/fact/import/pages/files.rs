//! The template, and the person's own workbook with its faults marked.

use std::io::{BufReader, BufWriter, Cursor};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use paper::Unit;
use paper::marked::{Mark, list_of_errors, mark};
use values::Id;
use web::{Actor, App, Error, Result, encoded};

use super::open;
use crate::access;
use crate::fact::import::acts::{self, Refused};
use crate::fact::import::{Import, Stage, wanted};

fn headers(name: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let saved = format!("attachment; filename*=UTF-8''{}", encoded(name));
    let saved = HeaderValue::from_str(&saved).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, saved);
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(web::sheet::WORKBOOK),
    );
    headers
}

/// GET /firms/facts/template.xlsx
pub async fn template(actor: Actor) -> Result<Response> {
    access::import(&actor)?;
    let mut bytes = Cursor::new(Vec::new());
    paper::sheet::template("年度事实", &wanted::plain(), Unit::Wan, &mut bytes)
        .map_err(|error| Error::refused(error.to_string() + "。", ""))?;
    Ok((headers("年度事实导入模板.xlsx"), bytes.into_inner()).into_response())
}

/// GET /firms/facts/imports/{id}/marked: a .csv has no cells to mark, so its faults come as a workbook.
pub async fn marked(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
) -> Result<Response> {
    let import = open(&app, &actor, id).await?;
    if import.stage != Stage::Faulty {
        return Err(Refused::Stage(import.stage).into());
    }
    let faults = acts::outcome(app.store(), &import).await?.faults;
    let files = app.store().files();
    let source = files.open(&import.sha256).await?.into_std().await;
    let copy = files.receive_bytes(&[]).await?;
    let to = std::fs::File::create(copy.path()).map_err(::store::Error::from)?;
    let sheet = import.read.table.sheet.clone();
    let is_list = import.read.is_list;
    let work = move || {
        if is_list {
            let errors = faults.into_iter().map(|fault| {
                let message = fault.message();
                (fault.at, fault.given, message)
            });
            let listed = list_of_errors(errors, &[], to).map(drop);
            return listed.map_err(|error| error.to_string());
        }
        let marks: Vec<Mark> = faults
            .iter()
            .map(|fault| Mark {
                sheet: sheet.clone(),
                at: fault.at,
                message: fault.message(),
            })
            .collect();
        let marked = mark(BufReader::new(source), &marks, BufWriter::new(to));
        marked.map_err(|error| error.to_string())
    };
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.unwrap_or_else(|_| Err("标注时出错".to_owned()));
    done.map_err(|why| Error::refused(why, "检查结果的页面上列着每一处错，可以照着改。"))?;
    let bytes = tokio::fs::read(copy.path())
        .await
        .map_err(::store::Error::from)?;
    let stem = import.name.rsplit_once('.');
    let stem = stem.map_or(import.name.as_str(), |(stem, _)| stem);
    let name = format!("{}（已标注）.xlsx", stem.trim_end_matches("（已标注）"));
    Ok((headers(&name), Body::from(bytes)).into_response())
}
