//! The list of firms, and who may add to it.

use axum::http::StatusCode;
use enterprise::door;
use trial::{COUNTY, actor, both, post};
use values::Id;
use web::{Place, Role};

use crate::{code, entered, new_firm, rooms, staff, town};

#[tokio::test]
async fn a_list_counts_sorts_filters_and_turns_pages() {
    both(&rooms(), |site| async move {
        let (one, two) = (town(&site, "江安镇").await, town(&site, "磨头镇").await);
        for n in 0..35 {
            let mut new = new_firm(
                100 + n,
                &format!("第{n:02}公司"),
                if n < 3 { one } else { two },
            );
            new.size = if n == 7 { "large" } else { "small" }.into();
            entered(&site, new).await;
        }
        for (query, total, first) in [
            ("", 35, "第00公司"),
            ("?sort=-name", 35, "第34公司"),
            ("?page=2", 35, "第30公司"),
            ("?page=99", 35, "第30公司"),
            (&format!("?town={one}"), 3, "第00公司"),
            ("?size=large", 1, "第07公司"),
            (&format!("?size=small&town={one}&sort=-name"), 3, "第02公司"),
            ("?q=%EF%BC%95gs", 0, ""),
            ("?q=dgs", 35, "第00公司"),
            ("?q=91320682%20madem0107", 1, "第07公司"),
        ] {
            let page = site.get(&staff(), &format!("/firms{query}")).await.body;
            assert!(
                page.contains(&format!("共 {total} 家；")),
                "{query}: {page}"
            );
            let lead = page.split("class=\"lead\"").nth(1).unwrap_or_default();
            let lead = lead.split("</th>").next().unwrap_or_default();
            assert!(lead.contains(first), "{query}: {lead}");
        }
    })
    .await;
}

#[tokio::test]
async fn many_firms_come_at_once() {
    both(&rooms(), |site| async move {
        let home = town(&site, "江安镇").await;
        let mut ids = vec![Id::NONE];
        for n in 0..20 {
            ids.push(entered(&site, new_firm(200 + n, &format!("第{n}公司"), home)).await);
        }
        ids.push(ids[1]);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let lines = door::lines(&mut tx, &ids).await.unwrap();
        assert_eq!(lines.len(), 20);
        assert_eq!(lines[&ids[20]].name, "第19公司");
        assert_eq!(lines[&ids[20]].town_name, "江安镇");
        assert!(door::lines(&mut tx, &[]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_may_enter_a_firm() {
    both(&rooms(), |site| async move {
        let (own, other) = (town(&site, "江安镇").await, town(&site, "磨头镇").await);
        for (role, place, may) in [
            (Role::Staff, Place::Office, true),
            (Role::Head, Place::Office, true),
            (Role::Town, Place::Town, true),
            (Role::Verifier, Place::Office, false),
            (Role::Deputy, Place::Bureau, false),
            (Role::Director, Place::Bureau, false),
            (Role::Administrator, Place::Bureau, false),
        ] {
            let one = actor("某人", &[post(role, place, own, "某处", "")]);
            let asked = site.get(&one, "/firms/new").await;
            assert_eq!(asked.status == StatusCode::OK, may, "{role:?}");
            let button = site.get(&one, "/firms").await.body.contains("/firms/new");
            assert_eq!(button, may, "{role:?}");
            let sent = site
                .post(&one, "/firms", &[("town", &other.to_string())])
                .await;
            let refused = sent.status == StatusCode::FORBIDDEN;
            assert_eq!(refused, !may || role == Role::Town, "{role:?}");
        }
        let clerk = actor(
            "马一禾",
            &[post(Role::Town, Place::Town, own, "江安镇", "")],
        );
        let form = site.get(&clerk, "/firms/new").await.body;
        assert!(form.contains("江安镇") && !form.contains("磨头镇"));
        let empty = site.post(&clerk, "/firms", &[("name", "某公司")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            empty.body.contains("value=\"某公司\""),
            "nothing typed is lost"
        );
        let code = code(300);
        let whole = [
            ("code", code.as_str()),
            ("name", "某公司"),
            ("town", &own.to_string()),
            ("size", "small"),
            ("registered_on", "2016-05-03"),
        ];
        assert_eq!(
            site.post(&clerk, "/firms", &whole).await.location(),
            format!("/firms/{code}")
        );
    })
    .await;
}

#[tokio::test]
async fn the_list_is_exported_as_it_is_asked_for() {
    both(&rooms(), |site| async move {
        let (one, two) = (town(&site, "江安镇").await, town(&site, "磨头镇").await);
        for n in 0..4 {
            let home = if n < 3 { one } else { two };
            entered(&site, new_firm(300 + n, &format!("=第{n}公司"), home)).await;
        }
        let columns = "cols=code&cols=town&cols=industry&cols=size&cols=registered";
        let query = format!("?town={one}&sort=-name&{columns}");
        let page = site.get(&staff(), &format!("/firms{query}")).await.body;
        assert!(page.contains("导出 3 家"), "{page}");
        let file = site
            .get(&staff(), &format!("/firms/rows.xlsx{query}"))
            .await;
        let lines = file.sheet("企业");
        assert_eq!(
            lines[0],
            ["企业", "统一社会信用代码", "镇区", "行业", "规模", "成立日"]
        );
        let names: Vec<&str> = lines[1..].iter().map(|line| line[0].as_str()).collect();
        assert_eq!(names, ["=第2公司", "=第1公司", "=第0公司"]);
        assert_eq!(lines[1][1], code(302));
        let about = file.sheet("说明").concat().join(" ");
        assert!(
            about.contains("镇区 江安镇 规模 全部 其他条件 全部 家数 3"),
            "{about}"
        );
    })
    .await;
}

/// Four firms with facts of 2019: sales, research, staff, field.
async fn county(site: &trial::Site) -> (Id<web::Organisation>, Id<web::Organisation>) {
    let (one, two) = (town(site, "江安镇").await, town(site, "磨头镇").await);
    for (n, revenue, rd, people, field) in [
        (1, "1000", "50", "10", "4"),
        (2, "2000", "59.99", "20", "4"),
        (3, "3000", "90", "30", "1"),
        (4, "", "", "", ""),
    ] {
        let home = if n < 3 { one } else { two };
        entered(site, new_firm(n, &format!("第{n}公司"), home)).await;
        let sent = [
            ("revenue", revenue),
            ("rd", rd),
            ("net_assets", revenue),
            ("total_income", revenue),
            ("hightech_income", rd),
            ("staff", people),
            ("tech_staff", if people.is_empty() { "" } else { "1" }),
            ("field", field),
        ];
        let path = format!("/firms/{}/facts/2019", code(n));
        site.post(&staff(), &path, &sent).await;
    }
    (one, two)
}

/// The names of the firms on a page of the list, as they stand.
fn names(page: &str) -> Vec<String> {
    let leads = page.split("class=\"lead\">").skip(1);
    leads
        .map(|lead| {
            let name = lead.split("</a>").next().unwrap_or_default();
            name.rsplit('>').next().unwrap_or_default().to_owned()
        })
        .collect()
}

#[tokio::test]
async fn firms_are_found_by_their_facts() {
    both(&rooms(), |site| async move {
        county(&site).await;
        let certificate = [
            ("kind", "hnte"),
            ("name", "高新技术企业证书"),
            ("number", "GR1"),
            ("since", "2019-12-06"),
        ];
        let path = format!("/firms/{}/certificates", code(3));
        site.post(&staff(), &path, &certificate).await;
        for (query, wanted) in [
            ("", vec![4, 3, 2, 1]),
            ("revenue_least=2000", vec![3, 2]),
            ("revenue_least=1000&revenue_most=2000", vec![2, 1]),
            ("revenue_least=1000.01万&revenue_most=2亿", vec![3, 2]),
            ("share=3", vec![3, 1]),
            ("share=5%25", vec![1]),
            ("share=5.01", vec![]),
            ("field=4", vec![2, 1]),
            ("staff_least=20&field=1", vec![3]),
            ("fact=tech_staff&least=1&most=1", vec![3, 2, 1]),
            ("certificate=hnte", vec![3]),
            ("certificate=tech_sme", vec![]),
            ("missing=1", vec![4]),
        ] {
            let path = format!("/firms?sort=-name&{query}");
            let page = site.get(&staff(), &path).await.body;
            let wanted: Vec<String> = wanted.iter().map(|n| format!("第{n}公司")).collect();
            let mut found = names(&page);
            found.sort();
            let mut wanted = wanted;
            wanted.sort();
            assert_eq!(found, wanted, "{query}: {page}");
        }
        let page = site.get(&staff(), "/firms?revenue_least=lots").await.body;
        assert!(page.contains("“lots”不是金额") && page.contains("这个条件没有用上"));
    })
    .await;
}

#[tokio::test]
async fn a_list_is_ordered_by_a_fact_and_shows_the_columns_that_were_chosen() {
    both(&rooms(), |site| async move {
        let (_, two) = county(&site).await;
        for (sort, wanted) in [
            ("revenue", ["第1公司", "第2公司", "第3公司", "第4公司"]),
            ("-revenue", ["第3公司", "第2公司", "第1公司", "第4公司"]),
        ] {
            let path = format!("/firms?sort={sort}&cols=revenue&cols=field");
            let page = site.get(&staff(), &path).await.body;
            assert_eq!(names(&page), wanted, "{sort}");
            assert!(page.contains("3,000.00") && page.contains("新材料"));
            assert!(!page.contains("<td class=\" drop\">"), "no code: {page}");
        }
        let query = "sort=-revenue&cols=revenue&cols=staff&revenue_least=1";
        let file = site
            .get(&staff(), &format!("/firms/rows.xlsx?{query}"))
            .await;
        let lines = file.sheet("企业");
        assert_eq!(lines[0], ["企业", "销售收入（万元）", "职工总数（人）"]);
        assert_eq!(lines[1], ["第3公司", "3000", "30"]);
        let about = file.sheet("说明").concat().join(" ");
        assert!(about.contains("销售收入 ≥ 1.00 万元"), "{about}");
        let map = site
            .get(&staff(), "/firms/towns?revenue_least=1")
            .await
            .body;
        assert_eq!(names(&map), ["江安镇", "磨头镇"]);
        for words in ["共 3 家", "3,000.00", "109.99", &two.to_string()] {
            assert!(map.contains(words), "{words}: {map}");
        }
    })
    .await;
}

#[tokio::test]
async fn firms_that_left_are_listed_when_asked_for() {
    both(&rooms(), |site| async move {
        county(&site).await;
        let sent = [
            ("event", "struck_off"),
            ("day", "2020-05-01"),
            ("paper", "公告"),
            ("reason", "注销"),
            ("sure", "1"),
        ];
        let path = format!("/firms/{}/identity", code(1));
        site.post(&staff(), &path, &sent).await;
        let page = site.get(&staff(), "/firms").await.body;
        assert!(
            page.contains("共 3 家") && !page.contains("第1公司"),
            "{page}"
        );
        let page = site.get(&staff(), "/firms?gone=1").await.body;
        assert!(page.contains("共 4 家") && page.contains("第1公司"));
        let page = site
            .get(&staff(), &format!("/firms/{}", code(1)))
            .await
            .body;
        assert!(page.contains("已注销，不计入现在的企业数"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_list_is_kept_as_a_view_and_taken_away() {
    both(&rooms(), |site| async move {
        county(&site).await;
        let me = staff();
        let form = site.get(&me, "/firms/views?list=field%3D4").await.body;
        assert!(
            form.contains("技术领域 ： 新材料") && !form.contains("value=\"all\""),
            "{form}"
        );
        let sent = [("list", "field=4"), ("name", "新材料"), ("scope", "mine")];
        let kept = site.post(&me, "/firms/views", &sent).await;
        assert_eq!(kept.location(), "/firms?field=4", "{}", kept.body);
        let list = site.get(&me, "/firms?field=4").await.body;
        assert!(
            list.contains("新材料 <span class=\"count\">2</span>"),
            "{list}"
        );
        let other = site.get(&staff(), "/firms").await.body;
        assert!(!other.contains("新材料 <span"), "one's own view");
        let again = site.post(&me, "/firms/views", &sent).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again.body.contains("已有叫“新材料”的视图"),
            "{}",
            again.body
        );
        let all = [("list", ""), ("name", "甲"), ("scope", "all")];
        let refused = site.post(&me, "/firms/views", &all).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = site.get(&me, "/firms/views").await.body;
        let id = page.split("/firms/views/").nth(1).unwrap();
        let gone = format!("/firms/views/{}", id.split('"').next().unwrap());
        assert_eq!(
            site.post(&staff(), &gone, &[]).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(site.post(&me, &gone, &[]).await.location(), "/firms/views");
        let list = site.get(&me, "/firms").await.body;
        assert!(!list.contains("新材料 <span"));
    })
    .await;
}

/// Five thousand firms, forty facts, three years: how long pages of the list take. Run by hand:
/// `cargo nextest run -p enterprise --run-ignored only pages_of_a_county --no-capture`.
#[tokio::test]
#[ignore = "fills half a million facts"]
async fn pages_of_a_county_are_quick() {
    let site = trial::on_sqlite(&rooms()).await;
    let home = town(&site, "江安镇").await;
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    for n in 0..5000 {
        let new = new_firm(n, &format!("第{n:04}公司"), home);
        let id = door::enter(&mut tx, &trail::Who::program(), new, true)
            .await
            .unwrap();
        let mut lines = Vec::new();
        for year in [2017_i64, 2018, 2019] {
            for fact in 0..40_i64 {
                let name = match fact {
                    0 => "revenue".to_owned(),
                    1 => "rd".to_owned(),
                    2 => "staff".to_owned(),
                    3 => "field".to_owned(),
                    other => format!("fact_{other}"),
                };
                let value = match fact {
                    0 => i64::from(n) * 1_000_000,
                    1 => i64::from(n % 97) * 10_000,
                    other => i64::from(n) % 9 + other,
                };
                lines.push(store::args![
                    COUNTY,
                    id,
                    year,
                    name,
                    value,
                    "tax",
                    "",
                    "",
                    values::Uuid::nil(),
                    "",
                    1_590_000_000_000_i64,
                    values::Uuid::nil(),
                    "",
                    0_i64,
                    1_i64,
                    store::STILL
                ]);
            }
        }
        tx.run_lines(
            "enterprise_fact (county, firm, year, fact, value, source, paper, reason, stated_by, stated_name, stated_at,
             confirmed_by, confirmed_name, confirmed_at, known_from, known_until)",
            lines,
            "",
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    for query in [
        "",
        "sort=-revenue",
        "revenue_least=2000&share=0.1&staff_least=3",
        "field=4&revenue_least=100&sort=-rd",
        "missing=1",
        "q=0042",
        "page=100&sort=staff",
    ] {
        let mut times = Vec::new();
        for _ in 0..20 {
            let begun = std::time::Instant::now();
            let page = site.get(&staff(), &format!("/firms?{query}")).await;
            assert_eq!(page.status, StatusCode::OK);
            times.push(begun.elapsed());
        }
        times.sort();
        println!("{query:60} median {:?}, p95 {:?}", times[10], times[18]);
    }
}
