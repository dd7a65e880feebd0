//! Many rows at once, and the check of the whole ledger.

use std::collections::BTreeSet;

use ledger::door::{self, BulkRow, Cause, State};
use store::args;
use trial::both;
use values::{Id, fresh};

use crate::county::{County, a_contract, a_payment, number, rooms};

fn rows(county: &County, contract: Id<door::Entry>, many: usize) -> Vec<BulkRow> {
    (0..many)
        .map(|at| {
            let posting = a_payment(county.firm, contract, &format!("bulk{}", at % (many - 1)));
            BulkRow {
                entry: Id::new(fresh(county.site.app.now())),
                number: format!("FK-2019-{at:05}"),
                version: 1,
                kind: posting.kind,
                subject: posting.subject,
                town: county.baipu,
                office: Id::NONE,
                fields: posting.fields,
                state: State::Submitted,
                cause: Cause::Entered,
                proofs: vec![number("receipt", "回单"), number("invoice", "发票")],
                proven_by: BTreeSet::new(),
                actor: county.staff.who(),
            }
        })
        .collect()
}

/// The same rows, verified.
fn verified(county: &County, rows: &[BulkRow]) -> Vec<BulkRow> {
    let papers: BTreeSet<String> = ["receipt".to_owned(), "invoice".to_owned()].into();
    rows.iter()
        .map(|row| BulkRow {
            version: 2,
            state: State::Verified,
            cause: Cause::Verified,
            proofs: vec![],
            proven_by: papers.clone(),
            actor: county.verifier.who(),
            ..row.clone()
        })
        .collect()
}

#[tokio::test]
async fn a_load_is_what_the_acts_would_have_made() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let load = rows(&county, contract, 1201);
        let who = county.administrator.who();
        let mut tx = county.write().await;
        assert_eq!(door::bulk(&mut tx, &who, load.clone()).await.unwrap(), 1201);
        tx.commit().await.unwrap();
        assert_eq!(county.standing(load[7].entry).await, "waiting");
        assert!(
            matches!(
                county.verify(&county.staff, load[7].entry).await,
                Err(door::Refusal::Denied { .. })
            ),
            "the loader's enterer wrote it"
        );
        let mut tx = county.write().await;
        assert_eq!(
            door::bulk(&mut tx, &who, verified(&county, &load))
                .await
                .unwrap(),
            1201
        );
        tx.commit().await.unwrap();
        assert_eq!(county.standing(load[7].entry).await, "good");
        assert_eq!(county.standing(load[0].entry).await, "good");
        assert_eq!(
            county.standing(load[1200].entry).await,
            "double",
            "it carries the key of the first"
        );
        let mut tx = county.read().await;
        let trail = trail::of(&mut tx, "rows", "", 100).await.unwrap();
        assert_eq!(trail.len(), 2, "one entry an act");
        let checked = door::check(&mut tx, county.site.app.store().files())
            .await
            .unwrap();
        assert_eq!(
            (checked.broken, checked.rows, checked.vouchers),
            (Vec::<String>::new(), 2404, 2403)
        );
        drop(tx);
        // The load's rows live on: voiding the first stands the double up.
        assert_eq!(
            county
                .act(&county.head, load[0].entry, "void", "误载")
                .await
                .status,
            axum::http::StatusCode::SEE_OTHER
        );
        assert_eq!(county.standing(load[1200].entry).await, "good");
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn the_check_finds_what_was_tampered_with() {
    both(&rooms(), |site| async move {
        for (tampering, told) in [
            ("UPDATE ledger_version SET amount = 1 WHERE county = $1 AND kind = 'payment' AND version = 1", "计量列与内容不一致"),
            ("UPDATE ledger_version SET standing = 'good' WHERE county = $1 AND kind = 'payment' AND version = 1", "与状态、凭证不一致"),
            ("UPDATE ledger_version SET known_until = known_until - 1 WHERE county = $1 AND kind = 'payment' AND version = 1", "版本链断开或重叠"),
            ("DELETE FROM ledger_content WHERE county = $1 AND version = 2", "版本没有内容"),
            ("UPDATE ledger_entry SET kind = 'payment', claim = '7', claimed = 1 WHERE county = $1", "防重键由另一条占着"),
            ("UPDATE ledger_voucher SET until_version = 1 WHERE county = $1 AND voucher = 'invoice'", "与状态、凭证不一致"),
            ("UPDATE ledger_version SET effective = '2020-12-01' WHERE county = $1 AND kind = 'payment' AND version = 2", "计量列与内容不一致"),
            ("UPDATE ledger_version SET effective = '2020-12-01' WHERE county = $1 AND kind = 'payment' AND version = 1", "计量列与内容不一致"),
            ("UPDATE ledger_entry SET claim = '' WHERE county = $1 AND kind = 'payment'", "防重键与内容不一致"),
            ("DELETE FROM ledger_version WHERE county = $1 AND kind = 'payment' AND version = 1", "版本链断开或重叠"),
            ("DELETE FROM ledger_version WHERE county = $1 AND kind = 'payment'", "编号没有版本"),
            ("UPDATE ledger_content SET fields = REPLACE(fields, '\"7\"', '\"8\"') WHERE county = $1 AND version = 1", "被改动过"),
            ("UPDATE ledger_content SET reason = '另一个理由' WHERE county = $1 AND version = 2", "被改动过"),
            ("UPDATE ledger_content SET actor_name = '另一个人' WHERE county = $1 AND version = 2", "（核实 FK-2020-0001）：写下的版本或凭证被改动过"),
            ("UPDATE ledger_voucher SET number = '另一号' WHERE county = $1 AND voucher = 'invoice'", "被改动过"),
            ("UPDATE ledger_content SET fields = '{' WHERE county = $1 AND version = 2", "读不出"),
            ("UPDATE ledger_version SET cause = 'nothing' WHERE county = $1 AND version = 2", "读不出"),
            ("UPDATE trail_entry SET content = '' WHERE county = $1 AND act = 'ledger.row.verify'", "没有审计记录"),
            ("UPDATE ledger_voucher SET from_version = 9 WHERE county = $1 AND voucher = 'invoice'", "凭证所在的版本没有了"),
        ] {
            let site = if site.engine() == store::Engine::Sqlite { trial::on_sqlite(&rooms()).await } else { trial::on_postgres(&rooms()).await };
            let county = County::on(site).await;
            let contract = county.contract("1").await;
            let entry = county.payment(contract, "7").await;
            county.verify(&county.verifier, entry).await.unwrap();
            county.holds().await;
            let mut tx = county.write().await;
            tx.run_compiled(tampering, args![trial::COUNTY]).await.unwrap();
            tx.commit().await.unwrap();
            let checked = door::check(&mut county.read().await, county.site.app.store().files()).await.unwrap();
            assert!(checked.broken.iter().any(|one| one.contains(told)), "{told}: {:?}", checked.broken);
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_that_was_changed_on_the_disk_is_found() {
    let county = County::on(trial::on_sqlite(&rooms()).await).await;
    let files = county.site.app.store().files().clone();
    let received = files.receive_bytes(crate::county::PDF).await.unwrap();
    let sha256 = received.sha256.clone();
    files.keep(&received).await.unwrap();
    let mut tx = county.write().await;
    let mut posting = a_contract(county.firm, "1");
    posting.proofs = vec![door::Proof {
        voucher: "contract".into(),
        paper: door::Paper::File {
            sha256: sha256.clone(),
            name: "合同.pdf".into(),
            size: 44,
            media: "application/pdf".into(),
        },
    }];
    door::post(&mut tx, &county.staff, posting).await.unwrap();
    tx.commit().await.unwrap();
    county.holds().await;
    let folder = county.site.app.store().files();
    let place = format!("{folder:?}");
    let folder = place.split('"').nth(1).unwrap();
    std::fs::write(
        format!("{folder}/{}/{}", &sha256[..2], &sha256[2..]),
        b"forged",
    )
    .unwrap();
    let checked = door::check(&mut county.read().await, county.site.app.store().files())
        .await
        .unwrap();
    assert_eq!(checked.broken.len(), 1);
    assert!(checked.broken[0].contains("合同.pdf") && checked.broken[0].contains("指纹不符"));
}
