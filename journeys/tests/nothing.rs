//! A figure that divides by nothing has no value; it is never 0.

use plan::door::{Told, Wanted};
use trial::both;

use crate::county::County;

const SHARE: &str = "institution-coverage";

async fn told(county: &County) -> Told {
    let app = &county.site.app;
    let mut tx = app.read(&county.staff).await.unwrap();
    let wanted = Wanted {
        indicator: Some(SHARE.to_owned()),
        ..Wanted::default()
    };
    let mut found = plan::door::figures(app, &mut tx, &wanted).await.unwrap();
    found.pop().unwrap()
}

#[tokio::test]
async fn a_share_of_nothing_is_no_value_and_a_share_without_any_is_nought() {
    both(&crate::rooms(), |site| async move {
        let county = County::on(site).await;
        assert_eq!(told(&county).await.value, None);
        let path = format!("/figures/{SHARE}");
        let page = county.site.get(&county.head, &path).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("暂无数据"), "{}", page.body);

        let fields = [
            ("list_year", "2020"),
            ("class", "large_medium"),
            ("effective_on", "2020-01-01"),
        ];
        county.good("base_list", &fields, &["list"]).await;
        let value = told(&county).await.value.unwrap();
        assert_eq!(
            (value.num(), value.den()),
            (0, 1),
            "one firm, no institution"
        );
        let page = county.site.get(&county.head, &path).await;
        assert!(
            !page.body.contains("暂无数据") && page.body.contains("0.00"),
            "{}",
            page.body
        );
    })
    .await;
}
