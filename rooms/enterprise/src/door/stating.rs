//! Facts of many firms, stated in one act.

use std::collections::BTreeMap;

use serde_json::json;
use store::{Result, Tx};
use trail::{Act, Who};
use values::Id;

use crate::fact::acts::{self, Manner};
use crate::fact::{self, Definition, Source};
use crate::firm::Firm;

/// A fact of a firm's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated<'a> {
    pub firm: Id<Firm>,
    pub year: i32,
    /// The id of its definition.
    pub fact: &'a str,
    /// Fen, a whole number, or 0 and 1.
    pub value: i64,
}

type Given = Vec<(&'static Definition, Option<i64>)>;

/// States facts of many firms with one line in the trail; gives how many were new. What is there already and fresh stays as
/// it is, and so do facts that nobody defines. `reason` says why values that stood there were wrong.
/// For programs that fill a county: what people send comes by an import, which checks it.
pub async fn state_all(
    tx: &mut Tx,
    who: &Who,
    source: Source,
    reason: &str,
    all: &[Stated<'_>],
) -> Result<usize> {
    let today = tx.moment().day();
    let mut years: BTreeMap<(Id<Firm>, i32), Given> = BTreeMap::new();
    for one in all {
        if let Some(definition) = fact::find(one.fact) {
            let given = years.entry((one.firm, one.year)).or_default();
            given.push((definition, Some(one.value)));
        }
    }
    let mut firms = Vec::with_capacity(years.len());
    for ((firm, year), given) in years {
        let held = acts::known(tx, firm, year).await?;
        let changes = acts::changes(&held, &given, year, today);
        if !changes.is_empty() {
            firms.push((firm, changes));
        }
    }
    let many: usize = firms.iter().map(|(_, changes)| changes.len()).sum();
    if many == 0 {
        return Ok(0);
    }
    let manner = Manner {
        source,
        paper: String::new(),
        reason: reason.to_owned(),
    };
    acts::write(tx, who, &manner, &firms).await?;
    firms.dedup_by_key(|(firm, _)| *firm);
    let act = Act {
        act: "enterprise.fact.state_all",
        noun: "firms",
        subject: Id::<Firm>::NONE.to_string(),
        summary: format!(
            "填报 {} 家企业 {many} 项事实（{}）",
            firms.len(),
            source.word()
        ),
        details: json!({"source": source.code(), "reason": reason, "firms": firms.len(), "facts": many}),
    };
    trail::record(tx, who, act).await?;
    Ok(many)
}
