//! The list by how firms stand against a criterion.

use trial::{Site, actor, both, post};
use web::{Place, Role};

use super::names;
use crate::screening::{change, filled};
use crate::{code, entered, new_firm, rooms, staff, town};

/// 甲 passes; 乙 lacks one technical person of 21, 丙 six and sales from its products; of 丁 nothing is known.
async fn county(site: &Site) {
    for (n, name) in [(1, "甲公司"), (2, "乙公司"), (3, "丙公司")] {
        filled(site, n, name).await;
    }
    change(site, 2, "tech_staff", "20").await;
    change(site, 3, "tech_staff", "15").await;
    change(site, 3, "hightech_income", "4000").await;
    let home = town(site, "石庄镇").await;
    entered(site, new_firm(4, "丁公司", home)).await;
}

#[tokio::test]
async fn firms_are_found_by_their_verdict_and_by_what_they_lack() {
    both(&rooms(), |site| async move {
        county(&site).await;
        for (query, wanted) in [
            ("criterion=hnte-2016", vec!["丁", "丙", "乙", "甲"]),
            ("criterion=hnte-2016&verdict=pass", vec!["甲"]),
            ("criterion=hnte-2016&verdict=possible", vec![]),
            ("criterion=hnte-2016&verdict=unknown", vec!["丁"]),
            ("criterion=hnte-2016&verdict=fail", vec!["丙", "乙"]),
            ("clause=hnte-2016/c4-staff", vec!["丙", "乙"]),
            ("clause=hnte-2016/c4-staff&lacking=6", vec!["丙", "乙"]),
            ("clause=hnte-2016/c4-staff&lacking=5人", vec!["乙"]),
            ("clause=hnte-2016/c4-staff&lacking=0", vec![]),
            ("clause=hnte-2016/c4-staff&alone=1", vec!["乙"]),
            ("clause=hnte-2016/c6-income&lacking=500", vec!["丙"]),
            ("clause=hnte-2016/c6-income&lacking=499.99", vec![]),
            ("clause=hnte-2016/c6-income&lacking=5000000元", vec!["丙"]),
            ("criterion=hnte-2016&verdict=fail&q=乙", vec!["乙"]),
            ("criterion=hnte-2016&verdict=fail&staff_least=211", vec![]),
            ("criterion=hnte-2016&year=2021&verdict=pass", vec![]),
        ] {
            let path = format!("/firms?sort=-name&{query}");
            let page = site.get(&staff(), &path).await.body;
            let mut wanted: Vec<String> = wanted.iter().map(|one| format!("{one}公司")).collect();
            assert!(
                page.contains(&format!("共 {} 家；", wanted.len())),
                "{query}: {page}"
            );
            let mut found = names(&page);
            assert!(!page.contains("没有用上"), "{query}: {page}");
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted, "{query}");
        }
        let up = site
            .get(&staff(), "/firms?criterion=hnte-2016&verdict=fail")
            .await;
        let down = site
            .get(
                &staff(),
                "/firms?criterion=hnte-2016&verdict=fail&sort=-name",
            )
            .await;
        let mut turned = names(&down.body);
        turned.reverse();
        assert_eq!(names(&up.body), turned);
        assert!(up.body.contains("科技人员占比 差 1 人"), "{}", up.body);
        for words in [
            "科技人员占比 差 6 人；高新技术产品（服务）收入占比 差 500.00 万元",
            "<option value=\"hnte-2016\" selected>",
        ] {
            assert!(up.body.contains(words), "{words}: {}", up.body);
        }
        let one = site.get(&staff(), "/firms?clause=hnte-2016/c4-staff").await;
        for words in [
            "差 1 人<",
            "差 6 人；另有 1 条不满足",
            "hnte-2016\" selected",
        ] {
            assert!(one.body.contains(words), "{words}: {}", one.body);
        }
        let path = format!("/firms/{}/criteria/hnte-2016?year=2020", code(2));
        assert!(up.body.contains(&path), "{}", up.body);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_sought_is_said_and_not_used() {
    both(&rooms(), |site| async move {
        county(&site).await;
        for (query, why, many) in [
            ("verdict=fail", "没有选对照哪个标准", 4),
            ("criterion=none", "没有“none”这个标准", 4),
            ("criterion=hnte-2016&verdict=bad", "没有“bad”这个结论", 4),
            ("criterion=hnte-2016&lacking=3", "要先选不满足哪一条", 4),
            ("clause=hnte-2016/c4-staff&lacking=少", "“少”不是整数", 2),
            ("clause=hnte-2016/resident&lacking=1", "没有差多少", 0),
            (
                "criterion=tech-sme-2017&clause=hnte-2016/c4-staff",
                "选的条件不是",
                4,
            ),
            ("criterion=hnte-2016&year=2019", "“2019”年的申报", 4),
        ] {
            let page = site.get(&staff(), &format!("/firms?{query}")).await.body;
            assert!(page.contains(why), "{query}: {page}");
            assert!(page.contains(&format!("共 {many} 家；")), "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_map_the_workbook_and_a_view_follow_the_verdict() {
    both(&rooms(), |site| async move {
        county(&site).await;
        let query = "clause=hnte-2016%2Fc4-staff&lacking=3";
        let map = site
            .get(&staff(), &format!("/firms/towns?{query}"))
            .await
            .body;
        assert!(map.contains("共 1 家") && map.contains("7,400.00"), "{map}");
        assert!(map.contains("最多差 3 人"), "{map}");
        let file = site
            .get(&staff(), &format!("/firms/rows.xlsx?{query}&cols=code"))
            .await;
        let lines = file.sheet("企业");
        assert_eq!(lines[0], ["企业", "统一社会信用代码", "结论", "差"]);
        assert_eq!(lines[1], ["乙公司", code(2).as_str(), "不满足", "差 1 人"]);
        assert_eq!(lines.len(), 2);
        let about = file.sheet("说明").concat().join(" ");
        let words = "对照“高新技术企业”，2020 年申报；不满足“科技人员占比”；最多差 3 人";
        assert!(about.contains(words), "{about}");
        let me = staff();
        let form = site
            .get(&me, &format!("/firms/views?list={}", web::encoded(query)))
            .await;
        assert!(form.body.contains("不满足“科技人员占比”"), "{}", form.body);
        let sent = [("list", query), ("name", "只差三人"), ("scope", "mine")];
        let kept = site.post(&me, "/firms/views", &sent).await;
        let kept = kept.location();
        assert!(
            kept.contains("c4-staff") && kept.contains("lacking=3"),
            "{kept}"
        );
        let list = site.get(&me, "/firms").await.body;
        assert!(
            list.contains("只差三人 <span class=\"count\">1</span>"),
            "{list}"
        );
        change(&site, 3, "tech_staff", "18").await;
        let list = site.get(&me, "/firms").await.body;
        assert!(
            list.contains("只差三人 <span class=\"count\">2</span>"),
            "{list}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_town_finds_its_own_and_who_left_is_not_judged() {
    both(&rooms(), |site| async move {
        county(&site).await;
        let query = "/firms?criterion=hnte-2016&verdict=fail&gone=1";
        let place = town(&site, "白蒲镇").await;
        let clerk = actor(
            "马一禾",
            &[post(Role::Town, Place::Town, place, "白蒲镇", "")],
        );
        let page = site.get(&clerk, query).await.body;
        assert!(page.contains("共 0 家；"), "{page}");
        let sent = [
            ("event", "struck_off"),
            ("day", "2020-05-01"),
            ("paper", "公告"),
            ("reason", "注销"),
            ("sure", "1"),
        ];
        let path = format!("/firms/{}/identity", code(2));
        site.post(&staff(), &path, &sent).await;
        let page = site.get(&staff(), query).await.body;
        assert_eq!(names(&page), ["丙公司"]);
    })
    .await;
}
