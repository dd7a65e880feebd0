//! The same event told twice counts once.

use axum::http::StatusCode;
use ledger::door;
use trial::both;

use crate::county::{County, a_contract, a_payment, rooms};

#[tokio::test]
async fn the_second_is_double_until_the_first_lets_go() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let first = county.payment(contract, "0231907").await;
        let second = county.payment(contract, " ０２３１９０７ ").await;
        let third = county.payment(contract, "0231907").await;
        for entry in [second, third, first] {
            county.verify(&county.verifier, entry).await.unwrap();
        }
        let standings = |entries: [_; 3]| {
            let county = county.clone();
            async move {
                [
                    county.standing(entries[0]).await,
                    county.standing(entries[1]).await,
                    county.standing(entries[2]).await,
                ]
            }
        };
        assert_eq!(
            standings([first, second, third]).await,
            ["good", "double", "double"]
        );
        let page = county
            .site
            .get(&county.staff, &format!("/ledger/rows/{second}"))
            .await;
        assert!(
            page.body.contains("FK-2020-0001") && page.body.contains("企业、凭证号"),
            "the holder is named"
        );
        let list = county.site.get(&county.staff, "/ledger/payment").await;
        assert!(list.body.contains("与 FK-2020-0001 重复"), "{}", list.body);
        // Void, returned, changed key: each time the next one of the key stands up, in the same act.
        assert_eq!(
            county
                .act(&county.head, first, "void", "重复录入")
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(
            standings([first, second, third]).await,
            ["void", "good", "double"]
        );
        let steps = county
            .site
            .get(&county.staff, &format!("/ledger/rows/{second}"))
            .await;
        assert!(steps.body.contains("防重键换了记录持有"), "{}", steps.body);
        let mut tx = county.write().await;
        let mut other = a_payment(county.firm, contract, "0231999");
        other.proofs.clear();
        door::correct(&mut tx, &county.staff, second, other, "凭证号误录")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            standings([first, second, third]).await,
            ["void", "waiting", "good"]
        );
        // A returned row loses its place; handed in again it comes last.
        county
            .act(&county.head, third, "verification-withdrawal", "再看")
            .await;
        let fourth = county.payment(contract, "0231907").await;
        county.verify(&county.verifier, fourth).await.unwrap();
        assert_eq!(county.standing(fourth).await, "double");
        county
            .act(&county.verifier, third, "return", "补说明")
            .await;
        assert_eq!(county.standing(fourth).await, "good");
        county.act(&county.staff, third, "submission", "").await;
        county.verify(&county.verifier, third).await.unwrap();
        assert_eq!(
            (county.standing(third).await, county.standing(fourth).await),
            ("double", "good")
        );
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn another_firm_may_have_the_same_number() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let one = county.payment(contract, "0231907").await;
        let mut tx = county.write().await;
        let its = a_contract(county.other_firm, "2");
        let its = door::post(&mut tx, &county.staff, its).await.unwrap();
        let other = door::post(
            &mut tx,
            &county.staff,
            a_payment(county.other_firm, its, "0231907"),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        for entry in [one, other] {
            county.verify(&county.verifier, entry).await.unwrap();
            assert_eq!(county.standing(entry).await, "good");
        }
        county.holds().await;
    })
    .await;
}
