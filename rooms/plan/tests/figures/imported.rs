//! What an import would move, said before it goes in, and what it moved, said after.

use axum::http::StatusCode;
use ledger::door::{Entry, Paper, Proof};
use measure::Exact;
use trial::Site;
use values::Id;
use web::Actor;

use crate::bureau::{Bureau, bureau, day};
use crate::rooms;

const NOTICE: &str = include_str!("notice.txt");

/// A verified payment that the table corrects, one of a university and one of a firm that are new.
fn table(bureau: &str) -> String {
    let head = "企业,所属合同,合作单位,收款方类型,资金来源,金额,付款日,凭证号";
    let row = |payee: &str, yuan: &str, on: &str, number: &str| {
        format!("{bureau},HT-1,滨江纺织研究院,{payee},企业自有资金,{yuan},{on},{number}")
    };
    [
        head.to_owned(),
        row("高校", "80000", "2020-04-01", "2020-04-01-100000.00"),
        row("高校", "200000", "2020-05-01", "B1"),
        row("企业", "50000", "2020-06-01", "B2"),
    ]
    .join("\n")
}

/// Sends the table and settles its columns; gives the address of the import.
async fn ready(site: &Site, actor: &Actor, text: &str) -> String {
    let file = [("file", "付款.csv", text.as_bytes())];
    let sent = site
        .upload(actor, "/ledger/payment/import", &[], &file)
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let path = sent.location().to_owned();
    let columns = [
        ("field.A", "firm"),
        ("field.B", "contract"),
        ("field.C", "partner"),
        ("field.D", "payee_type"),
        ("field.E", "source"),
        ("field.F", "amount"),
        ("unit.F", "yuan"),
        ("field.G", "paid_on"),
        ("field.H", "voucher_no"),
    ];
    let checked = site.post(actor, &format!("{path}/columns"), &columns).await;
    assert_eq!(checked.status, StatusCode::SEE_OTHER, "{}", checked.body);
    path
}

async fn spending(site: &Site) -> Option<Exact> {
    let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
    let wanted = plan::door::Wanted {
        year: Some(2020),
        ..Default::default()
    };
    let all = plan::door::figures(&site.app, &mut tx, &wanted)
        .await
        .unwrap();
    let mut own = all
        .into_iter()
        .filter(|told| told.indicator == "cooperation-spending");
    own.next().unwrap().value
}

/// The row of the figure in a fragment, without marks.
fn line(part: &str, name: &str) -> String {
    let row = part.split("<tr>").find(|row| row.contains(name));
    let row = row.unwrap_or_else(|| panic!("{name}: {part}"));
    let texts = row
        .split('<')
        .map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    let texts: Vec<&str> = texts.filter(|text| !text.trim().is_empty()).collect();
    texts.join(" ")
}

async fn first_payment(site: &Site, bureau: &Bureau) {
    let contract = bureau.contract(site).await;
    let both = ["receipt", "invoice"];
    let first = bureau
        .payment(site, contract, "2020-04-01", "100000.00", &both)
        .await;
    bureau.verify(site, first).await;
}

/// Brings the papers that are missing and verifies everything that waits.
async fn prove_and_verify(site: &Site, bureau: &Bureau) {
    let list = site
        .get(&bureau.staff, "/ledger/payment?year=2020&state=submitted")
        .await;
    let ids = list.body.split("/ledger/rows/").skip(1);
    let mut entries: Vec<Id<Entry>> = ids.filter_map(|rest| rest[..36].parse().ok()).collect();
    entries.sort();
    entries.dedup();
    assert_eq!(entries.len(), 3, "{}", list.body);
    for entry in entries {
        for voucher in ["receipt", "invoice"] {
            let proof = Proof {
                voucher: voucher.to_owned(),
                paper: Paper::Number {
                    number: format!("{voucher}-1"),
                    issuer: "银行".to_owned(),
                    day: day("2020-09-01"),
                },
            };
            let mut tx = site.app.write(&bureau.staff).await.unwrap();
            ledger::door::prove(&mut tx, &bureau.staff, entry, proof)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        bureau.verify(site, entry).await;
    }
}

#[tokio::test]
async fn what_an_import_would_move_is_what_it_moves() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        first_payment(&site, &bureau).await;
        let path = ready(&site, &bureau.staff, &table("江苏苇渡智能装备有限公司")).await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        let page = site.get(&bureau.staff, &path).await;
        for told in [
            "导入 3 行：新建 2，更正 1",
            "hx-post=\"/figures/preview\"",
            "formaction=\"/figures/preview\"",
        ] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }

        let asked = [("import", id.as_str()), ("created", "2"), ("changed", "1")];
        let part = site
            .post_part(&bureau.staff, "/figures/preview", &asked)
            .await;
        assert_eq!(part.status, StatusCode::OK, "{}", part.body);
        let said = line(&part.body, "产学研合作支出额");
        for told in [
            "10.00 0.00 28.00",
            "缺凭证 0 → 2 条（0.00 → 25.00 万元）",
            "待核实 0 → 1 条（0.00 → 8.00 万元）",
            "核实后仍不计入：收款方不是高校院所 1 条",
        ] {
            assert!(said.contains(told), "{told}: {said}");
        }
        assert_eq!(
            spending(&site).await,
            Some(Exact::whole(10_000_000)),
            "nothing was kept"
        );
        let alone = site.post(&bureau.staff, "/figures/preview", &asked).await;
        for told in [
            "导入 3 行，数值怎么变",
            &format!("action=\"{path}/rows\""),
            "28.00",
        ] {
            assert!(alone.body.contains(told), "{told}: {}", alone.body);
        }
        let other = site
            .post_part(&bureau.verifier, "/figures/preview", &asked)
            .await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "it is another's");

        let loaded = site
            .post(&bureau.staff, &format!("{path}/rows"), &asked)
            .await;
        assert_eq!(loaded.location(), path, "{}", loaded.body);
        assert_eq!(spending(&site).await, Some(Exact::whole(0)));
        let address = format!("/figures/of-import/{id}");
        let since = site.part(&bureau.staff, &address).await.body;
        let said = line(&since, "产学研合作支出额");
        assert!(said.contains("10.00 0.00 0.00"), "{said}");
        assert!(said.contains("缺凭证 0 → 2 条"), "{said}");
        let again = site
            .post_part(&bureau.staff, "/figures/preview", &asked)
            .await;
        assert_eq!(again.status, StatusCode::CONFLICT, "it is in");

        prove_and_verify(&site, &bureau).await;
        assert_eq!(spending(&site).await, Some(Exact::whole(28_000_000)));
        let since = site.get(&bureau.staff, &address).await.body;
        let said = line(&since, "产学研合作支出额");
        assert!(said.contains("10.00 0.00 28.00"), "{said}");
        let stranger = site.get(&bureau.verifier, &address).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_look_after_the_ledger_moved_says_so() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        first_payment(&site, &bureau).await;
        let path = ready(&site, &bureau.staff, &table("江苏苇渡智能装备有限公司")).await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        let asked = [("import", id.as_str())];
        // Something else goes on: the table still does what its page says.
        bureau
            .post(
                &site,
                "demand",
                &[
                    ("title", "别的"),
                    ("class", "equipment"),
                    ("difficulty", "难"),
                    ("published_on", "2020-09-01"),
                ],
                &[],
            )
            .await;
        let part = site
            .post_part(&bureau.staff, "/figures/preview", &asked)
            .await;
        assert!(
            line(&part.body, "产学研合作支出额").contains("28.00"),
            "{}",
            part.body
        );
        // The same table of another person comes in first.
        let other = ready(&site, &bureau.verifier, &table("江苏苇渡智能装备有限公司")).await;
        let seen = [("created", "2"), ("changed", "1")];
        let loaded = site
            .post(&bureau.verifier, &format!("{other}/rows"), &seen)
            .await;
        assert_eq!(loaded.location(), other, "{}", loaded.body);
        let part = site
            .post_part(&bureau.staff, "/figures/preview", &asked)
            .await;
        assert!(part.body.contains("检查以后台账有了变化"), "{}", part.body);
        let page = site.post(&bureau.staff, "/figures/preview", &asked).await;
        assert!(page.body.contains("回到这次导入"), "{}", page.body);
    })
    .await;
}
