//! Saved views of a list.

use axum::http::StatusCode;
use trial::both;

use crate::county::{County, rooms};
use crate::lists::twenty;

const LIST: &str = "least=20&sort=-amount&view=waiting";

#[tokio::test]
async fn a_view_stands_beside_the_list_with_its_count() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        twenty(&county).await;
        let page = county
            .site
            .get(&county.staff, &format!("/ledger/payment?{LIST}&page=1"))
            .await
            .body;
        let (_, save) = page.split_once("class=\"views__save\" href=\"").unwrap();
        let save = save.split('"').next().unwrap().replace("&#38;", "&");
        let form = county.site.get(&county.staff, &save).await.body;
        for told in [
            "金额不少于 20 万元",
            "付款日 2020年",
            "value=\"mine\" checked",
            "还没有存过视图",
        ] {
            assert!(form.contains(told), "{told}: {form}");
        }
        assert!(!form.contains("value=\"all\""), "not for staff: {form}");
        let add = async |actor: &web::Actor, name: &str, scope: &str| {
            let pairs = [("list", LIST), ("name", name), ("scope", scope)];
            county
                .site
                .post(actor, "/ledger/payment/views", &pairs)
                .await
        };
        let added = add(&county.staff, "大额待核实", "unit").await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        assert_eq!(added.location(), format!("/ledger/payment?{LIST}"));
        add(&county.staff, "我的大额", "mine").await;
        let list = async |actor: &web::Actor, path: &str| county.site.get(actor, path).await.body;
        let own = list(&county.staff, added.location()).await;
        assert!(
            own.contains("aria-current=\"page\">大额待核实 <span class=\"count\">5</span>"),
            "{own}"
        );
        assert!(!own.contains("aria-current=\"page\">待核实 "), "{own}");
        let colleague = list(&county.verifier, "/ledger/payment").await;
        assert!(colleague.contains("大额待核实") && !colleague.contains("我的大额"));
        assert!(
            !list(&county.finance, "/ledger/payment")
                .await
                .contains("大额待核实")
        );

        let taken = add(&county.staff, "大额待核实", "unit").await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            taken.body.contains("已有叫“大额待核实”的视图")
                && taken.body.contains("value=\"大额待核实\"")
        );
        let for_all = add(&county.staff, "给大家", "all").await;
        assert!(
            for_all
                .body
                .contains("由科室负责人、分管领导、局长和系统管理员来存"),
            "{}",
            for_all.body
        );
        assert_eq!(
            add(&county.head, "给大家", "all").await.status,
            StatusCode::SEE_OTHER
        );
        assert!(
            list(&county.finance, "/ledger/payment")
                .await
                .contains("给大家")
        );
    })
    .await;
}

#[tokio::test]
async fn a_view_is_taken_away_by_its_author_or_the_head() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let pairs = [("list", LIST), ("name", "大额"), ("scope", "unit")];
        county
            .site
            .post(&county.staff, "/ledger/payment/views", &pairs)
            .await;
        let page = county
            .site
            .get(&county.staff, "/ledger/payment/views")
            .await
            .body;
        let (before, _) = page.split_once("/removal\"").unwrap();
        let id = before.rsplit('/').next().unwrap();
        let path = format!("/ledger/views/{id}/removal");
        let by = async |actor: &web::Actor| county.site.post(actor, &path, &[]).await;
        assert_eq!(
            by(&county.finance).await.status,
            StatusCode::NOT_FOUND,
            "not seen, not there"
        );
        let colleague = by(&county.verifier).await;
        assert_eq!(colleague.status, StatusCode::FORBIDDEN);
        assert!(colleague.body.contains("曹以宁"), "{}", colleague.body);
        let head = by(&county.head).await;
        assert_eq!(head.location(), "/ledger/payment/views");
        let page = county
            .site
            .get(&county.staff, "/ledger/payment/views")
            .await
            .body;
        assert!(page.contains("还没有存过视图"));
        assert_eq!(by(&county.staff).await.status, StatusCode::NOT_FOUND);
        let mut tx = county.read().await;
        let told = trail::of(&mut tx, "view", id, 10).await.unwrap();
        assert_eq!(told.len(), 2, "kept and taken away");
    })
    .await;
}
