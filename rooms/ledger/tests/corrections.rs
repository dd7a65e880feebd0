//! Corrections, drafts, copies, moves, and what the door refuses.

use axum::http::StatusCode;
use ledger::door::{self, Refusal};
use trial::both;

use crate::county::{County, a_payment, entry_of, fields, rooms, typed_payment};

#[tokio::test]
async fn a_correction_is_a_new_version_and_the_old_one_stays() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        county.verify(&county.verifier, entry).await.unwrap();
        let before = county.read().await.sequence();
        let version = county.line(entry).await.version.to_string();
        let mut typed = typed_payment("HT-2020-0001", "江苏苇渡智能装备有限公司");
        typed.extend([
            ("version", version.as_str()),
            ("reason", "发票含税价 38 万元，原误录"),
        ]);
        for pair in &mut typed {
            if pair.0 == "amount" {
                pair.1 = "38";
            }
        }
        let path = format!("/ledger/rows/{entry}/correction");
        assert!(
            county
                .site
                .get(&county.staff, &path)
                .await
                .body
                .contains("value=\"36.00\"")
        );
        let answer = county.site.post(&county.staff, &path, &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let line = county.line(entry).await;
        assert_eq!(
            (line.standing.code(), line.amount.unwrap().0),
            ("waiting", 38_000_000)
        );
        let mut tx = county.read().await;
        let then = door::lines(&mut tx, &[entry], Some(before))
            .await
            .unwrap()
            .pop()
            .unwrap();
        assert_eq!(
            (then.standing.code(), then.amount.unwrap().0),
            ("good", 36_000_000)
        );
        drop(tx);
        let page = county
            .site
            .get(
                &county.staff,
                &format!("/ledger/rows/{entry}?left=1&right=3"),
            )
            .await;
        for told in [
            "360,000.00 元</del>",
            "380,000.00 元</ins>",
            "发票含税价 38 万元，原误录",
            "项两版相同",
        ] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        assert_eq!(
            county
                .site
                .get(
                    &county.staff,
                    &format!("/ledger/rows/{entry}?left=1&right=9")
                )
                .await
                .status,
            StatusCode::NOT_FOUND
        );
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_firm_that_moved_before_the_day_moves_its_rows() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        county.verify(&county.verifier, entry).await.unwrap();
        let who = county.staff.who();
        let mut tx = county.write().await;
        enterprise::door::move_to(
            &mut tx,
            &who,
            county.firm,
            county.dongchen,
            "2020-08-01".parse().unwrap(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        county.site.app.work_off(trial::COUNTY).await;
        let line = county.line(entry).await;
        assert_eq!((line.town, line.standing.code()), (county.dongchen, "good"));
        let contract = county.line(contract).await;
        assert_eq!(
            (contract.town, contract.version),
            (county.baipu, 2),
            "it was signed before"
        );
        let mut left = county.read().await;
        assert_eq!(left.jobs().await.unwrap(), []);
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn drafts_and_copies() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let mut typed = vec![
            ("firm", county.firm_code.as_str()),
            ("partner", "滨江纺织研究院"),
            ("act", "draft"),
        ];
        let answer = county
            .site
            .post(&county.staff, "/ledger/payment", &typed)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let entry = entry_of(answer.location());
        assert_eq!(county.standing(entry).await, "draft");
        let early = county.act(&county.staff, entry, "submission", "").await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.body.contains("凭证号：要填"), "{}", early.body);
        let copy = county
            .site
            .get(&county.staff, &format!("/ledger/rows/{entry}/copy"))
            .await;
        assert!(
            copy.body.contains("value=\"滨江纺织研究院\"")
                && copy.body.contains("内容取自 FK-2020-0001")
        );
        typed[2] = ("act", "submit");
        assert_eq!(
            county
                .site
                .post(&county.staff, "/ledger/payment", &typed)
                .await
                .status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_the_door_too() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let with = |id: &str, value: &str| {
            let mut posting = a_payment(county.firm, contract, "7");
            posting.fields.insert(id.into(), value.into());
            posting
        };
        let mut tx = county.write().await;
        for (posting, told) in [
            (with("paid_on", "2020-12-01"), "2020-12-01 还没有到"),
            (with("paid_on", "2014-12-01"), "早于企业成立日 2015-03-02"),
            (with("amount", "-5.00"), "不能是负数"),
            (
                with("contract", "01752c00-0000-7000-8000-000000000001"),
                "没有编号是",
            ),
            (with("colour", "red"), "没有这个字段"),
        ] {
            let refusal = door::post(&mut tx, &county.staff, posting)
                .await
                .unwrap_err();
            assert!(refusal.to_string().contains(told), "{refusal}");
        }
        let unknown = door::Posting {
            kind: "weather".into(),
            subject: None,
            town: None,
            fields: fields(&[]),
            proofs: vec![],
        };
        assert!(matches!(
            door::enter(&mut tx, &county.staff, unknown).await,
            Err(Refusal::NoSuchKind(_))
        ));
    })
    .await;
}
