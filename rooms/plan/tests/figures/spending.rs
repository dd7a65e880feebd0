//! The story of one figure: its value, its rows, what is left out, and the bridge to an earlier day.

use crate::bureau::{bureau, day};
use crate::rooms;

pub const NOTICE: &str = include_str!("notice.txt");

#[tokio::test]
async fn a_figure_opens_to_its_rows_and_to_those_left_out() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let contract = bureau.contract(&site).await;
        let good = bureau
            .payment(
                &site,
                contract,
                "2020-09-16",
                "360000.00",
                &["receipt", "invoice"],
            )
            .await;
        bureau.verify(&site, good).await;
        bureau
            .payment(&site, contract, "2020-09-11", "150000.00", &["receipt"])
            .await;
        bureau
            .payment(
                &site,
                contract,
                "2020-09-10",
                "90000.00",
                &["receipt", "invoice"],
            )
            .await;
        let page = site
            .get(&bureau.head, "/figures/cooperation-spending")
            .await;
        assert_eq!(page.status, 200, "{}", page.body);
        for text in [
            "36.00",
            "未计入 2 条 · 24.00 万元",
            "缺凭证",
            "待核实",
            "已核实 60%",
            "36.00 ÷ 60.00（待证 2 条）",
            &format!("/ledger/rows/{good}"),
            "江苏苇渡智能装备有限公司",
            "白蒲镇",
            // What the value consists of, as the catalogue says.
            "收款方类型：高校 36.00</p>",
        ] {
            assert!(page.body.contains(text), "{text} in {}", page.body);
        }
        let list = site
            .get(
                &bureau.head,
                "/figures/cooperation-spending?day=2020-09-17&reason=unproven&part=0",
            )
            .await;
        assert!(
            list.body.contains("缺凭证：1 条") && list.body.contains("15.00"),
            "{}",
            list.body
        );
        let panel = site
            .part(&bureau.head, "/figures/cooperation-spending")
            .await;
        assert!(
            panel
                .body
                .trim_start()
                .starts_with("<aside class=\"panel\" id=\"figure\""),
            "{}",
            panel.body
        );
    })
    .await;
}

#[tokio::test]
async fn a_figure_of_the_past_and_the_bridge_to_today() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        site.at("2020-08-20");
        let contract = bureau.contract(&site).await;
        let first = bureau
            .payment(
                &site,
                contract,
                "2020-08-10",
                "100000.00",
                &["receipt", "invoice"],
            )
            .await;
        bureau.verify(&site, first).await;
        site.at("2020-09-18");
        let late = bureau
            .payment(
                &site,
                contract,
                "2020-08-11",
                "50000.00",
                &["receipt", "invoice"],
            )
            .await;
        bureau.verify(&site, late).await;
        let value = |body: &str| {
            body.split("class=\"big\">")
                .nth(1)
                .and_then(|rest| rest.split('<').next())
                .unwrap_or_default()
                .to_owned()
        };
        let then = site
            .get(
                &bureau.head,
                "/figures/cooperation-spending?day=2020-08-31&known=2020-08-31",
            )
            .await;
        assert_eq!(value(&then.body), "10.00");
        assert!(
            then.body
                .contains("截至 2020-08-31，已知于 2020-08-31 23:59"),
            "{}",
            then.body
        );
        let told_later = site
            .get(&bureau.head, "/figures/cooperation-spending?day=2020-08-31")
            .await;
        assert_eq!(value(&told_later.body), "15.00");
        let bridge = site
            .get(
                &bureau.head,
                "/figures/cooperation-spending?against=2020-08-31",
            )
            .await;
        for text in [
            "与 2020-08-31 的差",
            "<b>10.00</b>",
            "新增 1 条",
            "+5.00",
            "<b>15.00</b>",
        ] {
            assert!(bridge.body.contains(text), "{text} in {}", bridge.body);
        }
        // Each cause leads to its rows.
        let cause = bridge
            .body
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next())
            .find(|link| link.contains("cause=new"))
            .unwrap()
            .replace("&amp;", "&")
            .replace("&#38;", "&");
        let rows = site.get(&bureau.head, &cause).await.body;
        let listed = rows.split("id=\"cause\"").nth(1).unwrap();
        let listed = listed.split("</table>").next().unwrap();
        assert!(listed.contains("：1 条"), "{listed}");
        assert!(listed.contains(&late.to_string()) && !listed.contains(&first.to_string()));
    })
    .await;
}

#[tokio::test]
async fn a_row_tells_in_which_figures_it_counts() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let contract = bureau.contract(&site).await;
        let paid = bureau
            .payment(
                &site,
                contract,
                "2020-09-16",
                "360000.00",
                &["receipt", "invoice"],
            )
            .await;
        let waiting = site
            .part(&bureau.head, &format!("/figures/of-row/{paid}"))
            .await;
        assert!(waiting.body.contains("未计入：待核实"), "{}", waiting.body);
        bureau.verify(&site, paid).await;
        let counted = site
            .part(&bureau.head, &format!("/figures/of-row/{paid}"))
            .await;
        assert!(
            counted.body.contains("+36.00 万元") && counted.body.contains("产学研合作支出额"),
            "{}",
            counted.body
        );
        let project = site
            .get(&bureau.head, &format!("/figures/of-row/{contract}"))
            .await;
        assert!(
            project.body.contains("新实施产学研合作项目") && project.body.contains("+1 项"),
            "{}",
            project.body
        );
    })
    .await;
}

#[tokio::test]
async fn the_download_has_every_row_and_no_formula() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let contract = bureau.contract(&site).await;
        let link = contract.to_string();
        let posted = bureau
            .post(
                &site,
                "payment",
                &[
                    ("contract", &link),
                    ("partner", "=HYPERLINK(\"http://x\")"),
                    ("payee_type", "enterprise"),
                    ("source", "enterprise"),
                    ("amount", "12.50"),
                    ("paid_on", "2020-09-01"),
                    ("voucher_no", "1"),
                ],
                &["receipt", "invoice"],
            )
            .await;
        bureau.verify(&site, posted).await;
        let file = site
            .get(&bureau.head, "/figures/cooperation-spending/rows.xlsx")
            .await;
        assert_eq!(file.status, 200);
        let lines = file.sheet("产学研合作支出额");
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(
            lines[1][1..4],
            ["未计入", "收款方不是高校院所", "2020-09-01"]
        );
        assert!(
            lines[1][6].contains("=HYPERLINK(\"http://x\")"),
            "{lines:?}"
        );
        assert_eq!(lines[1][9..], ["12.5", "元"]);
        let about = file.sheet("说明").concat().join(" ");
        assert!(about.contains("截至 2020-09-18，按现在所知"), "{about}");
    })
    .await;
}

#[tokio::test]
async fn the_command_line_gets_the_same_figures() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let contract = bureau.contract(&site).await;
        for (on, yuan) in [("2020-04-01", "100000.00"), ("2020-06-01", "200000.00")] {
            let paid = bureau
                .payment(&site, contract, on, yuan, &["receipt", "invoice"])
                .await;
            bureau.verify(&site, paid).await;
        }
        let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
        let wanted = plan::door::Wanted {
            indicator: Some("cooperation-spending".into()),
            by: Some(plan::door::By::Month),
            as_of: Some(day("2020-06-15")),
            ..Default::default()
        };
        let months = plan::door::figures(&site.app, &mut tx, &wanted)
            .await
            .unwrap();
        let lines: Vec<String> = months.iter().map(plan::door::Told::json).collect();
        assert_eq!(lines.len(), 6);
        assert!(
            lines[2].contains("\"period\":\"2020-03\",\"value\":0.00"),
            "{}",
            lines[2]
        );
        assert!(
            lines[3].contains("\"period\":\"2020-04\",\"value\":100000.00"),
            "{}",
            lines[3]
        );
        assert!(
            lines[5].contains(
                "\"value\":300000.00,\"unit\":\"元\",\"verified\":1,\"counted\":2,\"left_out\":0"
            ),
            "{}",
            lines[5]
        );
        let towns = plan::door::Wanted {
            by: Some(plan::door::By::Town),
            ..wanted.clone()
        };
        let towns = plan::door::figures(&site.app, &mut tx, &towns)
            .await
            .unwrap();
        let of = |town: values::Id<web::Organisation>| {
            towns
                .iter()
                .find(|told| told.scope == format!("town:{town}"))
                .unwrap()
                .json()
        };
        assert!(of(bureau.town).contains("\"value\":300000.00"));
        assert!(of(bureau.other_town).contains("\"value\":0.00"));
        let all = plan::door::figures(&site.app, &mut tx, &plan::door::Wanted::default())
            .await
            .unwrap();
        for id in [
            "rd-intensity",
            "demand-every-week",
            "breakthrough-every-year",
        ] {
            assert!(all.iter().any(|told| told.indicator == id), "{id}");
        }
        let none = plan::door::Wanted {
            indicator: Some("nothing".into()),
            ..Default::default()
        };
        assert!(matches!(
            plan::door::figures(&site.app, &mut tx, &none).await,
            Err(web::Error::NotFound)
        ));
    })
    .await;
}
