//! Lists as workbooks.

use axum::http::StatusCode;
use ledger::door;
use trial::both;
use web::sheet::WORKBOOK;

use crate::county::{County, a_payment, fields, number, rooms};
use crate::lists::twenty;

/// The address behind the button.
fn export(page: &str, kind: &str) -> String {
    let before = format!("href=\"/ledger/{kind}/rows.xlsx?");
    let (_, path) = page.split_once(&before).unwrap();
    let query = path.split('"').next().unwrap().replace("&#38;", "&");
    format!("/ledger/{kind}/rows.xlsx?{query}")
}

#[tokio::test]
async fn a_list_is_exported_as_it_is_shown() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        twenty(&county).await;
        let list = format!(
            "/ledger/payment?view=waiting&sort=amount&town={}",
            county.baipu
        );
        let page = county.site.get(&county.staff, &list).await.body;
        assert!(page.contains("导出 10 条"), "{page}");
        let path = export(&page, "payment");
        let file = county.site.get(&county.staff, &path).await;
        assert_eq!(file.status, StatusCode::OK, "{}", file.body);
        assert_eq!(file.headers["content-type"], WORKBOOK);
        assert_eq!(
            file.headers["content-length"].to_str().unwrap(),
            file.bytes.len().to_string()
        );
        let named = file.headers["content-disposition"].to_str().unwrap();
        assert!(
            named.contains("%E4%BB%98%E6%AC%BE-2020-09-18.xlsx"),
            "{named}"
        );
        let lines = file.sheet("付款");
        let head = "编号,付款日,企业,镇区,合作单位,金额（万元）,凭证号,凭证,状态,是否计入";
        assert_eq!(lines[0].join(","), head);
        assert_eq!(lines.len(), 11, "the ten that wait");
        let first = "FK-2020-0002,2020-08-02,江苏苇渡智能装备有限公司,白蒲镇,滨江纺织研究院,11,hd01,2 份,待核实,等核实";
        assert_eq!(lines[1].join(","), first);
        assert_eq!(lines[10][..2], ["FK-2020-0020", "2020-08-20"]);

        let about: Vec<String> = file.sheet("说明").iter().map(|line| line.join("：")).collect();
        for told in [
            "台账：付款",
            "视图：待核实",
            "条件：付款日 2020年；镇区 白蒲镇",
            "顺序：按金额从小到大",
            "条数：10",
            "导出：曹以宁 2020-09-18 9:00",
        ] {
            assert!(about.contains(&told.to_owned()), "{told}: {about:?}");
        }
        assert!(
            about.iter().any(|line| line.starts_with("数据截至：2020-09-18 9:00")),
            "{about:?}"
        );

        let none = county.site.get(&county.of_dongchen, "/ledger/payment/rows.xlsx");
        assert_eq!(none.await.sheet("付款").len(), 1, "of another town: none");
        assert!(!county.site.incoming(), "nothing is left behind");
    })
    .await;
}

#[tokio::test]
async fn no_cell_is_a_formula_and_no_digit_is_lost() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let mut tx = county.write().await;
        let mut posting = a_payment(county.firm, contract, "007");
        let partner = "=HYPERLINK(\"http://x\")";
        posting.fields.insert("partner".into(), partner.into());
        posting.fields.insert("bank".into(), "+86-1".into());
        posting.fields.insert("amount".into(), "360000.01".into());
        door::post(&mut tx, &county.staff, posting).await.unwrap();
        tx.commit().await.unwrap();
        let path = "/ledger/payment/rows.xlsx?cols=partner&cols=amount&cols=voucher_no&cols=bank";
        let lines = county.site.get(&county.staff, path).await.sheet("付款");
        assert_eq!(lines[1][4..8], [partner, "36.000001", "007", "+86-1"]);
    })
    .await;
}

#[tokio::test]
async fn a_kind_without_a_firm_says_its_text_once() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let mut tx = county.write().await;
        let posting = door::Posting {
            kind: "activity".into(),
            subject: None,
            town: None,
            fields: fields(&[
                ("name", "高校院所如皋行"),
                ("form", "invite_in"),
                ("held", "yes"),
                ("online", "site"),
                ("held_on", "2020-09-10"),
                ("firms", "12"),
            ]),
            proofs: vec![number("proof", "签到表")],
        };
        door::post(&mut tx, &county.staff, posting).await.unwrap();
        tx.commit().await.unwrap();
        let page = county
            .site
            .get(&county.staff, "/ledger/activity")
            .await
            .body;
        assert_eq!(page.matches("高校院所如皋行").count(), 1, "{page}");
        assert_eq!(page.matches(">活动名称</th>").count(), 1, "{page}");
        assert!(!page.contains(">内容</th>"), "{page}");
        let file = county
            .site
            .get(&county.staff, &export(&page, "activity"))
            .await;
        let lines = file.sheet("产学研活动");
        assert_eq!(lines[0][..3], ["编号", "举办日", "活动名称"]);
        assert_eq!(lines[1][2], "高校院所如皋行");
        let said = lines[1].iter().filter(|cell| *cell == "高校院所如皋行");
        assert_eq!(said.count(), 1);
    })
    .await;
}
