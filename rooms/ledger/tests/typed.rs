//! Nothing typed is lost.

use axum::http::StatusCode;
use trial::both;

use crate::county::{County, PDF, rooms, typed_payment};

#[tokio::test]
async fn a_form_comes_back_with_all_that_was_typed() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        county.contract("1").await;
        let mut typed = typed_payment("HT-2020-0001", "苇渡");
        for pair in &mut typed {
            match pair.0 {
                "amount" => pair.1 = "三十六万",
                "paid_on" => pair.1 = "2020-09-31",
                "note" => pair.1 = "第二期款 <b>加急</b>",
                _ => {}
            }
        }
        typed.extend([
            ("number.receipt", "回单0231907"),
            ("issuer.receipt", ""),
            ("day.receipt", ""),
        ]);
        let answer = county
            .site
            .upload(
                &county.staff,
                "/ledger/payment",
                &typed,
                &[("file.invoice", "发票.pdf", PDF)],
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in [
            "<title>有 4 处要改",
            "有 4 处要改",
            "<a href=\"#firm\">企业：没有全称是“苇渡”的企业，是不是：江苏苇渡智能装备有限公司",
            "<a href=\"#amount\">金额：“三十六万”不是金额",
            "<a href=\"#paid_on\">付款日：2020-09-31 不是一个日子，9 月只有 30 天",
            "<a href=\"#issuer.receipt\">银行回单：出具单位要填",
            "value=\"苇渡\"",
            "value=\"三十六万\"",
            "value=\"2020-09-31\"",
            "value=\"0231907\"",
            "value=\"HT-2020-0001\"",
            "value=\"回单0231907\"",
            "第二期款 &#60;b&#62;加急&#60;/b&#62;</textarea>",
            "<option value=\"institute\" selected>",
            "刚才选的文件要重新选：发票.pdf",
        ] {
            assert!(answer.body.contains(told), "{told}: {}", answer.body);
        }
        let list = county.site.get(&county.staff, "/ledger/payment").await;
        assert!(list.body.contains("没有符合条件"), "nothing was stored");
    })
    .await;
}

#[tokio::test]
async fn a_correction_comes_back_too() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        let mut typed = typed_payment("HT-2020-0001", "江苏苇渡智能装备有限公司");
        typed.extend([("version", "1"), ("reason", "")]);
        let answer = county
            .site
            .post(
                &county.staff,
                &format!("/ledger/rows/{entry}/correction"),
                &typed,
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.body.contains("更正理由：要写明") && answer.body.contains("value=\"9月16日\""),
            "{}",
            answer.body
        );
        assert_eq!(county.line(entry).await.version, 1);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_pressed_twice_makes_one_row() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        county.contract("1").await;
        let form = county.site.get(&county.staff, "/ledger/payment/new").await;
        let (_, once) = form.body.split_once("name=\"once\" value=\"").unwrap();
        let (once, _) = once.split_once('"').unwrap();
        let send = async |amount: &'static str| {
            let mut typed = typed_payment("HT-2020-0001", "江苏苇渡智能装备有限公司");
            for pair in &mut typed {
                if pair.0 == "amount" {
                    pair.1 = amount;
                }
            }
            typed.push(("once", once));
            county
                .site
                .post(&county.staff, "/ledger/payment", &typed)
                .await
        };
        let (first, second) = tokio::join!(send("36"), send("36"));
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        assert_eq!(first.location(), second.location(), "{}", second.body);
        assert!(first.location().ends_with(once), "{}", first.location());
        let other = send("37").await;
        assert_eq!(other.status, StatusCode::SEE_OTHER, "{}", other.body);
        assert_ne!(
            first.location(),
            other.location(),
            "typed anew is another row"
        );
        county.holds().await;
    })
    .await;
}
