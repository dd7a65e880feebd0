//! New versions of definitions: from a day that has not passed, checked to the word.

use crate::bureau::bureau;
use crate::rooms;

const PATH: &str = "/indicators/cooperation-spending/versions";

#[tokio::test]
async fn a_new_version_holds_from_its_day_and_changes_no_past_figure() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let contract = bureau.contract(&site).await;
        let link = contract.to_string();
        let other = [
            ("contract", link.as_str()),
            ("partner", "苏中装备厂"),
            ("payee_type", "enterprise"),
            ("source", "enterprise"),
            ("amount", "70000.00"),
            ("paid_on", "2020-09-01"),
            ("voucher_no", "1"),
        ];
        let paid = bureau
            .post(&site, "payment", &other, &["receipt", "invoice"])
            .await;
        bureau.verify(&site, paid).await;
        let formula = "sum amount of payment counts if source = enterprise else \"补助资金不计\"";
        let saved = site
            .post(
                &bureau.head,
                PATH,
                &[
                    ("formula", formula),
                    ("since", "2020-09-20"),
                    ("reason", "局长办公会〔2020〕7号"),
                ],
            )
            .await;
        assert_eq!(
            (saved.status.as_u16(), saved.location()),
            (303, "/indicators/cooperation-spending"),
            "{}",
            saved.body
        );
        let value = |body: &str| {
            body.split("class=\"big\">")
                .nth(1)
                .and_then(|rest| rest.split('<').next())
                .unwrap_or_default()
                .to_owned()
        };
        site.at("2020-09-25");
        let now = site
            .get(&bureau.head, "/figures/cooperation-spending")
            .await;
        assert_eq!(value(&now.body), "7.00");
        assert!(
            now.body.contains("第 2 版，2020-09-20 起")
                && now.body.contains("局长办公会〔2020〕7号"),
            "{}",
            now.body
        );
        let past = site
            .get(&bureau.head, "/figures/cooperation-spending?day=2020-09-18")
            .await;
        assert_eq!(value(&past.body), "0.00");
        let bridge = site
            .get(
                &bureau.head,
                "/figures/cooperation-spending?against=2020-09-18",
            )
            .await;
        assert!(
            bridge.body.contains("口径变更 1 条") && bridge.body.contains("+7.00"),
            "{}",
            bridge.body
        );
    })
    .await;
}

#[tokio::test]
async fn a_wrong_version_comes_back_with_the_word_marked() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        for (formula, since, reason, texts) in [
            (
                "sum amount of payment counts if payee_typ in (university) else \"x\"",
                "2020-10-01",
                "x",
                &[
                    "^^^^^^^^^",
                    "台账“付款”没有字段 payee_typ。是不是 payee_type",
                ][..],
            ),
            (
                "sum amount of payment / count of contract",
                "2020-10-01",
                "x",
                &["单位不一致"][..],
            ),
            (
                "sum amount of payment",
                "2020-09-01",
                "x",
                &["起用日 2020-09-01 已经过去"][..],
            ),
            (
                "sum amount of payment",
                "2020-09-31",
                "x",
                &["9 月只有 30 天"][..],
            ),
            (
                "sum amount of payment",
                "2020-10-01",
                "",
                &["请写明为什么改"][..],
            ),
        ] {
            let page = site
                .post(
                    &bureau.head,
                    PATH,
                    &[("formula", formula), ("since", since), ("reason", reason)],
                )
                .await;
            assert_eq!(page.status, 422, "{formula} {since}");
            for text in texts.iter().chain(&["role=\"alert\""]) {
                assert!(page.body.contains(text), "{text} in {}", page.body);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn only_those_in_charge_define() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let page = site
            .get(&bureau.staff, "/indicators/cooperation-spending")
            .await;
        assert!(
            page.status == 200 && !page.body.contains("保存新版公式"),
            "{}",
            page.body
        );
        let list = site.get(&bureau.staff, "/indicators").await;
        assert!(list.body.contains("高新技术产业产值占比"), "{}", list.body);
        let file = "/indicators/rows.xlsx";
        assert!(list.body.contains(file), "{}", list.body);
        let lines = site.get(&bureau.staff, file).await.sheet("指标");
        let total = format!("{} 个指标", lines.len() - 1);
        assert!(list.body.contains(&total), "{total}: {}", list.body);
        let one = lines.iter().find(|line| line[1] == "高新技术产业产值占比");
        assert_eq!(one.map(|line| line[5].as_str()), Some("1"));
        for (who, status) in [
            (&bureau.staff, 403),
            (&bureau.town_staff, 403),
            (&bureau.verifier, 403),
            (&bureau.director, 303),
        ] {
            let answer = site
                .post(
                    who,
                    PATH,
                    &[
                        ("formula", "sum amount of payment"),
                        ("since", "2020-10-01"),
                        ("reason", "x"),
                    ],
                )
                .await;
            assert_eq!(answer.status, status, "{}", who.name);
        }
        let nobody = site
            .post_anonymous(
                PATH,
                &[
                    ("formula", "sum amount of payment"),
                    ("since", "2020-10-01"),
                    ("reason", "x"),
                ],
            )
            .await;
        assert_eq!(nobody.status, 303);
        assert!(
            nobody.location().starts_with("/sign-in"),
            "{}",
            nobody.location()
        );
    })
    .await;
}
