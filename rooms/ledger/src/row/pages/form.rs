//! Entering, correcting and copying a row: one form, generated from the kind.

pub mod opening;
pub mod sending;

use ::store::Tx;
use askama::Template;
use measure::kind::Kind;
use values::Id;
use web::{Actor, App, Complaints, Fields, Frame, Result};

use super::inputs::{self, FirmInput, Input, PaperInput, TownInput};
use super::like::linked;
use super::moved::Conflict;
use super::seen::standing_in;
use crate::access;
use crate::row::acts::Held;
use crate::row::state::State as RowState;
use crate::row::{Content, Entry};
use crate::voucher::{self, Kept};

#[derive(Template)]
#[template(path = "row/form.html")]
pub struct FormPage {
    pub frame: Frame,
    pub title: String,
    pub note: String,
    pub kind: Kind,
    /// Where the form is sent.
    pub action: String,
    pub back: String,
    pub firm: Option<FirmInput>,
    pub town: Option<TownInput>,
    pub inputs: Vec<Input>,
    pub papers: Vec<PaperInput>,
    pub complaints: Complaints,
    /// The version that is corrected; 0 for a new row.
    pub version: i64,
    /// What a new row will be, so that a second press of the same form leads to the row of the first.
    pub once: Option<Id<Entry>>,
    pub reason: String,
    pub wants_reason: bool,
    pub keeps_draft: bool,
    /// Sent to be kept as a draft.
    pub as_draft: bool,
    pub submit: String,
    pub linked: Vec<(String, String)>,
    pub conflict: Option<Conflict>,
    /// Files that were chosen and have to be chosen again.
    pub lost: Vec<String>,
    pub year: i32,
    pub accepted: &'static str,
}

impl FormPage {
    /// What was not done, in the words of the button that was pressed.
    fn verb(&self) -> &'static str {
        match (self.keeps_draft, self.as_draft) {
            (true, true) => "存草稿",
            (true, false) => "提交",
            (false, _) => "存",
        }
    }

    fn error(&self, what: &str, id: &str) -> &str {
        self.complaints.of(&format!("{what}.{id}"))
    }

    /// The fault of a voucher, whichever of its inputs it is at.
    fn paper_error(&self, id: &str) -> &str {
        ["file", "number", "issuer", "day"]
            .into_iter()
            .map(|what| self.error(what, id))
            .find(|reason| !reason.is_empty())
            .unwrap_or_default()
    }
}

/// What a form is about.
pub struct About<'a> {
    pub kind: &'a Kind,
    /// The row that is corrected.
    pub held: Option<&'a Held>,
    /// What fills the form.
    pub content: Option<&'a Content>,
    pub vouchers: &'a [Kept],
}

/// What the form says that its new row will be.
fn once(typed: &Fields) -> Option<Id<Entry>> {
    let id: Id<Entry> = typed.get("once").parse().ok()?;
    (id.uuid().get_version_num() == 7).then_some(id)
}

/// The form with what was typed.
pub async fn build(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    about: About<'_>,
    typed: &Fields,
    complaints: Complaints,
) -> Result<FormPage> {
    let About {
        kind,
        held,
        content,
        vouchers,
    } = about;
    let row = held.map(|held| &held.row);
    let title = row.map_or_else(|| kind.act.clone(), |row| format!("更正 {}", row.number));
    let frame = Frame::new(app, actor, title.clone())
        .at("/ledger")
        .under("台账", "/ledger")
        .under(kind.name.clone(), format!("/ledger/{}", kind.id))
        .with_errors(complaints.len());
    let frame = row.map_or_else(
        || frame.clone(),
        |row| frame.clone().under(row.number.clone(), row.path()),
    );
    let there: Vec<(String, String)> = match row {
        Some(row) => standing_in(vouchers, row.version)
            .map(|kept| (kept.proof.voucher.clone(), kept.title()))
            .collect(),
        None => Vec::new(),
    };
    let state = row.map_or(RowState::Draft, |row| row.state);
    Ok(FormPage {
        note: row.map_or_else(|| kind.about.clone(), note),
        action: row.map_or_else(
            || format!("/ledger/{}", kind.id),
            |row| format!("{}/correction", row.path()),
        ),
        back: row.map_or_else(|| format!("/ledger/{}", kind.id), |row| row.path()),
        firm: inputs::firm(tx, actor, kind, typed, content).await?,
        town: inputs::town(tx, actor, kind, typed, content, app.today()).await?,
        inputs: inputs::inputs(tx, actor, kind, typed, content).await?,
        papers: inputs::papers(kind, typed, &there),
        version: row.map_or(0, |row| row.version),
        once: row
            .is_none()
            .then(|| once(typed).unwrap_or_else(|| Id::fresh(app.now()))),
        reason: typed.get("reason").to_owned(),
        wants_reason: row.is_some() && state != RowState::Draft,
        keeps_draft: matches!(state, RowState::Draft | RowState::Returned),
        as_draft: typed.get("act") == "draft",
        submit: submit_word(tx, kind, state).await?,
        linked: match row {
            Some(row) => linked(tx, actor, kind, row).await?,
            None => Vec::new(),
        },
        conflict: None,
        lost: typed
            .uploads
            .iter()
            .map(|upload| upload.name.clone())
            .collect(),
        year: app.today().year(),
        accepted: voucher::file_type::ACCEPTED,
        kind: kind.clone(),
        frame: frame.under(
            if row.is_some() {
                "更正".to_owned()
            } else {
                title.clone()
            },
            "",
        ),
        title,
        complaints,
    })
}

/// 施远舟 9月17日 9:10 退回：发票抬头与合同乙方不一致
fn note(row: &crate::row::Row) -> String {
    let reason = if row.reason.is_empty() {
        String::new()
    } else {
        format!("：{}", row.reason)
    };
    format!(
        "第 {} 版 · {} {} {}{reason}",
        row.version,
        row.actor.name,
        row.moment.spoken(),
        row.cause.word()
    )
}

/// 提交，等施远舟核实
async fn submit_word(tx: &mut Tx, kind: &Kind, state: RowState) -> Result<String> {
    let today = tx.moment().day();
    let who = match identity::door::office(tx, &kind.office).await? {
        Some(office) => identity::door::people_in(tx, &access::VERIFIERS, office.id, today).await?,
        None => Vec::new(),
    };
    let waits = who
        .first()
        .map_or_else(|| "等核实".to_owned(), |(_, name)| format!("等{name}核实"));
    Ok(match state {
        RowState::Draft | RowState::Returned => format!("提交，{waits}"),
        _ => format!("存为新版本，{waits}"),
    })
}
