//! The rows that a step posts to the ledger, in the transaction of the step.

use ::store::Tx;
use enterprise::door::FirmLine;
use ledger::door::{Entry, Fields, Paper, Posting, Proof, Refusal};
use values::{Day, Id};
use web::{Actor, Complaints};

use super::form::{Asked, Given};
use crate::certificate::{self, Certificate};
use crate::stage::Stage;

/// The programme under which an application for recognition stands in the ledger.
const PROGRAMME: &str = "高新技术企业认定";

/// Posts what the stage is worth; gives the row, or the certificate that was there already.
pub async fn post(
    tx: &mut Tx,
    actor: &Actor,
    firm: &FirmLine,
    asked: &Asked,
    had: &[&Certificate],
) -> Result<Option<Id<Entry>>, Refusal> {
    if asked.entry.is_some() {
        return Ok(asked.entry);
    }
    let posting = match (asked.to, &asked.certificate) {
        (Stage::Pooled, _) => pool_entry(firm, asked),
        (Stage::Recommended, _) => application(firm, asked),
        (Stage::Recognised, Some(given)) => certified(firm, asked, given, had),
        (Stage::Recognised, None) => return Ok(had.last().map(|one| one.entry)),
        _ => return Ok(None),
    };
    let entry = ledger::door::post(tx, actor, posting).await?;
    if let (Stage::Recognised, Some(given)) = (asked.to, &asked.certificate) {
        register(tx, actor, firm, asked, given).await?;
    }
    Ok(Some(entry))
}

/// Writes the certificate into the firm's own register. One that is there already, entered by hand, stays as it is.
async fn register(
    tx: &mut Tx,
    actor: &Actor,
    firm: &FirmLine,
    asked: &Asked,
    given: &Given,
) -> Result<(), Refusal> {
    let one = enterprise::door::Certificate {
        kind: "hnte".to_owned(),
        name: "高新技术企业证书".to_owned(),
        number: given.number.clone(),
        issuer: asked.issuer.clone(),
        since: asked.day,
        until: given.valid_until,
    };
    let written = enterprise::door::certify(tx, &actor.who(), firm.id, one).await?;
    drop(written);
    Ok(())
}

fn posting(kind: &str, firm: &FirmLine, fields: &[(&str, String)], proofs: Vec<Proof>) -> Posting {
    let fields: Fields = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(id, value)| ((*id).to_owned(), value.clone()))
        .collect();
    Posting {
        kind: kind.to_owned(),
        subject: Some(firm.id),
        town: None,
        fields,
        proofs,
    }
}

fn proof(voucher: &str, number: &str, issuer: &str, day: Day) -> Proof {
    Proof {
        voucher: voucher.to_owned(),
        paper: Paper::Number {
            number: number.to_owned(),
            issuer: issuer.to_owned(),
            day,
        },
    }
}

fn pool_entry(firm: &FirmLine, asked: &Asked) -> Posting {
    let fields = [
        ("level", asked.level.clone()),
        ("listed_on", asked.day.to_string()),
        ("document", asked.paper.clone()),
        ("origin", asked.source.code().to_owned()),
        ("note", asked.note.clone()),
    ];
    let list = proof("list", &asked.paper, &asked.issuer, asked.day);
    posting("pool_entry", firm, &fields, vec![list])
}

fn application(firm: &FirmLine, asked: &Asked) -> Posting {
    let fields = [
        ("title", format!("{}年{PROGRAMME}", asked.day.year())),
        ("programme", PROGRAMME.to_owned()),
        ("year", asked.day.year().to_string()),
        ("lead", firm.code.clone()),
        ("application_no", asked.application_no.clone()),
        ("level", "province".to_owned()),
        ("class", "hnte".to_owned()),
        ("recommended_on", asked.day.to_string()),
        ("note", asked.note.clone()),
    ];
    let letter = proof("letter", &asked.paper, &asked.issuer, asked.day);
    posting("application", firm, &fields, vec![letter])
}

/// The list proves it; the certificate itself is named by its number.
fn certified(firm: &FirmLine, asked: &Asked, given: &Given, had: &[&Certificate]) -> Posting {
    let route = match given.route.as_str() {
        "" if had.is_empty() => "first",
        "" => "again",
        typed => typed,
    };
    let fields = [
        ("number", given.number.clone()),
        ("announced_on", asked.day.to_string()),
        ("valid_until", given.valid_until.to_string()),
        ("route", route.to_owned()),
        ("note", asked.note.clone()),
    ];
    let proofs = vec![
        proof("list", &asked.paper, &asked.issuer, asked.day),
        proof("certificate", &given.number, &asked.issuer, asked.day),
    ];
    posting(certificate::KIND, firm, &fields, proofs)
}

/// What the posting of a stage wants beyond the stage's own rule.
pub fn wanted(asked: &Asked, certificates: &[Certificate], complaints: &mut Complaints) {
    if asked.entry.is_some() {
        return;
    }
    let mut want = |field: &'static str, label: &'static str, value: &str, reason: &str| {
        if value.is_empty() && complaints.of(field).is_empty() {
            complaints.add(field, label, reason);
        }
    };
    match asked.to {
        Stage::Pooled => {
            want("issuer", "发文单位", &asked.issuer, "写明公布名单的单位");
            want("level", "库级", &asked.level, "选省级、市级或县级");
        }
        Stage::Recommended => {
            want("issuer", "发文单位", &asked.issuer, "写明出推荐函的单位");
            want(
                "application-no",
                "申报编号",
                &asked.application_no,
                "填申报系统给出的编号",
            );
        }
        Stage::Recognised if asked.certificate.is_some() => {
            want("paper", "文号", &asked.paper, "写明公告名单的文号");
            want("issuer", "发文单位", &asked.issuer, "写明公告名单的单位");
        }
        _ => {}
    }
    let Some(given) = &asked.certificate else {
        return;
    };
    if let Some(there) = certificates.iter().find(|one| one.number == given.number) {
        let reason = format!("{} 已登记在 {}", given.number, there.row);
        complaints.add("certificate", "证书编号", reason);
    }
    if given.valid_until < asked.day {
        let reason = format!("{} 早于公告日 {}", given.valid_until, asked.day);
        complaints.add("valid-until", "有效期至", reason);
    }
}
