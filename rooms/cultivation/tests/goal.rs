//! What would reach the net increase, and the chances that it rests on.

use axum::http::StatusCode;
use trial::both;

use crate::rooms;
use crate::world::{World, code};

/// Three firms are recommended, two are found and nobody knows their facts.
async fn world(site: trial::Site) -> World {
    let world = World::new(site).await;
    for n in 1..=5 {
        world.firm(n, &format!("第{n}有限公司")).await;
    }
    let batch = world.batch().await;
    for n in 1..=3 {
        world.recommended(n, &batch).await;
    }
    for n in 4..=5 {
        world.to(n, "found", "2020-03-02", &[]).await;
    }
    world
}

#[tokio::test]
async fn so_many_firms_reach_it_with_so_much_probability() {
    both(&rooms(), |site| async move {
        let world = world(site).await;
        let goal = |query: &str| format!("/cultivation/goal{query}");
        let two = world.page(&world.director, &goal("?want=2&sure=60")).await;
        // 0.65 each: two of three with 0.65³ + 3 × 0.65² × 0.35.
        assert!(two.contains("这 3 家，净增 2 家的概率为 71.8%"), "{two}");
        assert!(two.contains("选定 3 家，候选 3 家"), "{two}");
        assert!(two.contains(
            "缺事实、判断不了</dt><dd><a href=\"/screening/hnte-2016?verdict=unknown\">2 家"
        ));
        let one = world.page(&world.director, &goal("?want=1&sure=60")).await;
        assert!(one.contains("这 1 家，净增 1 家的概率为 65%"), "{one}");
        let more = world.page(&world.director, &goal("?want=3&sure=90")).await;
        assert!(more.contains("概率也只有 27.5%，到不了 90%"), "{more}");
        let own = format!("?want=1&own=1&firm={}&firm={}", code(1), code(2));
        let own = world.page(&world.director, &goal(&own)).await;
        assert!(own.contains("这 2 家，净增 1 家的概率为 87.8%"), "{own}");
        let odd = world.page(&world.director, &goal("?want=许多")).await;
        assert!(odd.contains("“许多”不是整数"), "{odd}");
        let paper = world
            .page(&world.director, "/cultivation/goal/sheet?want=2&sure=60")
            .await;
        assert!(paper.contains("第1有限公司") && paper.contains("净增 2 家的概率为 71.8%"));
        let book = world
            .site
            .get(&world.director, "/cultivation/goal/firms.xlsx?want=2")
            .await;
        assert_eq!(book.status, StatusCode::OK);
        let other = world
            .page(&world.other_clerk, &goal("?want=2&sure=60"))
            .await;
        assert!(
            !other.contains("第1有限公司") && other.contains("其他镇区的 3 家不列名"),
            "{other}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_marked_firms_are_visited_once() {
    both(&rooms(), |site| async move {
        let world = world(site).await;
        let (one, two) = (code(1), code(2));
        let to = "/cultivation/goal/visits";
        let mut form = vec![
            ("want", "2"),
            ("firm", one.as_str()),
            ("firm", two.as_str()),
        ];
        form.extend([("content", "核对材料"), ("due", "2020-09-01")]);
        let late = world.site.post(&world.staff, to, &form).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("2020-09-01 已经过了") && late.body.contains("核对材料"));
        form.pop();
        form.push(("due", "9月25日"));
        for actor in [&world.finance, &world.director] {
            let refused = world.site.post(actor, to, &form).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
        }
        let planned = world.site.post(&world.staff, to, &form).await;
        assert!(
            planned.location().starts_with("/cultivation/goal?want=2"),
            "{}",
            planned.body
        );
        let page = world.page(&world.staff, "/cultivation/goal?want=2").await;
        assert_eq!(page.matches("9月25日前走访").count(), 2, "{page}");
        let again = world.site.post(&world.staff, to, &form).await;
        assert!(again.body.contains("都已有走访或任务"), "{}", again.body);
        let none = world
            .site
            .post(&world.staff, to, &[("content", "看"), ("due", "9月25日")])
            .await;
        assert!(none.body.contains("先勾选要走访的企业"), "{}", none.body);
        // Of its own town the clerk may plan.
        let third = code(3);
        let form = [
            ("firm", third.as_str()),
            ("content", "看"),
            ("due", "9月25日"),
        ];
        let own = world.site.post(&world.clerk, to, &form).await;
        assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.body);
    })
    .await;
}

/// One number is changed in the form of all.
fn changed<'a>(page: &'a str, field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form = Vec::new();
    for input in page.split("<input ").skip(1) {
        let part = |name: &str| {
            let rest = input.split_once(&format!(" {name}=\"")).map(|two| two.1);
            rest.and_then(|rest| rest.split('"').next()).unwrap_or("")
        };
        let name = part("name");
        if name.starts_with("value-") || name.starts_with("source-") {
            form.push((name, if name == field { value } else { part("value") }));
        }
    }
    form
}

#[tokio::test]
async fn the_county_states_its_own_chances() {
    both(&rooms(), |site| async move {
        let world = world(site).await;
        let to = "/cultivation/priors";
        let page = world.page(&world.staff, to).await;
        let reading = world.page(&world.director, to).await;
        assert!(!reading.contains("保存先估") && reading.contains("待核"));
        let bad = changed(&page, "value-certificate-recommended", "百分之八十");
        let bad = world.site.post(&world.staff, to, &bad).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            bad.body.contains("不是百分数") && bad.body.contains("百分之八十"),
            "{}",
            bad.body
        );
        let form = changed(&page, "value-certificate-recommended", "80");
        let refused = world.site.post(&world.director, to, &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let set = world.site.post(&world.staff, to, &form).await;
        assert_eq!(set.location(), to, "{}", set.body);
        let page = world.page(&world.staff, to).await;
        assert!(
            page.contains("改为 <b>80%</b>") && page.contains("陆知微"),
            "{page}"
        );
        assert!(page.contains("随程序带的 65"), "{page}");
        let goal = world
            .page(&world.staff, "/cultivation/goal?want=1&sure=60")
            .await;
        assert!(goal.contains("这 1 家，净增 1 家的概率为 80%"), "{goal}");
        let forecast = world
            .page(&world.staff, "/cultivation/forecast?net_increase=1")
            .await;
        assert!(forecast.contains("达到 1 家的把握 99%"), "{forecast}");
    })
    .await;
}
