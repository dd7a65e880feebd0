//! The list by what was stated of firms, and without those that left.

use trial::both;
use values::Id;

use super::names;
use crate::{code, entered, new_firm, rooms, staff, town};

/// Four firms with facts of 2019: sales, research, staff, field.
pub async fn county(site: &trial::Site) -> (Id<web::Organisation>, Id<web::Organisation>) {
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
        assert!(map.contains("/firms/towns/rows.xlsx?revenue_least=1"));
        let file = "/firms/towns/rows.xlsx?revenue_least=1";
        let file = site.get(&staff(), file).await;
        let lines = file.sheet("各镇区企业");
        assert_eq!(
            lines[0],
            ["镇区", "企业（家）", "销售收入（万元）", "研发费用（万元）"]
        );
        let firms = |line: &[String]| (line[0].clone(), line[1].clone());
        let told: Vec<_> = lines[1..].iter().map(|line| firms(line)).collect();
        let of = |name: &str, firms: &str| (name.to_owned(), firms.to_owned());
        assert_eq!(told, [of("江安镇", "2"), of("磨头镇", "1")]);
        assert_eq!(lines[2][2], "3000");
        let about = file.sheet("说明").concat().join(" ");
        assert!(about.contains("销售收入 ≥ 1.00 万元 家数 3"), "{about}");
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
