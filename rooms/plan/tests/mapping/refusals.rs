//! Who may not, and what is not there.

use web::Role;

use crate::{click, head, meaning, rooms, targets, uploaded, with};

#[tokio::test(flavor = "multi_thread")]
async fn wrong_roles_read_and_change_nothing() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let id = meaning(&site, &path, "cooperation-spending")
            .await
            .leader
            .id
            .to_string();
        for role in [Role::Staff, Role::Verifier, Role::Town, Role::Administrator] {
            let actor = with(role, "cooperation");
            assert_eq!(site.get(&actor, "/notices").await.status, 200);
            let page = site.get(&actor, &path).await;
            assert_eq!(page.status, 200);
            assert!(
                !page.body.contains("/acceptance"),
                "{role:?} sees no button that would refuse"
            );
            assert_eq!(site.get(&actor, "/notices/new").await.status, 403);
            for act in [
                "acceptance",
                "dismissal",
                "reopening",
                "settlement",
                "merger",
                "separation",
                "wording",
            ] {
                let refused = click(
                    &site,
                    &actor,
                    &id,
                    act,
                    &[("reason", "x"), ("wording", &id), ("into", &id)],
                )
                .await;
                assert_eq!(refused.status, 403, "{role:?} {act}");
                assert!(refused.body.contains("能办的人"));
            }
            for act in [
                "particulars",
                "sections/dismissal",
                "sentences/1/dismissal",
                "sentences/1/reopening",
                "sentences/1/proposals",
            ] {
                assert_eq!(
                    site.post(&actor, &format!("{path}/{act}"), &[("reason", "x")])
                        .await
                        .status,
                    403,
                    "{role:?} {act}"
                );
            }
            assert_eq!(
                site.post(&actor, "/plan/exemptions", &[]).await.status,
                403,
                "{role:?}"
            );
        }
        assert!(targets(&site).await.is_empty());
        for role in [Role::Head, Role::Deputy, Role::Director] {
            assert_eq!(
                click(&site, &with(role, "finance"), &id, "acceptance", &[])
                    .await
                    .status,
                303
            );
        }
        // What leads no office of theirs, other heads do not take out of the plan.
        let other = with(Role::Head, "policy");
        let back = format!("/proposals/{id}/reopening");
        assert!(!site.get(&other, &path).await.body.contains(&back));
        assert_eq!(
            click(&site, &other, &id, "reopening", &[]).await.status,
            403
        );
        assert_eq!(targets(&site).await.len(), 1);
        let general = with(Role::Staff, "general");
        assert!(site.get(&general, &path).await.body.contains(&back));
        assert_eq!(
            click(&site, &general, &id, "reopening", &[]).await.status,
            303
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_and_nothing() {
    let site = trial::on_sqlite(&rooms()).await;
    let path = uploaded(&site).await;
    let none = "00000000-0000-7000-8000-000000000000";
    assert_eq!(
        site.post_anonymous("/notices", &[("text", "一、目标")])
            .await
            .status,
        303
    );
    for act in ["acceptance", "dismissal", "reopening", "separation"] {
        assert_eq!(
            site.post_anonymous(&format!("/proposals/{none}/{act}"), &[])
                .await
                .status,
            303
        );
    }
    for missing in [
        format!("/notices/{none}"),
        format!("/notices/{none}/file"),
        format!("/plan/targets/{none}"),
        format!("/plan/duties/{none}"),
        format!("{path}/sentences/99999"),
    ] {
        assert_eq!(site.get(&head(), &missing).await.status, 404, "{missing}");
    }
    assert_eq!(
        click(&site, &head(), none, "acceptance", &[]).await.status,
        404
    );
    assert_eq!(site.get(&head(), "/notices/x").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_stands_in_the_trail() {
    let site = trial::on_sqlite(&rooms()).await;
    let path = uploaded(&site).await;
    crate::accept_all(&site, &path).await;
    let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
    let lines = trail::of(&mut tx, "notice", &crate::id_in(&path).to_string(), 200)
        .await
        .unwrap();
    let acts = |act: &str| lines.iter().filter(|line| line.act == act).count();
    assert_eq!(
        (acts("plan.notice.enter"), acts("plan.proposal.settle")),
        (1, 1)
    );
    assert_eq!(
        acts("plan.proposal.accept"),
        crate::proposed(&site, &path).await.len()
    );
}
