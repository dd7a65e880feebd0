//! What a row may be linked to: what the person sees, of the same firm where the kind says so.

use axum::http::StatusCode;
use ledger::door;
use trial::both;

use crate::county::{County, a_contract, entry_of, rooms, typed_payment};

const OTHER_CODE: &str = "91320682MADEM00133";

async fn number(county: &County, entry: values::Id<door::Entry>) -> String {
    let path = format!("/ledger/rows/{entry}");
    let page = county.site.get(&county.staff, &path).await.body;
    let (_, after) = page.split_once("<h1>").unwrap();
    after.split([' ', '<']).next().unwrap().to_owned()
}

#[tokio::test]
async fn what_lies_in_another_town_is_not_there_to_be_linked() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("2020-017").await;
        let number = number(&county, contract).await;
        for named in [&number, &contract.to_string()] {
            let sent = typed_payment(named, OTHER_CODE);
            let site = &county.site;
            let refused = site
                .post(&county.of_dongchen, "/ledger/payment", &sent)
                .await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{named}");
            assert!(
                refused.body.contains(&format!("没有编号是“{named}”的记录")),
                "{}",
                refused.body
            );
            assert!(!refused.body.contains("智能验布机"), "{}", refused.body);
        }
        for (actor, sees) in [(&county.of_baipu, true), (&county.of_dongchen, false)] {
            for path in [
                "/ledger/payment/new",
                "/ledger/choices/rows/payment/contract",
            ] {
                let answer = county.site.get(actor, path).await;
                assert_eq!(answer.status, StatusCode::OK);
                assert_eq!(answer.body.contains(&number), sees, "{path}");
            }
        }
        let path = format!("/ledger/choices/rows/payment/contract?firm={OTHER_CODE}");
        let others = county.site.get(&county.staff, &path).await;
        assert!(!others.body.contains(&number), "of the chosen firm only");
    })
    .await;
}

#[tokio::test]
async fn a_payment_stands_beside_the_firm_of_its_contract() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("2020-017").await;
        let number = number(&county, contract).await;
        let site = &county.site;
        let sent = typed_payment(&number, OTHER_CODE);
        let refused = site.post(&county.staff, "/ledger/payment", &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = format!("{number} 是另一家企业的，请从这家企业的“产学研合同”里选");
        assert!(refused.body.contains(&told), "{}", refused.body);
        let sent = typed_payment(&number, &county.firm_code);
        let saved = site.post(&county.staff, "/ledger/payment", &sent).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let page = site.get(&county.staff, saved.location()).await.body;
        let told = format!("<dt>{number} 的企业</dt><dd>江苏苇渡智能装备有限公司</dd>");
        assert!(page.contains(&told), "{page}");
        county.holds().await;
    })
    .await;
}

/// The town may correct its row without losing a link that the office made.
#[tokio::test]
async fn what_a_row_led_to_already_stays() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let mut tx = county.write().await;
        let demand = door::Posting {
            kind: "demand".into(),
            fields: crate::county::fields(&[
                ("title", "高速验布机"),
                ("class", "equipment"),
                ("published_on", "2020-03-02"),
                ("difficulty", "速度不够"),
            ]),
            proofs: vec![],
            ..a_contract(county.other_firm, "")
        };
        let demand = door::post(&mut tx, &county.staff, demand).await.unwrap();
        let mut posting = a_contract(county.firm, "2020-018");
        posting.fields.insert("demand".into(), demand.to_string());
        let contract = door::post(&mut tx, &county.staff, posting).await.unwrap();
        tx.commit().await.unwrap();
        let demand = number(&county, demand).await;
        let site = &county.site;
        let path = format!("/ledger/rows/{contract}");
        let page = site.get(&county.of_baipu, &path).await.body;
        assert!(
            page.contains(&demand) && page.contains("不在您的镇区"),
            "{page}"
        );
        assert!(!page.contains("高速验布机"), "only its number: {page}");
        let mut sent = vec![
            ("firm", &*county.firm_code),
            ("item", "智能验布机视觉算法"),
            ("partner", "滨江纺织研究院"),
            ("contract_no", "2020-018"),
            ("nature", "contract"),
            ("relation", "new"),
            ("way", "commissioned"),
            ("signed_on", "2020-05-07"),
            ("amount", "90"),
            ("demand", &*demand),
            ("version", "1"),
            ("reason", "签订日填错"),
        ];
        let path = format!("{path}/correction");
        let form = site.get(&county.of_baipu, &path).await.body;
        assert!(form.contains(&format!("value=\"{demand}\"")), "{form}");
        let kept = site.post(&county.of_baipu, &path, &sent).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        assert_eq!(entry_of(kept.location()), contract);
        let another = county.contract("2020-019").await;
        let another = number(&county, another).await;
        sent.retain(|(name, _)| *name != "demand" && *name != "version");
        sent.extend([("demand", &*another), ("version", "2")]);
        let wrong = site.post(&county.of_baipu, &path, &sent).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        county.holds().await;
    })
    .await;
}
