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
pub const FIRM_NAMES: [&str; 15] = [
    "企业名称",
    "单位名称",
    "公司名称",
    "企业全称",
    "申报企业",
    "申报单位",
    "承担单位",
    "客户名称",
    "借款人",
    "借款企业",
    "借款单位",
    "被担保人",
    "被担保企业",
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
    by_id: HashMap<Id<Firm>, Option<FirmLine>>,
    /// Read with the first name: a table may name every firm of the county.
    names: Option<Names>,
    /// Names for which like ones were looked for.
    proposed: HashMap<String, Vec<FirmLine>>,
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
/// For so many unknown names like ones are proposed; who has more of them has the wrong list. Each looks through all firms.
const MOST_PROPOSED: usize = 200;

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
            let is_its_own = match &found {
                Some(firm) if settled.is_none() && !alike(&firm.name, name) => {
                    self.names(tx).await?.says(firm.id, name)
                }
                _ => true,
            };
            return Ok(by_code(found, code, name, is_its_own).map(Some));
        }
        if name.is_empty() {
            return Ok(Ok(None));
        }
        if let Ok(code) = CreditCode::shaped(name)
            && let Some(firm) = self.of_code(tx, code.as_str()).await?
        {
            return Ok(Ok(Some(firm)));
        }
        match *self.names(tx).await?.bearers(name) {
            [only] => Ok(Ok(self.of_id(tx, only).await?)),
            [] => Ok(Err(none_named(name, self.like(tx, name).await?))),
            ref several => Ok(Err(several_named(name, several.len()))),
        }
    }

    async fn names(&mut self, tx: &mut Tx) -> Result<&Names> {
        if self.names.is_none() {
            self.names = Some(Names::of(door::all_names(tx).await?));
        }
        Ok(self.names.get_or_insert_default())
    }

    async fn of_id(&mut self, tx: &mut Tx, id: Id<Firm>) -> Result<Option<FirmLine>> {
        if let Some(known) = self.by_id.get(&id) {
            return Ok(known.clone());
        }
        let found = door::firm(tx, id).await?;
        self.by_id.insert(id, found.clone());
        Ok(found)
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

    /// Firms whose names hold the one that is written.
    async fn like(&mut self, tx: &mut Tx, name: &str) -> Result<&[FirmLine]> {
        if !self.proposed.contains_key(name) && self.proposed.len() < MOST_PROPOSED {
            let mut found = door::search(tx, name, None, LIKE).await?;
            for other in others(name) {
                if found.is_empty() {
                    found = door::search(tx, &other, None, LIKE).await?;
                }
            }
            self.proposed.insert(name.to_owned(), found);
        }
        Ok(self.proposed.get(name).map_or(&[], Vec::as_slice))
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

/// Other ways to write a name, to propose whom it may mean: with the other words for a limited company, and without the place
/// before it.
fn others(name: &str) -> Vec<String> {
    const LONG: &str = "有限责任公司";
    const SHORT: &str = "有限公司";
    let name = plain(name);
    let other_form = |name: &str| match (name.strip_suffix(LONG), name.strip_suffix(SHORT)) {
        (Some(own), _) => Some(format!("{own}{SHORT}")),
        (None, Some(own)) => Some(format!("{own}{LONG}")),
        _ => None,
    };
    // What is left must still name one: 某某机械有限公司.
    const LEAST: usize = 5;
    let mut own = name.as_str();
    for place in ["省", "市", "县", "镇", "乡", "街道"] {
        let behind = own.split_once(place);
        let behind = behind.filter(|(before, rest)| {
            (1..=6).contains(&before.chars().count()) && rest.chars().count() >= LEAST
        });
        own = behind.map_or(own, |(_, rest)| rest);
    }
    let mut others: Vec<String> = other_form(&name).into_iter().collect();
    if own != name {
        others.push(own.to_owned());
        others.extend(other_form(own));
    }
    others
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

/// Whether two names are one, or there is none to compare.
fn alike(known: &str, written: &str) -> bool {
    written.is_empty() || plain(known) == plain(written)
}

fn by_code(
    found: Option<FirmLine>,
    code: &str,
    name: &str,
    is_its_own: bool,
) -> std::result::Result<FirmLine, Unknown> {
    let Some(firm) = found else {
        return Err(Unknown {
            field: CODE,
            sort: "信用代码不在企业库里",
            why: format!("企业库里没有代码 {code}，请核对，或先到企业库登记"),
            instead: None,
        });
    };
    if is_its_own {
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

fn unknown(why: String, instead: Option<(String, String)>) -> Unknown {
    Unknown {
        field: FIRM,
        sort: "企业名称与企业库对不上",
        why,
        instead,
    }
}

fn several_named(name: &str, many: usize) -> Unknown {
    let why = format!("有 {many} 家企业叫“{name}”，请加一列统一社会信用代码");
    unknown(why, None)
}

/// `like`: firms that may be meant.
fn none_named(name: &str, like: &[FirmLine]) -> Unknown {
    match like {
        [] => {
            let why = format!("企业库里没有“{name}”，请核对，或先到企业库登记");
            unknown(why, None)
        }
        [only] => {
            let meant = (only.name.clone(), only.code.clone());
            unknown(format!("没有全称是“{name}”的企业"), Some(meant))
        }
        some => {
            let names: Vec<&str> = some.iter().take(3).map(|firm| firm.name.as_str()).collect();
            let names = names.join("、");
            unknown(format!("没有全称是“{name}”的企业，是不是：{names}"), None)
        }
    }
}

/// The names of all firms, as they are compared.
#[derive(Default)]
struct Names {
    /// Who bears a name, or bore it where nobody bears it.
    bearers: HashMap<String, Bearers>,
    /// What each firm is called and was.
    own: HashMap<Id<Firm>, Vec<String>>,
}

#[derive(Default)]
struct Bearers {
    now: Vec<Id<Firm>>,
    once: Vec<Id<Firm>>,
}

impl Names {
    /// `all`: each firm's names, with whether it bears it today.
    fn of(all: Vec<(Id<Firm>, String, bool)>) -> Self {
        let mut names = Names::default();
        for (firm, name, is_present) in all {
            let name = plain(&name);
            let bearers = names.bearers.entry(name.clone()).or_default();
            let kept = match is_present {
                true => &mut bearers.now,
                false => &mut bearers.once,
            };
            if !kept.contains(&firm) {
                kept.push(firm);
            }
            names.own.entry(firm).or_default().push(name);
        }
        names
    }

    /// The firms of a name. Where several bore it once and nobody does today, nobody is meant for certain.
    fn bearers(&self, name: &str) -> &[Id<Firm>] {
        match self.bearers.get(&plain(name)) {
            Some(bearers) if !bearers.now.is_empty() => &bearers.now,
            Some(Bearers { once, .. }) if once.len() == 1 => once,
            _ => &[],
        }
    }

    /// Whether a firm bears the name or a longer one, or did once.
    fn says(&self, firm: Id<Firm>, name: &str) -> bool {
        let name = plain(name);
        let own = self.own.get(&firm).into_iter().flatten();
        own.into_iter().any(|one| one.contains(&name))
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
    fn a_part_of_a_name_is_only_ever_proposed() {
        let weidu = firm("江苏苇渡（如皋）智能装备有限公司", "A");
        let other = firm("江苏苇渡机械有限公司", "B");
        let known = [weidu.clone(), other];
        let one = none_named("苇渡智能", &known[..1]);
        assert_eq!(one.instead, Some((weidu.name.clone(), "A".to_owned())));
        let two = none_named("苇渡", &known);
        assert!(
            two.instead.is_none() && two.why.contains("是不是：江苏苇渡（如皋）"),
            "{two:?}"
        );
        assert!(none_named("海安某厂", &[]).why.contains("先到企业库登记"));
    }

    #[test]
    fn a_name_is_looked_for_as_others_write_it() {
        for (name, expected) in [
            ("苇渡智能装备有限责任公司", &["苇渡智能装备有限公司"][..]),
            ("如皋市白蒲镇苇渡机械厂", &["苇渡机械厂"]),
            (
                "如皋市苇渡机械有限公司",
                &[
                    "如皋市苇渡机械有限责任公司",
                    "苇渡机械有限公司",
                    "苇渡机械有限责任公司",
                ],
            ),
            ("苇渡机械厂", &[]),
        ] {
            assert_eq!(others(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_means_who_bears_it_and_else_the_only_one_that_bore_it() {
        let id = |n: u128| Id::<Firm>::new(values::Uuid::from_u128(n));
        let all = [
            (1, "江苏苇渡（如皋）智能装备有限公司", true),
            (1, "苇渡机械厂", false),
            (2, "砚禾电气有限公司", true),
            (2, "苇渡机械厂", false),
            (2, "砚禾电器厂", false),
            (2, "砚禾电器厂", false),
            (3, "同名有限公司", true),
            (4, "同名有限公司", true),
            (5, "砚禾电气有限公司", false),
        ];
        let all = all.map(|(firm, name, now)| (id(firm), name.to_owned(), now));
        let names = Names::of(all.to_vec());
        for (name, bearers) in [
            ("江苏苇渡(如皋)智能装备 有限公司", &[1][..]),
            ("砚禾电气有限公司", &[2]),
            ("砚禾电器厂", &[2]),
            ("苇渡机械厂", &[]),
            ("同名有限公司", &[3, 4]),
            ("苇渡", &[]),
        ] {
            let wanted: Vec<_> = bearers.iter().map(|firm| id(*firm)).collect();
            assert_eq!(names.bearers(name), wanted, "{name}");
        }
        assert!(names.says(id(1), "苇渡(如皋)智能装备") && names.says(id(1), "苇渡机械厂"));
        assert!(!names.says(id(1), "砚禾电气有限公司") && !names.says(id(9), "苇渡"));
    }

    #[test]
    fn a_code_and_a_name_must_be_of_one_firm() {
        let weidu = firm("江苏苇渡智能装备有限公司", "A");
        let of = |name: &str, own| by_code(Some(weidu.clone()), "A", name, own);
        assert!(of("", true).is_ok() && of("江苏苇渡智能装备有限公司", true).is_ok());
        assert_eq!(of("如皋砚禾电气有限公司", false).unwrap_err().field, FIRM);
        assert_eq!(by_code(None, "A", "", true).unwrap_err().field, CODE);
    }
}
