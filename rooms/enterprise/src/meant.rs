//! Which firm a row of a table means.

use std::collections::{BTreeMap, HashMap};

use ::store::{Result, Tx};
use paper::Address;
use paper::fault::{Fault, Repair};
use values::{CreditCode, Day, Id, half_width};
use web::Organisation;

use crate::door;
use crate::firm::{Firm, FirmLine};

/// The column of a firm's name.
pub const FIRM: &str = "firm";
/// The column of credit codes, which names the firm better than its name does.
pub const CODE: &str = "firm_code";

/// Headings that people write over the names of firms.
pub const FIRM_NAMES: [&str; 9] = [
    "企业名称",
    "单位名称",
    "公司名称",
    "企业全称",
    "申报企业",
    "申报单位",
    "承担单位",
    "公司",
    "单位",
];
/// And over their codes.
pub const CODE_NAMES: [&str; 5] = [
    "信用代码",
    "社会信用代码",
    "企业代码",
    "代码",
    "纳税人识别号",
];

/// Firms that were looked for, each once.
#[derive(Default)]
pub struct Firms {
    by_code: HashMap<String, Option<FirmLine>>,
    by_name: HashMap<String, Vec<FirmLine>>,
    /// Of names that no firm bears: the only one that bore it.
    formerly: HashMap<String, Option<FirmLine>>,
    towns: HashMap<(Id<Firm>, Day), Id<Organisation>>,
}

/// Why no firm is known, at which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    pub field: &'static str,
    pub sort: &'static str,
    pub why: String,
    /// The name and the code of the only firm that can be meant.
    pub instead: Option<(String, String)>,
}

impl Unknown {
    /// As a fault of the cell, whose row names a firm and a code.
    pub fn fault(self, (sheet, at): (usize, Address), (name, code): (&str, &str)) -> Fault {
        let given = if self.field == CODE { code } else { name };
        Fault {
            sheet,
            at,
            field: self.field.to_owned(),
            sort: self.sort.to_owned(),
            given: given.to_owned(),
            why: self.why,
            accepted: "企业库里的全称或信用代码".to_owned(),
            repair: match self.instead {
                Some(_) => Repair::Firm,
                None => Repair::None,
            },
            instead: self.instead.map(|(name, _)| name).unwrap_or_default(),
        }
    }
}

/// How many firms of a like name are looked at.
const LIKE: i64 = 20;

impl Firms {
    /// By code where there is one, else by name. `settled`: the code of the firm that is meant, by the name in the table.
    /// Nothing is written in either: no firm, no fault.
    pub async fn find(
        &mut self,
        tx: &mut Tx,
        name: &str,
        code: &str,
        settled: &BTreeMap<String, String>,
    ) -> Result<std::result::Result<Option<FirmLine>, Unknown>> {
        let settled = settled.get(name).filter(|_| code.is_empty());
        let code = settled.map_or(code, String::as_str);
        if !code.is_empty() {
            let found = self.of_code(tx, code).await?;
            let named = match &found {
                Some(firm) if settled.is_none() && !alike(&firm.name, name) => {
                    self.of_name(tx, name).await?
                }
                _ => Vec::new(),
            };
            return Ok(by_code(found, code, name, settled.is_some(), &named).map(Some));
        }
        if name.is_empty() {
            return Ok(Ok(None));
        }
        if let Ok(code) = CreditCode::shaped(name)
            && let Some(firm) = self.of_code(tx, code.as_str()).await?
        {
            return Ok(Ok(Some(firm)));
        }
        let found = self.of_name(tx, name).await?;
        let is_borne = found.iter().any(|firm| alike(&firm.name, name));
        if !is_borne && let Some(firm) = self.formerly(tx, name, &found).await? {
            return Ok(Ok(Some(firm)));
        }
        Ok(by_name(name, &found).map(Some))
    }

    async fn of_code(&mut self, tx: &mut Tx, code: &str) -> Result<Option<FirmLine>> {
        if let Some(known) = self.by_code.get(code) {
            return Ok(known.clone());
        }
        let mut found = door::by_code(tx, code).await?;
        if let Some(firm) = &found {
            let stays = door::stays(tx, firm.id).await?;
            if stays != firm.id {
                found = door::firm(tx, stays).await?;
            }
        }
        self.by_code.insert(code.to_owned(), found.clone());
        Ok(found)
    }

    async fn of_name(&mut self, tx: &mut Tx, name: &str) -> Result<Vec<FirmLine>> {
        if let Some(known) = self.by_name.get(name) {
            return Ok(known.clone());
        }
        let mut found = door::search(tx, name, None, LIKE).await?;
        // Brackets are written in two ways, and blanks are lost.
        let bare = plain(name);
        let part = telling(&bare);
        let part = part.filter(|part| *part != name && part.chars().count() >= 3);
        if let Some(part) = part.filter(|_| found.is_empty()) {
            for firm in door::search(tx, part, None, LIKE).await? {
                if alike(&firm.name, name) || bore(tx, &firm, name).await? {
                    found.push(firm);
                }
            }
        }
        self.by_name.insert(name.to_owned(), found.clone());
        Ok(found)
    }

    /// The only firm that bore exactly this name: what happened then is told by it.
    async fn formerly(
        &mut self,
        tx: &mut Tx,
        name: &str,
        found: &[FirmLine],
    ) -> Result<Option<FirmLine>> {
        if let Some(known) = self.formerly.get(name) {
            return Ok(known.clone());
        }
        let mut bearers = Vec::new();
        for firm in found {
            if bore(tx, firm, name).await? {
                bearers.push(firm.clone());
            }
        }
        let only = match bearers.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        };
        self.formerly.insert(name.to_owned(), only.clone());
        Ok(only)
    }

    /// The town of a firm on a day.
    pub async fn town(
        &mut self,
        tx: &mut Tx,
        firm: Id<Firm>,
        day: Day,
    ) -> Result<Id<Organisation>> {
        if let Some(known) = self.towns.get(&(firm, day)) {
            return Ok(*known);
        }
        let town = door::town_on(tx, firm, day).await?;
        self.towns.insert((firm, day), town);
        Ok(town)
    }
}

/// A name as it is compared: brackets of one make, no blanks.
fn plain(name: &str) -> String {
    half_width(name)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            other => other,
        })
        .collect()
}

/// The part of a plain name outside or inside its brackets that is longest without the form of the company, which most share.
fn telling(plain: &str) -> Option<&str> {
    let bare = |part: &&str| {
        let forms = FORMS.iter();
        forms
            .fold(*part, |part, form| part.trim_end_matches(form))
            .len()
    };
    plain.split(['(', ')']).max_by_key(bare)
}

/// Forms of a company at the end of its name, those behind others first.
const FORMS: [&str; 4] = ["公司", "责任", "有限", "股份"];

/// Whether two names are one, or there is none to compare.
fn alike(known: &str, written: &str) -> bool {
    written.is_empty() || plain(known) == plain(written)
}

/// Whether it bears the name, or bore it once.
async fn bore(tx: &mut Tx, firm: &FirmLine, name: &str) -> Result<bool> {
    let names = door::names(tx, firm.id).await?;
    Ok(names.iter().any(|one| alike(one, name)))
}

/// `named`: firms that bear the written name, perhaps formerly.
fn by_code(
    found: Option<FirmLine>,
    code: &str,
    name: &str,
    settled: bool,
    named: &[FirmLine],
) -> std::result::Result<FirmLine, Unknown> {
    let Some(firm) = found else {
        return Err(Unknown {
            field: CODE,
            sort: "信用代码不在企业库里",
            why: format!("企业库里没有代码 {code}，请核对，或先到企业库登记"),
            instead: None,
        });
    };
    let is_its_own = named.iter().any(|one| one.id == firm.id);
    if settled || alike(&firm.name, name) || is_its_own {
        return Ok(firm);
    }
    Err(Unknown {
        field: FIRM,
        sort: "企业名称与信用代码对不上",
        why: format!(
            "代码 {code} 是“{}”，这里写的是“{name}”，请核对哪个对",
            firm.name
        ),
        instead: None,
    })
}

fn by_name(name: &str, found: &[FirmLine]) -> std::result::Result<FirmLine, Unknown> {
    let named: Vec<&FirmLine> = found
        .iter()
        .filter(|firm| alike(&firm.name, name))
        .collect();
    let unknown = |why: String, instead| Unknown {
        field: FIRM,
        sort: "企业名称与企业库对不上",
        why,
        instead,
    };
    match (named.as_slice(), found) {
        ([firm], _) => Ok((*firm).clone()),
        ([_, ..], _) => Err(unknown(
            format!(
                "有 {} 家企业叫“{name}”，请加一列统一社会信用代码",
                named.len()
            ),
            None,
        )),
        ([], []) => Err(unknown(
            format!("企业库里没有“{name}”，请核对，或先到企业库登记"),
            None,
        )),
        ([], [only]) => Err(unknown(
            format!("没有全称是“{name}”的企业"),
            Some((only.name.clone(), only.code.clone())),
        )),
        ([], some) => {
            let names: Vec<&str> = some.iter().take(3).map(|firm| firm.name.as_str()).collect();
            Err(unknown(
                format!("没有全称是“{name}”的企业，是不是：{}", names.join("、")),
                None,
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use values::{Moment, fresh};

    fn firm(name: &str, code: &str) -> FirmLine {
        FirmLine {
            id: Id::new(fresh(Moment::default())),
            code: code.to_owned(),
            name: name.to_owned(),
            town: Id::NONE,
            town_name: String::new(),
            industry: String::new(),
            size: String::new(),
            registered_on: Day::NEVER,
        }
    }

    #[test]
    fn the_form_of_a_company_tells_nothing() {
        for (name, part) in [
            ("南通苇渡(集团)股份有限公司", "南通苇渡"),
            ("苇渡(如皋)智能装备有限责任公司", "智能装备有限责任公司"),
            ("苇渡(如皋)科技有限公司", "科技有限公司"),
            ("如皋市苇渡机械厂", "如皋市苇渡机械厂"),
        ] {
            assert_eq!(telling(name), Some(part));
        }
    }

    #[test]
    fn a_part_of_a_name_is_only_ever_proposed() {
        let weidu = firm("江苏苇渡（如皋）智能装备有限公司", "A");
        let other = firm("江苏苇渡机械有限公司", "B");
        let known = [weidu.clone(), other];
        assert_eq!(
            by_name("江苏苇渡(如皋)智能装备 有限公司", &known)
                .unwrap()
                .id,
            weidu.id
        );
        let one = by_name("苇渡智能", &known[..1]).unwrap_err();
        assert_eq!(one.instead, Some((weidu.name.clone(), "A".to_owned())));
        let two = by_name("苇渡", &known).unwrap_err();
        assert!(
            two.instead.is_none() && two.why.contains("是不是：江苏苇渡（如皋）"),
            "{two:?}"
        );
        assert!(
            by_name("海安某厂", &[])
                .unwrap_err()
                .why
                .contains("先到企业库登记")
        );
    }

    #[test]
    fn a_code_and_a_name_must_be_of_one_firm() {
        let weidu = firm("江苏苇渡智能装备有限公司", "A");
        let of =
            |name: &str, named: &[FirmLine]| by_code(Some(weidu.clone()), "A", name, false, named);
        assert!(of("", &[]).is_ok() && of("江苏苇渡智能装备有限公司", &[]).is_ok());
        assert!(
            of("苇渡机械厂", std::slice::from_ref(&weidu)).is_ok(),
            "a former name"
        );
        assert_eq!(of("如皋砚禾电气有限公司", &[]).unwrap_err().field, FIRM);
        assert_eq!(by_code(None, "A", "", false, &[]).unwrap_err().field, CODE);
    }
}
