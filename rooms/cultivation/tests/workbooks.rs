//! Lists that leave as workbooks hold what their pages hold, for each person.

use axum::http::StatusCode;
use trial::both;

use crate::rooms;
use crate::world::{World, code};

#[tokio::test]
async fn batches_applications_and_documents_leave_as_they_stand() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "=第一有限公司").await;
        world.firm(2, "第二有限公司").await;
        let batch = world.batch().await;
        world.recommended(1, &batch).await;
        world.recommended(2, &batch).await;
        let year = "/cultivation/batches?year=2020";
        let page = world.page(&world.director, year).await;
        let file = "/cultivation/batches/rows.xlsx?year=2020";
        assert!(page.contains(file), "{page}");
        let lines = world.site.get(&world.director, file).await;
        let days = ["2020-06-01", "2020-09-25", "", "", "2020-12-02"];
        assert_eq!(
            lines.sheet("申报批次")[1],
            [&["2020年第二批"], &days[..], &["2"]].concat()
        );

        let file = format!("{batch}/rows.xlsx");
        let page = world.page(&world.director, &batch).await;
        assert!(page.contains(&file), "{page}");
        let answer = world.site.get(&world.director, &file).await;
        let lines = answer.sheet("申报企业");
        assert_eq!(lines.len(), 3);
        let one = lines.iter().find(|line| line[1] == code(1)).unwrap();
        assert_eq!(one[0], "=第一有限公司", "a name is never a formula");
        assert_eq!(one[2..5], ["白蒲镇", "已申报", "2020-09-10"]);
        assert!(page.contains(&one[5]), "{one:?}");
        let about = answer.sheet("说明").concat().join(" ");
        assert!(about.contains("已申报 2 家"), "{about}");
        for (who, lines) in [(&world.clerk, 3), (&world.other_clerk, 1)] {
            let own = world.site.get(who, &file).await.sheet("申报企业");
            assert_eq!(own.len(), lines, "a town's own");
        }
        let nothing = format!("/cultivation/batches/{}/rows.xlsx", code(1));
        let nothing = world.site.get(&world.director, &nothing).await;
        assert!(nothing.status.is_client_error());

        let list = "/cultivation/checklists/hnte-2016";
        let page = world.page(&world.director, list).await;
        let file = format!("{list}/rows.xlsx");
        assert!(page.contains(&file), "{page}");
        let lines = world.site.get(&world.director, &file).await;
        let lines = lines.sheet("申报材料清单");
        assert_eq!(lines.len(), 1 + page.matches("class=\"tick\"").count());
        for line in &lines[1..] {
            assert!(page.contains(&line[1]) && line[0] == "要", "{line:?}");
        }
        let none = "/cultivation/checklists/none/rows.xlsx";
        let none = world.site.get(&world.director, none).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_forecast_and_the_pool_leave_as_they_stand() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "第一有限公司").await;
        world.firm(2, "第二有限公司").await;
        let batch = world.batch().await;
        world.recommended(1, &batch).await;
        world.to(2, "found", "2020-03-02", &[]).await;
        let pool = [
            ("paper", "苏高企协〔2020〕3号"),
            ("issuer", "省高企认定机构办公室"),
            ("level", "province"),
        ];
        world.to(2, "pooled", "2020-04-01", &pool).await;
        let page = world.page(&world.director, "/cultivation/forecast").await;
        let file = "/cultivation/forecast/rows.xlsx";
        assert!(page.contains(file), "{page}");
        let answer = world.site.get(&world.director, file).await;
        let lines = answer.sheet("年底预计");
        assert_eq!(lines.len(), 1 + page.matches("<th scope=\"row\"").count());
        let certain = &lines[1];
        assert_eq!(certain[..3], ["净增高新技术企业", "已经定的", ""]);
        assert_eq!(certain[7], "0");
        let at = |place: &str| lines.iter().find(|line| line[1] == place).unwrap();
        let recommended = at("推荐（已申报）");
        assert_eq!(
            recommended[2..],
            ["1", "0", "—", "65%", "65%", "0.7"],
            "numbers to reckon with"
        );
        assert!(page.contains("0.7</td>") && page.contains("65%"), "{page}");
        let about = answer.sheet("说明").concat().join(" ");
        assert!(about.contains("净增高新技术企业 0–1 家"), "{about}");

        let account = "/cultivation/account?year=2020";
        let page = world.page(&world.clerk, account).await;
        let file = "/cultivation/account/pool/rows.xlsx?year=2020";
        assert!(page.contains(file), "{page}");
        let lines = world.site.get(&world.clerk, file).await.sheet("培育入库");
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1][0], "第二有限公司");
        assert_eq!(lines[1][3..5], ["2020-04-01", "省级"]);
        assert!(page.contains(&lines[1][5]) && page.contains(&lines[1][6]));
        let other = world.site.get(&world.other_clerk, file).await;
        assert_eq!(other.sheet("培育入库").len(), 1);
    })
    .await;
}
