//! Every act by somebody who may not.

use axum::http::StatusCode;
use ledger::door;
use trial::{actor, both};

use crate::county::{County, a_payment, rooms, typed_payment};

#[tokio::test]
async fn wrong_roles_change_nothing() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        let nobody = actor("离任", &[]);
        let strangers = [
            &county.finance,
            &county.of_dongchen,
            &county.director,
            &county.administrator,
            &nobody,
        ];
        for stranger in strangers {
            for act in [
                "submission",
                "verification",
                "return",
                "void",
                "verification-withdrawal",
                "vouchers",
                "correction",
            ] {
                let mut typed = typed_payment("HT-2020-0001", "江苏苇渡智能装备有限公司");
                typed.extend([
                    ("version", "1"),
                    ("reason", "理由"),
                    ("number.receipt", "1"),
                    ("issuer.receipt", "行"),
                    ("day.receipt", "2020-09-16"),
                ]);
                let answer = county
                    .site
                    .post(stranger, &format!("/ledger/rows/{entry}/{act}"), &typed)
                    .await;
                assert!(
                    matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
                    "{} {act}: {} {}",
                    stranger.name,
                    answer.status,
                    answer.body
                );
            }
            let answer = county
                .site
                .post(
                    stranger,
                    "/ledger/payment",
                    &typed_payment("HT-2020-0001", "江苏苇渡智能装备有限公司"),
                )
                .await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{} enters",
                stranger.name
            );
            if stranger.name != county.administrator.name {
                let answer = county
                    .site
                    .post(stranger, "/ledger/kinds", &[("text", "id = 'x'")])
                    .await;
                assert_eq!(
                    answer.status,
                    StatusCode::FORBIDDEN,
                    "{} keeps a kind",
                    stranger.name
                );
            }
        }
        let line = county.line(entry).await;
        assert_eq!((line.version, line.standing.code()), (1, "waiting"));
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_refusal_names_who_can() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        let answer = county.act(&county.finance, entry, "verification", "").await;
        assert!(
            answer.body.contains("能办的人：</b>许知行、施远舟")
                || answer.body.contains("能办的人：</b>施远舟、许知行"),
            "{}",
            answer.body
        );
        assert!(answer.body.contains("由归口科室的核实人或负责人核实"));
    })
    .await;
}

#[tokio::test]
async fn towns_see_and_write_their_own() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        let path = format!("/ledger/rows/{entry}");
        assert_eq!(
            county.site.get(&county.of_baipu, &path).await.status,
            StatusCode::OK
        );
        assert_eq!(
            county.site.get(&county.of_dongchen, &path).await.status,
            StatusCode::NOT_FOUND
        );
        assert!(
            county
                .site
                .get(&county.of_baipu, "/ledger/payment")
                .await
                .body
                .contains("FK-2020-0001")
        );
        assert!(
            !county
                .site
                .get(&county.of_dongchen, "/ledger/payment")
                .await
                .body
                .contains("FK-2020-0001")
        );
        let mut tx = county.write().await;
        assert!(
            door::post(
                &mut tx,
                &county.of_baipu,
                a_payment(county.firm, contract, "8")
            )
            .await
            .is_ok()
        );
        let other = door::post(
            &mut tx,
            &county.of_baipu,
            a_payment(county.other_firm, contract, "9"),
        )
        .await
        .unwrap_err();
        assert!(other.to_string().contains("不在您的镇区"), "{other}");
        // Loans are entered by the office in charge only.
        let form = county
            .site
            .get(&county.of_baipu, "/ledger/disbursement/new")
            .await;
        assert_eq!(form.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn a_draft_without_a_firm_is_its_authors() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let answer = county
            .site
            .post(
                &county.of_baipu,
                "/ledger/payment",
                &[("partner", "某校"), ("act", "draft")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let path = answer.location().to_owned();
        assert_eq!(
            county.site.get(&county.of_baipu, &path).await.status,
            StatusCode::OK
        );
        assert_eq!(
            county.site.get(&county.of_dongchen, &path).await.status,
            StatusCode::NOT_FOUND
        );
        assert!(
            county
                .site
                .get(&county.of_baipu, "/ledger/payment?view=mine")
                .await
                .body
                .contains("FK-2020-0001")
        );
        let typed = [
            ("firm", "如皋砚禾电气有限公司"),
            ("act", "draft"),
            ("version", "1"),
        ];
        let other = county
            .site
            .post(&county.of_baipu, &format!("{path}/correction"), &typed)
            .await;
        assert_eq!(
            other.status,
            StatusCode::FORBIDDEN,
            "a firm of another town"
        );
        let typed = [
            ("firm", county.firm_code.as_str()),
            ("act", "draft"),
            ("version", "1"),
        ];
        let own = county
            .site
            .post(&county.of_baipu, &format!("{path}/correction"), &typed)
            .await;
        assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.body);
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_without_a_post_opens_the_ledger() {
    let county = County::on(trial::on_sqlite(&rooms()).await).await;
    let nobody = actor("离任", &[]);
    for path in [
        "/ledger",
        "/ledger/payment",
        "/ledger/queue",
        "/ledger/kinds",
        "/ledger/choices/firms?firm=a",
        &format!("/ledger/of-firm/{}", county.firm),
    ] {
        assert_eq!(
            county.site.get(&nobody, path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
}
