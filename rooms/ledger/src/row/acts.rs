//! The acts on a row: load → decide → save → trail. Each ends the version that is held and holds a
//! new one, in the transaction of its caller.

mod follow;
mod judging;
mod proving;
mod save;
mod telling;
mod together;

use std::sync::Arc;

use ::store::Tx;
use measure::kind::{Kind, Kinds};
use serde_json::json;
use values::Id;
use web::{Actor, Organisation};

use super::decide::Change;
use super::enter::{Posting, Reading, content};
use super::measured::Measured;
use super::reading::Writing;
use super::refusal::Refusal;
use super::standing::{Standing, missing};
use super::state::State;
use super::{Cause, Content, Entry, Row, store};
use crate::access::{self, Denied, Right, VERIFIERS, Whose};
pub use follow::{follow_files, follow_town};
pub use judging::{send_back, verify, void, withdraw_verification};
pub use proving::{prove, withdraw_voucher};
use telling::{differences, papers, record, told};
pub use together::{LeftOut, Outcome, together};

/// A row with what its acts need.
pub struct Held {
    pub row: Row,
    pub kinds: Arc<Kinds>,
}

impl Held {
    /// The kind of the row.
    pub fn kind(&self) -> Result<&Kind, Refusal> {
        self.kinds
            .get(&self.row.kind)
            .ok_or_else(|| Refusal::NoSuchKind(self.row.kind.clone()))
    }
}

/// The row as it is held now, for somebody who may see it.
pub async fn find(tx: &mut Tx, actor: &Actor, entry: Id<Entry>) -> Result<Held, Refusal> {
    let row = store::find(tx, entry).await?.ok_or(Refusal::NoSuchRow)?;
    let kinds = crate::kind::kinds(tx).await?;
    let held = Held { row, kinds };
    if let Err(denied) = access::see(actor, held.row.content.town, held.row.author) {
        // What lies outside a person's town is not there for that person.
        return Err(if denied.whose == Whose::Nobody {
            Refusal::NoSuchRow
        } else {
            refuse(tx, held.kind()?, actor, denied).await?
        });
    }
    Ok(held)
}

/// The refusal of a right, with those who could do it instead.
pub async fn refuse(
    tx: &mut Tx,
    kind: &Kind,
    actor: &Actor,
    denied: Denied,
) -> ::store::Result<Refusal> {
    let roles: &[web::Role] = match denied.whose {
        Whose::Enterers => &access::ENTERERS,
        Whose::Verifiers => &VERIFIERS,
        Whose::Administrators => {
            return Ok(Refusal::Denied {
                why: denied.why,
                who_can: "系统管理员".to_owned(),
            });
        }
        Whose::Nobody => {
            return Ok(Refusal::Denied {
                why: denied.why,
                who_can: String::new(),
            });
        }
    };
    let today = tx.moment().day();
    let mut who_can = Vec::new();
    let mut office_name = "归口科室".to_owned();
    if let Some(office) = identity::door::office(tx, &kind.office).await? {
        let people = identity::door::people_in(tx, roles, office.id, today).await?;
        who_can = people
            .into_iter()
            .filter(|(id, _)| *id != actor.person)
            .map(|(_, name)| name)
            .take(6)
            .collect();
        office_name = office.name;
    }
    if who_can.is_empty() {
        let word = if denied.whose == Whose::Verifiers {
            "核实人、负责人"
        } else {
            "经办、核实人、负责人"
        };
        who_can.push(format!("{office_name}的{word}"));
    }
    Ok(Refusal::Denied {
        why: denied.why,
        who_can: who_can.join("、"),
    })
}

/// The right, or a refusal that names those who have it.
pub async fn grant<A>(
    tx: &mut Tx,
    kind: &Kind,
    actor: &Actor,
    right: Result<Right<A>, Denied>,
) -> Result<Right<A>, Refusal> {
    match right {
        Ok(right) => Ok(right),
        Err(denied) => Err(refuse(tx, kind, actor, denied).await?),
    }
}

/// The office of a kind; nil where it does not exist.
pub async fn office(tx: &mut Tx, kind: &Kind) -> ::store::Result<Id<Organisation>> {
    Ok(identity::door::office(tx, &kind.office)
        .await?
        .map_or(Id::NONE, |office| office.id))
}

/// Enters a row: a draft, or handed in at once.
pub async fn enter(
    tx: &mut Tx,
    actor: &Actor,
    posting: &Posting,
    writing: Writing,
    submit: bool,
) -> Result<Row, Refusal> {
    let entry = Id::fresh(tx.moment());
    enter_as(tx, actor, entry, posting, writing, submit).await
}

/// The same under an id that nobody has yet.
pub async fn enter_as(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    posting: &Posting,
    writing: Writing,
    submit: bool,
) -> Result<Row, Refusal> {
    let kinds = crate::kind::kinds(tx).await?;
    let kind = kinds
        .get(&posting.kind)
        .ok_or_else(|| Refusal::NoSuchKind(posting.kind.clone()))?;
    if !access::may_enter(actor, kind) {
        grant(tx, kind, actor, access::write(actor, kind, Id::NONE)).await?;
    }
    let content = content(
        tx,
        &kinds,
        kind,
        posting,
        Reading {
            writing,
            whole: submit,
            by: actor,
            before: None,
        },
    )
    .await?;
    // A draft without its firm has no town yet; whoever may enter here may keep it.
    if !content.town.is_none() || submit {
        grant(tx, kind, actor, access::write(actor, kind, content.town)).await?;
    }
    let row = save::entered(
        tx,
        entry,
        kind,
        &actor.who(),
        content,
        submit,
        &posting.proofs,
    )
    .await?;
    let (verb, word) = if submit {
        ("ledger.row.post", "录入并提交")
    } else {
        ("ledger.row.enter", "录入草稿")
    };
    let details = json!({"kind": row.kind, "subject": row.content.subject, "fields": row.content.fields, "vouchers": papers(&posting.proofs)});
    record(
        tx,
        &actor.who(),
        &row,
        verb,
        format!("{word} {}", row.number),
        details,
    )
    .await?;
    Ok(row)
}

pub async fn submit(tx: &mut Tx, actor: &Actor, entry: Id<Entry>) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let right = grant(
        tx,
        kind,
        actor,
        access::write(actor, kind, access::place(actor, &held.row)),
    )
    .await?;
    let mut change = held.row.submit(&right)?;
    let posting = Posting {
        kind: held.row.kind.clone(),
        subject: held.row.content.subject,
        town: held.row.content.town.some(),
        fields: held.row.content.fields.clone(),
        proofs: Vec::new(),
    };
    let whole = Reading {
        writing: Writing::Canonical,
        whole: true,
        by: actor,
        before: Some(&held.row),
    };
    let content = content(tx, &held.kinds, kind, &posting, whole).await?;
    grant(tx, kind, actor, access::write(actor, kind, content.town)).await?;
    change.content = Some(content);
    let row = save::changed(tx, kind, &actor.who(), &held.row, change, &[], None).await?;
    told(tx, actor, &row, "ledger.row.submit").await?;
    Ok(row)
}

/// New content for a row; with `submit` a draft or returned row is handed in by the same act.
pub async fn correct(
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
    posting: &Posting,
    writing: Writing,
    reason: &str,
    submit: bool,
) -> Result<Row, Refusal> {
    let held = find(tx, actor, entry).await?;
    let kind = held.kind()?;
    let right = grant(
        tx,
        kind,
        actor,
        access::write(actor, kind, access::place(actor, &held.row)),
    )
    .await?;
    let whole = submit || held.row.state.claims();
    let content = content(
        tx,
        &held.kinds,
        kind,
        posting,
        Reading {
            writing,
            whole,
            by: actor,
            before: Some(&held.row),
        },
    )
    .await?;
    if !content.town.is_none() || whole {
        grant(tx, kind, actor, access::write(actor, kind, content.town)).await?;
    }
    let details = json!({"reason": reason, "changed": differences(&held.row.content, &content), "vouchers": papers(&posting.proofs)});
    let change = held.row.correct(&right, content, reason, submit)?;
    let row = save::changed(
        tx,
        kind,
        &actor.who(),
        &held.row,
        change,
        &posting.proofs,
        None,
    )
    .await?;
    record(
        tx,
        &actor.who(),
        &row,
        "ledger.row.correct",
        format!("更正 {}：{reason}", row.number),
        details,
    )
    .await?;
    Ok(row)
}

/// Whether somebody may open the ledger at all.
pub fn opened<A>(right: Result<Right<A>, Denied>) -> web::Result<Right<A>> {
    right.map_err(|denied| web::Error::forbidden(denied.why, "系统管理员"))
}
