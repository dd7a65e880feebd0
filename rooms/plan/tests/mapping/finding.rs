//! What a search finds in the plan.

use trial::{Site, post};
use values::Id;
use web::{Actor, Found, FoundGroup, Place, Role};

use crate::{COUNTY, accept_all, head, rooms, uploaded};

async fn found(site: &Site, actor: &Actor, typed: &str) -> Vec<Found> {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    (plan::room().finds)(&mut tx, actor, typed).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn targets_duties_and_notices_are_found_by_words_and_initials() {
    trial::both(&rooms(), |site| async move {
        assert!(found(&site, &head(), "产学研").await.is_empty());
        let path = uploaded(&site).await;
        // What nobody accepted is not in the plan; the notice itself is there.
        assert!(found(&site, &head(), "支出额").await.is_empty());
        let notice = found(&site, &head(), "皋科发").await;
        assert_eq!((notice.len(), notice[0].path.as_str()), (1, path.as_str()));
        accept_all(&site, &path).await;
        for (typed, title, note, to) in [
            (
                "支出额",
                "产学研合作支出额",
                "目标 > 2,000 万元",
                "/figures/cooperation-spending",
            ),
            (
                "cxyhzzc",
                "产学研合作支出额",
                "目标 > 2,000 万元",
                "/figures/cooperation-spending",
            ),
            (
                "政策的宣传",
                "强化高企政策的宣传",
                "工作任务 · 未开始",
                "/plan/duties/",
            ),
            (
                "qhgqzc",
                "强化高企政策的宣传",
                "工作任务 · 未开始",
                "/plan/duties/",
            ),
            (
                "高企 宣传",
                "强化高企政策的宣传",
                "工作任务 · 未开始",
                "/plan/duties/",
            ),
            ("kjzdgz", "科技重点工作", "皋科发〔2020〕2号", path.as_str()),
        ] {
            let all = found(&site, &head(), typed).await;
            let one = all.iter().find(|one| one.title.contains(title));
            let one = one.unwrap_or_else(|| panic!("{typed}: {all:?}"));
            assert_eq!(one.group, FoundGroup::Plan);
            assert_eq!(one.note, note, "{typed}");
            assert!(one.path.starts_with(to), "{typed}: {}", one.path);
            let page = site.get(&head(), &one.path).await;
            assert_eq!(page.status, 200, "{}", one.path);
        }
        assert!(found(&site, &head(), "没有这样的话").await.is_empty());
        // Everybody reads the plan, and so finds it: a town as well.
        let town = post(Role::Town, Place::Town, Id::NONE, "白蒲镇", "");
        let town = trial::actor("马一禾", &[town]);
        assert_eq!(found(&site, &town, "支出额").await.len(), 1);
    })
    .await;
}
