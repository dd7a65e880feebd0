//! Targets in the plan: their page, their adjustment and their curve.

use plan::door::Shape;

use crate::{accept_all, click, head, meaning, rooms, targets, uploaded, with};
use web::Role;

async fn spending(site: &trial::Site) -> plan::door::Target {
    targets(site)
        .await
        .into_iter()
        .find(|target| target.terms.indicator == "cooperation-spending")
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_curve_is_laid_looked_at_and_saved() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        accept_all(&site, &path).await;
        let target = spending(&site).await;
        let curve = format!("{}/curve", target.path());
        let months = site.get(&head(), &format!("{curve}?shape=month")).await;
        assert!(
            months.body.contains("2020-02-29 333.33万元"),
            "{}",
            months.body
        );
        assert_eq!(
            spending(&site).await.curve.nodes.len(),
            4,
            "a look saves nothing"
        );
        let batches = site
            .get(
                &head(),
                &format!("{curve}?shape=batch&days=6-30%203-31%2012-15"),
            )
            .await;
        assert!(batches.body.contains("2020-03-31 666.67万元") && batches.body.contains("67%"));
        assert_eq!(
            site.get(&head(), &format!("{curve}?shape=batch&days=2020-02-30"))
                .await
                .status,
            422
        );

        let wrong = site
            .post(
                &head(),
                &curve,
                &[
                    ("shape", "hand"),
                    ("nodes", "3月31日 300\n12月31日 1999万"),
                    ("reason", ""),
                ],
            )
            .await;
        assert_eq!(wrong.status, 422);
        for said in ["3月31日 300", "应当是全年目标 2000万元", "请写明曲线的依据"]
        {
            assert!(wrong.body.contains(said), "{said}");
        }
        let form = [
            ("shape", "hand"),
            ("nodes", "3月31日 300\n9月30日 1200万\n12月31日 2000"),
            ("reason", "合同多在下半年付款"),
        ];
        assert_eq!(site.post(&head(), &curve, &form).await.status, 303);
        let held = spending(&site).await.curve;
        assert_eq!(
            (
                held.shape,
                held.nodes.len(),
                held.nodes[1].1.to_string().as_str()
            ),
            (Shape::Hand, 3, "12000000")
        );
        assert!(
            site.get(&head(), &target.path())
                .await
                .body
                .contains("合同多在下半年付款")
        );
        assert_eq!(
            site.post(&with(Role::Staff, "cooperation"), &curve, &form)
                .await
                .status,
            403
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_is_adjusted_with_a_reason_and_keeps_its_past() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let id = meaning(&site, &path, "cooperation-spending")
            .await
            .leader
            .id;
        assert_eq!(
            click(&site, &head(), id, "acceptance", &[]).await.status,
            303
        );
        let target = spending(&site).await;
        let page = site.get(&head(), &format!("{}/edit", target.path())).await;
        assert!(page.body.contains("2,000万元"), "{}", page.body);
        let mut form = vec![
            ("name", "产学研合作支出额"),
            ("op", ">"),
            ("value", "2500万元"),
            ("unit", "元"),
            ("firmness", "committed"),
            ("indicator", "cooperation-spending"),
            ("office", "cooperation"),
            ("tolerance", "15"),
            ("reason", ""),
        ];
        let act = format!("{}/adjustment", target.path());
        let refused = site.post(&head(), &act, &form).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("2500万元"));
        assert!(refused.body.contains("改全年目标要有依据"));
        form[8].1 = "市里下达的目标提高";
        form.extend([
            ("document", "皋科发〔2020〕18号"),
            ("approved_by", "局长办公会"),
            ("approved_on", "7月3日"),
        ]);
        assert_eq!(site.post(&head(), &act, &form).await.status, 303);
        let now = spending(&site).await;
        assert_eq!(
            (
                now.version,
                now.terms.goal.shown().as_str(),
                now.terms.tolerance
            ),
            (2, "> 2,500 万元", 150)
        );
        assert_eq!(
            now.curve.nodes[3].1.to_string(),
            "25000000",
            "a curve nobody drew follows its target"
        );
        // The same again changes nothing.
        assert_eq!(site.post(&head(), &act, &form).await.status, 303);
        assert_eq!(spending(&site).await.version, 2);
        let page = site.get(&head(), &target.path()).await.body;
        assert!(
            page.contains("&#62; 2,000 万元 → &#62; 2,500 万元")
                || page.contains("&gt; 2,000 万元 → &gt; 2,500 万元"),
            "{page}"
        );
        assert!(page.contains("市里下达的目标提高"));
        assert!(page.contains("依据 皋科发〔2020〕18号，局长办公会 2020-07-03 批准"));
        assert!(page.contains("原定目标"), "{page}");
        let list = site.get(&head(), "/plan/changes?year=2020").await;
        for said in [
            "2,000 万元",
            "2,500 万元",
            "皋科发〔2020〕18号",
            "局长办公会 2020-07-03",
            "市里下达的目标提高",
        ] {
            assert!(list.body.contains(said), "{said} in {}", list.body);
        }
        let file = "/plan/changes/rows.xlsx?year=2020";
        assert!(list.body.contains(file), "{}", list.body);
        let lines = site.get(&head(), file).await.sheet("计划调整");
        assert_eq!(
            lines.len(),
            1 + list.body.matches("<th scope=\"row\"").count()
        );
        assert_eq!(
            lines[1][3..10],
            [
                "> 2,000 万元",
                "> 2,500 万元",
                "市里下达的目标提高",
                "皋科发〔2020〕18号",
                "局长办公会",
                "2020-07-03",
                "钱穗"
            ]
        );
    })
    .await;
}
