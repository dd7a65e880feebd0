//! The pages of an import of facts: choose a list, settle its columns, see what the check found, put it in.

pub mod choose;
pub mod columns;
pub mod done;
pub mod files;
pub mod found;
pub mod sending;

use axum::extract::{Query, State};
use axum::response::Response;
use paper::intake::Stage;
use values::Id;
use web::{Actor, App, Error, Frame, ListQuery, Path, Result};

use super::Import;
use super::acts::{self, Refused};
use crate::access;

/// GET /firms/facts/imports/{id}: the step at which it is.
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let import = open(&app, &actor, id).await?;
    match import.stage {
        Stage::Read => columns::page_of(&app, &actor, import, String::new()),
        Stage::Faulty => found::faulty(&app, &actor, import, &list).await,
        Stage::Ready => found::ready(&app, &actor, import, &list).await,
        Stage::Loaded | Stage::Undone => done::page_of(&app, &actor, import).await,
    }
}

/// An import of the person.
pub async fn open(app: &App, actor: &Actor, id: Id<Import>) -> Result<Import> {
    access::import(actor)?;
    let mut tx = app.read(actor).await?;
    Ok(acts::find(&mut tx, actor, id).await?)
}

/// The frame of a page under 企业库 / 导入年度事实.
pub fn frame(app: &App, actor: &Actor, title: &str) -> Frame {
    Frame::new(app, actor, format!("导入年度事实：{title}"))
        .at("/firms")
        .under("企业库", "/firms")
        .under("导入年度事实", "/firms/facts/imports")
        .under(title.to_owned(), "")
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        let way_out = match &refused {
            Refused::NoSuchImport => return Error::NotFound,
            Refused::Unreadable(_) => "改好文件后，回到“导入年度事实”重新上传。什么也没有改动。",
            Refused::Stage(Stage::Loaded) => "它的数已在企业档案里，不用再导一次。",
            Refused::Stage(_) => "打开这次导入，看它到了哪一步。",
            Refused::Moved => "打开这次导入，看过新的检查结果再导入。什么也没有改动。",
            Refused::Built(_) => {
                "已有人在这些数上接着办，整份不能撤销。请到企业的年度事实里逐个更正。"
            }
            Refused::Store(_) => "",
        };
        match refused {
            Refused::Store(error) => error.into(),
            other => Error::refused(other.to_string() + "。", way_out),
        }
    }
}
