//! The acts on a row: load → decide → save → trail. Each ends the version that is held and holds a
//! new one, in the transaction of its caller.

mod save;

use std::sync::Arc;

use ::store::Tx;
use measure::kind::{Kind, Kinds};
use serde_json::json;
use trail::{Act as Told, Who};
use values::Id;
use web::{Actor, Organisation};

use super::decide::Change;
use super::enter::{Posting, Reading, content, vouchers};
use super::measured::Measured;
use super::reading::Writing;
use super::refusal::Refusal;
use super::standing::{Standing, missing};
use super::state::State;
use super::{Cause, Content, Entry, Row, store};
use crate::access::{self, Denied, VERIFIERS, Whose};
use crate::voucher::{self, Proof, Voucher};

/// A row with what its acts need.
pub struct Held {
    pub row: Row,
    pub kinds: Arc<Kinds>,
}

impl Held {
    /// The kind of the row.
    pub fn kind(&self) -> Result<&Kind, Refusal> {
        self.kinds.get(&self.row.kind).ok_or_else(|| Refusal::NoSuchKind(self.row.kind.clone()))
    }
}

/// The row as it is held now, for somebody who may see it.
pub async fn find(tx: &mut Tx, actor: &Actor, entry: Id<Entry>) -> Result<Held, Refusal> {
    let row = store::find(tx, entry).await?.ok_or(Refusal::NoSuchRow)?;
    let kinds = crate::kind::kinds(tx).await?;
    let held = Held { row, kinds };
    if let Err(denied) = access::see(actor, held.row.content.town) {
        // What lies outside a person's town is not there for that person.
        return Err(if denied.whose == Whose::Nobody { Refusal::NoSuchRow } else { refuse(tx, held.kind()?, actor, denied).await? });
    }
    Ok(held)
}

/// The refusal of a right, with those who could do it instead.
pub async fn refuse(tx: &mut Tx, kind: &Kind, actor: &Actor, denied: Denied) -> ::store::Result<Refusal> {
    let roles: &[web::Role] = match denied.whose {
        Whose::Enterers => &access::ENTERERS,
        Whose::Verifiers => &VERIFIERS,
        Whose::Administrators => return Ok(Refusal::Denied { why: denied.why, who_can: "系统管理员".to_owned() }),
        Whose::Nobody => return Ok(Refusal::Denied { why: denied.why, who_can: String::new() }),
    };
    let today = tx.moment().day();
    let mut who_can = Vec::new();
    let mut office_name = "归口科室".to_owned();
    if let Some(office) = identity::door::office(tx, &kind.office).await? {
        let people = identity::door::people_in(tx, roles, office.id, today).await?;
        who_can = people.into_iter().filter(|(id, _)| *id != actor.person).map(|(_, name)| name).take(6).collect();
        office_name = office.name;
    }
    if who_can.is_empty() {
        let word = if denied.whose == Whose::Verifiers { "核实人、负责人" } else { "经办、核实人、负责人" };
        who_can.push(format!("{office_name}的{word}"));
    }
    Ok(Refusal::Denied { why: denied.why, who_can: who_can.join("、") })
}

macro_rules! grant {
    ($tx:expr, $kind:expr, $actor:expr, $right:expr) => {
        match $right {
            Ok(right) => right,
            Err(denied) => return Err(refuse($tx, $kind, $actor, denied).await?),
        }
    };
}

/// The office of a kind; nil where it does not exist.
pub async fn office(tx: &mut Tx, kind: &Kind) -> ::store::Result<Id<Organisation>> {
    Ok(identity::door::office(tx, &kind.office).await?.map_or(Id::NONE, |office| office.id))
}

/// Enters a row: a draft, or handed in at once.
pub async fn enter(tx: &mut Tx, actor: &Actor, posting: &Posting, writing: Writing, submit: bool) -> Result<Row, Refusal> {
    let kinds = crate::kind::kinds(tx).await?;
    let kind = kinds.get(&posting.kind).ok_or_else(|| Refusal::NoSuchKind(posting.kind.clone()))?;
    if !access::may_enter(actor, kind) {
        grant!(tx, kind, actor, access::write(actor, kind, Id::NONE));
    }
    let content = content(tx, &kinds, kind, posting, Reading { writing, whole: submit, entry: None }).await?;
    // A draft without its firm has no town yet; whoever may enter here may keep it.
    if !content.town.is_none() || submit {
        grant!(tx, kind, actor, access::write(actor, kind, content.town));
    }
    let row = save::entered(tx, kind, &actor.who(), content, submit, &posting.proofs).await?;
    let (verb, word) = if submit { ("ledger.row.post", "录入并提交") } else { ("ledger.row.enter", "录入草稿") };
    let details = json!({"kind": row.kind, "subject": row.content.subject, "fields": row.content.fields, "vouchers": papers(&posting.proofs)});
    record(tx, &actor.who(), &row, verb, format!("{word} {}", row.number), details).await?;
    Ok(row)
}

pub async fn submit(tx: &mut Tx, actor: &Actor, entry: Id<Entry>) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let right = grant!(tx, kind, actor, access::write(actor, kind, held.row.content.town));
    let mut change = held.row.submit(&right)?;
    let posting = Posting {
        kind: held.row.kind.clone(),
        subject: held.row.content.subject,
        town: held.row.content.town.some(),
        fields: held.row.content.fields.clone(),
        proofs: Vec::new(),
    };
    let whole = Reading { writing: Writing::Canonical, whole: true, entry: Some(entry) };
    let content = content(tx, &held.kinds, kind, &posting, whole).await?;
    grant!(tx, kind, actor, access::write(actor, kind, content.town));
    change.content = Some(content);
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], None).await?;
    told(tx, actor, &row, "ledger.row.submit").await?;
    Ok(row)
}

pub async fn verify(tx: &mut Tx, actor: &Actor, entry: Id<Entry>) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let wrote = store::writers(tx, entry).await?.contains(&actor.person);
    let right = grant!(tx, kind, actor, access::verify(actor, kind, held.row.content.town, wrote));
    let change = held.row.verify(&right)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], None).await?;
    told(tx, actor, &row, "ledger.row.verify").await?;
    Ok(row)
}

pub async fn send_back(tx: &mut Tx, actor: &Actor, entry: Id<Entry>, reason: &str) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let right = grant!(tx, kind, actor, access::judge(actor, kind, held.row.content.town));
    let change = held.row.send_back(&right, reason)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], None).await?;
    told(tx, actor, &row, "ledger.row.return").await?;
    Ok(row)
}

pub async fn withdraw_verification(tx: &mut Tx, actor: &Actor, entry: Id<Entry>, reason: &str) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let right = grant!(tx, kind, actor, access::judge(actor, kind, held.row.content.town));
    let change = held.row.withdraw_verification(&right, reason)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], None).await?;
    told(tx, actor, &row, "ledger.row.unverify").await?;
    Ok(row)
}

pub async fn void(tx: &mut Tx, actor: &Actor, entry: Id<Entry>, reason: &str) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let right = grant!(tx, kind, actor, access::discard(actor, kind, held.row.content.town, held.row.state));
    let change = held.row.void(&right, reason)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], None).await?;
    told(tx, actor, &row, "ledger.row.void").await?;
    Ok(row)
}

/// New content for a row; with `submit` a draft or returned row is handed in by the same act.
pub async fn correct(tx: &mut Tx, actor: &Actor, entry: Id<Entry>, posting: &Posting, writing: Writing, reason: &str, submit: bool) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let right = grant!(tx, kind, actor, access::write(actor, kind, held.row.content.town));
    let whole = submit || held.row.state.claims();
    let content = content(tx, &held.kinds, kind, posting, Reading { writing, whole, entry: Some(entry) }).await?;
    grant!(tx, kind, actor, access::write(actor, kind, content.town));
    let details = json!({"reason": reason, "changed": differences(&held.row.content, &content), "vouchers": papers(&posting.proofs)});
    let change = held.row.correct(&right, content, reason, submit)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &posting.proofs, None).await?;
    record(tx, &actor.who(), &row, "ledger.row.correct", format!("更正 {}：{reason}", row.number), details).await?;
    Ok(row)
}

/// Adds vouchers.
pub async fn prove(tx: &mut Tx, actor: &Actor, entry: Id<Entry>, proofs: &[Proof]) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let mut complaints = web::Complaints::default();
    vouchers(kind, proofs, &mut complaints);
    if !complaints.is_empty() {
        return Err(Refusal::Content(complaints));
    }
    let right = grant!(tx, kind, actor, access::write(actor, kind, held.row.content.town));
    let (_, there) = voucher::store::there(tx, entry, held.row.version).await?;
    let change = held.row.prove(&right, missing(kind, &there).is_empty())?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, proofs, None).await?;
    let details = json!({"vouchers": papers(proofs)});
    record(tx, &actor.who(), &row, "ledger.row.prove", format!("为 {} 补凭证 {} 份", row.number, proofs.len()), details).await?;
    Ok(row)
}

pub async fn withdraw_voucher(tx: &mut Tx, actor: &Actor, id: Id<Voucher>, reason: &str) -> Result<Row, Refusal> {
    let kept = voucher::store::find(tx, id).await?.ok_or(Refusal::NoSuchVoucher)?;
    let held = find(tx, actor, kept.entry).await?;
    let kind = held.kind()?;
    if !kept.stands_in(held.row.version) {
        return Err(Refusal::NoSuchVoucher);
    }
    let right = grant!(tx, kind, actor, access::write(actor, kind, held.row.content.town));
    let change = held.row.withdraw_voucher(&right, reason)?;
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], Some(id)).await?;
    let details = json!({"voucher": id, "title": kept.title(), "reason": reason});
    record(tx, &actor.who(), &row, "ledger.row.disprove", format!("撤下 {} 的凭证“{}”", row.number, kept.title()), details).await?;
    Ok(row)
}

/// After a firm's town was corrected: its rows take the town of their counting day, each by a new version.
pub async fn settle_towns(tx: &mut Tx, who: &Who, firm: Id<enterprise::door::Firm>) -> Result<u64, Refusal> {
    let kinds = crate::kind::kinds(tx).await?;
    let line = enterprise::door::firm(tx, firm).await?.ok_or(Refusal::NoSuchFirm)?;
    let mut moved = 0;
    for entry in store::open::entries_of(tx, firm).await? {
        let Some(row) = store::find(tx, entry).await? else { continue };
        let Some(kind) = kinds.get(&row.kind) else { continue };
        let town = super::enter::town(tx, kind, Some(&line), row.content.town.some(), &row.content.fields).await?;
        if town == row.content.town {
            continue;
        }
        let content = Content { town, ..row.content.clone() };
        let change = Change { state: row.state, cause: Cause::Moved, reason: String::new(), content: Some(content) };
        let row = save::changed(tx, kind, who, &row, change, &[], None).await?;
        record(tx, who, &row, "ledger.row.move", format!("{} 随企业改镇区", row.number), json!({"town": town})).await?;
        moved += 1;
    }
    Ok(moved)
}

async fn told(tx: &mut Tx, actor: &Actor, row: &Row, verb: &str) -> ::store::Result<()> {
    let reason = if row.reason.is_empty() { String::new() } else { format!("：{}", row.reason) };
    let summary = format!("{} {}{reason}", row.cause.word(), row.number);
    let details = json!({"version": row.version, "standing": row.standing.code(), "reason": row.reason});
    record(tx, &actor.who(), row, verb, summary, details).await
}

async fn record(tx: &mut Tx, who: &Who, row: &Row, verb: &str, summary: String, details: serde_json::Value) -> ::store::Result<()> {
    trail::record(tx, who, Told { act: verb, noun: "row", subject: row.entry.to_string(), summary, details }).await
}

fn papers(proofs: &[Proof]) -> Vec<serde_json::Value> {
    let paper = |proof: &Proof| match &proof.paper {
        voucher::Paper::File { sha256, name, size, .. } => json!({"voucher": proof.voucher, "file": name, "sha256": sha256, "size": size}),
        voucher::Paper::Number { number, issuer, day } => json!({"voucher": proof.voucher, "number": number, "issuer": issuer, "day": day}),
    };
    proofs.iter().map(paper).collect()
}

fn differences(before: &Content, after: &Content) -> serde_json::Value {
    let mut changed = serde_json::Map::new();
    if before.subject != after.subject {
        changed.insert("subject".to_owned(), json!([before.subject, after.subject]));
    }
    if before.town != after.town {
        changed.insert("town".to_owned(), json!([before.town, after.town]));
    }
    let ids: std::collections::BTreeSet<&String> = before.fields.keys().chain(after.fields.keys()).collect();
    for id in ids.into_iter().filter(|id| before.fields.get(*id) != after.fields.get(*id)) {
        changed.insert(id.clone(), json!([before.fields.get(id), after.fields.get(id)]));
    }
    serde_json::Value::Object(changed)
}

/// Whether somebody may open the ledger at all.
pub fn opened<A>(right: Result<access::Right<A>, Denied>) -> web::Result<access::Right<A>> {
    right.map_err(|denied| web::Error::forbidden(denied.why, "系统管理员"))
}
