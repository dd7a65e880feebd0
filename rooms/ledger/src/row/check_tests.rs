#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use values::{Moment, fresh};

use super::*;
use crate::kind::shipped;

fn written(pairs: &[(&str, &str)]) -> Fields {
    pairs
        .iter()
        .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
        .collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn a_payment() -> Fields {
    written(&[
        ("contract", "HT-2020-0088"),
        ("partner", "滨江纺织研究院"),
        ("payee_type", "院所"),
        ("source", "企业自有资金"),
        ("amount", "36"),
        ("paid_on", "9月16日"),
        ("voucher_no", "0231907"),
    ])
}

fn linked(kind: &str, void: bool) -> BTreeMap<String, Option<Linked>> {
    let linked = Linked {
        entry: Id::new(fresh(Moment::default())),
        number: "HT-2020-0088".to_owned(),
        kind: kind.to_owned(),
        kind_name: "产学研合同".to_owned(),
        void,
        firm: None,
    };
    BTreeMap::from([("HT-2020-0088".to_owned(), Some(linked))])
}

fn facts(links: &BTreeMap<String, Option<Linked>>) -> Facts<'_> {
    Facts {
        today: day("2020-09-18"),
        writing: Writing::Typed { year: 2020 },
        whole: true,
        subject: Some(Id::new(fresh(Moment::default()))),
        registered_on: Some(day("2015-03-02")),
        links,
        entry: None,
    }
}

fn wrong(kind: &str, written: &Fields, facts: &Facts) -> Vec<String> {
    let kinds = shipped();
    let complaints = check(kinds.get(kind).unwrap(), written, facts)
        .err()
        .unwrap_or_default();
    complaints
        .0
        .iter()
        .map(|one| format!("{}：{}", one.label, one.reason))
        .collect()
}

#[test]
fn a_whole_payment_becomes_canonical() {
    let links = linked("contract", false);
    let fields = check(
        shipped().get("payment").unwrap(),
        &a_payment(),
        &facts(&links),
    )
    .unwrap();
    assert_eq!(fields["amount"], "360000.00");
    assert_eq!(fields["paid_on"], "2020-09-16");
    assert_eq!(fields["payee_type"], "institute");
    assert_eq!(
        fields["contract"],
        links["HT-2020-0088"].as_ref().unwrap().entry.to_string()
    );
}

#[test]
fn each_thing_that_is_wrong_is_told_in_the_order_of_the_form() {
    let links = linked("contract", false);
    let with = |id: &str, value: &str| {
        let mut fields = a_payment();
        fields.insert(id.to_owned(), value.to_owned());
        fields
    };
    for (id, value, expected) in [
        ("voucher_no", " ", "凭证号：要填"),
        (
            "paid_on",
            "2020-09-19",
            "付款日：2020-09-19 还没有到，最晚填今天 2020-09-18",
        ),
        (
            "paid_on",
            "2014-01-05",
            "付款日：2014-01-05 早于企业成立日 2015-03-02，请核对日期或企业",
        ),
        (
            "contract",
            "HT-2020-9999",
            "所属合同：没有编号是“HT-2020-9999”的记录，请从列表里选，或先登记它",
        ),
        ("colour", "红", "colour：“付款”没有这个字段"),
    ] {
        assert_eq!(
            wrong("payment", &with(id, value), &facts(&links)),
            [expected]
        );
    }
    let all = wrong(
        "payment",
        &Fields::new(),
        &Facts {
            subject: None,
            ..facts(&links)
        },
    );
    assert_eq!(all.len(), 8, "{all:?}");
    assert_eq!(all[0], "企业：要填，写统一社会信用代码或全称");
    assert_eq!(all[1], "所属合同：要填");
}

#[test]
fn a_link_leads_to_a_living_row_of_its_kind() {
    let other = linked("payment", false);
    assert_eq!(
        wrong("payment", &a_payment(), &facts(&other)),
        ["所属合同：HT-2020-0088 是“产学研合同”，这里要填“所属合同”的编号"]
    );
    let void = linked("contract", true);
    assert_eq!(
        wrong("payment", &a_payment(), &facts(&void)),
        ["所属合同：HT-2020-0088 已作废，请换一条"]
    );
}

#[test]
fn a_draft_may_be_incomplete_but_not_unreadable() {
    let links = BTreeMap::new();
    let draft = Facts {
        whole: false,
        subject: None,
        ..facts(&links)
    };
    assert_eq!(
        check(shipped().get("payment").unwrap(), &Fields::new(), &draft),
        Ok(Fields::new())
    );
    let unreadable = written(&[("paid_on", "2020-09-31")]);
    assert_eq!(
        wrong("payment", &unreadable, &draft),
        ["付款日：2020-09-31 不是一个日子，9 月只有 30 天"]
    );
}

#[test]
fn days_keep_their_order() {
    let links = BTreeMap::new();
    let pairs = written(&[
        ("number", "GR202032000123"),
        ("announced_on", "2020-09-01"),
        ("valid_until", "2020-08-31"),
        ("route", "first"),
    ]);
    assert_eq!(
        wrong("hnte_certificate", &pairs, &facts(&links)),
        ["有效期至：2020-08-31 早于公告日 2020-09-01，请核对"]
    );
}

#[test]
fn only_an_estimate_may_lie_ahead() {
    let links = BTreeMap::new();
    let pairs = written(&[
        ("series", "gdp"),
        ("span", "year"),
        ("stage", "estimate"),
        ("data_end", "2020-12-31"),
        ("value", "1200亿"),
        ("published_on", "2020-09-01"),
        ("publisher", "statistics_office"),
    ]);
    assert!(
        check(
            shipped().get("statistic").unwrap(),
            &pairs,
            &Facts {
                subject: None,
                registered_on: None,
                ..facts(&links)
            }
        )
        .is_ok()
    );
}

#[test]
fn a_joined_field_is_never_typed() {
    let links = BTreeMap::new();
    let draft = Facts {
        whole: false,
        ..facts(&links)
    };
    let pairs = written(&[
        ("programme", "省重点研发"),
        ("year", "2020"),
        ("lead", "91320682MADEM00122"),
        ("item", "自己写的"),
    ]);
    let fields = check(shipped().get("application").unwrap(), &pairs, &draft).unwrap();
    assert_eq!(fields["item"], "省重点研发 2020 91320682MADEM00122");
}

proptest! {
    #[test]
    fn what_is_accepted_once_is_accepted_again_as_it_is(amount in "[0-9]{1,9}(\\.[0-9]{1,2})?", day in 1u32..=28, text in "\\PC{1,40}") {
        let links = linked("contract", false);
        let mut typed = a_payment();
        typed.insert("amount".into(), amount);
        typed.insert("paid_on".into(), format!("2020-08-{day:02}"));
        typed.insert("note".into(), text);
        let kinds = shipped();
        let kind = kinds.get("payment").unwrap();
        if let Ok(fields) = check(kind, &typed, &facts(&links)) {
            let entry = fields["contract"].clone();
            let known = BTreeMap::from([(entry, links["HT-2020-0088"].clone())]);
            let again = Facts { writing: Writing::Canonical, links: &known, ..facts(&links) };
            prop_assert_eq!(check(kind, &fields, &again), Ok(fields));
        }
    }
}

#[test]
fn a_payment_is_booked_on_a_contract_of_its_own_firm() {
    let [own, other] = [1, 2].map(|number| Some(Id::new(values::Uuid::from_u128(number))));
    for (subject, of, told) in [
        (own, own, vec![]),
        (own, None, vec![]),
        (None, other, vec!["企业：要填，写统一社会信用代码或全称"]),
        (
            own,
            other,
            vec!["所属合同：HT-2020-0088 是另一家企业的，请从这家企业的“产学研合同”里选"],
        ),
    ] {
        let mut links = linked("contract", false);
        for one in links.values_mut().flatten() {
            one.firm = of;
        }
        let facts = Facts {
            subject,
            ..facts(&links)
        };
        assert_eq!(wrong("payment", &a_payment(), &facts), told);
    }
}
