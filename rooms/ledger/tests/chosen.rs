//! One act on many ticked rows.

use axum::http::StatusCode;
use ledger::door::{self, Entry};
use trial::{Answer, both};
use values::Id;
use web::Actor;

use crate::county::{County, a_payment, rooms};

/// Rows as their boxes send them.
async fn marks(county: &County, entries: &[Id<Entry>]) -> Vec<String> {
    let mut marks = Vec::new();
    for entry in entries {
        marks.push(format!("{entry}.{}", county.line(*entry).await.version));
    }
    marks
}

async fn send(county: &County, actor: &Actor, act: &str, marks: &[String]) -> Answer {
    let mut pairs = vec![("list", "view=waiting&page=2")];
    pairs.extend(marks.iter().map(|mark| ("row", mark.as_str())));
    let path = format!("/ledger/payment/{act}");
    county.site.post(actor, &path, &pairs).await
}

/// The boxes that a page sends on.
fn sent_on(page: &str) -> Vec<String> {
    let parts = page.split("name=\"row\" value=\"").skip(1);
    parts
        .map(|part| part.split('"').next().unwrap().to_owned())
        .collect()
}

/// Three of the office's staff, one of the verifier's own.
async fn four(county: &County) -> Vec<Id<Entry>> {
    let contract = county.contract("1").await;
    let mut entries = Vec::new();
    for number in ["a", "b", "c"] {
        entries.push(county.payment(contract, number).await);
    }
    let mut tx = county.write().await;
    let own = a_payment(county.firm, contract, "own");
    entries.push(door::post(&mut tx, &county.verifier, own).await.unwrap());
    tx.commit().await.unwrap();
    entries
}

#[tokio::test]
async fn rows_are_verified_together_but_never_ones_own() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let entries = four(&county).await;
        let before = county.read().await.sequence();
        let all = marks(&county, &entries).await;
        let page = send(&county, &county.verifier, "chosen", &all).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        for told in [
            "已选 4 条，144.00 万元。",
            "能核实 3 条",
            "1 条不能：",
            "录入人和核实人必须是两个人。许知行能办",
            "核实 3 条</button>",
            "formaction=\"/figures/preview\"",
        ] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
        assert_eq!(county.read().await.sequence(), before, "nothing was kept");
        assert_eq!(sent_on(&page.body), all[..3]);

        let refused = send(&county, &county.verifier, "verification", &all).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("一条也没有核实"), "{}", refused.body);
        assert_eq!(
            county.standing(entries[0]).await,
            "waiting",
            "all or nothing"
        );

        let done = send(&county, &county.verifier, "verification", &all[..3]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let told = format!("done=verification.3.{}", before + 1);
        let back = format!("/ledger/payment?{told}&view=waiting");
        assert_eq!(done.location(), back);
        let list = county.site.get(&county.verifier, &back).await.body;
        let rows = format!("/ledger/payment?year=all&#38;act={}", before + 1);
        let told = format!("已核实 3 条。<a href=\"{rows}\">看这 3 条</a>");
        assert!(list.contains(&told), "{list}");
        assert!(!list.replace(&told, "").contains("done="), "told once");
        let rows = county
            .site
            .get(&county.verifier, &rows.replace("&#38;", "&"))
            .await;
        assert!(rows.body.contains("共 3 条"), "{}", rows.body);
        for entry in &entries[..3] {
            assert_eq!(county.standing(*entry).await, "good");
        }
        assert_eq!(county.standing(entries[3]).await, "waiting");
        let mut tx = county.read().await;
        for entry in &entries[..3] {
            let told = trail::of(&mut tx, "row", &entry.to_string(), 10)
                .await
                .unwrap();
            let acts = told.iter().filter(|line| line.act == "ledger.row.verify");
            assert_eq!(acts.count(), 1, "told as a single act is");
        }
        assert_eq!(tx.sequence(), before + 1, "one act");
        drop(tx);
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_verifier_is_told_of_a_double_before_the_act() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let first = county.payment(contract, "a").await;
        let second = county.payment(contract, "a").await;
        let (holder, double) = (county.line(first).await, county.line(second).await);
        let number = holder.number.as_str();
        let list = "/ledger/payment?view=waiting&year=all";
        let list = county.site.get(&county.verifier, list).await.body;
        assert_eq!(
            list.matches(&format!("等核实，与 {number} 重复")).count(),
            1,
            "{list}"
        );
        let queue = format!("/ledger/queue?kind=payment&after={first}");
        let queue = county.site.get(&county.verifier, &queue).await.body;
        assert!(queue.contains(&double.number), "{queue}");
        let holds = format!("已由 <a href=\"/ledger/rows/{first}\">{number}</a> 占用，只计那一条");
        assert!(queue.contains(&holds), "{queue}");
        let queue = county.site.get(&county.verifier, "/ledger/queue").await;
        assert!(!queue.body.contains("占用"), "the holder is no double");
        let all = marks(&county, &[first, second]).await;
        let page = send(&county, &county.verifier, "chosen", &all).await.body;
        let told = format!(
            "其中 1 条与别的记录重复，核实后也不计入：<a href=\"/ledger/rows/{second}\">{}</a>。",
            double.number
        );
        assert!(page.contains("能核实 2 条"), "{page}");
        assert!(page.contains(&told), "{page}");
    })
    .await;
}

#[tokio::test]
async fn rows_are_sent_back_together_for_one_reason() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let entries = four(&county).await;
        county
            .act(&county.head, entries[2], "verification", "")
            .await;
        let before = county.read().await.sequence();
        let all = marks(&county, &entries).await;
        let mut pairs = vec![("act", "return")];
        pairs.extend(all.iter().map(|mark| ("row", mark.as_str())));
        let path = "/ledger/payment/chosen";
        let page = county.site.post(&county.verifier, path, &pairs).await.body;
        // One's own may be sent back, what is verified already may not.
        let number = county.line(entries[2]).await.number;
        for told in [
            "能退回 3 条",
            "1 条不能：",
            number.as_str(),
            "退回 3 条</button>",
            "name=\"reason\"",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let three = sent_on(&page);
        assert_eq!(three.len(), 3);
        assert_eq!(county.read().await.sequence(), before, "nothing was kept");

        let back = |actor: &Actor, reason: &'static str, rows: &[String]| {
            let (actor, rows) = (actor.clone(), rows.to_vec());
            let county = &county;
            async move {
                let mut pairs = vec![("list", "view=waiting"), ("reason", reason)];
                pairs.extend(rows.iter().map(|mark| ("row", mark.as_str())));
                county
                    .site
                    .post(&actor, "/ledger/payment/return", &pairs)
                    .await
            }
        };
        let bare = back(&county.verifier, "", &three).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            bare.body.contains("要写明") && sent_on(&bare.body) == three,
            "{}",
            bare.body
        );
        let staff = back(&county.staff, "缺盖章", &three).await;
        assert_eq!(
            staff.status,
            StatusCode::CONFLICT,
            "who may not send back one may not send back many"
        );
        let some = back(&county.verifier, "缺盖章", &all).await;
        assert_eq!(some.status, StatusCode::CONFLICT);
        assert!(
            some.body.contains("一条也没有退回") && some.body.contains("缺盖章</textarea>"),
            "{}",
            some.body
        );
        assert_eq!(county.read().await.sequence(), before, "all or nothing");

        let done = back(&county.verifier, "缺盖章", &three).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(county.standing(entries[2]).await, "good");
        let mut tx = county.read().await;
        for entry in [entries[0], entries[1], entries[3]] {
            assert_eq!(county.standing(entry).await, "returned");
            let told = trail::of(&mut tx, "row", &entry.to_string(), 10)
                .await
                .unwrap();
            let acts = told.iter().filter(|line| line.act == "ledger.row.return");
            assert_eq!(acts.count(), 1, "told as a single act is");
            let page = county
                .site
                .get(&county.staff, &format!("/ledger/rows/{entry}"))
                .await;
            assert!(page.body.contains("缺盖章"));
        }
        assert_eq!(tx.sequence(), before + 1, "one act");
        drop(tx);
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_ticked_no_more_at_the_press_is_let_be() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let entries = four(&county).await;
        let all = marks(&county, &entries).await;
        for (act, reason, ticked, then) in [
            (
                "verification",
                "",
                &[][..],
                ["waiting", "waiting", "waiting"],
            ),
            (
                "return",
                "缺盖章",
                &[1, 3],
                ["waiting", "returned", "waiting"],
            ),
            ("verification", "", &[2], ["waiting", "returned", "good"]),
        ] {
            let mut pairs = vec![("reason", reason), ("ticked", "")];
            pairs.extend([0, 1, 2].map(|row| ("row", all[row].as_str())));
            pairs.extend(ticked.iter().map(|row| ("ticked", all[*row].as_str())));
            let path = format!("/ledger/payment/{act}");
            let sent = county.site.post(&county.verifier, &path, &pairs).await;
            if ticked.is_empty() {
                assert!(sent.body.contains("还没有勾选记录"), "{}", sent.body);
            } else {
                assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
            }
            for (entry, standing) in entries.iter().zip(then) {
                assert_eq!(county.standing(*entry).await, standing, "{act} {ticked:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_row_that_moved_meanwhile_stops_the_act_and_is_named() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let entries = four(&county).await;
        let all = marks(&county, &entries[..3]).await;
        county
            .act(&county.head, entries[1], "return", "缺盖章")
            .await;
        let page = send(&county, &county.verifier, "verification", &all).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        let number = county.line(entries[1]).await.number;
        assert!(
            page.body.contains(&number) && page.body.contains("许知行"),
            "{}",
            page.body
        );
        assert_eq!(county.standing(entries[0]).await, "waiting");
        let rest = sent_on(&page.body);
        assert_eq!(rest.len(), 2);
        let done = send(&county, &county.verifier, "verification", &rest).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert_eq!(county.standing(entries[2]).await, "good");
    })
    .await;
}

#[tokio::test]
async fn drafts_are_handed_in_together_and_unfinished_ones_are_named() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let mut tx = county.write().await;
        let mut drafts = Vec::new();
        for (number, proven) in [("a", true), ("b", false), ("", true)] {
            let mut posting = a_payment(county.firm, contract, number);
            if !proven {
                posting.proofs.clear();
            }
            drafts.push(door::enter(&mut tx, &county.staff, posting).await.unwrap());
        }
        tx.commit().await.unwrap();
        let all = marks(&county, &drafts).await;
        let pairs: Vec<_> = all.iter().map(|mark| ("row", mark.as_str())).collect();
        let path = "/ledger/payment/chosen";
        let part = county
            .site
            .post_part(&county.staff, path, &pairs)
            .await
            .body;
        for told in [
            "能提交 2 条",
            "其中 1 条缺凭证，提交后仍不计入",
            "凭证号",
            "提交 2 条</button>",
        ] {
            assert!(part.contains(told), "{told}: {part}");
        }
        assert!(!part.contains("<html"));
        let done = send(&county, &county.staff, "submission", &all[..2]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let mut standings = Vec::new();
        for draft in drafts {
            standings.push(county.standing(draft).await);
        }
        assert_eq!(standings, ["waiting", "unproven", "draft"]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_done_at_all_is_said() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let entries = four(&county).await;
        let all = marks(&county, &entries).await;
        let none = send(&county, &county.verifier, "chosen", &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.body.contains("还没有勾选记录"), "{}", none.body);
        let many: Vec<String> = (1..=501)
            .map(|version| format!("{}.{version}", entries[0]))
            .collect();
        let many = send(&county, &county.verifier, "verification", &many).await;
        assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(many.body.contains("一次最多办 500 条"), "{}", many.body);
        let town = send(&county, &county.of_dongchen, "verification", &all).await;
        assert_eq!(town.status, StatusCode::CONFLICT);
        let number = county.line(entries[0]).await.number;
        assert!(
            town.body.contains("看不到的记录") && !town.body.contains(&number),
            "{}",
            town.body
        );
        let other = send(&county, &county.finance, "verification", &all).await;
        assert!(
            other.body.contains("由归口科室的核实人或负责人核实"),
            "{}",
            other.body
        );
        for entry in entries {
            assert_eq!(county.standing(entry).await, "waiting");
        }
    })
    .await;
}

#[tokio::test]
async fn the_whole_list_is_chosen_beyond_its_page() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        crate::lists::twenty(&county).await;
        let pairs = [
            ("list", "view=waiting"),
            ("all", "1"),
            ("act", "verification"),
        ];
        let page = county
            .site
            .post(&county.verifier, "/ledger/payment/chosen", &pairs)
            .await
            .body;
        assert!(
            page.contains("已选 10 条") && page.contains("能核实 10 条"),
            "{page}"
        );
        let done = send(&county, &county.verifier, "verification", &sent_on(&page)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let list = county
            .site
            .get(&county.verifier, "/ledger/payment")
            .await
            .body;
        assert!(
            list.contains("未计入 <span class=\"count\">0</span>"),
            "{list}"
        );
    })
    .await;
}

#[tokio::test]
async fn only_who_may_act_ticks() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        four(&county).await;
        let list = async |actor: &Actor| county.site.get(actor, "/ledger/payment").await.body;
        let verifier = list(&county.verifier).await;
        assert!(verifier.contains("核实所选…") && verifier.contains("name=\"row\""));
        assert!(verifier.contains("退回所选…"));
        let staff = list(&county.staff).await;
        assert!(staff.contains("提交所选…") && !staff.contains("核实所选…"));
        assert!(!staff.contains("退回所选…"));
        let director = list(&county.director).await;
        assert!(!director.contains("name=\"row\"") && !director.contains("批量办理"));
    })
    .await;
}
