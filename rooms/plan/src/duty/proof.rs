//! What shows a report: rows of the ledger by their numbers, and files.

use ::store::Tx;
use ledger::door::{Entry, Paper};
use values::Id;
use web::{Actor, Complaints, Fields, Result};

use super::Duty;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    Row {
        entry: Id<Entry>,
        /// FK-2020-0412
        number: String,
    },
    /// A kept file.
    File(Paper),
}

impl Proof {
    /// The number of the row, or the name of the file.
    pub fn name(&self) -> &str {
        match self {
            Proof::Row { number, .. } => number,
            Proof::File(Paper::File { name, .. }) => name,
            Proof::File(Paper::Number { number, .. }) => number,
        }
    }

    /// Where it is seen; `place` counts the proofs of a report from 0.
    pub fn path(&self, duty: Id<Duty>, sequence: i64, place: usize) -> String {
        match self {
            Proof::Row { entry, .. } => ledger::door::path(*entry),
            Proof::File(_) => format!("/plan/duties/{duty}/evidence/{sequence}/{place}"),
        }
    }
}

/// The files that came with a form, looked at but not yet kept.
pub async fn files(fields: &Fields, complaints: &mut Complaints) -> Result<Vec<Proof>> {
    let mut proofs = Vec::new();
    for upload in fields.uploads.iter().filter(|one| one.field == "file") {
        match ledger::door::paper(upload).await? {
            Ok(paper) => proofs.push(Proof::File(paper)),
            Err(reason) => complaints.add("file", "佐证文件", reason),
        }
    }
    Ok(proofs)
}

/// The rows whose numbers were typed, separated by blanks, commas or 、.
pub async fn rows(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
    complaints: &mut Complaints,
) -> Result<Vec<Proof>> {
    let mut proofs = Vec::new();
    let apart = |c: char| c.is_whitespace() || "、，,；;".contains(c);
    for number in typed.split(apart).filter(|part| !part.is_empty()) {
        match ledger::door::by_number(tx, actor, number).await? {
            Some((entry, number)) => {
                let proof = Proof::Row { entry, number };
                if !proofs.contains(&proof) {
                    proofs.push(proof);
                }
            }
            None => complaints.add(
                "rows",
                "台账记录",
                format!("没有编号为“{number}”的记录，或不在您能看的范围里；编号形如 FK-2020-0412"),
            ),
        }
    }
    Ok(proofs)
}
