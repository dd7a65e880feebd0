//! Lists, the queue, the desk's lines.

use axum::http::StatusCode;
use ledger::door;
use trial::{both, on_sqlite};
use values::Id;

use crate::county::{County, a_payment, rooms};

/// Twenty payments from 10.00 to 29.00 万元, every second one verified.
pub async fn twenty(county: &County) {
    let contract = county.contract("1").await;
    for at in 0..20 {
        let mut tx = county.write().await;
        let mut posting = a_payment(county.firm, contract, &format!("hd{at:02}"));
        posting
            .fields
            .insert("amount".into(), format!("{}.00", 100_000 + at * 10_000));
        posting
            .fields
            .insert("paid_on".into(), format!("2020-08-{:02}", at + 1));
        let entry = door::post(&mut tx, &county.staff, posting).await.unwrap();
        if at % 2 == 0 {
            door::verify(&mut tx, &county.verifier, entry)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_list_filters_sorts_pages_and_sums() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        twenty(&county).await;
        let get = |query: &str| {
            let (county, path) = (county.clone(), format!("/ledger/payment{query}"));
            async move { county.site.get(&county.staff, &path).await.body }
        };
        let all = get("").await;
        for told in [
            "第 1–15 条，共 20 条",
            "全部 <span class=\"count\">20</span>",
            "未计入 <span class=\"count\">10</span>",
            "待核实 <span class=\"count\">10</span>",
            "我录入的 <span class=\"count\">20</span>",
            "20 条合计；其中核实有效 10 条 190.00",
            "390.00",
            "付款日 2020年",
        ] {
            assert!(all.contains(told), "{told}: {all}");
        }
        assert!(
            all.find("FK-2020-0020").unwrap() < all.find("FK-2020-0019").unwrap(),
            "newest first"
        );
        assert!(get("?page=2").await.contains("第 16–20 条"));
        assert!(get("?page=999").await.contains("第 16–20 条"), "the last");
        let cheap = get("?sort=amount").await;
        assert!(
            cheap.find("FK-2020-0001").unwrap() < cheap.find("FK-2020-0002").unwrap()
                && cheap.contains("aria-sort=\"ascending\"")
        );
        assert!(get("?sort=-number").await.contains("按编号倒序"));
        assert!(get("?least=20").await.contains("共 10 条"));
        assert!(get("?most=12").await.contains("共 3 条"));
        assert!(get("?from=8月5日&to=2020-08-07").await.contains("共 3 条"));
        assert!(get("?q=HD07").await.contains("共 1 条"));
        assert!(
            get("?q=%E8%8B%87%E6%B8%A1").await.contains("共 20 条"),
            "by a part of the firm's name"
        );
        assert!(get("?q=100%25").await.contains("没有符合条件"));
        assert!(get("?view=waiting").await.contains("共 10 条"));
        assert!(get("?state=verified").await.contains("共 10 条"));
        assert!(get("?year=2019").await.contains("没有符合条件"));
        assert!(get("?year=all").await.contains("共 20 条"));
        assert!(
            get(&format!("?town={}", county.dongchen))
                .await
                .contains("没有符合条件")
        );
        assert!(get("?from=abc").await.contains("“abc”不是日期"));
        let columns = get("?cols=bank&cols=source").await;
        assert!(
            columns.contains(">付款银行</th>")
                && columns.contains("企业自有资金")
                && !columns.contains(">凭证号</th>")
        );
        let home = county.site.get(&county.director, "/ledger").await.body;
        assert!(home.contains("付款") && home.contains(">10</a>"), "{home}");
        let file = "/ledger/rows.xlsx?year=2020";
        assert!(home.contains(file), "{home}");
        let lines = county.site.get(&county.director, file).await.sheet("台账");
        assert_eq!(lines.len(), 1 + home.matches("<th scope=\"row\"").count());
        let payments = lines.iter().find(|line| line[0] == "付款").unwrap();
        assert_eq!(payments[3..5], ["笔", "10"], "{payments:?}");
    })
    .await;
}

#[tokio::test]
async fn void_rows_are_no_part_of_a_sum() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let kept = county.payment(contract, "a").await;
        let void = county.payment(contract, "b").await;
        county.verify(&county.verifier, kept).await.unwrap();
        county.act(&county.staff, void, "void", "录重了").await;
        let list = county.site.get(&county.staff, "/ledger/payment").await.body;
        for told in [
            "1 条合计；其中核实有效 1 条 36.00；另有 <a href=\"?state=void\">1 条已作废</a>",
            "第 1–1 条，共 1 条",
        ] {
            assert!(list.contains(told), "{told}: {list}");
        }
        // Withdrawn rows are there for whoever asks for them.
        for (question, told) in [
            ("?state=void", "FK-2020-0002"),
            ("?q=fk-2020-0002", "FK-2020-0002"),
            ("?view=out", "FK-2020-0002"),
        ] {
            let address = format!("/ledger/payment{question}");
            let found = county.site.get(&county.staff, &address).await.body;
            assert!(found.contains(told), "{question}: {found}");
        }
        assert!(!list.contains("FK-2020-0002"), "{list}");
        assert!(!list.contains("72.00"), "{list}");
        let home = county.site.get(&county.staff, "/ledger").await.body;
        assert!(home.contains("data-label=\"全部\">1<span"), "{home}");
        assert!(!home.contains("data-label=\"全部\">2<span"), "{home}");
    })
    .await;
}

#[tokio::test]
async fn no_address_makes_a_list_fall_over() {
    let county = County::on(on_sqlite(&rooms()).await).await;
    for query in [
        "?page=-1",
        "?page=99999999999",
        "?sort=drop",
        "?sort=-",
        "?town=x",
        "?state=x",
        "?view=x",
        "?year=x",
        "?year=99999",
        "?cols=,,x",
        "?least=--",
        "?from=0000-00-00",
        "?q=%25_%21%27%22",
        "?a=b&a=c",
    ] {
        assert_eq!(
            county
                .site
                .get(&county.staff, &format!("/ledger/contract{query}"))
                .await
                .status,
            StatusCode::OK,
            "{query}"
        );
    }
    assert_eq!(
        county
            .site
            .get(&county.staff, "/ledger/weather")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_queue_gives_one_after_the_other_and_never_ones_own() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        twenty(&county).await;
        let contract = county.contract("2").await;
        let mut tx = county.write().await;
        let own = door::post(
            &mut tx,
            &county.verifier,
            a_payment(county.firm, contract, "own"),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let page = county
            .site
            .get(&county.verifier, "/ledger/queue")
            .await
            .body;
        for told in [
            "共 10 条",
            "FK-2020-0002",
            "data-key=\"v\"",
            "data-key=\"r\"",
            "data-key=\"n\"",
            "href=\"/ledger/payment?view=waiting&amp;year=all\"",
            "付款 <span class=\"count\">10</span>",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let mut path = "/ledger/queue".to_owned();
        let mut seen = Vec::new();
        for _ in 0..10 {
            let page = county.site.get(&county.verifier, &path).await.body;
            let entry = page
                .split("/ledger/rows/")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .to_owned();
            let next = page
                .split("name=\"to\" value=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .replace("&#38;", "&");
            let answer = county
                .site
                .post(
                    &county.verifier,
                    &format!("/ledger/rows/{entry}/verification"),
                    &[("version", "1"), ("to", &next)],
                )
                .await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            path = answer.location().to_owned();
            assert!(path.starts_with("/ledger/queue?"), "{path}");
            seen.push(entry);
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 10);
        assert!(!seen.contains(&own.to_string()));
        assert!(
            county
                .site
                .get(&county.verifier, &path)
                .await
                .body
                .contains("现在没有等您核实的记录")
        );
        assert!(
            county
                .site
                .get(&county.head, "/ledger/queue")
                .await
                .body
                .contains("共 1 条"),
            "the verifier's own waits for the head"
        );
        let away = county
            .site
            .post(
                &county.head,
                &format!("/ledger/rows/{own}/verification"),
                &[("version", "1"), ("to", "https://evil.example/")],
            )
            .await;
        assert_eq!(
            away.location(),
            format!("/ledger/rows/{own}"),
            "only back into the ledger"
        );
    })
    .await;
}

#[tokio::test]
async fn the_desk_knows_what_waits_and_what_came_back() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        twenty(&county).await;
        let contract = county.contract("2").await;
        let entry = county.payment(contract, "x").await;
        county
            .act(&county.verifier, entry, "return", "缺盖章")
            .await;
        let waits = |actor: web::Actor| {
            let county = county.clone();
            async move {
                let mut tx = county.read().await;
                (ledger::room().waits)(&mut tx, &actor).await.unwrap()
            }
        };
        let found = waits(county.verifier.clone()).await;
        assert_eq!(found.len(), 1);
        assert_eq!(
            (
                found[0].title.as_str(),
                found[0].count,
                found[0].path.as_str()
            ),
            ("付款待核实", 10, "/ledger/queue?kind=payment")
        );
        let found = waits(county.staff.clone()).await;
        assert_eq!(found.len(), 1);
        assert!(
            found[0].note.contains("施远舟") && found[0].note.contains("缺盖章"),
            "{found:?}"
        );
        assert!(waits(county.director.clone()).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_lacks_vouchers_stands_on_the_desk_of_whoever_entered_it() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let mut tx = county.write().await;
        for (who, number) in [
            (&county.staff, "a"),
            (&county.staff, "b"),
            (&county.of_baipu, "c"),
        ] {
            let mut bare = a_payment(county.firm, contract, number);
            bare.proofs.truncate(1);
            door::post(&mut tx, who, bare).await.unwrap();
        }
        tx.commit().await.unwrap();
        county.payment(contract, "whole").await;
        let waits = |actor: web::Actor| {
            let county = county.clone();
            async move {
                let mut tx = county.read().await;
                (ledger::room().waits)(&mut tx, &actor).await.unwrap()
            }
        };
        for (actor, numbers) in [
            (&county.staff, &["FK-2020-0001", "FK-2020-0002"][..]),
            (&county.of_baipu, &["FK-2020-0003"][..]),
        ] {
            let found = waits(actor.clone()).await;
            assert_eq!(found.len(), 1, "{found:?}");
            let one = &found[0];
            let told = (one.title.as_str(), one.act.as_str());
            assert_eq!(told, ("付款缺凭证", "补凭证"));
            let list = county.site.get(actor, &one.path).await.body;
            let many = numbers.len();
            assert_eq!(one.count, i64::try_from(many).unwrap());
            assert!(list.contains(&format!("共 {many} 条")), "{list}");
            for number in numbers {
                assert!(list.contains(number), "{number}: {list}");
            }
        }
        let others = waits(county.head.clone()).await;
        assert!(
            others.iter().all(|one| !one.title.contains("缺凭证")),
            "{others:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_firm_shows_its_rows_as_a_part_and_as_a_page() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        twenty(&county).await;
        let path = format!("/ledger/of-firm/{}", county.firm);
        let part = county.site.part(&county.staff, &path).await;
        assert!(
            part.body.contains("FK-2020-0020") && !part.body.contains("<html"),
            "{}",
            part.body
        );
        assert!(
            county
                .site
                .get(&county.staff, &path)
                .await
                .body
                .contains("<h1>江苏苇渡智能装备有限公司 的台账记录</h1>")
        );
        assert!(
            !county
                .site
                .part(&county.of_dongchen, &path)
                .await
                .body
                .contains("FK-2020-0020")
        );
        let choices = county
            .site
            .part(&county.staff, "/ledger/choices/firms?firm=%E8%8B%87")
            .await;
        assert!(
            choices
                .body
                .contains("<option value=\"江苏苇渡智能装备有限公司\">")
        );
        assert_eq!(
            county
                .site
                .get(
                    &county.staff,
                    &format!("/ledger/of-firm/{}", Id::<door::Entry>::NONE)
                )
                .await
                .status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn a_row_is_found_by_its_number() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let number = county.line(contract).await.number;
        let bare = number.replace('-', "").to_lowercase();
        let get = async |actor: &web::Actor, typed: &str| {
            let path = format!("/ledger?q={typed}");
            county.site.get(actor, &path).await
        };
        for typed in [number.as_str(), &bare] {
            let found = get(&county.staff, typed).await;
            assert_eq!(found.status, StatusCode::SEE_OTHER, "{typed}");
            assert_eq!(found.location(), format!("/ledger/rows/{contract}"));
        }
        let none = get(&county.staff, "HT-2020-9999").await;
        assert_eq!(none.status, StatusCode::OK);
        assert!(none.body.contains("没有编号为“HT-2020-9999”的记录"));
        let elsewhere = get(&county.of_dongchen, &number).await;
        assert!(
            elsewhere.body.contains("没有编号为"),
            "another town's rows are not told of"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_to_be_entered_is_chosen_from_what_one_may_enter() {
    let county = County::on(on_sqlite(&rooms()).await).await;
    let page = county.site.get(&county.staff, "/ledger/new").await.body;
    assert!(page.contains("href=\"/ledger/payment/new\""), "{page}");
    assert!(
        page.find("产学研成果科").unwrap() < page.find("/ledger/payment/new").unwrap(),
        "under its office"
    );
    assert!(
        !page.contains("/ledger/disbursement/new"),
        "another office's"
    );
    let finance = county.site.get(&county.finance, "/ledger/new").await.body;
    assert!(finance.contains("/ledger/disbursement/new"));
    let none = county.site.get(&county.director, "/ledger/new").await.body;
    assert!(none.contains("没有您能登记的类别"), "{none}");
}
