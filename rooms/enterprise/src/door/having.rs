//! What other rooms may ask or tell of a firm's certificates and titles.

use store::{Result, Tx};
use trail::Who;
use values::{Day, Id};

use crate::firm::Firm;
use crate::register::decide::Refusal;
use crate::register::{Content, Entry, Held, Register, Said, acts, store as entries};

/// A certificate or a title as it was granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// One of the kinds of the register of certificates: `hnte`, `tech_sme`, `rd_province`, …
    pub kind: String,
    pub name: String,
    /// Of the certificate, or of the document that grants it.
    pub number: String,
    pub issuer: String,
    pub since: Day,
    /// The last day on which it is valid.
    pub until: Day,
}

/// A certificate that a firm has or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certified {
    pub id: Id<Entry>,
    pub firm: Id<Firm>,
    pub certificate: Certificate,
    /// The day on which it was revoked; [`Day::NEVER`] where it was not.
    pub ended_on: Day,
}

/// Writes a certificate into the firm's register, in the transaction of the act that grants it.
///
/// # Errors
/// Where the firm has one of this number: the sentence for the person.
pub async fn certify(
    tx: &mut Tx,
    who: &Who,
    firm: Id<Firm>,
    one: Certificate,
) -> Result<std::result::Result<Id<Entry>, Refusal>> {
    let said = Said {
        kind: one.kind,
        name: one.name,
        number: one.number,
        since: one.since,
        until: one.until,
        content: Content::from([("issuer".to_owned(), one.issuer)]),
    };
    let added = acts::add(tx, who, (firm, Register::Certificates), said).await?;
    Ok(added.map(|held| held.id))
}

/// Ends a certificate before its time: revoked, or given up.
pub async fn revoke(
    tx: &mut Tx,
    who: &Who,
    id: Id<Entry>,
    (on, reason): (Day, &str),
) -> Result<std::result::Result<(), Refusal>> {
    match entries::find(tx, id).await? {
        Some(held) => acts::end(tx, who, &held, (on, reason)).await,
        None => Ok(Err(Refusal::Unchanged)),
    }
}

/// The certificates of one firm, or of all, as they are known now.
pub async fn certificates(tx: &mut Tx, firm: Option<Id<Firm>>) -> Result<Vec<Certified>> {
    let all = match firm {
        Some(firm) => entries::of_firm(tx, firm).await?,
        None => entries::counting(tx).await?,
    };
    let own = all
        .into_iter()
        .filter(|held| held.register == Register::Certificates);
    Ok(own.map(certified).collect())
}

fn certified(held: Held) -> Certified {
    let issuer = held.text("issuer").to_owned();
    Certified {
        id: held.id,
        firm: held.firm,
        ended_on: held.ended_on,
        certificate: Certificate {
            kind: held.said.kind,
            name: held.said.name,
            number: held.said.number,
            issuer,
            since: held.said.since,
            until: held.said.until,
        },
    }
}
