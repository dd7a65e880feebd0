//! PostgreSQL goes away under a running site, and comes back.

use axum::http::StatusCode;
use trial::{Answer, Server, on_server};

use crate::county::{CODE, County};

/// The hidden fields of the page, as a browser would send them.
fn carried(page: &str) -> Vec<(String, String)> {
    let fields = page.split("<input type=\"hidden\" name=\"").skip(1);
    let pair = |field: &str| {
        let (name, rest) = field.split_once("\" value=\"").unwrap();
        (name.to_owned(), rest.split('"').next().unwrap().to_owned())
    };
    fields.map(pair).collect()
}

async fn send(county: &County, pairs: &[(&str, &str)]) -> Answer {
    let path = format!("/firms/{CODE}/changes");
    county.site.post(&county.staff, &path, pairs).await
}

async fn answers(county: &County, path: &str) -> StatusCode {
    county.site.get(&county.staff, path).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_outlives_its_database() {
    let server = Server::started();
    let county = County::on(on_server(&crate::rooms(), &server.url()).await).await;
    county.contract().await;
    let town = county.jiangan.to_string();
    let typed = [
        ("property", "town"),
        ("town", town.as_str()),
        ("from", "2020-08-01"),
        ("reason", "营业执照变更通知书"),
    ];
    assert_eq!(answers(&county, "/ledger").await, StatusCode::OK);

    server.kill();
    let page = county.site.get(&county.staff, "/ledger").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("数据库暂时连不上") && page.body.contains("刷新这一页"));
    assert_eq!(
        answers(&county, "/healthz").await,
        StatusCode::SERVICE_UNAVAILABLE
    );
    let form = send(&county, &typed).await;
    assert_eq!(form.status, StatusCode::SERVICE_UNAVAILABLE);
    for told in ["数据库暂时连不上", "这次没有存上", "再提交一次"] {
        assert!(form.body.contains(told), "{told}: {}", form.body);
    }
    let carried = carried(&form.body);
    let mut wanted: Vec<(String, String)> = typed
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    wanted.sort();
    assert_eq!(carried, wanted, "nothing typed is lost");

    server.start_again();
    assert_eq!(answers(&county, "/healthz").await, StatusCode::OK);
    assert_eq!(answers(&county, "/ledger").await, StatusCode::OK);
    let again: Vec<(&str, &str)> = carried
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let stored = send(&county, &again).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.body);
    let firm = county.site.get(&county.staff, stored.location()).await;
    assert!(firm.body.contains("江安镇") && firm.body.contains("营业执照变更通知书"));
}

/// The connection breaks between the first statement of an act and its commit.
#[tokio::test(flavor = "multi_thread")]
async fn an_act_that_was_cut_off_leaves_nothing() {
    let server = Server::started();
    let county = County::on(on_server(&crate::rooms(), &server.url()).await).await;
    let app = &county.site.app;
    let before = app.read(&county.staff).await.unwrap().sequence();
    let mut tx = app.write(&county.staff).await.unwrap();
    let who = county.staff.who();
    let from = crate::county::day("2020-08-01");
    enterprise::door::move_to(&mut tx, &who, county.firm, county.jiangan, from)
        .await
        .unwrap();
    server.kill();
    assert!(tx.commit().await.is_err());
    server.start_again();
    let mut tx = app.read(&county.staff).await.unwrap();
    assert_eq!(tx.sequence(), before);
    assert_eq!(tx.jobs().await.unwrap(), []);
    let firm = enterprise::door::firm(&mut tx, county.firm).await.unwrap();
    assert_eq!(firm.unwrap().town, county.baipu);
    assert_eq!(
        trail::check(&mut tx).await.unwrap().broken,
        Vec::<i64>::new()
    );
}
