//! Sending the form: saved, or back with all that was typed.

use ::store::Tx;
use axum::extract::State;
use axum::response::Response;
use enterprise::door::FirmLine;
use measure::kind::{Kind, Subject};
use values::{Day, Id};
use web::{Actor, App, Complaints, Fields, Path, Result, back_to, invalid};

use super::opening::{kind_of, may_enter};
use super::{About, build, once};
use crate::row::check::FIRM;
use crate::row::enter::Posting;
use crate::row::pages::acts::{unmoved, version};
use crate::row::pages::moved;
use crate::row::reading::Writing;
use crate::row::refusal::Refusal;
use crate::row::{Entry, Row, acts, store};
use crate::voucher::{self, Proof, intake};

/// POST /ledger/{kind}
pub async fn enter(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let kind = kind_of(&mut tx, &id).await?;
    may_enter(&mut tx, &actor, &kind).await?;
    let mut complaints = Complaints::default();
    let posting = posting(&mut tx, &kind, &fields, app.today(), &mut complaints).await?;
    drop(tx);
    let submit = fields.get("act") != "draft";
    let once = once(&fields).unwrap_or_else(|| Id::fresh(app.now()));
    let outcome = save(
        &app,
        &actor,
        &fields,
        &posting,
        complaints,
        Save::New { once, submit },
    )
    .await?;
    let complaints = match outcome {
        Ok(path) => return Ok(back_to(path)),
        Err(Refusal::Content(complaints)) => complaints,
        Err(other) => return Err(other.into()),
    };
    let mut tx = app.read(&actor).await?;
    let about = About {
        kind: &kind,
        held: None,
        content: None,
        vouchers: &[],
    };
    invalid(&build(&app, &mut tx, &actor, about, &fields, complaints).await?)
}

/// POST /ledger/rows/{id}/correction
pub async fn correct(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let held = acts::find(&mut tx, &actor, entry).await?;
    let kind = held.kind()?.clone();
    let looked_at = version(&fields)?;
    let fields = moved::picked(&mut tx, &actor, &held, fields, looked_at).await?;
    let mut complaints = Complaints::default();
    let posting = posting(&mut tx, &kind, &fields, app.today(), &mut complaints).await?;
    drop(tx);
    let submit = fields.get("act") != "draft";
    let outcome = save(
        &app,
        &actor,
        &fields,
        &posting,
        complaints,
        Save::Correction {
            entry,
            looked_at,
            submit,
        },
    )
    .await?;
    let complaints = match outcome {
        Ok(path) => return Ok(back_to(path)),
        Err(Refusal::Moved { .. }) => {
            return moved::page(&app, &actor, entry, looked_at, fields).await;
        }
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
    let about = About {
        kind: &kind,
        held: Some(&held),
        content: Some(&held.row.content),
        vouchers: &vouchers,
    };
    invalid(&build(&app, &mut tx, &actor, about, &fields, complaints).await?)
}

#[derive(Clone, Copy)]
enum Save {
    New {
        once: Id<Entry>,
        submit: bool,
    },
    Correction {
        entry: Id<Entry>,
        looked_at: i64,
        submit: bool,
    },
}

/// Saves in one transaction; files are in their place before it commits. Gives the row's address.
async fn save(
    app: &App,
    actor: &Actor,
    fields: &Fields,
    posting: &Posting,
    mut complaints: Complaints,
    save: Save,
) -> Result<Result<String, Refusal>> {
    let mut tx = app.write(actor).await?;
    let writing = Writing::Typed {
        year: app.today().year(),
    };
    if let Save::Correction {
        entry, looked_at, ..
    } = save
        && let Err(moved) = unmoved(&mut tx, entry, looked_at).await
    {
        return Ok(Err(moved));
    }
    let before = match save {
        Save::New { once, .. } => store::find(&mut tx, once).await?,
        Save::Correction { .. } => None,
    };
    let outcome = match save {
        Save::New { once, submit } => {
            let entry = before.as_ref().map_or(once, |_| Id::fresh(tx.moment()));
            acts::enter_as(&mut tx, actor, entry, posting, writing, submit).await
        }
        Save::Correction { entry, submit, .. } => {
            acts::correct(
                &mut tx,
                actor,
                entry,
                posting,
                writing,
                fields.get("reason"),
                submit,
            )
            .await
        }
    };
    match outcome {
        // What the firm's and the vouchers' inputs lack stands first in the list.
        Err(Refusal::Content(more)) => {
            let known: Vec<String> = complaints.0.iter().map(|one| one.field.clone()).collect();
            complaints
                .0
                .extend(more.0.into_iter().filter(|one| !known.contains(&one.field)));
            Ok(Err(Refusal::Content(complaints)))
        }
        Ok(_) if !complaints.is_empty() => Ok(Err(Refusal::Content(complaints))),
        Ok(row) if is_again(&mut tx, before.as_ref(), &row, posting).await? => {
            Ok(Ok(before.unwrap_or(row).path()))
        }
        Ok(row) => {
            intake::keep(app.store().files(), fields, &posting.proofs).await?;
            tx.commit().await?;
            Ok(Ok(row.path()))
        }
        Err(Refusal::Store(error)) => Err(error.into()),
        Err(other) => Ok(Err(other)),
    }
}

/// Whether a form was pressed twice, on a slow line: the same person, the same content, as many vouchers, and the row of the first
/// press is as it was. Who went back and typed another row makes another one.
async fn is_again(
    tx: &mut Tx,
    before: Option<&Row>,
    row: &Row,
    posting: &Posting,
) -> ::store::Result<bool> {
    let Some(before) = before else {
        return Ok(false);
    };
    let is_same = before.version == 1
        && before.author == row.author
        && before.kind == row.kind
        && before.state == row.state
        && before.content == row.content;
    let vouchers = voucher::store::of(tx, before.entry).await?;
    Ok(is_same && vouchers.len() == posting.proofs.len())
}

/// The posting that a form means: its fields as typed, the firm looked up, the papers looked at.
async fn posting(
    tx: &mut Tx,
    kind: &Kind,
    fields: &Fields,
    today: Day,
    complaints: &mut Complaints,
) -> Result<Posting> {
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
        fields: typed
            .map(|field| (field.id.clone(), fields.get(&field.id).to_owned()))
            .collect(),
        proofs,
    })
}

/// By code or by full name. A part of a name is never taken for a firm; those that hold it are named.
pub async fn find_firm(
    tx: &mut Tx,
    kind: &Kind,
    text: &str,
) -> Result<Result<Option<FirmLine>, String>> {
    if kind.subject != Subject::Firm || text.is_empty() {
        return Ok(Ok(None));
    }
    let code: String = values::half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect();
    if let Some(firm) = enterprise::door::by_code(tx, &code).await? {
        return Ok(Ok(Some(firm)));
    }
    let found = enterprise::door::search(tx, text, None, 20).await?;
    let named: Vec<&FirmLine> = found.iter().filter(|firm| firm.name == text).collect();
    Ok(match (named.as_slice(), found.as_slice()) {
        ([firm], _) => Ok(Some((*firm).clone())),
        ([_, ..], _) => Err(format!(
            "有 {} 家企业叫“{text}”，请改填统一社会信用代码",
            named.len()
        )),
        ([], []) => Err(format!("企业库里没有“{text}”，请核对，或先到企业库登记")),
        ([], some) => Err(format!(
            "没有全称是“{text}”的企业，是不是：{}",
            some.iter()
                .take(3)
                .map(|firm| firm.name.as_str())
                .collect::<Vec<_>>()
                .join("、")
        )),
    })
}
