//! Entering, correcting and copying a row: one form, generated from the kind.

use ::store::Tx;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use enterprise::door::FirmLine;
use measure::kind::{Kind, Kinds, Subject};
use values::{Day, Id};
use web::{Actor, App, Complaints, Error, Fields, Frame, Result, back_to, invalid, page};

use super::acts::{unmoved, version};
use super::inputs::{self, FirmInput, Input, PaperInput, TownInput};
use super::moved::{self, Conflict};
use super::seen::standing_in;
use super::show;
use crate::access;
use crate::row::acts::{self, Held};
use crate::row::check::FIRM;
use crate::row::enter::Posting;
use crate::row::reading::Writing;
use crate::row::refusal::Refusal;
use crate::row::state::State as RowState;
use crate::row::{Content, Entry};
use crate::voucher::{self, Kept, Proof, intake};

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
    pub reason: String,
    pub wants_reason: bool,
    pub keeps_draft: bool,
    pub submit: String,
    pub linked: Vec<(String, String)>,
    pub conflict: Option<Conflict>,
    /// Files that were chosen and have to be chosen again.
    pub lost: Vec<String>,
    pub year: i32,
    pub accepted: &'static str,
}

impl FormPage {
    fn verb(&self) -> &'static str {
        if self.keeps_draft { "提交" } else { "存" }
    }

    fn error(&self, what: &str, id: &str) -> &str {
        self.complaints.of(&format!("{what}.{id}"))
    }

    /// The fault of a voucher, whichever of its inputs it is at.
    fn paper_error(&self, id: &str) -> &str {
        ["file", "number", "issuer", "day"].into_iter().map(|what| self.error(what, id)).find(|reason| !reason.is_empty()).unwrap_or_default()
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

/// The form with what was typed.
pub async fn build(app: &App, tx: &mut Tx, actor: &Actor, about: About<'_>, typed: &Fields, complaints: Complaints) -> Result<FormPage> {
    let About { kind, held, content, vouchers } = about;
    let row = held.map(|held| &held.row);
    let title = row.map_or_else(|| kind.act.clone(), |row| format!("更正 {}", row.number));
    let frame = Frame::new(app, actor, title.clone())
        .at("/ledger")
        .under("台账", "/ledger")
        .under(kind.name.clone(), format!("/ledger/{}", kind.id))
        .with_errors(complaints.len());
    let frame = row.map_or_else(|| frame.clone(), |row| frame.clone().under(row.number.clone(), row.path()));
    let there: Vec<(String, String)> = match row {
        Some(row) => standing_in(vouchers, row.version).map(|kept| (kept.proof.voucher.clone(), kept.title())).collect(),
        None => Vec::new(),
    };
    let state = row.map_or(RowState::Draft, |row| row.state);
    Ok(FormPage {
        note: row.map_or_else(|| kind.about.clone(), note),
        action: row.map_or_else(|| format!("/ledger/{}", kind.id), |row| format!("{}/correction", row.path())),
        back: row.map_or_else(|| format!("/ledger/{}", kind.id), |row| row.path()),
        firm: inputs::firm(tx, actor, kind, typed, content).await?,
        town: inputs::town(tx, actor, kind, typed, content, app.today()).await?,
        inputs: inputs::inputs(tx, kind, typed, content).await?,
        papers: inputs::papers(kind, typed, &there),
        version: row.map_or(0, |row| row.version),
        reason: typed.get("reason").to_owned(),
        wants_reason: row.is_some() && state != RowState::Draft,
        keeps_draft: matches!(state, RowState::Draft | RowState::Returned),
        submit: submit_word(tx, kind, state).await?,
        linked: match row {
            Some(row) => show::linked(tx, kind, row).await?,
            None => Vec::new(),
        },
        conflict: None,
        lost: typed.uploads.iter().map(|upload| upload.name.clone()).collect(),
        year: app.today().year(),
        accepted: voucher::file_type::ACCEPTED,
        kind: kind.clone(),
        frame: frame.under(if row.is_some() { "更正".to_owned() } else { title.clone() }, ""),
        title,
        complaints,
    })
}

/// 施远舟 9月17日 9:10 退回：发票抬头与合同乙方不一致
fn note(row: &crate::row::Row) -> String {
    let reason = if row.reason.is_empty() { String::new() } else { format!("：{}", row.reason) };
    format!("第 {} 版 · {} {} {}{reason}", row.version, row.actor.name, row.moment.spoken(), row.cause.word())
}

/// 提交，等施远舟核实
async fn submit_word(tx: &mut Tx, kind: &Kind, state: RowState) -> Result<String> {
    let today = tx.moment().day();
    let who = match identity::door::office(tx, &kind.office).await? {
        Some(office) => identity::door::people_in(tx, &access::VERIFIERS, office.id, today).await?,
        None => Vec::new(),
    };
    let waits = who.first().map_or_else(|| "等核实".to_owned(), |(_, name)| format!("等{name}核实"));
    Ok(match state {
        RowState::Draft | RowState::Returned => format!("提交，{waits}"),
        _ => format!("存为新版本，{waits}"),
    })
}

async fn kind_of(tx: &mut Tx, id: &str) -> Result<(std::sync::Arc<Kinds>, Kind)> {
    let kinds = crate::kind::kinds(tx).await?;
    let kind = kinds.get(id).cloned().ok_or(Error::NotFound)?;
    Ok((kinds, kind))
}

async fn may_enter(tx: &mut Tx, actor: &Actor, kind: &Kind) -> Result<()> {
    if access::may_enter(actor, kind) {
        return Ok(());
    }
    match access::write(actor, kind, Id::NONE) {
        Ok(_) => Ok(()),
        Err(denied) => Err(acts::refuse(tx, kind, actor, denied).await?.into()),
    }
}

/// GET /ledger/{kind}/new
pub async fn new(State(app): State<App>, actor: Actor, Path(id): Path<String>) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let (_, kind) = kind_of(&mut tx, &id).await?;
    may_enter(&mut tx, &actor, &kind).await?;
    let about = About { kind: &kind, held: None, content: None, vouchers: &[] };
    page(&build(&app, &mut tx, &actor, about, &Fields::default(), Complaints::default()).await?)
}

/// GET /ledger/rows/{id}/copy: a new row's form, filled with what another says; vouchers are not copied.
pub async fn copy(State(app): State<App>, actor: Actor, Path(entry): Path<Id<Entry>>) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let held = acts::find(&mut tx, &actor, entry).await?;
    let kind = held.kind()?;
    may_enter(&mut tx, &actor, kind).await?;
    let about = About { kind, held: None, content: Some(&held.row.content), vouchers: &[] };
    let mut form = build(&app, &mut tx, &actor, about, &Fields::default(), Complaints::default()).await?;
    form.note = format!("内容取自 {}，凭证不随复制。改好不同的地方再提交。", held.row.number);
    page(&form)
}

/// GET /ledger/rows/{id}/correction
pub async fn correction(State(app): State<App>, actor: Actor, Path(entry): Path<Id<Entry>>) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let held = acts::find(&mut tx, &actor, entry).await?;
    let kind = held.kind()?;
    if let Err(denied) = access::write(&actor, kind, held.row.content.town) {
        return Err(acts::refuse(&mut tx, kind, &actor, denied).await?.into());
    }
    held.row.state.after(crate::row::state::Act::Correct)?;
    let vouchers = voucher::store::of(&mut tx, entry).await?;
    let about = About { kind, held: Some(&held), content: Some(&held.row.content), vouchers: &vouchers };
    page(&build(&app, &mut tx, &actor, about, &Fields::default(), Complaints::default()).await?)
}

/// POST /ledger/{kind}
pub async fn enter(State(app): State<App>, actor: Actor, Path(id): Path<String>, fields: Fields) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let (_, kind) = kind_of(&mut tx, &id).await?;
    may_enter(&mut tx, &actor, &kind).await?;
    let mut complaints = Complaints::default();
    let posting = posting(&mut tx, &kind, &fields, app.today(), &mut complaints).await?;
    drop(tx);
    let submit = fields.get("act") != "draft";
    let outcome = save(&app, &actor, &fields, &posting, complaints, Save::New { submit }).await?;
    let complaints = match outcome {
        Ok(path) => return Ok(back_to(path)),
        Err(Refusal::Content(complaints)) => complaints,
        Err(other) => return Err(other.into()),
    };
    let mut tx = app.read(&actor).await?;
    let about = About { kind: &kind, held: None, content: None, vouchers: &[] };
    invalid(&build(&app, &mut tx, &actor, about, &fields, complaints).await?)
}

/// POST /ledger/rows/{id}/correction
pub async fn correct(State(app): State<App>, actor: Actor, Path(entry): Path<Id<Entry>>, fields: Fields) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let held = acts::find(&mut tx, &actor, entry).await?;
    let kind = held.kind()?.clone();
    let looked_at = version(&fields)?;
    let fields = moved::picked(&mut tx, &held, fields, looked_at).await?;
    let mut complaints = Complaints::default();
    let posting = posting(&mut tx, &kind, &fields, app.today(), &mut complaints).await?;
    drop(tx);
    let submit = fields.get("act") != "draft";
    let outcome = save(&app, &actor, &fields, &posting, complaints, Save::Correction { entry, looked_at, submit }).await?;
    let complaints = match outcome {
        Ok(path) => return Ok(back_to(path)),
        Err(Refusal::Moved { .. }) => return moved::page(&app, &actor, entry, looked_at, &fields).await,
        Err(Refusal::Content(complaints)) => complaints,
        Err(Refusal::ReasonMissing(_)) => {
            let mut complaints = Complaints::default();
            complaints.add("reason", "更正理由", "要写明改了什么、为什么改");
            complaints
        }
        Err(other) => return Err(other.into()),
    };
    let mut tx = app.read(&actor).await?;
    let vouchers = voucher::store::of(&mut tx, entry).await?;
    let about = About { kind: &kind, held: Some(&held), content: Some(&held.row.content), vouchers: &vouchers };
    invalid(&build(&app, &mut tx, &actor, about, &fields, complaints).await?)
}

#[derive(Clone, Copy)]
enum Save {
    New { submit: bool },
    Correction { entry: Id<Entry>, looked_at: i64, submit: bool },
}

/// Saves in one transaction; files are in their place before it commits. Gives the row's address.
async fn save(app: &App, actor: &Actor, fields: &Fields, posting: &Posting, mut complaints: Complaints, save: Save) -> Result<Result<String, Refusal>> {
    let mut tx = app.write(actor).await?;
    let writing = Writing::Typed { year: app.today().year() };
    if let Save::Correction { entry, looked_at, .. } = save
        && let Err(moved) = unmoved(&mut tx, entry, looked_at).await
    {
        return Ok(Err(moved));
    }
    let outcome = match save {
        Save::New { submit } => acts::enter(&mut tx, actor, posting, writing, submit).await,
        Save::Correction { entry, submit, .. } => acts::correct(&mut tx, actor, entry, posting, writing, fields.get("reason"), submit).await,
    };
    match outcome {
        // What the firm's and the vouchers' inputs lack stands first in the list.
        Err(Refusal::Content(more)) => {
            let known: Vec<String> = complaints.0.iter().map(|one| one.field.clone()).collect();
            complaints.0.extend(more.0.into_iter().filter(|one| !known.contains(&one.field)));
            Ok(Err(Refusal::Content(complaints)))
        }
        Ok(_) if !complaints.is_empty() => Ok(Err(Refusal::Content(complaints))),
        Ok(row) => {
            intake::keep(app.store().files(), fields, &posting.proofs).await?;
            tx.commit().await?;
            Ok(Ok(row.path()))
        }
        Err(Refusal::Store(error)) => Err(error.into()),
        Err(other) => Ok(Err(other)),
    }
}

/// The posting that a form means: its fields as typed, the firm looked up, the papers looked at.
async fn posting(tx: &mut Tx, kind: &Kind, fields: &Fields, today: Day, complaints: &mut Complaints) -> Result<Posting> {
    let subject = match find_firm(tx, kind, fields.get(FIRM)).await? {
        Ok(firm) => firm.map(|firm| firm.id),
        Err(reason) => {
            complaints.add(FIRM, "企业", reason);
            None
        }
    };
    let proofs: Vec<Proof> = intake::read(kind, fields, today, complaints).await?;
    let typed = kind.fields.iter().filter(|field| fields.has(&field.id));
    Ok(Posting {
        kind: kind.id.clone(),
        subject,
        town: fields.get("town").parse().ok(),
        fields: typed.map(|field| (field.id.clone(), fields.get(&field.id).to_owned())).collect(),
        proofs,
    })
}

/// By code or by full name. A part of a name is never taken for a firm; those that hold it are named.
pub async fn find_firm(tx: &mut Tx, kind: &Kind, text: &str) -> Result<Result<Option<FirmLine>, String>> {
    if kind.subject != Subject::Firm || text.is_empty() {
        return Ok(Ok(None));
    }
    let code: String = values::half_width(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    if let Some(firm) = enterprise::door::by_code(tx, &code).await? {
        return Ok(Ok(Some(firm)));
    }
    let found = enterprise::door::search(tx, text, None, 20).await?;
    let named: Vec<&FirmLine> = found.iter().filter(|firm| firm.name == text).collect();
    Ok(match (named.as_slice(), found.as_slice()) {
        ([firm], _) => Ok(Some((*firm).clone())),
        ([_, ..], _) => Err(format!("有 {} 家企业叫“{text}”，请改填统一社会信用代码", named.len())),
        ([], []) => Err(format!("企业库里没有“{text}”，请核对，或先到企业库登记")),
        ([], some) => Err(format!("没有全称是“{text}”的企业，是不是：{}", some.iter().take(3).map(|firm| firm.name.as_str()).collect::<Vec<_>>().join("、"))),
    })
}

