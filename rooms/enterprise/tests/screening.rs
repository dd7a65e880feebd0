//! Firms against criteria: a firm's page, the list, criteria of the county's own, prices.

use axum::http::StatusCode;
use trial::{Site, actor, both, post};
use values::Id;
use web::{Actor, Place, Role, Room};

use crate::{code, day, entered, new_firm, rooms, staff, town};

fn head() -> Actor {
    let post = post(Role::Head, Place::Office, Id::NONE, "高新科", "hightech");
    actor("陆知微", &[post])
}

/// Facts of three years with which a firm passes hnte-2016 for sure, in 万元 where no unit stands.
const YEARS: [(i32, &[(&str, &str)]); 3] = [
    (
        2017,
        &[("revenue", "5200"), ("rd", "230"), ("net_assets", "3100")],
    ),
    (
        2018,
        &[("revenue", "6100"), ("rd", "270"), ("net_assets", "3800")],
    ),
    (
        2019,
        &[
            ("revenue", "7400"),
            ("rd", "340"),
            ("net_assets", "4600"),
            ("rd_domestic", "798"),
            ("total_income", "7500"),
            ("hightech_income", "5800"),
            ("staff", "210"),
            ("tech_staff", "33"),
            ("field", "4"),
            ("ip_class1", "2"),
            ("ip_class2", "4"),
            ("ip_self_developed", "1"),
            ("standards", "0"),
            ("transfers", "17"),
            ("incident", "0"),
            ("mark_tech", "6"),
            ("mark_core", "7"),
            ("mark_rules", "5"),
            ("mark_institution", "6"),
            ("mark_reward", "3"),
            ("mark_talent", "4"),
        ],
    ),
];

pub async fn filled(site: &Site, n: u32, name: &str) {
    let home = town(site, "江安镇").await;
    entered(site, new_firm(n, name, home)).await;
    for (year, facts) in YEARS {
        let path = format!("/firms/{}/facts/{year}", code(n));
        let saved = site.post(&staff(), &path, facts).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    }
}

pub async fn change(site: &Site, n: u32, fact: &str, value: &str) {
    let path = format!("/firms/{}/facts/2019", code(n));
    let sent = [(fact, value), ("reason", "核对更正")];
    let saved = site.post(&staff(), &path, &sent).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

#[tokio::test]
async fn a_clause_turns_when_its_fact_does_and_a_road_says_how() {
    both(&rooms(), |site| async move {
        filled(&site, 1, "甲公司").await;
        let path = format!("/firms/{}/criteria/hnte-2016", code(1));
        let passes = site.get(&staff(), &path).await;
        assert_eq!(passes.status, StatusCode::OK, "{}", passes.body);
        assert!(!passes.body.contains("不满足"), "{}", passes.body);
        change(&site, 1, "tech_staff", "20").await;
        let fails = site.get(&staff(), &path).await.body;
        for words in [
            "不满足",
            "差 1 人",
            "9.52%",
            "≥ 10%",
            "最省的路",
            "20 人 → <b>21 人</b>",
        ] {
            assert!(fails.contains(words), "{words}: {fails}");
        }
        let home = site
            .get(&staff(), &format!("/firms/{}", code(1)))
            .await
            .body;
        assert!(
            home.contains("对照标准") && home.contains("差 1 条"),
            "{home}"
        );
        let next = site.get(&staff(), &format!("{path}?year=2021")).await.body;
        assert!(next.contains("取 2018–2020 三年") && next.contains("缺数"));
        assert!(!next.contains("不满足"), "its field lasts: {next}");
    })
    .await;
}

/// A room above that takes applications of high-tech firms of 2020 until two days of the year, of which one is past.
fn with_batches() -> Vec<Room> {
    let mut rooms = rooms();
    rooms.push(Room {
        name: "upper",
        level: 4,
        closings: |_, criterion, year| {
            let ours = criterion == "hnte-2016" && year == 2020;
            let days = ["2020-06-30", "2020-10-30"].map(day);
            let days = days.into_iter().filter(|_| ours).collect();
            Box::pin(async move { Ok(days) })
        },
        ..Room::EMPTY
    });
    rooms
}

#[tokio::test]
async fn a_road_ends_with_the_last_batch_that_a_room_above_knows() {
    for (rooms, words) in [(with_batches(), "2020-10-30"), (rooms(), "今年来不及了")] {
        both(&rooms, |site| async move {
            filled(&site, 1, "甲公司").await;
            change(&site, 1, "ip_class1", "0").await;
            change(&site, 1, "ip_class2", "0").await;
            let path = format!("/firms/{}/criteria/hnte-2016", code(1));
            let page = site.get(&staff(), &path).await.body;
            assert!(page.contains(words), "{words}: {page}");
            let next = site.get(&staff(), &format!("{path}?year=2021")).await.body;
            assert!(!next.contains("2020-10-30"), "{next}");
        })
        .await;
    }
}

#[tokio::test]
async fn the_list_has_the_nearest_first_and_says_what_stops_whom() {
    both(&rooms(), |site| async move {
        filled(&site, 1, "甲公司").await;
        filled(&site, 2, "乙公司").await;
        let home = town(&site, "石庄镇").await;
        entered(&site, new_firm(3, "丙公司", home)).await;
        change(&site, 2, "tech_staff", "20").await;
        let list = site.get(&staff(), "/screening/hnte-2016").await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.body);
        let places = ["甲公司", "丙公司", "乙公司"].map(|name| list.body.find(name).unwrap());
        assert!(places.is_sorted(), "{places:?}");
        assert!(list.body.contains("科技人员占比 差 1 人"), "{}", list.body);
        let stopped = site
            .get(&staff(), "/screening/hnte-2016?clause=c4-staff&alone=1")
            .await
            .body;
        assert!(stopped.contains("乙公司") && !stopped.contains("甲公司"));
        let file = "/screening/hnte-2016/rows.xlsx?clause=c4-staff&alone=1";
        let file = site.get(&staff(), file).await;
        let lines = file.sheet("高新技术企业");
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(lines[1][0], "乙公司");
        assert!(lines[1][4].contains("科技人员占比 差 1 人"), "{lines:?}");
        let about = file.sheet("说明").concat().join(" ");
        assert!(about.contains("不满足 科技人员占比"), "{about}");
        let path = "/screening/hnte-2016?suppose=c4-staff&threshold=9%25";
        let supposed = site.get(&staff(), path).await.body;
        assert!(supposed.contains("多 <b>1</b> 家"), "{supposed}");
        let of_town = post(Role::Town, Place::Town, home, "石庄镇", "");
        let elsewhere = site.get(&actor("崔石", &[of_town]), path).await.body;
        assert!(
            !elsewhere.contains("乙公司"),
            "of another town: {elsewhere}"
        );
        let path = "/screening/hnte-2016?suppose=c4-staff&threshold=abc";
        let refused = site.get(&staff(), path).await.body;
        assert!(refused.contains("“abc”不是数"), "{refused}");
        let none = site.get(&staff(), "/screening/no-such").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_criterion_is_written_by_a_form_tried_and_used() {
    both(&rooms(), |site| async move {
        filled(&site, 1, "甲公司").await;
        let form = [
            ("id", "city-centre-2021"),
            ("name", "市级研发中心"),
            ("document", "通科发〔2021〕12号"),
            ("name.0", "销售收入"),
            ("fact.0", "revenue_3"),
            ("test.0", "at_least"),
            ("number.0", "50000000"),
            ("name.1", "研发投入占比"),
            ("fact.1", "rd_3"),
            ("test.1", "share"),
            ("number.1", "4%"),
            ("of.1", "revenue_3"),
        ];
        let denied = site.post(&staff(), "/criteria/trials", &form).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        let wrong = site.post(&head(), "/criteria/trials", &[("id", "X"), ("name.0", "甲")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("代号用小写字母") && wrong.body.contains("要选一项事实"));
        let tried = site.post(&head(), "/criteria/trials", &form).await;
        assert_eq!(tried.status, StatusCode::OK, "{}", tried.body);
        assert!(tried.body.contains("新标准"), "{}", tried.body);
        let text = "id = \"city-centre-2021\"\nname = \"市级研发中心\"\ndocument = \"通科发〔2021〕12号\"\nconfidence = \"M\"\n
[[clause]]\nid = \"c1\"\nname = \"销售收入\"\narticle = \"第一条\"\nbound = { of = \"revenue_3\", at_least = \"50000000\" }\n";
        let bare = site.post(&head(), "/criteria", &[("text", text)]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        let kept = [("text", text), ("reason", "局长办公会定")];
        let kept = site.post(&head(), "/criteria", &kept).await;
        assert_eq!(kept.location(), "/criteria/city-centre-2021", "{}", kept.body);
        let shown = site.get(&staff(), "/criteria/city-centre-2021").await.body;
        assert!(shown.contains("本局第 1 版") && shown.contains("局长办公会定"));
        let list = site.get(&staff(), "/screening/city-centre-2021").await.body;
        assert!(list.contains("甲公司"));
        let broken = text.replace("revenue_3", "revenue_9");
        let broken = site.post(&head(), "/criteria/trials", &[("text", &broken)]).await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(broken.body.contains("revenue_9"), "{}", broken.body);
    })
    .await;
}

#[tokio::test]
async fn the_bureaus_prices_choose_the_road() {
    both(&rooms(), |site| async move {
        filled(&site, 1, "甲公司").await;
        change(&site, 1, "tech_staff", "20").await;
        let denied = site
            .post(&staff(), "/criteria/prices", &[("tech_staff", "5")])
            .await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        let wrong = site
            .post(&head(), "/criteria/prices", &[("tech_staff", "-5")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("value=\"-5\""), "{}", wrong.body);
        let set = site
            .post(&head(), "/criteria/prices", &[("tech_staff", "123000")])
            .await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.body);
        let path = format!("/firms/{}/criteria/hnte-2016", code(1));
        let page = site.get(&staff(), &path).await.body;
        assert!(page.contains("约 12.30 万元"), "{page}");
    })
    .await;
}
