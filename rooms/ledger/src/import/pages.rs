//! The pages of an import: the newest ones, choose a file, settle its columns, see what the check found, put it in.

pub mod changes;
pub mod checked;
pub mod choose;
pub mod columns;
pub mod done;
pub mod files;
pub mod newest;
pub mod ready;
pub mod sending;

use ::store::Tx;
use axum::extract::{Query, State};
use axum::response::Response;
use paper::intake::Stage;
use values::Id;
use web::{Actor, App, Error, Frame, ListQuery, Path, Result};

use super::acts::{self, Ground, Refused};
use super::{By, Import};
use crate::access;
use crate::row;
use measure::kind::Kind;

/// An import of the person, with its kind.
pub struct Opened {
    pub tx: Tx,
    pub import: Import,
    pub ground: Ground,
}

impl Opened {
    /// Without the state that it was read from, which is held for nobody while others are waited for.
    fn let_go(self) -> (Import, Ground) {
        (self.import, self.ground)
    }
}

pub async fn open(app: &App, actor: &Actor, id: Id<Import>) -> Result<Opened> {
    row::acts::opened(access::enter_room(actor))?;
    let by = By::person(actor);
    let mut tx = app.read(actor).await?;
    let import = acts::find(&mut tx, &by, id).await?;
    let ground = acts::ground(&mut tx, &by, &import.kind, app.today()).await?;
    Ok(Opened { tx, import, ground })
}

/// GET /ledger/imports/{id}: the step at which it is.
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let opened = open(&app, &actor, id).await?;
    match opened.import.stage {
        Stage::Read => columns::page_of(
            &app,
            &actor,
            (&opened.import, &opened.ground),
            String::new(),
        ),
        Stage::Faulty => checked::page_of(&app, &actor, opened, &list).await,
        Stage::Ready => ready::page_of(&app, &actor, opened, &list).await,
        Stage::Loaded | Stage::Undone => done::page_of(&app, &actor, opened).await,
    }
}

/// The frame of a page under 台账 / 付款 / 导入.
pub fn frame(app: &App, actor: &Actor, kind: &Kind, title: &str) -> Frame {
    Frame::new(app, actor, title)
        .at("/ledger")
        .under("台账", "/ledger")
        .under(kind.name.clone(), format!("/ledger/{}", kind.id))
        .under("导入", format!("/ledger/{}/import", kind.id))
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        if refused.disk_is_full() {
            return Error::refused(
                "磁盘满了，这次没有办成，什么也没有留下。",
                "请管理员腾出磁盘空间，再办一次。",
            );
        }
        let way_out = match &refused {
            Refused::NoSuchImport => return Error::NotFound,
            Refused::Row(_) | Refused::NotOpened(_) => "",
            Refused::Unreadable(_) => "改好文件后，回到“导入”重新上传。什么也没有改动。",
            Refused::Stage(Stage::Loaded) => "它的记录已在台账里，不用再导一次。",
            Refused::Stage(_) => "打开这次导入，看它到了哪一步。",
            Refused::Moved => "打开这次导入，看过新的检查结果再导入。什么也没有改动。",
            Refused::Built(_) => {
                "已有人在这些记录上接着办，整份不能撤销。请逐条更正或作废有误的记录。"
            }
        };
        match refused {
            Refused::Row(refusal) => refusal.into(),
            other => Error::refused(other.to_string() + "。", way_out),
        }
    }
}
