//! From a sent form to proofs: which file or number was handed in for which voucher of the kind.

use measure::kind::Kind;
use store::Files;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, SeekFrom};
use values::{Day, half_width};
use web::{Complaints, Fields, Upload};

use super::file_type::decide;
use super::{Paper, Proof};

/// A zip names its parts within this many bytes of its end.
const TAIL: u64 = 64 * 1024;
const LONGEST: usize = 120;

/// The form's fields of one voucher: the file is `file.{id}`, the document `number.{id}`,
/// `issuer.{id}`, `day.{id}`.
fn named(what: &str, voucher: &str) -> String {
    format!("{what}.{voucher}")
}

/// Reads what was handed in. A received file is looked at, not yet kept.
pub async fn read(
    kind: &Kind,
    fields: &Fields,
    today: Day,
    complaints: &mut Complaints,
) -> web::Result<Vec<Proof>> {
    let mut proofs = Vec::new();
    for voucher in &kind.vouchers {
        let field = named("file", &voucher.id);
        for upload in fields.uploads.iter().filter(|upload| upload.field == field) {
            match file(upload).await? {
                Ok(paper) => proofs.push(Proof {
                    voucher: voucher.id.clone(),
                    paper,
                }),
                Err(reason) => complaints.add(&field, &voucher.name, reason),
            }
        }
        let given = ["number", "issuer", "day"].map(|what| fields.get(&named(what, &voucher.id)));
        if given.iter().any(|text| !text.is_empty()) {
            match document(given, today) {
                Ok(paper) => proofs.push(Proof {
                    voucher: voucher.id.clone(),
                    paper,
                }),
                Err((what, reason)) => {
                    complaints.add(named(what, &voucher.id), &voucher.name, reason)
                }
            }
        }
    }
    Ok(proofs)
}

/// A received file as a paper, its type decided by its content; or why it is not taken in.
pub async fn file(upload: &Upload) -> web::Result<Result<Paper, String>> {
    let received = &upload.received;
    let tail = tail(received.path()).await.map_err(store::Error::from)?;
    Ok(match decide(&upload.name, &received.head, &tail) {
        Err(refusal) => Err(refusal.to_string()),
        Ok(media) => Ok(Paper::File {
            sha256: received.sha256.clone(),
            name: upload.name.clone(),
            size: i64::try_from(received.size).unwrap_or(i64::MAX),
            media: media.to_owned(),
        }),
    })
}

async fn tail(path: &std::path::Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path).await?;
    let length = file.metadata().await?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))
        .await?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).await?;
    Ok(bytes)
}

/// A document number is only a proof with who issued it and when.
pub fn document(
    [number, issuer, day]: [&str; 3],
    today: Day,
) -> Result<Paper, (&'static str, String)> {
    for (what, word, text) in [("number", "文号", number), ("issuer", "出具单位", issuer)] {
        if text.is_empty() {
            return Err((
                what,
                format!("{word}要填：文号、出具单位、日期三项齐全才算凭证"),
            ));
        }
        if text.chars().count() > LONGEST {
            return Err((what, format!("{word}最多 {LONGEST} 字")));
        }
    }
    let day = Day::parse(day, today.year()).map_err(|fault| ("day", fault.to_string()))?;
    if day > today {
        return Err(("day", format!("{day} 还没有到，最晚填今天 {today}")));
    }
    Ok(Paper::Number {
        // Digits of a Chinese keyboard are the same number: used twice it is told.
        number: half_width(number),
        issuer: issuer.to_owned(),
        day,
    })
}

/// Puts the received files in their place. Called before the act that names them commits.
pub async fn keep(files: &Files, fields: &Fields, proofs: &[Proof]) -> store::Result<()> {
    for upload in &fields.uploads {
        let named = proofs.iter().any(|proof| matches!(&proof.paper, Paper::File { sha256, .. } if *sha256 == upload.received.sha256));
        if named {
            files.keep(&upload.received).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_number_needs_its_issuer_and_day() {
        let today = Day::of(2020, 9, 18).unwrap();
        for (given, expected) in [
            (["", "市统计局", "2020-08-01"], "number"),
            (["统函〔2020〕8号", "", "2020-08-01"], "issuer"),
            (["统函〔2020〕8号", "市统计局", ""], "day"),
            (["统函〔2020〕8号", "市统计局", "2020-09-31"], "day"),
            (["统函〔2020〕8号", "市统计局", "2020-09-19"], "day"),
        ] {
            assert_eq!(document(given, today).unwrap_err().0, expected, "{given:?}");
        }
        let kept = document(["统函〔２０２０〕８号", "市统计局", "8月1日"], today).unwrap();
        assert!(matches!(kept, Paper::Number { number, .. } if number == "统函〔2020〕8号"));
    }
}
