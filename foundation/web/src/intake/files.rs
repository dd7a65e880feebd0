//! The template, and the person's own workbook with its faults marked.

use std::io::{Cursor, Seek};

use axum::response::{IntoResponse, Response};
use paper::fault::Fault;
use paper::intake::{Read, marked_copy};
use paper::{Unit, Wanted};
use store::Files;
use tokio::task::spawn_blocking;

use crate::sheet::{Ending, XLSX, handed_out_as, headers};
use crate::{Error, Result};

/// The template of what is wanted: `付款` becomes 付款导入模板.xlsx.
pub fn template(name: &str, wanted: &[Wanted]) -> Result<Response> {
    let mut bytes = Cursor::new(Vec::new());
    paper::sheet::template(name, wanted, Unit::Wan, &mut bytes)?;
    let (name, bytes) = (format!("{name}导入模板"), bytes.into_inner());
    Ok((headers(&name, XLSX, bytes.len() as u64), bytes).into_response())
}

/// What our copies are called by.
const MARKED: &str = "（已标注）";

/// Whether a file bears the name of a copy that we marked.
pub fn is_copy(name: &str) -> bool {
    name.contains(MARKED)
}

/// The marked copy of a file of this name and hash; without faults it has no mark of ours any more.
pub async fn marked(
    files: &Files,
    (name, sha256): (&str, &str),
    read: Read,
    faults: Vec<Fault>,
) -> Result<Response> {
    let is_right = faults.is_empty();
    let source = files.open(sha256).await?.into_std().await;
    // Its name goes when it is dropped; what is open can still be read to its end.
    let (to, _temporary) = files.temporary()?;
    let mut copy = to.try_clone().map_err(store::Error::from)?;
    let work = move || marked_copy(source, &read, faults, to).map_err(|why| why.to_string());
    let done = spawn_blocking(work).await;
    let done = done.unwrap_or_else(|_| Err("标注时出错".to_owned()));
    done.map_err(|why| Error::refused(why, "检查结果的页面上列着每一处错，可以照着改。"))?;
    copy.rewind().map_err(store::Error::from)?;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    // A browser that saves a second one adds to its name.
    let stem = stem.replace(MARKED, "");
    let stem = match is_right {
        true => stem,
        false => format!("{stem}{MARKED}"),
    };
    handed_out_as(copy, &stem, like(ending))
}

/// Other workbooks that a marked copy stays; a list becomes a plain one.
const OTHERS: [Ending; 3] = [
    ("xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    (
        "xltx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
    ),
    ("xltm", "application/vnd.ms-excel.template.macroEnabled.12"),
];

fn like(ending: &str) -> Ending {
    let mut others = OTHERS.into_iter();
    let same = others.find(|(other, _)| ending.eq_ignore_ascii_case(other));
    same.unwrap_or(XLSX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_copy_opens_in_what_its_source_opened_in() {
        for (ending, same) in [
            ("xlsx", "xlsx"),
            ("XLSM", "xlsm"),
            ("xltx", "xltx"),
            ("csv", "xlsx"),
            ("", "xlsx"),
        ] {
            assert_eq!(like(ending).0, same, "{ending}");
        }
        assert!(like("xlsm").1.contains("macroEnabled"));
    }
}
