//! Editing, merging, parting, dismissing.

use plan::door;

use crate::{click, head, meaning, proposed, rooms, targets, uploaded};

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_changed_and_accepted_in_one_act() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let loans = meaning(&site, &path, "technology-loans").await.leader.id;
        let form = site.get(&head(), &format!("/proposals/{loans}/edit")).await;
        assert!(
            form.body.contains("10,000万元") && form.body.contains("科技金融与计划科"),
            "{}",
            form.body
        );
        let bad = [
            ("name", "两贷发放额"),
            ("op", ">"),
            ("value", "一个亿"),
            ("unit", "元"),
            ("firmness", "strive"),
            ("indicator", "technology-loans"),
            ("office", "finance"),
        ];
        let refused = click(&site, &head(), loans, "wording", &bad).await;
        assert_eq!(refused.status, 422);
        for kept in ["两贷发放额", "一个亿", "没有看懂"] {
            assert!(refused.body.contains(kept), "{kept} is lost");
        }
        let good = [
            ("name", "两贷发放额"),
            ("op", ">="),
            ("value", "1.2亿"),
            ("unit", "元"),
            ("firmness", "committed"),
            ("indicator", "technology-loans"),
            ("office", "hightech"),
            ("then", "accept"),
        ];
        assert_eq!(
            click(&site, &head(), loans, "wording", &good).await.status,
            303
        );
        let held = &targets(&site).await[0].terms;
        assert_eq!(
            (
                held.name.as_str(),
                held.goal.shown().as_str(),
                held.office.as_str()
            ),
            ("两贷发放额", "≥ 12,000 万元", "hightech")
        );
        // An accepted one is changed in the plan, not here.
        assert_eq!(
            click(&site, &head(), loans, "wording", &good[..7])
                .await
                .status,
            409
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_that_does_not_fit_its_indicator_is_refused() {
    let site = trial::on_sqlite(&rooms()).await;
    let path = uploaded(&site).await;
    let loans = meaning(&site, &path, "technology-loans").await.leader.id;
    let form = [
        ("name", "贷款"),
        ("op", ">"),
        ("value", "100"),
        ("unit", "家"),
        ("indicator", "technology-loans"),
    ];
    let refused = click(&site, &head(), loans, "wording", &form).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("对不上"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_settled_by_the_other_wording() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let clash = meaning(&site, &path, "hnte-net-increase").await;
        let other = clash.mentions[1].id.to_string();
        let again = click(
            &site,
            &head(),
            clash.leader.id,
            "settlement",
            &[("wording", &other), ("reason", " ")],
        )
        .await;
        assert_eq!(again.status, 422);
        for told in [
            "还不能办理：有 1 处要改".to_owned(),
            format!("href=\"#why-{}\"", clash.leader.id),
            format!("value=\"{other}\" checked"),
        ] {
            assert!(again.body.contains(&told), "{told}");
        }
        assert_eq!(
            click(
                &site,
                &head(),
                clash.leader.id,
                "settlement",
                &[("wording", "x"), ("reason", "从宽")]
            )
            .await
            .status,
            409
        );
        let settled = click(
            &site,
            &head(),
            clash.leader.id,
            "settlement",
            &[("wording", &other), ("reason", "以推进举措为准")],
        )
        .await;
        assert!(
            settled.location().ends_with(&format!("#p-{other}")),
            "{}",
            settled.location()
        );
        assert_eq!(
            click(&site, &head(), &other, "acceptance", &[])
                .await
                .status,
            303
        );
        let held = targets(&site).await;
        assert_eq!(
            (
                held[0].number().as_str(),
                held[0].terms.firmness,
                held[0].citations.len()
            ),
            ("T03", door::Firmness::Strive, 2)
        );
        // A further mention is not acted on alone.
        assert_eq!(
            click(
                &site,
                &head(),
                clash.leader.id,
                "dismissal",
                &[("reason", "不办")]
            )
            .await
            .status,
            409
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_wordings_may_stay_two_targets() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let clash = meaning(&site, &path, "hnte-net-increase").await;
        let parted = click(
            &site,
            &head(),
            clash.leader.id,
            "settlement",
            &[("as", "several"), ("reason", "两个口径")],
        )
        .await;
        assert_eq!(parted.status, 303, "{}", parted.body);
        let own: Vec<_> = proposed(&site, &path)
            .await
            .into_iter()
            .filter(|one| one.leader.indicator == "hnte-net-increase")
            .collect();
        assert_eq!(
            own.iter()
                .map(|one| one.leader.number())
                .collect::<Vec<_>>(),
            ["T03", "T15"]
        );
        for one in &own {
            assert_eq!(
                click(&site, &head(), one.leader.id, "acceptance", &[])
                    .await
                    .status,
                303
            );
        }
        assert_eq!(targets(&site).await.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mentions_are_parted_and_merged_by_hand() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let projects = meaning(&site, &path, "cooperation-projects").await;
        let further = projects.mentions[1].id;
        assert_eq!(
            click(&site, &head(), further, "separation", &[])
                .await
                .status,
            303
        );
        assert_eq!(
            meaning(&site, &path, "cooperation-projects")
                .await
                .mentions
                .len(),
            1
        );
        let into = projects.leader.id.to_string();
        assert_eq!(
            click(&site, &head(), further, "merger", &[("into", &into)])
                .await
                .status,
            303
        );
        assert_eq!(
            meaning(&site, &path, "cooperation-projects")
                .await
                .mentions
                .len(),
            2
        );
        assert_eq!(
            click(
                &site,
                &head(),
                projects.leader.id,
                "merger",
                &[("into", &into)]
            )
            .await
            .status,
            409
        );
        assert_eq!(
            click(
                &site,
                &head(),
                projects.leader.id,
                "merger",
                &[("into", "")]
            )
            .await
            .status,
            409
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dismissal_without_its_reason_comes_back_open() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let loans = meaning(&site, &path, "technology-loans").await.leader.id;
        let again = click(&site, &head(), loans, "dismissal", &[("reason", "")]).await;
        assert_eq!(again.status, 422);
        let told = format!("id=\"no-{loans}-error\">要写明理由");
        assert!(again.body.contains(&told), "{}", again.body);
        assert!(again.body.contains("<details open>"));
        let whole = site.get(&head(), &path).await;
        assert!(!whole.body.contains("<details open>") && !whole.body.contains("field__err"));
        assert_eq!(
            click(&site, &head(), loans, "acceptance", &[]).await.status,
            303
        );
        let accepted = click(&site, &head(), loans, "dismissal", &[("reason", "")]).await;
        assert_eq!(accepted.status, 409, "that it is accepted is told first");
    })
    .await;
}
