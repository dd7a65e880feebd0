//! The whole path on the real notice.

use plan::door::{self, Firmness};
use web::Role;

use crate::{
    COUNTY, YEAR, accept_all, click, head, id_in, meaning, proposed, rooms, targets, uploaded, with,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_real_notice_is_shown_with_its_proposals() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let page = site.get(&head(), &path).await;
        assert_eq!(page.status, 200);
        for said in [
            "2020年科技重点工作",
            "皋科发〔2020〕2号",
            "如皋市科学技术局",
            "2020年2月13日",
            "19 处提到 14 个目标",
            "6 条节奏",
            "两种写法，请定一种",
            "T14",
        ] {
            assert!(page.body.contains(said), "{said}");
        }
        let found = proposed(&site, &path).await;
        assert_eq!(found.iter().filter(|one| one.is_in_conflict).count(), 1);
        assert!(targets(&site).await.is_empty(), "nothing enters unclicked");
        // The conflict bars its own acceptance only.
        let clash = meaning(&site, &path, "hnte-net-increase").await;
        let barred = click(&site, &head(), clash.leader.id, "acceptance", &[]).await;
        assert_eq!(barred.status, 409);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_notice_becomes_the_plan() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        accept_all(&site, &path).await;
        let held = targets(&site).await;
        let numbers: Vec<String> = held.iter().map(|target| target.number()).collect();
        let wanted: Vec<String> = (1..=14).map(|place| format!("T{place:02}")).collect();
        assert_eq!(numbers, wanted);
        for target in TARGETS {
            holds(&held, target);
        }
        keeps_its_sources(&held);

        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let rules = door::rhythm_rules(&mut tx, YEAR, None).await.unwrap();
        assert_eq!(rules.len(), 6);
        let duties = door::duties(&mut tx, YEAR, None).await.unwrap();
        let found = proposed(&site, &path).await;
        let tasks = found
            .iter()
            .filter(|one| one.leader.kind == door::Kind::Duty);
        assert_eq!(duties.len(), tasks.count());
        let count = door::count(&mut tx, id_in(&path)).await.unwrap();
        assert!(
            count.mapped > 20 && count.open > 0 && count.set_aside == 0,
            "{count:?}"
        );
    })
    .await;
}

/// Indicator, goal, firmness, office, places in the notice.
type Wanted = (
    &'static str,
    &'static str,
    Firmness,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const TARGETS: [Wanted; 8] = [
    ("rd-intensity", "≥ 2.5%", Firmness::Committed, "hightech", "二；三、5"),
    ("hnte-net-increase", "≥ 30 家", Firmness::Committed, "hightech", "二；三、1"),
    ("rd-institutions", "≥ 5 家", Firmness::Committed, "platform", "二；三、3"),
    ("cooperation-projects", "≥ 150 项", Firmness::Committed, "cooperation", "二；三、2"),
    ("cooperation-spending", "> 2,000 万元", Firmness::Committed, "cooperation", "三、2"),
    ("institution-coverage", "≥ 93%", Firmness::Plain, "platform", "三、3"),
    ("technology-loans", "> 10,000 万元", Firmness::Strive, "finance", "三、4"),
    ("project-applications", "≥ 200 项", Firmness::Strive, "finance", "三、5"),
];

fn by<'a>(held: &'a [door::Target], indicator: &str) -> &'a door::Target {
    held.iter()
        .find(|target| target.terms.indicator == indicator)
        .unwrap()
}

fn holds(held: &[door::Target], (indicator, goal, firmness, office, cites): Wanted) {
    let target = by(held, indicator);
    assert_eq!(target.terms.goal.shown(), goal, "{indicator}");
    assert_eq!(target.terms.firmness, firmness, "{indicator}");
    assert_eq!(
        (target.terms.office.as_str(), target.cites().as_str()),
        (office, cites),
        "{indicator}"
    );
}

fn keeps_its_sources(held: &[door::Target]) {
    let net = by(held, "hnte-net-increase");
    assert_eq!(net.reason, "正文目标章从严");
    assert_eq!(net.citations[1].quote, "力争……净增高企数量30家");
    assert_eq!(
        by(held, "cooperation-projects").terms.heading,
        "创新资源集聚"
    );
    let (level, flow) = (by(held, "rd-intensity"), by(held, "cooperation-spending"));
    assert!(level.terms.is_level && !flow.terms.is_level);
    assert_eq!((level.curve.nodes.len(), flow.curve.nodes.len()), (1, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_click_and_an_undone_acceptance() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let spending = meaning(&site, &path, "cooperation-spending")
            .await
            .leader
            .id;
        for _ in 0..2 {
            assert_eq!(
                click(&site, &head(), spending, "acceptance", &[])
                    .await
                    .status,
                303
            );
        }
        let held = targets(&site).await;
        assert_eq!(
            (held.len(), held[0].version, held[0].number().as_str()),
            (1, 1, "T07")
        );
        let before = site.app.store().read(COUNTY).await.unwrap().sequence();

        assert_eq!(
            click(&site, &head(), spending, "reopening", &[])
                .await
                .status,
            303
        );
        assert!(targets(&site).await.is_empty());
        // What was in the plan then still is, then.
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        assert_eq!(
            door::targets(&mut tx, YEAR, Some(before))
                .await
                .unwrap()
                .len(),
            1
        );
        drop(tx);
        let gone = site.get(&head(), &held[0].path()).await;
        assert!(gone.body.contains("已经退出计划"));
        assert_eq!(
            site.get(&head(), &format!("{}/edit", held[0].path()))
                .await
                .status,
            409
        );

        assert_eq!(
            click(&site, &head(), spending, "acceptance", &[])
                .await
                .status,
            303
        );
        let again = targets(&site).await;
        assert_eq!(
            (again[0].id, again[0].number().as_str(), again[0].version),
            (held[0].id, "T07", 3)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_and_a_rule_leave_and_return() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let rule = meaning(&site, &path, "demand-every-week").await.leader.id;
        let task = proposed(&site, &path)
            .await
            .into_iter()
            .find(|one| one.leader.kind == door::Kind::Duty)
            .unwrap()
            .leader
            .id;
        for id in [rule, task] {
            for (act, held) in [
                ("acceptance", 1),
                ("acceptance", 1),
                ("reopening", 0),
                ("acceptance", 1),
            ] {
                let general = with(Role::Staff, "general");
                assert_eq!(click(&site, &general, id, act, &[]).await.status, 303);
                let mut tx = site.app.store().read(COUNTY).await.unwrap();
                let (rules, duties) = (
                    door::rhythm_rules(&mut tx, YEAR, None).await.unwrap(),
                    door::duties(&mut tx, YEAR, None).await.unwrap(),
                );
                assert_eq!(
                    if id == rule {
                        rules.len()
                    } else {
                        duties.len()
                    },
                    held,
                    "{act}"
                );
            }
        }
    })
    .await;
}
