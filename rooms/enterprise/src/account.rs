//! The accounts of a firm's own people, and the pages that they see of their firm.

pub mod own;
pub mod pages;

use ::store::{Result, Tx};
use identity::door::{Account, NewPerson, admit, appoint, firm_accounts, firm_place, is_taken};
use serde_json::json;
use trail::{Act, Who};
use values::{Day, Id};
use web::{Organisation, Role};

use crate::access::MayChange;
use crate::firm::FirmLine;

/// A firm's place among the organisations bears the firm's id.
pub fn place(firm: &FirmLine) -> Id<Organisation> {
    Id::new(firm.id.uuid())
}

pub async fn of(tx: &mut Tx, firm: &FirmLine, on: Day) -> Result<Vec<Account>> {
    firm_accounts(tx, place(firm), on).await
}

/// Opens an account for somebody of the firm; gives the name to sign in with: the credit code, with a number from the second on.
pub async fn open(
    tx: &mut Tx,
    who: &Who,
    firm: &FirmLine,
    _: MayChange,
    (name, password_hash): (&str, String),
) -> Result<String> {
    let today = tx.moment().day();
    let place = place(firm);
    firm_place(tx, place, &firm.name).await?;
    let sign_in = free(tx, &firm.code.to_lowercase()).await?;
    let new = NewPerson {
        sign_in: sign_in.clone(),
        name: name.to_owned(),
        password_hash,
        must_change: true,
    };
    let person = admit(tx, who, new).await?;
    appoint(tx, who, person, place, Role::Firm, today, None).await?;
    let act = Act {
        act: "enterprise.account.open",
        noun: "firm",
        subject: firm.id.to_string(),
        summary: format!("给企业开账号 {sign_in}（{name}）"),
        details: json!({"sign_in": sign_in, "person": person.to_string()}),
    };
    trail::record(tx, who, act).await?;
    Ok(sign_in)
}

async fn free(tx: &mut Tx, code: &str) -> Result<String> {
    let mut name = code.to_owned();
    let mut number = 2;
    while is_taken(tx, &name).await? {
        name = format!("{code}-{number}");
        number += 1;
    }
    Ok(name)
}
