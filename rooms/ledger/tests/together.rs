//! Two people at one row, and two verifiers at once.

use axum::http::StatusCode;
use trial::both;

use crate::county::{County, rooms, typed_payment};

#[tokio::test]
async fn of_two_verifiers_at_once_one_is_told() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        let path = format!("/ledger/rows/{entry}/verification");
        let (one, other) = tokio::join!(
            county
                .site
                .post(&county.verifier, &path, &[("version", "1")]),
            county.site.post(&county.head, &path, &[("version", "1")])
        );
        let mut statuses = [one.status, other.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
        let told = if one.status == StatusCode::CONFLICT {
            one
        } else {
            other
        };
        assert!(
            told.body.contains("核实过") && told.body.contains("这次没有核实"),
            "{}",
            told.body
        );
        let line = county.line(entry).await;
        assert_eq!((line.version, line.standing.code()), (2, "good"));
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_verifier_never_verifies_what_was_not_seen() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        let mut typed = typed_payment("HT-2020-0001", "江苏苇渡智能装备有限公司");
        typed.extend([("version", "1"), ("reason", "金额改小")]);
        assert_eq!(
            county
                .site
                .post(
                    &county.of_baipu,
                    &format!("/ledger/rows/{entry}/correction"),
                    &typed
                )
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        let late = county
            .site
            .post(
                &county.verifier,
                &format!("/ledger/rows/{entry}/verification"),
                &[("version", "1")],
            )
            .await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(
            late.body.contains("马一禾") && late.body.contains("更正过"),
            "{}",
            late.body
        );
        let late = county
            .site
            .post(
                &county.verifier,
                &format!("/ledger/rows/{entry}/return"),
                &[("version", "1"), ("reason", "我写了很长的理由")],
            )
            .await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(
            late.body.contains("我写了很长的理由</textarea>"),
            "nothing typed is lost"
        );
        let none = county
            .site
            .post(
                &county.verifier,
                &format!("/ledger/rows/{entry}/verification"),
                &[],
            )
            .await;
        assert_eq!(
            none.status,
            StatusCode::BAD_REQUEST,
            "a version must be named"
        );
        assert_eq!(county.standing(entry).await, "waiting");
    })
    .await;
}

#[tokio::test]
async fn the_second_of_two_editors_sees_both_and_overwrites_nothing() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        let path = format!("/ledger/rows/{entry}/correction");
        let with = |changes: &[(&'static str, &'static str)]| {
            let mut typed = typed_payment("HT-2020-0001", "江苏苇渡智能装备有限公司");
            typed.retain(|pair| changes.iter().all(|change| change.0 != pair.0));
            typed.extend_from_slice(changes);
            typed
        };
        let first = with(&[
            ("version", "1"),
            ("reason", "补抬头"),
            ("payee", "江海理工大学技术转移中心"),
            ("bank", "农商行"),
            ("voucher_no", "7"),
            ("note", ""),
        ]);
        assert_eq!(
            county
                .site
                .post(&county.of_baipu, &path, &first)
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        // The other opened version 1: an own note, the same bank, no payee.
        let second = with(&[
            ("version", "1"),
            ("reason", "补备注"),
            ("note", "首期款，合同第 4 条"),
            ("bank", "农商行"),
            ("payee", ""),
            ("voucher_no", "7"),
        ]);
        let answer = county.site.post(&county.staff, &path, &second).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
        for told in [
            "马一禾",
            "2 项不同",
            "江海理工大学技术转移中心",
            "首期款，合同第 4 条",
            "补备注</textarea>",
            "name=\"version\" value=\"2\"",
        ] {
            assert!(answer.body.contains(told), "{told}: {}", answer.body);
        }
        assert!(
            !answer.body.contains("name=\"pick.bank\""),
            "the same in both is not asked"
        );
        let asked = |id: &str, whose: &str| {
            let radio = format!("name=\"pick.{id}\" form=\"f\" value=\"{whose}\"");
            let rest = answer.body.split(&radio).nth(1).unwrap_or_default();
            rest.split('>')
                .next()
                .unwrap_or_default()
                .ends_with(" checked")
        };
        assert!(asked("payee", "theirs") && asked("note", "mine"));
        assert_eq!(
            county.line(entry).await.version,
            2,
            "nothing was overwritten"
        );
        // Sent again with the choices: theirs and mine, together.
        let mut third = second.clone();
        third.retain(|pair| pair.0 != "version");
        third.extend([
            ("version", "2"),
            ("pick.payee", "theirs"),
            ("pick.note", "mine"),
        ]);
        assert_eq!(
            county.site.post(&county.staff, &path, &third).await.status,
            StatusCode::SEE_OTHER
        );
        let page = county
            .site
            .get(&county.staff, &format!("/ledger/rows/{entry}"))
            .await;
        assert!(
            page.body.contains("江海理工大学技术转移中心")
                && page.body.contains("首期款，合同第 4 条")
        );
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_after_two_people_met_is_kept() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        let path = format!("/ledger/rows/{entry}/correction");
        let with = |changes: &[(&'static str, &'static str)]| {
            let mut typed = typed_payment("HT-2020-0001", "江苏苇渡智能装备有限公司");
            typed.retain(|pair| changes.iter().all(|change| change.0 != pair.0));
            typed.extend_from_slice(changes);
            typed
        };
        let theirs = "江海理工大学技术转移中心";
        let first = with(&[
            ("version", "1"),
            ("reason", "补抬头"),
            ("payee", theirs),
            ("note", "他填的"),
        ]);
        let sent = county.site.post(&county.of_baipu, &path, &first).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let second = with(&[
            ("version", "1"),
            ("reason", "补备注"),
            ("payee", ""),
            ("note", "我填的"),
        ]);
        let answer = county.site.post(&county.staff, &path, &second).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        // The form holds what is likely to be chosen.
        for told in [
            format!("id=\"payee\" name=\"payee\" value=\"{theirs}\""),
            format!("name=\"was.payee\" form=\"f\" value=\"{theirs}\""),
            "name=\"was.note\" form=\"f\" value=\"我填的\"".to_owned(),
            "我填的</textarea>".to_owned(),
        ] {
            assert!(answer.body.contains(&told), "{told}: {}", answer.body);
        }
        let third = with(&[
            ("version", "2"),
            ("reason", "补备注"),
            ("pick.payee", "theirs"),
            ("was.payee", theirs),
            ("mine.payee", ""),
            ("payee", "江海理工大学科研院"),
            ("pick.note", "theirs"),
            ("was.note", "我填的"),
            ("mine.note", "我填的"),
            ("note", "我填的"),
        ]);
        let sent = county.site.post(&county.staff, &path, &third).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let page = format!("/ledger/rows/{entry}/correction");
        let page = county.site.get(&county.staff, &page).await.body;
        assert!(
            page.contains("value=\"江海理工大学科研院\""),
            "typed since: {page}"
        );
        assert!(page.contains("他填的</textarea>"), "chosen: {page}");
        county.holds().await;
    })
    .await;
}
