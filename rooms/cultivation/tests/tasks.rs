//! Visits and tasks of a firm.

use axum::http::StatusCode;
use trial::both;

use crate::rooms;
use crate::world::{World, path};

#[tokio::test]
async fn a_visit_waits_for_its_person_and_leads_to_the_next_task() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        let firm = world.firm(1, "南通霁舟新材料有限公司").await;
        let plan = format!("{}/tasks", path(1));
        let clerk = world.clerk.person.to_string();
        let form = [
            ("sort", "visit"),
            ("content", "看研发场地"),
            ("due", "9月20日"),
            ("person", clerk.as_str()),
        ];
        let bad = world
            .site
            .post(
                &world.clerk,
                &plan,
                &[("content", "看研发场地"), ("due", "2020-09-01")],
            )
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            bad.body.contains("2020-09-01 已经过了")
                && bad.body.contains("选一位责任人")
                && bad.body.contains("看研发场地")
        );
        let planned = world.site.post(&world.clerk, &plan, &form).await;
        assert_eq!(planned.location(), path(1), "{}", planned.body);

        let due = world.waiting(&world.clerk).await;
        assert_eq!(due.len(), 1);
        assert_eq!(due[0].title, "走访：看研发场地");
        assert!(world.waiting(&world.staff).await.is_empty());
        let visit = due[0].path.clone();
        let other = world.site.get(&world.other_clerk, &visit).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);

        let outcome = format!("{visit}/outcome");
        let empty = world
            .site
            .post(
                &world.clerk,
                &outcome,
                &[("done-on", "2020-09-18"), ("next-step", "补辅助账")],
            )
            .await;
        assert!(
            empty.body.contains("写明走访了解到什么")
                && empty.body.contains("写明哪一天之前")
                && empty.body.contains("补辅助账")
        );
        let told = [
            ("done-on", "2020-09-18"),
            ("found", "没有辅助账"),
            ("next-step", "补辅助账"),
            ("next-due", "2020-09-21"),
        ];
        let done = world.site.post(&world.clerk, &outcome, &told).await;
        assert_eq!(done.location(), path(1), "{}", done.body);
        let due = world.waiting(&world.clerk).await;
        assert_eq!(due[0].title, "任务：补辅助账");
        let part = format!("/cultivation/of-firm/{firm}");
        let shown = world.site.part(&world.clerk, &part).await.body;
        assert!(
            shown.contains("还没有纳入高企培育")
                && shown.contains("没有辅助账")
                && !shown.contains("<html")
        );
        assert_eq!(
            world.site.get(&world.clerk, &part).await.location(),
            path(1)
        );
        let hidden = world.site.part(&world.other_clerk, &part).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        let again = world.site.post(&world.clerk, &outcome, &told).await;
        assert!(again.body.contains("不能再改"));

        let gone = format!("{}/withdrawal", due[0].path);
        for actor in [&world.finance, &world.director] {
            let refused = world.site.post(actor, &gone, &[("why", "不办了")]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
        let gone = world
            .site
            .post(&world.staff, &gone, &[("why", "企业已补齐")])
            .await;
        assert_eq!(gone.location(), path(1));
        assert!(world.waiting(&world.clerk).await.is_empty());
        let page = world.page(&world.director, &path(1)).await;
        assert!(page.contains("没有辅助账") && page.contains("已取消"));
    })
    .await;
}
