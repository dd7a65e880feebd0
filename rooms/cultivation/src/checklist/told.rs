//! What the firm's own file says of a document in advance, so that nobody looks it up: to be checked and ticked by a person.

use std::collections::BTreeMap;

use ::store::{Result, Tx};
use enterprise::door::{FirmLine, Known, facts};

use super::{Checklist, From};

/// By the line's id; nothing of what the file does not say.
pub async fn told(
    tx: &mut Tx,
    firm: &FirmLine,
    list: &Checklist,
    year: i32,
) -> Result<BTreeMap<String, String>> {
    let known = facts(tx, firm.id, year).await?;
    let said = |from: From| words(from, firm, year, &known);
    let of = list.asked();
    Ok(of
        .filter_map(|one| Some((one.id.clone(), said(one.from?)?)))
        .collect())
}

fn words(from: From, firm: &FirmLine, year: i32, known: &Known) -> Option<String> {
    let value = |id: &str| known.get(id).map(|held| held.value);
    let paper = |id: &str| {
        let held = known.get(id)?;
        (!held.paper.is_empty()).then(|| format!("{}（{year} 年）", held.paper))
    };
    match from {
        From::Code => Some(format!("统一社会信用代码 {}", firm.code)),
        From::Rights => {
            let counts = (value("ip_class1"), value("ip_class2"));
            let (one, two) = (counts.0.unwrap_or(0), counts.1.unwrap_or(0));
            (one + two > 0).then(|| format!("Ⅰ类 {one} 项、Ⅱ类 {two} 项"))
        }
        From::Staff => {
            let (staff, technical) = (value("staff")?, value("tech_staff")?);
            Some(format!(
                "职工 {staff} 人，科技人员 {technical} 人（{year} 年）"
            ))
        }
        From::Audit => paper("rd"),
        From::Statements => paper("revenue"),
    }
}
