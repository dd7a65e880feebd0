//! What is wanted of a table, as a kind says it.

use measure::kind::{Column, Field, FieldType, Kind, Place, Subject};
use paper::{Type, Wanted};

pub use enterprise::door::{CODE, FIRM};
use enterprise::door::{CODE_NAMES, FIRM_NAMES};
pub const TOWN: &str = "town";

const TOWN_NAMES: [&str; 4] = ["镇（区、街道）", "乡镇", "所属镇区", "所在镇区"];
/// Other headings that people write over a field of this name.
const NAMES: [(&str, &[&str]); 8] = [
    (
        "合作单位",
        &[
            "合作高校",
            "合作院校",
            "合作院所",
            "高校院所",
            "合作方",
            "收款单位",
            "收款方",
        ],
    ),
    ("凭证号", &["回单号", "银行回单号", "凭证编号", "单据号"]),
    ("所属合同", &["合同编号", "合同号", "对应合同"]),
    ("合同编号", &["合同号"]),
    ("项目", &["项目名称", "合作项目"]),
    ("参加企业", &["参加企业数", "企业数", "参会企业"]),
    ("备注", &["说明"]),
    ("到期日", &["合同到期日", "贷款到期日", "还款到期日"]),
];

/// The fields of a kind and what tells whom a row is about. `towns`: id and name of those that may be chosen, and the county
/// that they are in.
pub fn wanted(kind: &Kind, (towns, county): (&[(String, String)], &str)) -> Vec<Wanted> {
    let named = |id: &str, name: &str, synonyms: &[&str], of: Type| Wanted {
        id: id.to_owned(),
        name: name.to_owned(),
        synonyms: synonyms.iter().map(|name| (*name).to_owned()).collect(),
        kind: of,
        ..Wanted::default()
    };
    let mut all = Vec::new();
    if kind.subject == Subject::Firm {
        all.push(Wanted {
            help: "企业库里的全称；填了信用代码的，可以不填。".to_owned(),
            whom: true,
            ..named(FIRM, "企业", &FIRM_NAMES, Type::Text)
        });
        all.push(named(CODE, "统一社会信用代码", &CODE_NAMES, Type::Code));
    }
    if kind.town == Place::Choice {
        all.push(Wanted {
            options: towns.to_vec(),
            within: county.to_owned(),
            help: "不填的，算全县（市）。".to_owned(),
            ..named(TOWN, "镇区", &TOWN_NAMES, Type::Option)
        });
    }
    let typed = kind.fields.iter().filter(|field| field.derived.is_empty());
    all.extend(typed.map(|field| of_field(kind, field)));
    all
}

fn of_field(kind: &Kind, field: &Field) -> Wanted {
    let ranks = field.ranks().iter();
    let ranks = ranks.map(|(id, name)| ((*id).to_owned(), (*name).to_owned()));
    Wanted {
        id: field.id.clone(),
        name: field.name.clone(),
        synonyms: synonyms(kind, field),
        kind: type_of(field.kind),
        unit: field.unit.clone(),
        options: match field.kind {
            FieldType::Option => field.options.clone(),
            _ => ranks.collect(),
        },
        required: field.required,
        whom: false,
        key: kind.once.contains(&field.id),
        help: field.help.clone(),
        within: String::new(),
    }
}

fn type_of(kind: FieldType) -> Type {
    match kind {
        FieldType::Text => Type::Text,
        FieldType::Long => Type::Long,
        FieldType::Option | FieldType::Level | FieldType::Stage => Type::Option,
        FieldType::Day => Type::Day,
        FieldType::Money => Type::Money,
        FieldType::Count => Type::Count,
        FieldType::Link => Type::Link,
    }
}

fn synonyms(kind: &Kind, field: &Field) -> Vec<String> {
    let (of, name) = (&kind.name, &field.name);
    let mut names = vec![format!("{of}{name}")];
    if field.id == kind.day {
        names.extend(["日期".to_owned(), format!("{of}日期"), format!("{of}时间")]);
    }
    if field.measured == Some(Column::Amount) {
        names.extend(["金额".to_owned(), format!("{of}金额"), format!("{of}额")]);
        names.extend(act(kind).map(|act| format!("{act}金额")));
    }
    let others = NAMES.iter().filter(|(own, _)| own == name);
    names.extend(
        others
            .flat_map(|(_, names)| names.iter())
            .map(|name| (*name).to_owned()),
    );
    names
}

/// What happens on the counting day: 到账 on the 到账日, so that 到账金额 is the amount.
fn act(kind: &Kind) -> Option<&str> {
    let day = kind.field(&kind.day)?;
    day.name.strip_suffix('日')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::kind::shipped;

    #[test]
    fn every_kind_is_wanted_whole_and_no_field_twice() {
        for kind in shipped().iter() {
            let all = wanted(kind, (&[], ""));
            let mut ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all.len(), "{}", kind.id);
            for field in kind.fields.iter().filter(|field| field.derived.is_empty()) {
                assert!(ids.contains(&field.id.as_str()), "{}.{}", kind.id, field.id);
            }
        }
    }

    #[test]
    fn what_people_write_over_a_payment() {
        let kinds = shipped();
        let all = wanted(kinds.get("payment").unwrap(), (&[], ""));
        let of = |id: &str| all.iter().find(|one| one.id == id).unwrap();
        assert!(of("paid_on").synonyms.contains(&"付款时间".to_owned()));
        assert!(of("voucher_no").synonyms.contains(&"回单号".to_owned()));
        assert!(of(FIRM).synonyms.contains(&"单位名称".to_owned()));
    }

    #[test]
    fn the_amount_is_named_after_what_happens_on_the_counting_day() {
        let kinds = shipped();
        for (kind, field, name) in [
            ("money_received", "amount", "到账金额"),
            ("contract", "amount", "签约金额"),
            ("disbursement", "amount", "放款金额"),
        ] {
            let all = wanted(kinds.get(kind).unwrap(), (&[], ""));
            let one = all.iter().find(|one| one.id == field).unwrap();
            assert!(one.synonyms.contains(&name.to_owned()), "{kind}");
        }
    }
}
