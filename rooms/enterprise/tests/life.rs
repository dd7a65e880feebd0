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
    let mut form = vec![
        ("event", event),
        ("day", "2020-05-01"),
        ("paper", "登记通知书"),
        ("reason", "搬厂"),
    ];
    form.extend(more);
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
            stays.contains(&format!("/ledger/of-firm/{}", all.one)) && stays.contains(&code(1)),
            "rows of both: {stays}"
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
