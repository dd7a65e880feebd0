//! Lists that are kept under a name.

use axum::http::StatusCode;
use store::{args, sql};
use trial::{COUNTY, both};

use super::facts::county;
use crate::{rooms, staff};

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

#[tokio::test]
async fn what_is_too_long_breaks_no_list() {
    both(&rooms(), |site| async move {
        county(&site).await;
        let me = staff();
        let q = "%E8%8B%87".repeat(6000);
        let list = site.get(&me, &format!("/firms?q={q}")).await;
        assert_eq!(list.status, StatusCode::OK);
        let town = "x".repeat(3000);
        let long = format!("town={town}");
        let sent = [("list", &*long), ("name", "长"), ("scope", "unit")];
        let refused = site.post(&me, "/firms/views", &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("筛选条件太长，存不成视图"));
        // One that was kept before there was a limit.
        let sent = [("list", "field=4"), ("name", "旧"), ("scope", "mine")];
        site.post(&me, "/firms/views", &sent).await;
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let text = sql!("UPDATE enterprise_view SET question = $2 WHERE county = $1");
        tx.run(text, args![COUNTY, format!("q={}", "a".repeat(60_000))])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let list = site.get(&me, "/firms").await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.body.contains(">旧 </a>"), "{}", list.body);
    })
    .await;
}
