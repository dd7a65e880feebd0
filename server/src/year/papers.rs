//! What proves a row: mostly a document number, and for some forty rows a small drawn file.

use ledger::door::{Paper, Proof};
use measure::kind::Kind;
use store::Store;
use values::Day;

use super::event::{Event, Fate};
use crate::demonstration::{pdf, picture};

/// How many rows carry drawn files.
const DRAWN: usize = 40;

/// The proofs of an event, those left out that its fate says are missing.
pub async fn of(store: &Store, kind: &Kind, event: &Event, number: usize, drawn: &mut usize) -> anyhow::Result<Vec<Proof>> {
    let missing = match &event.fate {
        Fate::Unproven(voucher) | Fate::ProvedLater(voucher, _) => *voucher,
        _ => "",
    };
    let mut proofs = Vec::new();
    for voucher in kind.vouchers.iter().filter(|voucher| voucher.required && voucher.id != missing) {
        let is_recent = event.told.year() == 2020 && event.told.month() >= 8 && event.kind == "payment";
        let paper = if is_recent && *drawn < DRAWN {
            *drawn += 1;
            file(store, &voucher.name, event, number, *drawn).await?
        } else {
            reference(&voucher.name, event.told, number)
        };
        proofs.push(Proof { voucher: voucher.id.clone(), paper });
    }
    Ok(proofs)
}

/// A paper that lies in the office's own files.
pub fn reference(name: &str, day: Day, number: usize) -> Paper {
    Paper::Number { number: format!("{name} {}-{number:04}", day.year()), issuer: "如皋市科学技术局存档".to_owned(), day }
}

async fn file(store: &Store, name: &str, event: &Event, number: usize, drawn: usize) -> anyhow::Result<Paper> {
    let text = |field: &str| event.fields.iter().find(|(id, _)| *id == field).map(|(_, text)| text.clone()).unwrap_or_default();
    let lines = [("编号", format!("{number:04}")), ("金额", format!("{} 元", text("amount"))), ("日期", text("paid_on")), ("收款", text("partner"))];
    let (bytes, end, media) = if drawn.is_multiple_of(3) {
        (picture::sheet(&lines), "png", "image/png")
    } else {
        (pdf::page("演示样张", &lines), "pdf", "application/pdf")
    };
    let received = store.files().receive_bytes(&bytes).await?;
    store.files().keep(&received).await?;
    let size = i64::try_from(bytes.len())?;
    Ok(Paper::File { sha256: received.sha256.clone(), name: format!("{name}-{number:04}.{end}"), size, media: media.to_owned() })
}
