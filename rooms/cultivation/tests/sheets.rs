//! Coverage, the gap list of a town, the forecast.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use enterprise::door::Firm;
use ledger::door::{BulkRow, Cause, State};
use plan::door::{Wanted, figures};
use trail::Who;
use trial::{COUNTY, both};
use values::Id;

use crate::rooms;
use crate::world::{World, code, day, path, proof};

#[tokio::test]
async fn coverage_names_the_firms_that_would_lift_it() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        let with = world.firm(1, "有机构有限公司").await;
        let without = world.firm(2, "没机构有限公司").await;
        let row = |n: usize, kind: &str, firm: Id<Firm>, fields: &[(&str, &str)], voucher: &str| {
            BulkRow {
                entry: Id::new(values::fresh(values::Clock::machine().now())),
                number: format!("XX-2020-{n:04}"),
                version: 1,
                kind: kind.into(),
                subject: Some(firm),
                town: world.town,
                office: Id::NONE,
                fields: fields
                    .iter()
                    .map(|(id, value)| ((*id).into(), (*value).into()))
                    .collect(),
                state: State::Verified,
                cause: Cause::Verified,
                proofs: vec![proof(voucher, day("2020-01-01"))],
                proven_by: BTreeSet::new(),
                actor: Who::program(),
            }
        };
        let listed = [
            ("class", "large_medium"),
            ("list_year", "2020"),
            ("effective_on", "2020-01-01"),
        ];
        let late = [
            ("class", "hnte_above_scale"),
            ("list_year", "2020"),
            ("effective_on", "2020-03-01"),
        ];
        let title = [
            ("item", "甲中心"),
            ("class", "key_lab"),
            ("level", "city"),
            ("granted_on", "2019-05-01"),
            ("document", "通科1号"),
        ];
        let rows = vec![
            row(1, "base_list", with, &listed, "list"),
            row(2, "base_list", without, &listed, "list"),
            row(3, "base_list", without, &late, "list"),
            row(4, "title", with, &title, "document"),
        ];
        let mut tx = world.site.app.store().write(COUNTY).await.unwrap();
        ledger::door::bulk(&mut tx, &Who::program(), rows)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = world.page(&world.director, "/cultivation/coverage").await;
        assert!(
            page.contains("名单 2 家，有研发机构 1 家，覆盖 50.00%"),
            "{page}"
        );
        assert!(
            page.contains("没机构有限公司")
                && page.contains("覆盖升到 100.00%")
                && page.contains("2020-03-01")
        );
        assert!(page.contains("大中型工业企业") || page.contains("规上高企"));
        let wanted = Wanted {
            year: Some(2020),
            indicator: Some("institution-coverage".into()),
            ..Wanted::default()
        };
        let mut tx = world.site.app.store().read(COUNTY).await.unwrap();
        let figure = figures(&world.site.app, &mut tx, &wanted).await.unwrap();
        let value = figure[0].value.unwrap();
        assert_eq!(
            (value.num() * 2, value.den()),
            (value.den(), value.den()),
            "the same as the figure"
        );
        let other = world
            .page(&world.other_clerk, "/cultivation/coverage")
            .await;
        assert!(
            !other.contains("没机构有限公司"),
            "a town sees the names of its own"
        );
        let lines = async |who, file: &str, sheet: &str| {
            assert!(page.contains(file), "{file}: {page}");
            world.site.get(who, file).await.sheet(sheet)
        };
        let without = ("/cultivation/coverage/rows.xlsx", "没有研发机构的企业");
        let found = lines(&world.director, without.0, without.1).await;
        let name = ["没机构有限公司", &code(2), "白蒲镇"];
        let classes = ["规上高企、大中型工业企业"];
        assert_eq!(found[1..], [[&name[..], &classes].concat()]);
        let changes = ("/cultivation/coverage/changes/rows.xlsx", "名单的变动");
        let found = lines(&world.director, changes.0, changes.1).await;
        let entered = ["规上高企", "进入", "2020-03-01"];
        assert_eq!(found[1..], [[&name[..], &entered].concat()]);
        for (file, sheet) in [without, changes] {
            let own = lines(&world.other_clerk, file, sheet).await;
            assert_eq!(own.len(), 1, "{file}: only the headings");
        }
    })
    .await;
}

#[tokio::test]
async fn a_town_has_its_gap_list_on_one_page() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "南通霁舟新材料有限公司").await;
        world.to(1, "found", "2020-03-02", &[]).await;
        let clerk = world.clerk.person.to_string();
        let form = [
            ("sort", "task"),
            ("content", "补辅助账"),
            ("due", "2020-10-15"),
            ("person", clerk.as_str()),
        ];
        world
            .site
            .post(&world.staff, &format!("{}/tasks", path(1)), &form)
            .await;
        let sheet = world
            .page(&world.clerk, &format!("/cultivation/towns/{}", world.town))
            .await;
        for words in [
            "白蒲镇高新技术企业培育差距单",
            "南通霁舟新材料有限公司",
            "补辅助账（马一禾，10月15日前）",
            "陆知微",
            "发现 1 家",
        ] {
            assert!(sheet.contains(words), "{words}");
        }
        let file = format!("/cultivation/towns/{}/rows.xlsx", world.town);
        assert!(sheet.contains(&file), "{sheet}");
        let lines = world.site.get(&world.clerk, &file).await.sheet("差距单");
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1][0], "南通霁舟新材料有限公司");
        assert_eq!(
            lines[1][8..],
            ["补辅助账（马一禾，10月15日前）", "马一禾", "陆知微"]
        );
        let hidden = world.site.get(&world.other_clerk, &file).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        let other = world
            .site
            .get(
                &world.clerk,
                &format!("/cultivation/towns/{}", world.other_town),
            )
            .await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        let towns = world.page(&world.director, "/cultivation/towns").await;
        assert!(towns.contains("白蒲镇") && towns.contains("1 家") && towns.contains("丁堰镇"));
        let code = code(1);
        let unknown = world
            .site
            .get(&world.clerk, &format!("/cultivation/towns/{code}"))
            .await;
        assert!(unknown.status.is_client_error());
    })
    .await;
}

#[tokio::test]
async fn a_forecast_is_made_kept_once_a_day_and_judged() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        for n in 1..=3 {
            world.firm(n, &format!("第{n}有限公司")).await;
        }
        let batch = world.batch().await;
        world.recommended(1, &batch).await;
        world.recommended(2, &batch).await;
        world.to(3, "found", "2020-03-02", &[]).await;
        let shown = world.page(&world.director, "/cultivation/forecast").await;
        for words in [
            "净增高新技术企业：",
            "推荐（已申报）",
            "65%",
            "还没有往年的预计",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        let asked = "/cultivation/forecast?net_increase=0&pool_entries=many";
        let asked = world.page(&world.director, asked).await;
        assert!(asked.contains("达到 0 家的把握 100%") && asked.contains("“many”不是整数"));
        let keep = cultivation::door::keep_forecasts;
        assert_eq!(
            keep(&world.site.app, COUNTY).await.unwrap(),
            0,
            "the page kept them"
        );
        world.site.at("2020-09-30");
        assert_eq!(keep(&world.site.app, COUNTY).await.unwrap(), 2);
        assert_eq!(keep(&world.site.app, COUNTY).await.unwrap(), 0);
        let month = world.page(&world.director, "/cultivation/forecast").await;
        assert!(month.contains("今年各月末的预计：9月"), "{month}");
        world.site.at("2021-02-01");
        let later = world.page(&world.director, "/cultivation/forecast").await;
        assert!(
            later.contains("往年月末的预计 1 次，年底落在区间里的"),
            "{later}"
        );
    })
    .await;
}
