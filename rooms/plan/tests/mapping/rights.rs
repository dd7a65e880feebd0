//! Who may change what another office leads, and who is told of it.

use trial::{Site, actor, post};
use values::Id;
use web::{Actor, Place, Role, WaitingGroup};

use crate::carrying::{Bureau, bureau};
use crate::{COUNTY, targets, with};

async fn spending(site: &Site) -> plan::door::Target {
    let all = targets(site).await;
    let mut all = all.into_iter();
    all.find(|target| target.terms.indicator == "cooperation-spending")
        .unwrap()
}

async fn news(site: &Site, actor: &Actor) -> Vec<(String, String)> {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let lines = (plan::room().waits)(&mut tx, actor).await.unwrap();
    let changed = lines
        .into_iter()
        .filter(|line| line.group == WaitingGroup::Changed);
    changed.map(|line| (line.title, line.note)).collect()
}

/// A head who did none of it.
fn of_cooperation() -> Actor {
    let seat = post(
        Role::Head,
        Place::Office,
        Id::NONE,
        "产学研成果科",
        "cooperation",
    );
    actor("施远舟", &[seat])
}

const ADJUSTED: [(&str, &str); 12] = [
    ("name", "产学研合作支出额"),
    ("op", ">"),
    ("value", "2500万元"),
    ("unit", "元"),
    ("firmness", "committed"),
    ("indicator", "cooperation-spending"),
    ("office", "cooperation"),
    ("tolerance", "15"),
    ("reason", "市里下达的目标提高"),
    ("document", "皋科发〔2020〕18号"),
    ("approved_by", "局长办公会"),
    ("approved_on", "7月3日"),
];

#[tokio::test(flavor = "multi_thread")]
async fn another_office_sees_a_target_and_does_not_change_it() {
    trial::both(&crate::rooms(), |site| async move {
        bureau(&site).await;
        let path = spending(&site).await.path();
        let other = with(Role::Head, "finance");
        for form in ["edit", "curve", "shares?propose=even"] {
            let refused = site.get(&other, &format!("{path}/{form}")).await;
            assert_eq!(refused.status, 403, "{form}");
            let who = "责任科室负责人、分管领导、局长、办公室";
            assert!(refused.body.contains(who), "{form}: {}", refused.body);
        }
        for act in ["adjustment", "curve", "shares"] {
            let refused = site.post(&other, &format!("{path}/{act}"), &ADJUSTED).await;
            assert_eq!(refused.status, 403, "{act}");
        }
        let page = site.get(&other, &path).await.body;
        let split = site.get(&other, &format!("{path}/shares")).await;
        assert!(
            !page.contains("调整目标") && !page.contains("改曲线"),
            "{page}"
        );
        assert!(split.status == 200 && !split.body.contains("存为草稿"));
        for own in [
            with(Role::Head, "cooperation"),
            with(Role::Deputy, ""),
            with(Role::Director, ""),
            with(Role::Staff, "general"),
            with(Role::Head, "general"),
        ] {
            assert!(site.get(&own, &path).await.body.contains("调整目标"));
            assert_eq!(site.get(&own, &format!("{path}/edit")).await.status, 200);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_is_told_what_others_changed_of_its_targets() {
    trial::both(&crate::rooms(), |site| async move {
        bureau(&site).await;
        let path = spending(&site).await.path();
        assert_eq!(news(&site, &of_cooperation()).await, []);
        let director = with(Role::Director, "");
        let act = format!("{path}/adjustment");
        assert_eq!(site.post(&director, &act, &ADJUSTED).await.status, 303);
        let told = news(&site, &of_cooperation()).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].0.starts_with("目标有调整：") && told[0].1.starts_with("陆知微：目标 "));
        assert!(told[0].1.ends_with("市里下达的目标提高"), "{told:?}");
        let curve = [
            ("shape", "hand"),
            ("nodes", "3月31日 300\n12月31日 2500"),
            ("reason", "合同多在下半年付款"),
        ];
        let act = format!("{path}/curve");
        assert_eq!(site.post(&director, &act, &curve).await.status, 303);
        let told = news(&site, &of_cooperation()).await;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].0.starts_with("曲线有调整："), "{told:?}");
        // Whoever did it, and who has no part in it, is told nothing.
        assert_eq!(news(&site, &with(Role::Head, "finance")).await, []);
        let mut own = of_cooperation();
        "陆知微".clone_into(&mut own.name);
        assert_eq!(news(&site, &own).await, []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_is_reported_on_by_who_assists_and_by_no_other_office() {
    trial::both(&crate::rooms(), |site| async move {
        let bureau: Bureau = bureau(&site).await;
        let reports = format!("{}/reports", bureau.duty.path());
        let said = [("state", "on_course"), ("note", "贷款宣讲两场")];
        let seat = post(
            Role::Staff,
            Place::Office,
            bureau.finance,
            "科技金融与计划科",
            "finance",
        );
        let assists = actor("范晓岸", &[seat]);
        let other = with(Role::Head, "platform");
        for stranger in [&assists, &other] {
            assert_eq!(site.post(stranger, &reports, &said).await.status, 403);
            let page = site.get(stranger, &bureau.duty.path()).await.body;
            assert!(!page.contains("id=\"report\""), "{page}");
        }
        assert_eq!(bureau.assign(&site, &[]).await.status, 303);
        assert_eq!(site.post(&other, &reports, &said).await.status, 403);
        assert_eq!(site.post(&assists, &reports, &said).await.status, 303);
        let told = news(&site, &with(Role::Staff, "hightech")).await;
        let own = (
            "任务有填报：强化高企政策的宣传",
            "范晓岸：推进中 · 贷款宣讲两场",
        );
        assert_eq!(told, [(own.0.to_owned(), own.1.to_owned())]);
    })
    .await;
}
