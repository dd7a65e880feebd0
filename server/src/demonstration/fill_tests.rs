use cultivation::door::{Cause, Stage};
use enterprise::door::{Asking, Firm, Standing, Verdict, by_code};
use plan::door::{self, Lit, Wanted};
use trial::Site;
use web::Role;

use values::Id;

use super::*;
use crate::demonstration::firms;
use crate::demonstration::people::{PEOPLE, person};
use crate::rooms;

const SECRET: &str = "Yanshi-2020-kedu";

fn quiet(_: u64, _: u64, _: &str) {}

/// The design's pictures on the morning of 18 September 2020: light, value.
const PICTURE: [(&str, &str, &str); 14] = [
    ("technology-guarantees", "落后", "1,260.00 万元"),
    ("cooperation-spending", "偏慢", "1,206.40 万元"),
    ("technology-loans", "偏慢", "6,180.00 万元"),
    ("project-applications", "已补上", "168 项"),
    ("hightech-output-share", "正常", "42.60%"),
    ("rd-institutions", "正常", "3 家"),
    ("cooperation-projects", "正常", "118 项"),
    ("institution-coverage", "正常", "91.43%"),
    ("funds-won", "正常", "1,742.00 万元"),
    ("pool-entries", "已达成", "54 家"),
    ("maker-spaces", "已达成", "2 家"),
    ("hnte-net-increase", "未到节点", "1 家"),
    ("national-incubators", "未到节点", "0 家"),
    ("rd-intensity", "暂无数据", "待统计局"),
];

async fn lights(site: &Site, who: &str) -> Vec<Lit> {
    let mut tx = site.app.store().read(county::CODE).await.unwrap();
    let director = identity::door::organisations(&mut tx, site.app.today())
        .await
        .unwrap();
    let bureau = director
        .iter()
        .find(|unit| unit.name == county::BUREAU)
        .unwrap();
    let people = identity::door::people_in(&mut tx, &[Role::Director], bureau.id, site.app.today())
        .await
        .unwrap();
    let (id, _) = people
        .iter()
        .find(|(_, name)| name == person(who).name)
        .unwrap();
    let actor = identity::door::actor_of(&mut tx, *id, site.app.today())
        .await
        .unwrap()
        .unwrap();
    let on_desk = door::on_desk(&site.app, &mut tx, &actor).await.unwrap();
    assert_eq!(on_desk.beats.len(), 6);
    on_desk.lights
}

/// The whole story on one engine, seen through the plan's door.
#[tokio::test(flavor = "multi_thread")]
async fn the_lights_of_the_year_come_out() {
    let site = trial::on_sqlite(&rooms::all()).await;
    let people = fill(site.app.store(), day(2020, 9, 18), &quiet, Some(SECRET))
        .await
        .unwrap();
    assert_eq!(people.len(), PEOPLE.len());
    let lights = lights(&site, "ji").await;
    let found: Vec<(&str, &str, &str)> = lights
        .iter()
        .map(|lit| (lit.indicator.as_str(), lit.word(), lit.value.as_str()))
        .collect();
    for expected in PICTURE {
        assert!(
            found.contains(&expected),
            "{expected:?} is not among {found:#?}"
        );
    }
    assert_eq!(found.len(), PICTURE.len());
    a_third_is_left_out(&site).await;
    the_correction_of_september(&site).await;
    the_pipeline_stands_behind_the_net_increase(&site).await;
    the_screening_has_all_verdicts(&site).await;
    nothing_is_broken(&site).await;
}

async fn a_third_is_left_out(site: &Site) {
    let mut tx = site.app.store().read(county::CODE).await.unwrap();
    let wanted = Wanted {
        indicator: Some("cooperation-spending".into()),
        ..Wanted::default()
    };
    let told = door::figures(&site.app, &mut tx, &wanted).await.unwrap();
    assert_eq!((told[0].counted, told[0].left_out), (58, 29));
}

/// August as it was reported, and as it is known since.
async fn the_correction_of_september(site: &Site) {
    let mut tx = site.app.store().read(county::CODE).await.unwrap();
    let august = day(2020, 8, 31);
    for (known_at, expected) in [
        (Some(Moment::at(day(2020, 9, 1), 9, 0)), "10826000.00"),
        (None, "10596000.00"),
    ] {
        let wanted = Wanted {
            as_of: Some(august),
            known_at,
            indicator: Some("cooperation-spending".into()),
            ..Wanted::default()
        };
        let told = door::figures(&site.app, &mut tx, &wanted).await.unwrap();
        assert_eq!(told[0].number(), expected, "known at {known_at:?}");
    }
}

async fn standings(site: &Site) -> Vec<(Id<Firm>, Standing)> {
    let mut tx = site.app.store().read(county::CODE).await.unwrap();
    let asking = Asking::of("hnte-2016", site.app.today());
    enterprise::door::standings(&site.app, &mut tx, asking, &[])
        .await
        .unwrap()
}

/// 41 found, 54 in the pool, 31 recommended, 27 in review; four came to the list and three left it.
async fn the_pipeline_stands_behind_the_net_increase(site: &Site) {
    let all = standings(site).await;
    let mut tx = site.app.store().read(county::CODE).await.unwrap();
    let mut lanes = [0; 4];
    for (firm, _) in &all {
        let lane = match cultivation::door::stage(&mut tx, *firm).await.unwrap() {
            Some(Stage::Lead | Stage::Found) => 0,
            Some(Stage::Pooled) => 1,
            Some(Stage::Recommended) => 2,
            Some(Stage::Reviewed) => 3,
            Some(other) => panic!("nobody is {other:?} yet"),
            None => continue,
        };
        lanes[lane] += 1;
    }
    assert_eq!(lanes, [41, 54, 31, 27]);
    let account = cultivation::door::net_increase(&site.app, &mut tx, site.app.today())
        .await
        .unwrap();
    let counts: Vec<usize> = Cause::ALL
        .iter()
        .map(|cause| account.count(cause))
        .collect();
    assert_eq!(
        counts,
        [1, 1, 2, 1, 1, 1, 0],
        "each term but 注销合并 has a name behind it"
    );
    assert_eq!(account.increase(), 1);
    assert_eq!(account.opening.len(), IN_FORCE);
}

/// Firms with a certificate in force at the end of 2019.
const IN_FORCE: usize = 186;

async fn the_screening_has_all_verdicts(site: &Site) {
    let all = standings(site).await;
    let of = |verdict| all.iter().filter(|(_, one)| one.verdict == verdict).count();
    let found = [
        Verdict::Pass,
        Verdict::Possible,
        Verdict::Fail,
        Verdict::Unknown,
    ]
    .map(of);
    assert!(found.iter().all(|many| *many >= 30), "{found:?}");
    let near = |one: &Standing| one.verdict == Verdict::Fail && one.failing.len() <= 2;
    let near = all.iter().filter(|(_, one)| near(one)).count();
    assert!((30..=120).contains(&near), "{near} are near");
    for (at, verdict, short) in [
        (8, Verdict::Fail, vec!["差 2 人", "差 9.28 万元"]),
        (1, Verdict::Possible, vec![]),
    ] {
        let mut tx = site.app.store().read(county::CODE).await.unwrap();
        let firm = by_code(&mut tx, &firms::code(at)).await.unwrap().unwrap();
        let (_, one) = all.iter().find(|(id, _)| *id == firm.id).unwrap();
        let shortfalls: Vec<&str> = one
            .failing
            .iter()
            .map(|one| one.shortfall.as_str())
            .collect();
        assert_eq!((one.verdict, shortfalls), (verdict, short), "{}", firm.name);
    }
    let mut tx = site.app.store().read(county::CODE).await.unwrap();
    let firm = by_code(&mut tx, &firms::code(6)).await.unwrap().unwrap();
    let (_, one) = all.iter().find(|(id, _)| *id == firm.id).unwrap();
    assert_eq!(one.verdict, Verdict::Fail, "{one:?}");
    let road = one.road.as_ref().unwrap();
    assert_eq!(road.changes.len(), 1, "{road:?}");
    assert!(
        road.changes[0].contains("Ⅱ类知识产权") && road.changes[0].contains("→ 1 项"),
        "{road:?}"
    );
}

async fn nothing_is_broken(site: &Site) {
    let mut tx = site.app.store().read(county::CODE).await.unwrap();
    assert_eq!(
        trail::check(&mut tx).await.unwrap().broken,
        Vec::<i64>::new()
    );
    let checked = ledger::door::check(&mut tx, site.app.store().files())
        .await
        .unwrap();
    assert_eq!(checked.broken, Vec::<String>::new());
    assert_eq!(tx.setting(STATE).await.unwrap().as_deref(), Some("ready"));
    let notice = door::notices_of(&mut tx, 2020).await.unwrap();
    let count = door::count(&mut tx, notice[0].id).await.unwrap();
    assert!(count.open > 0 && count.mapped > count.open, "{count:?}");
}

/// On a server's database a filling that was cut off is forgotten and told anew.
#[tokio::test(flavor = "multi_thread")]
async fn a_county_cut_off_while_it_was_filled_is_filled_anew() {
    let site = trial::on_postgres(&rooms::all()).await;
    let store = site.app.store();
    let early = day(2020, 2, 21);
    fill(store, early, &quiet, Some(SECRET)).await.unwrap();
    mark(store, county::CODE, &[(STATE, "filling")])
        .await
        .unwrap();
    assert!(rooms::clock_of(store, county::CODE).await.is_err());
    store
        .forget(county::CODE, &rooms::migrations())
        .await
        .unwrap();
    assert_eq!(store.counties().await.unwrap(), []);
    fill(store, early, &quiet, Some(SECRET)).await.unwrap();
    let mut tx = store.read(county::CODE).await.unwrap();
    assert_eq!(
        trail::check(&mut tx).await.unwrap().broken,
        Vec::<i64>::new()
    );
    assert_eq!(door::targets(&mut tx, 2020, None).await.unwrap().len(), 14);
}

#[tokio::test]
async fn a_day_outside_the_story_is_refused_with_the_way_out() {
    for wrong in [day(2019, 5, 1), day(2022, 1, 1)] {
        let refusal = must_be_told(wrong).unwrap_err().to_string();
        assert!(
            refusal.contains(&wrong.to_string()) && refusal.contains("--today"),
            "{refusal}"
        );
    }
    assert!(must_be_told(day(2020, 9, 18)).is_ok());
}
