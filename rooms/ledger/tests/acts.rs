//! The life of a row.

use axum::http::StatusCode;
use ledger::door::{self, Refusal, State};
use trial::both;

use crate::county::{County, PDF, PNG, a_payment, entry_of, number, rooms, typed_payment};

#[tokio::test]
async fn a_payment_from_the_form_to_good() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        county.contract("2020-017").await;
        let form = county.site.get(&county.staff, "/ledger/payment/new").await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(
            form.body.contains("严禁上传涉及国家秘密的材料")
                && form.body.contains("提交，等施远舟核实"),
            "{}",
            form.body
        );
        assert!(
            form.body.contains("HT-2020-0001"),
            "the contract is offered"
        );
        let files = [
            ("file.receipt", "银行回单-0231907.pdf", PDF),
            ("file.invoice", "增值税发票.png", PNG),
        ];
        let answer = county
            .site
            .upload(
                &county.staff,
                "/ledger/payment",
                &typed_payment("HT-2020-0001", "江苏苇渡智能装备有限公司"),
                &files,
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let entry = entry_of(answer.location());
        assert_eq!(county.standing(entry).await, "waiting");
        let own = county.act(&county.staff, entry, "verification", "").await;
        assert_eq!(own.status, StatusCode::FORBIDDEN);
        assert!(
            own.body.contains("施远舟") && own.body.contains("许知行"),
            "who can: {}",
            own.body
        );
        assert_eq!(
            county
                .act(&county.verifier, entry, "verification", "")
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        let line = county.line(entry).await;
        assert_eq!(
            (line.standing.code(), line.state, line.version),
            ("good", State::Verified, 2)
        );
        assert_eq!(
            (line.number.as_str(), line.town),
            ("FK-2020-0001", county.baipu)
        );
        let page = county.site.get(&county.director, answer.location()).await;
        for told in [
            "FK-2020-0001",
            "360,000.00 元",
            "36.00 万元",
            "银行回单-0231907.pdf",
            "HT-2020-0001",
            "付款日所在",
            "施远舟 <b>核实</b>",
            "没有重复",
            &format!("/figures/of-row/{entry}"),
        ] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_paper_that_comes_late_wants_eyes_once_more() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let mut tx = county.write().await;
        let mut posting = a_payment(county.firm, contract, "7");
        posting.proofs.pop();
        let entry = door::post(&mut tx, &county.staff, posting).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(county.standing(entry).await, "unproven");
        county.verify(&county.verifier, entry).await.unwrap();
        assert_eq!(
            (county.line(entry).await.state, county.standing(entry).await),
            (State::Verified, "unproven")
        );
        let answer = county
            .site
            .upload(
                &county.staff,
                &format!("/ledger/rows/{entry}/vouchers"),
                &[],
                &[("file.invoice", "发票.pdf", PDF)],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(county.standing(entry).await, "waiting");
        county.verify(&county.verifier, entry).await.unwrap();
        assert_eq!(county.standing(entry).await, "good");
        // One more paper on a good row leaves it good; taking one away does not.
        let mut tx = county.write().await;
        door::prove(&mut tx, &county.staff, entry, number("receipt", "补充回单"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(county.standing(entry).await, "good");
        let page = county
            .site
            .get(&county.staff, &format!("/ledger/rows/{entry}"))
            .await;
        let voucher = page
            .body
            .split("/ledger/vouchers/")
            .nth(3)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let bare = county
            .site
            .post(
                &county.staff,
                &format!("/ledger/vouchers/{voucher}/withdrawal"),
                &[("reason", "")],
            )
            .await;
        assert_eq!(
            bare.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            bare.body
        );
        let answer = county
            .site
            .post(
                &county.staff,
                &format!("/ledger/vouchers/{voucher}/withdrawal"),
                &[("reason", "传错了")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert!(["waiting", "unproven"].contains(&county.standing(entry).await));
        let again = county
            .site
            .post(
                &county.staff,
                &format!("/ledger/vouchers/{voucher}/withdrawal"),
                &[("reason", "传错了")],
            )
            .await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn back_and_forth_with_reasons() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        assert_eq!(
            county
                .act(&county.verifier, entry, "return", "")
                .await
                .status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(county.standing(entry).await, "waiting", "nothing happened");
        assert_eq!(
            county
                .act(
                    &county.verifier,
                    entry,
                    "return",
                    "发票抬头与合同乙方不一致"
                )
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        let page = county
            .site
            .get(&county.staff, &format!("/ledger/rows/{entry}"))
            .await;
        assert!(
            page.body.contains("施远舟") && page.body.contains("退回：发票抬头与合同乙方不一致")
        );
        let refused = county
            .act(&county.verifier, entry, "verification", "")
            .await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(
            refused.body.contains("现在是“已退回”，不能核实"),
            "{}",
            refused.body
        );
        assert_eq!(
            county
                .act(&county.staff, entry, "submission", "")
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(
            county
                .act(&county.verifier, entry, "verification", "")
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(
            county
                .act(&county.staff, entry, "void", "误录")
                .await
                .status,
            StatusCode::FORBIDDEN,
            "a verified row is not the enterer's to void"
        );
        assert_eq!(
            county
                .act(&county.head, entry, "verification-withdrawal", "票据存疑")
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(county.standing(entry).await, "waiting");
        assert!(matches!(
            county.verify(&county.staff, entry).await,
            Err(Refusal::Denied { .. })
        ));
        assert_eq!(
            county
                .act(&county.staff, entry, "void", "误录")
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(county.standing(entry).await, "void");
        assert_eq!(
            county.act(&county.head, entry, "void", "再来").await.status,
            StatusCode::CONFLICT
        );
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_verification_does_not_wash_the_writer() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        // The head enters, the verifier verifies and withdraws: the head still may not verify it.
        let mut tx = county.write().await;
        let entry = door::post(&mut tx, &county.head, a_payment(county.firm, contract, "7"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(county.verify(&county.head, entry).await.is_err());
        county.verify(&county.verifier, entry).await.unwrap();
        let mut tx = county.write().await;
        door::withdraw_verification(&mut tx, &county.verifier, entry, "再看")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(
            county.verify(&county.head, entry).await,
            Err(Refusal::Denied { .. })
        ));
        // Once verified again, the head may verify what only the verifier changed since.
        county.verify(&county.verifier, entry).await.unwrap();
        let mut tx = county.write().await;
        let mut posting = a_payment(county.firm, contract, "7");
        posting.fields.insert("note".into(), "核对过".into());
        posting.proofs.clear();
        door::correct(&mut tx, &county.verifier, entry, posting, "补备注")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(county.verify(&county.verifier, entry).await.is_err());
        county.verify(&county.head, entry).await.unwrap();
        county.holds().await;
    })
    .await;
}
