//! Striking a certificate: its row in the ledger is corrected, in the transaction of the caller.

use ::store::Tx;
use enterprise::door::Firm;
use ledger::door::{Entry, Paper, Posting, Proof, Refusal};
use values::{Day, Id};
use web::{Actor, Complaints};

use super::{CAUSES, Certificate, KIND};
use crate::access::MayAct;
use crate::firm::Common;
use crate::stage::Stage;
use crate::step::form::Asked;
use crate::step::{self, acts as steps};

/// Why and since when a firm is off the list.
#[derive(Clone, Debug)]
pub struct Strike {
    pub day: Day,
    pub cause: String,
    pub paper: String,
    pub issuer: String,
}

impl Strike {
    pub fn faults(&self, one: &Certificate, today: Day, complaints: &mut Complaints) {
        if self.day > today {
            complaints.add("day", "出库日", format!("{} 还没有到", self.day));
        }
        if self.day < one.since {
            let reason = format!("{} 早于公告日 {}", self.day, one.since);
            complaints.add("day", "出库日", reason);
        }
        if CAUSES.iter().all(|(code, _)| *code != self.cause) {
            complaints.add("cause", "原因", "选一个原因");
        }
        if self.paper.is_empty() {
            complaints.add("paper", "文号", "写明依据的文号");
        }
        if self.issuer.is_empty() {
            complaints.add("issuer", "发文单位", "写明发文的单位");
        }
    }
}

pub async fn strike(
    tx: &mut Tx,
    actor: &Actor,
    right: &MayAct,
    entry: Id<Entry>,
    strike: &Strike,
) -> Result<(), Refusal> {
    let row = ledger::door::whole_row(tx, entry).await?;
    let row = row.ok_or(Refusal::NoSuchRow)?;
    let mut fields = row.fields;
    fields.insert("struck_on".to_owned(), strike.day.to_string());
    fields.insert("struck_why".to_owned(), strike.cause.clone());
    let proof = Proof {
        voucher: "list".to_owned(),
        paper: Paper::Number {
            number: strike.paper.clone(),
            issuer: strike.issuer.clone(),
            day: strike.day,
        },
    };
    let posting = Posting {
        kind: KIND.to_owned(),
        subject: row.subject,
        town: None,
        fields,
        proofs: vec![proof],
    };
    let word = super::word(&CAUSES, &strike.cause);
    let reason = format!("{} {word}，{}", strike.day, strike.paper);
    let (subject, number) = (posting.subject, posting.fields.get("number").cloned());
    ledger::door::correct(tx, actor, entry, posting, &reason).await?;
    let Some(firm) = subject else { return Ok(()) };
    if let Some(number) = number {
        end_in_register(tx, actor, firm, &number, (strike.day, &reason)).await?;
    }
    leave(tx, actor, right, (firm, entry), strike, &reason).await
}

/// Whether a firm leaves the pipeline with its certificate: one that was revoked or moved out from wherever it stands, one
/// whose certificate ran out where it stood as recognised. A firm that is on its way to another one goes on, and so does
/// one with another certificate in force.
pub fn leaves(stage: Stage, cause: &str, is_certified: bool) -> bool {
    match stage {
        _ if is_certified => false,
        Stage::Left => false,
        Stage::Recognised => true,
        _ => cause != "expired",
    }
}

/// The firm's course ends with its certificate.
async fn leave(
    tx: &mut Tx,
    actor: &Actor,
    right: &MayAct,
    (firm, entry): (Id<Firm>, Id<Entry>),
    strike: &Strike,
    reason: &str,
) -> Result<(), Refusal> {
    let taken = step::store::of(tx, firm).await?;
    let Some(last) = taken.last() else {
        return Ok(());
    };
    let all = super::read_all(tx).await?;
    let mut others = all
        .iter()
        .filter(|one| one.firm == firm && one.entry != entry);
    let is_certified = others.any(|one| one.is_in_force(strike.day));
    if !leaves(last.stage, &strike.cause, is_certified) {
        return Ok(());
    }
    let asked = Asked {
        paper: strike.paper.clone(),
        issuer: strike.issuer.clone(),
        note: reason.to_owned(),
        ..Asked::following(Some(last), Stage::Left, strike.day.max(last.day))
    };
    let Some(line) = enterprise::door::firm(tx, firm).await? else {
        return Ok(());
    };
    let course = Common::read(tx).await?.unjudged(line, taken);
    steps::take(tx, actor, right, &course, &asked).await?;
    Ok(())
}

/// The firm's own register says so, too, where it knows the certificate.
async fn end_in_register(
    tx: &mut Tx,
    actor: &Actor,
    firm: Id<Firm>,
    number: &str,
    end: (Day, &str),
) -> Result<(), Refusal> {
    let known = enterprise::door::certificates(tx, Some(firm)).await?;
    let one = known.iter().find(|one| one.certificate.number == number);
    if let Some(one) = one.filter(|one| one.ended_on == Day::NEVER) {
        let ended = enterprise::door::revoke(tx, &actor.who(), one.id, end).await?;
        drop(ended);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_leaves_with_a_certificate() {
        for (stage, cause, is_certified, wanted) in [
            (Stage::Recognised, "revoked", false, true),
            (Stage::Recognised, "moved_out", false, true),
            (Stage::Recognised, "expired", false, true),
            (Stage::Recognised, "revoked", true, false),
            (Stage::Coached, "revoked", false, true),
            (Stage::Recommended, "moved_out", false, true),
            (Stage::Recommended, "expired", false, false),
            (Stage::Left, "revoked", false, false),
        ] {
            let found = leaves(stage, cause, is_certified);
            assert_eq!(found, wanted, "{stage:?} {cause} {is_certified}");
        }
    }
}
