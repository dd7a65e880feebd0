//! Striking a certificate: its row in the ledger is corrected, in the transaction of the caller.

use ::store::Tx;
use enterprise::door::Firm;
use ledger::door::{Entry, Paper, Posting, Proof, Refusal};
use values::{Day, Id};
use web::{Actor, Complaints};

use super::{CAUSES, Certificate, KIND};
use crate::access::MayAct;

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
    _: &MayAct,
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
    if let (Some(firm), Some(number)) = (subject, number) {
        end_in_register(tx, actor, firm, &number, (strike.day, &reason)).await?;
    }
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
