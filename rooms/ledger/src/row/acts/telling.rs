//! What the trail says of an act.

use ::store::Tx;
use serde_json::json;
use trail::{Act as Told, Who};
use web::Actor;

use crate::row::{Content, Row};
use crate::voucher::{self, Proof};

pub async fn told(tx: &mut Tx, actor: &Actor, row: &Row, verb: &str) -> ::store::Result<()> {
    let reason = if row.reason.is_empty() {
        String::new()
    } else {
        format!("：{}", row.reason)
    };
    let summary = format!("{} {}{reason}", row.cause.word(), row.number);
    let details =
        json!({"version": row.version, "standing": row.standing.code(), "reason": row.reason});
    record(tx, &actor.who(), row, verb, summary, details).await
}

pub async fn record(
    tx: &mut Tx,
    who: &Who,
    row: &Row,
    verb: &str,
    summary: String,
    details: serde_json::Value,
) -> ::store::Result<()> {
    trail::record(
        tx,
        who,
        Told {
            act: verb,
            noun: "row",
            subject: row.entry.to_string(),
            summary,
            details,
        },
    )
    .await
}

pub fn papers(proofs: &[Proof]) -> Vec<serde_json::Value> {
    let paper = |proof: &Proof| match &proof.paper {
        voucher::Paper::File {
            sha256, name, size, ..
        } => json!({"voucher": proof.voucher, "file": name, "sha256": sha256, "size": size}),
        voucher::Paper::Number {
            number,
            issuer,
            day,
        } => json!({"voucher": proof.voucher, "number": number, "issuer": issuer, "day": day}),
    };
    proofs.iter().map(paper).collect()
}

pub fn differences(before: &Content, after: &Content) -> serde_json::Value {
    let mut changed = serde_json::Map::new();
    if before.subject != after.subject {
        changed.insert("subject".to_owned(), json!([before.subject, after.subject]));
    }
    if before.town != after.town {
        changed.insert("town".to_owned(), json!([before.town, after.town]));
    }
    let ids: std::collections::BTreeSet<&String> =
        before.fields.keys().chain(after.fields.keys()).collect();
    for id in ids
        .into_iter()
        .filter(|id| before.fields.get(*id) != after.fields.get(*id))
    {
        changed.insert(
            id.clone(),
            json!([before.fields.get(id), after.fields.get(id)]),
        );
    }
    serde_json::Value::Object(changed)
}
