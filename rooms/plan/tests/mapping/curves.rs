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

/// The form of an adjustment of the spending, to so much.
fn adjusted<'a>(value: &'a str, approved_on: &'a str, base: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("base", base),
        ("name", "产学研合作支出额"),
        ("op", ">"),
        ("value", value),
        ("unit", "元"),
        ("firmness", "committed"),
        ("indicator", "cooperation-spending"),
        ("office", "cooperation"),
        ("tolerance", "20"),
        ("reason", "市里下达的目标有变"),
        ("document", "皋科发〔2020〕18号"),
        ("approved_by", "局长办公会"),
        ("approved_on", approved_on),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_comes_back_has_the_curve_it_had() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        accept_all(&site, &path).await;
        let target = spending(&site).await;
        let curve = format!("{}/curve", target.path());
        let drawn = [
            ("shape", "hand"),
            ("nodes", "3月31日 333.33\n9月30日 1233.33\n12月31日 2000"),
            ("reason", "合同多在下半年付款"),
        ];
        assert_eq!(site.post(&head(), &curve, &drawn).await.status, 303);
        let before = spending(&site).await.curve;
        let act = format!("{}/adjustment", target.path());
        for (value, base) in [("1777万元", "1"), ("1234万元", "2"), ("2000万元", "3")] {
            let sent = site
                .post(&head(), &act, &adjusted(value, "7月3日", base))
                .await;
            assert_eq!(sent.status, 303, "{value}: {}", sent.body);
        }
        assert_eq!(spending(&site).await.curve, before);
        // And once more.
        for (value, base) in [("1777万元", "4"), ("2000万元", "5")] {
            let sent = site
                .post(&head(), &act, &adjusted(value, "7月3日", base))
                .await;
            assert_eq!(sent.status, 303, "{value}");
        }
        assert_eq!(spending(&site).await.curve, before);
        // Nothing is approved on a day that has not come, and what somebody else changed meanwhile is told.
        let coming = site
            .post(&head(), &act, &adjusted("2100万元", "12月30日", "6"))
            .await;
        assert_eq!(coming.status, 422);
        assert!(coming.body.contains("还没有到"), "{}", coming.body);
        let stale = site
            .post(&head(), &act, &adjusted("2100万元", "7月3日", "1"))
            .await;
        assert_eq!(stale.status, 422);
        for said in ["您打开以后", "2100万元", "name=\"base\" value=\"6\""] {
            assert!(stale.body.contains(said), "{said} in {}", stale.body);
        }
        let opened = site.get(&head(), &curve).await.body;
        let base = opened.split("name=\"base\" value=\"").nth(1).unwrap();
        let base = base.split('"').next().unwrap().to_owned();
        let other = [drawn[0], ("nodes", "9月30日 1300\n12月31日 2000"), drawn[2]];
        assert_eq!(site.post(&head(), &curve, &other).await.status, 303);
        let mut second = drawn.to_vec();
        second.push(("base", &base));
        let stale = site.post(&head(), &curve, &second).await;
        assert_eq!(stale.status, 422);
        assert!(stale.body.contains("别人改过这条曲线"), "{}", stale.body);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_was_worked_on_leaves_the_plan_for_a_reason() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let id = meaning(&site, &path, "cooperation-spending")
            .await
            .leader
            .id;
        let accept = async || click(&site, &head(), id, "acceptance", &[]).await;
        assert_eq!(accept().await.status, 303);
        // A slip is taken back without a word, and changed nothing.
        let back = click(&site, &head(), id, "reopening", &[]).await;
        assert_eq!(back.status, 303);
        assert_eq!(accept().await.status, 303);
        let target = spending(&site).await;
        let act = format!("{}/adjustment", target.path());
        let version = target.version.to_string();
        let sent = site
            .post(&head(), &act, &adjusted("2500万元", "7月3日", &version))
            .await;
        assert_eq!(sent.status, 303);
        let refused = click(&site, &head(), id, "reopening", &[]).await;
        assert_eq!(refused.status, 409, "{}", refused.body);
        assert!(refused.body.contains("调整目标"), "{}", refused.body);
        let why = [("reason", "市里取消这项考核，皋科发〔2020〕30号")];
        let left = click(&site, &head(), id, "reopening", &why).await;
        assert_eq!(left.status, 303);
        let list = site.get(&head(), "/plan/changes?year=2020").await.body;
        for said in ["退出计划", "皋科发〔2020〕30号", "2,500 万元"] {
            assert!(list.contains(said), "{said} in {list}");
        }
        // It comes back as the notice has it, with the curve it had then.
        assert_eq!(accept().await.status, 303);
        let again = spending(&site).await;
        assert_eq!(again.terms.goal.shown(), "> 2,000 万元");
        assert_eq!(again.curve, target.curve);
    })
    .await;
}
