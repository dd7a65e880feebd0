//! What is like a row: the same event told elsewhere, and what others took of the row that it belongs to.

use measure::kind::Kind;
use values::{Fen, Id};
use web::{Actor, Result};

use super::seen::Seen;
use crate::access;
use crate::row::{Entry, Row, once, store};
use crate::voucher;

/// What a search for the same event found.
pub struct Likeness {
    /// The row that holds the once-only key, if it is another.
    pub holder: Option<(String, String)>,
    /// The names of the fields that make the key.
    pub key: String,
    pub alike: Vec<(Id<Entry>, String)>,
    pub files: Vec<(Id<Entry>, String)>,
}

pub async fn likeness(tx: &mut ::store::Tx, kind: &Kind, seen: &Seen) -> Result<Likeness> {
    let row = seen.row();
    let key = once::key(
        kind,
        row.content.subject,
        row.content.town,
        &row.content.fields,
    );
    let holder = match &key {
        Some(key) => store::once::holder(tx, &kind.id, key)
            .await?
            .filter(|holder| *holder != row.entry),
        None => None,
    };
    let holder = match holder {
        Some(entry) => store::find(tx, entry)
            .await?
            .map(|row| (row.number.clone(), row.path())),
        None => None,
    };
    let name = |id: &String| match id.as_str() {
        "subject" => "企业".to_owned(),
        "town" => "镇区".to_owned(),
        id => kind
            .field(id)
            .map_or_else(|| id.to_owned(), |field| field.name.clone()),
    };
    let names = if key.is_some() {
        kind.once.iter().map(name).collect::<Vec<_>>().join("、")
    } else {
        String::new()
    };
    let mut files = Vec::new();
    for kept in seen.standing() {
        if let voucher::Paper::File { sha256, .. } = &kept.proof.paper {
            files.extend(voucher::store::elsewhere(tx, sha256, row.entry).await?);
        }
    }
    files.sort_by(|a, b| a.1.cmp(&b.1));
    files.dedup();
    Ok(Likeness {
        holder,
        key: names,
        alike: store::open::alike(tx, row).await?,
        files,
    })
}

/// The row that a row links to: whose it is; where both have an amount also that amount, what its like took of it, the rest.
pub async fn linked(
    tx: &mut ::store::Tx,
    actor: &Actor,
    kind: &Kind,
    row: &Row,
) -> Result<Vec<(String, String)>> {
    let Some(to) = row.measured.link.some() else {
        return Ok(Vec::new());
    };
    let target = store::find(tx, to).await?;
    let is_open = |row: &Row| access::see(actor, row.content.town, row.author).is_ok();
    let Some(target) = target.filter(is_open) else {
        return Ok(Vec::new());
    };
    let mut told = Vec::new();
    if let Some(firm) = target.content.subject
        && let Some(firm) = enterprise::door::firm(tx, firm).await?
    {
        told.push((format!("{} 的企业", target.number), firm.name));
    }
    if let (Some(amount), Some(whole)) = (row.measured.amount, target.measured.amount) {
        let taken = store::open::linked_sum(tx, &kind.id, to, row.entry).await?;
        told.extend(amounts(
            kind,
            amount,
            (target.number.as_str(), whole),
            taken,
        ));
    }
    Ok(told)
}

fn amounts(
    kind: &Kind,
    amount: Fen,
    (number, whole): (&str, Fen),
    (others, held): (Fen, i64),
) -> Vec<(String, String)> {
    let wan = |amount: Fen| format!("{} 万元", amount.in_wan());
    let rest = whole - others;
    let mut told = vec![
        (format!("{number} 的金额"), wan(whole)),
        (
            format!("其他{}已登记 {held} {}", kind.name, kind.unit),
            wan(others),
        ),
        ("余额".to_owned(), wan(rest)),
    ];
    if amount > rest {
        told.push((
            "提醒".to_owned(),
            format!(
                "本条 {}，超出余额 {}，请核对金额或所属记录",
                wan(amount),
                wan(amount - rest)
            ),
        ));
    }
    told
}
