//! What befalls a firm: told before it is done, and exact for past and future counts.

use axum::http::StatusCode;
use enterprise::door::{self, Firm};
use trial::{Answer, COUNTY, Site, actor, both, post};
use values::Id;
use web::{Organisation, Place, Role};

use crate::{code, day, entered, new_firm, rooms, staff, town};

struct Two {
    one: Id<Firm>,
    two: Id<Firm>,
    home: Id<Organisation>,
    away: Id<Organisation>,
}

async fn two(site: &Site) -> Two {
    let (home, away) = (town(site, "江安镇").await, town(site, "磨头镇").await);
    Two {
        one: entered(site, new_firm(1, "甲公司", home)).await,
        two: entered(site, new_firm(2, "乙公司", home)).await,
        home,
        away,
    }
}

fn path(n: u32) -> String {
    format!("/firms/{}/identity", code(n))
}

async fn tell(site: &Site, event: &str, more: &[(&str, &str)], sure: bool) -> Answer {
    let mut form = more.to_vec();
    form.extend([
        ("event", event),
        ("paper", "登记通知书"),
        ("reason", "搬厂"),
    ]);
    if more.iter().all(|(field, _)| *field != "day") {
        form.push(("day", "2020-05-01"));
    }
    if sure {
        form.push(("sure", "1"));
    }
    site.post(&staff(), &path(1), &form).await
}

/// How many firms a town has on a day.
async fn firms(site: &Site, town: Id<Organisation>, on: &str) -> i64 {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let counts = door::by_town(&mut tx, day(on)).await.unwrap();
    counts.get(&town.uuid()).copied().unwrap_or(0)
}

#[tokio::test]
async fn each_event_counts_from_its_day_on() {
    let other = code(2);
    for (event, more, before, after) in [
        ("moved_out", vec![("place", "崇川区")], 2, 1),
        ("struck_off", vec![], 2, 1),
        ("merged_into", vec![("other", other.as_str())], 2, 1),
        ("split_into", vec![("other", other.as_str())], 2, 1),
        (
            "split_into",
            vec![("other", other.as_str()), ("goes_on", "1")],
            2,
            2,
        ),
        ("moved_in", vec![("place", "海安市")], 1, 2),
        ("same", vec![("other", other.as_str())], 1, 1),
        ("renamed", vec![("name", "丙公司")], 2, 2),
    ] {
        let site = trial::on_sqlite(&rooms()).await;
        let all = two(&site).await;
        let asked = tell(&site, event, &more, false).await;
        assert_eq!(asked.status, StatusCode::OK, "{event}: {}", asked.body);
        assert!(asked.body.contains("还没有登记"), "{event}");
        let moves = after != 2 || before != 2;
        assert_eq!(
            asked.body.contains("登记后\"><b>"),
            moves,
            "{event}: {}",
            asked.body
        );
        assert_eq!(
            firms(&site, all.home, "2020-05-01").await,
            2,
            "{event} not yet"
        );
        let done = tell(&site, event, &more, true).await;
        assert_eq!(done.location(), path(1), "{event}: {}", done.body);
        for (on, wanted) in [
            ("2020-04-30", before),
            ("2020-05-01", after),
            ("2020-09-18", after),
        ] {
            assert_eq!(firms(&site, all.home, on).await, wanted, "{event} {on}");
        }
        let page = site.get(&staff(), &path(1)).await.body;
        assert!(
            page.contains("登记通知书") && page.contains("2020-05-01"),
            "{event}"
        );
    }
}

#[tokio::test]
async fn a_move_within_the_county_is_told_for_both_towns() {
    both(&rooms(), |site| async move {
        let all = two(&site).await;
        let town = all.away.to_string();
        let asked = tell(&site, "moved_town", &[("town", &town)], false).await;
        assert!(
            asked.body.contains("江安镇企业") && asked.body.contains("磨头镇企业"),
            "{}",
            asked.body
        );
        tell(&site, "moved_town", &[("town", &town)], true).await;
        assert_eq!(firms(&site, all.home, "2020-04-30").await, 2);
        assert_eq!(firms(&site, all.away, "2020-05-01").await, 1);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let jobs = tx.jobs().await.unwrap();
        assert!(jobs.iter().all(|job| job.work == door::TOWN_CHANGED));
    })
    .await;
}

#[tokio::test]
async fn a_second_file_is_found_from_the_one_that_stays() {
    both(&rooms(), |site| async move {
        let all = two(&site).await;
        let other = code(2);
        let facts = format!("/firms/{}/facts/2019", code(1));
        site.post(&staff(), &facts, &[("staff", "9")]).await;
        tell(&site, "same", &[("other", &other)], true).await;
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        assert_eq!(door::stays(&mut tx, all.one).await.unwrap(), all.two);
        assert_eq!(
            door::files(&mut tx, all.one).await.unwrap(),
            [all.two, all.one]
        );
        drop(tx);
        let moved = site.get(&staff(), &format!("/firms/{}", code(1))).await;
        assert_eq!(moved.location(), format!("/firms/{}", code(2)));
        let stays = site
            .get(&staff(), &format!("/firms/{}", code(2)))
            .await
            .body;
        assert!(
            stays.contains(&format!("/ledger/of-firm/{}", all.two)) && stays.contains(&code(1)),
            "rows of both stand under it: {stays}"
        );
        let kept = site
            .get(&staff(), &format!("/firms/{}/facts", code(1)))
            .await;
        assert_eq!(kept.status, StatusCode::OK, "its history stays");
        let list = site
            .get(&staff(), &format!("/firms?q={}", code(1)))
            .await
            .body;
        assert!(list.contains("乙公司"), "{list}");
        assert!(
            !list.contains(&format!("href=\"/firms/{}\"", code(1))),
            "{list}"
        );
        let again = tell(&site, "same", &[("other", &other)], true).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_said_and_nothing_is_lost() {
    both(&rooms(), |site| async move {
        two(&site).await;
        let (own, none) = (code(1), code(9));
        for (event, more, told) in [
            ("moved_out", vec![], "从哪里迁来，或迁到哪里，要填"),
            (
                "merged_into",
                vec![("other", own.as_str())],
                "这就是本企业的代码",
            ),
            (
                "merged_into",
                vec![("other", none.as_str())],
                "企业库里没有这家企业",
            ),
            ("moved_town", vec![], "请选企业所在的镇区街道"),
            (
                "moved_out",
                vec![("place", "海安"), ("day", "2030-01-01")],
                "还没有到",
            ),
            ("struck_off", vec![("day", "2014-01-01")], "早于企业成立日"),
            ("flown", vec![], "从列出的里面选一项"),
        ] {
            let mut form = vec![("event", event), ("paper", "通知书"), ("reason", "搬厂")];
            form.extend(more.iter().copied());
            if !more.iter().any(|(name, _)| *name == "day") {
                form.push(("day", "2020-05-01"));
            }
            let again = site.post(&staff(), &path(1), &form).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            assert!(
                again.body.contains(told) && again.body.contains("value=\"通知书\""),
                "{told}: {}",
                again.body
            );
        }
        tell(&site, "struck_off", &[], true).await;
        let twice = tell(&site, "struck_off", &[], true).await;
        assert!(twice.body.contains("已经是这样"), "{}", twice.body);
    })
    .await;
}

#[tokio::test]
async fn who_tells_what_befell_a_firm() {
    both(&rooms(), |site| async move {
        let all = two(&site).await;
        for (role, place, may) in [
            (Role::Staff, Place::Office, true),
            (Role::Head, Place::Office, true),
            (Role::Town, Place::Town, true),
            (Role::Verifier, Place::Office, false),
            (Role::Deputy, Place::Bureau, false),
            (Role::Director, Place::Bureau, false),
            (Role::Administrator, Place::Bureau, false),
        ] {
            let one = actor("某人", &[post(role, place, all.home, "某处", "")]);
            let sent = site.post(&one, &path(1), &[]).await.status;
            assert_eq!(sent == StatusCode::FORBIDDEN, !may, "{role:?}");
            let form = site.get(&one, &path(1)).await.body;
            assert_eq!(form.contains("name=\"event\""), may, "{role:?}");
        }
        let clerk = actor(
            "马一禾",
            &[post(Role::Town, Place::Town, all.away, "磨头镇", "")],
        );
        let sent = site.post(&clerk, &path(1), &[]).await.status;
        assert_eq!(sent, StatusCode::NOT_FOUND);
    })
    .await;
}

async fn held(site: &Site, firm: Id<Firm>) -> (Vec<String>, Vec<(String, i64)>) {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let own = door::certificates(&mut tx, Some(firm)).await.unwrap();
    let numbers = own.into_iter().map(|one| one.certificate.number);
    let mut numbers: Vec<String> = numbers.collect();
    numbers.sort();
    let now = tx.sequence();
    let facts = door::facts_at(&mut tx, firm, (2019, 2019), now).await;
    let facts = facts.unwrap().into_iter().map(|one| (one.fact, one.value));
    (numbers, facts.collect())
}

/// What both files have stays where it is, what only the second has goes along, and comes back.
#[tokio::test]
async fn the_file_that_stays_takes_over_what_it_lacks() {
    both(&rooms(), |site| async move {
        let all = two(&site).await;
        let certificate = |number: &str| door::Certificate {
            kind: "hnte".into(),
            name: "高新技术企业证书".into(),
            number: number.into(),
            issuer: "省高企协调小组".into(),
            since: day("2018-11-30"),
            until: day("2021-11-29"),
        };
        let who = staff().who();
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        for (firm, number) in [(all.one, "GR1"), (all.one, "GR2"), (all.two, "GR2")] {
            let added = door::certify(&mut tx, &who, firm, certificate(number)).await;
            added.unwrap().unwrap();
        }
        tx.commit().await.unwrap();
        for (n, facts) in [
            (1, [("staff", "9"), ("tech_staff", "3")]),
            (2, [("staff", "8"), ("", "")]),
        ] {
            let path = format!("/firms/{}/facts/2019", code(n));
            let said = site.post(&staff(), &path, &facts).await;
            assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
        }
        let texts = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let facts = |all: &[(&str, i64)]| {
            let all = all.iter().map(|(fact, value)| ((*fact).to_owned(), *value));
            all.collect::<Vec<_>>()
        };
        let apart = [
            (
                texts(&["GR1", "GR2"]),
                facts(&[("staff", 9), ("tech_staff", 3)]),
            ),
            (texts(&["GR2"]), facts(&[("staff", 8)])),
        ];
        let joined = [
            (texts(&["GR2"]), facts(&[("staff", 9)])),
            (
                texts(&["GR1", "GR2"]),
                facts(&[("staff", 8), ("tech_staff", 3)]),
            ),
        ];
        for _ in 0..2 {
            assert_eq!(
                [held(&site, all.one).await, held(&site, all.two).await],
                apart
            );
            tell(&site, "same", &[("other", &code(2))], true).await;
            assert_eq!(
                [held(&site, all.one).await, held(&site, all.two).await],
                joined
            );
            let told = tell(&site, "apart", &[], true).await;
            assert_eq!(told.location(), path(1), "{}", told.body);
        }
        let list = site.get(&staff(), "/firms").await.body;
        assert!(list.contains(&code(1)) && list.contains(&code(2)), "{list}");
    })
    .await;
}

/// A firm that moved in, moved out and was then found to be entered twice is the second file on every day.
#[tokio::test]
async fn a_second_file_is_no_firm_on_any_day_and_is_put_back_where_it_was() {
    both(&rooms(), |site| async move {
        let all = two(&site).await;
        tell(
            &site,
            "moved_in",
            &[("place", "海安市"), ("day", "2020-02-01")],
            true,
        )
        .await;
        tell(
            &site,
            "moved_out",
            &[("place", "崇川区"), ("day", "2020-06-01")],
            true,
        )
        .await;
        let days = ["2020-01-31", "2020-02-01", "2020-06-01", "2020-09-18"];
        let counted = || async {
            let mut counts = Vec::new();
            for on in days {
                counts.push(firms(&site, all.home, on).await);
            }
            counts
        };
        assert_eq!(counted().await, [1, 2, 1, 1]);
        tell(&site, "same", &[("other", &code(2))], true).await;
        assert_eq!(counted().await, [1, 1, 1, 1]);
        let form = site.get(&staff(), &path(1)).await.body;
        assert!(
            form.contains("value=\"apart\"") && !form.contains("value=\"struck_off\""),
            "{form}"
        );
        let refused = tell(&site, "struck_off", &[], true).await;
        assert!(
            refused.body.contains("这份档案已并入“乙公司”"),
            "{}",
            refused.body
        );
        let asked = tell(&site, "apart", &[], false).await;
        assert!(asked.body.contains("改记回来"), "{}", asked.body);
        tell(&site, "apart", &[], true).await;
        assert_eq!(counted().await, [1, 2, 1, 1]);
        let again = tell(&site, "apart", &[], true).await;
        assert!(again.body.contains("没有并入别的档案"), "{}", again.body);
    })
    .await;
}
