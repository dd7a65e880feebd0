//! A firm's own people: what they get to, and what they do not.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use enterprise::door;
use identity::door::NewPerson;
use trail::Who;
use trial::{Answer, COUNTY, Site, both, post};
use values::Id;
use web::{Actor, Place, Role};

use crate::{code, entered, new_firm, rooms, staff, town};

/// The answer to somebody with this session.
async fn get(site: &Site, cookie: &str, path: &str) -> Answer {
    let request = Request::get(path).header("cookie", format!("kedu={cookie}"));
    site.send(None, request.body(Body::empty()).unwrap()).await
}

/// Opens an account for the firm and a session for its holder, whose password is set.
async fn signed_in(site: &Site, n: u32) -> String {
    let path = format!("/firms/{}/accounts", code(n));
    let opened = site.post(&staff(), &path, &[("name", "沈一苇")]).await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
    assert!(opened.body.contains(&code(n).to_lowercase()));
    assert!(opened.body.contains("只显示这一次"));
    // The opened account has a one-time password to change first; a colleague's needs none.
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let firm = door::by_code(&mut tx, &code(n)).await.unwrap().unwrap();
    let place = Id::new(firm.id.uuid());
    let who = Who::program();
    let new = NewPerson {
        sign_in: format!("colleague-{n}"),
        name: "顾南乔".to_owned(),
        password_hash: String::new(),
        must_change: false,
    };
    let person = identity::door::admit(&mut tx, &who, new).await.unwrap();
    let today = site.app.today();
    identity::door::appoint(&mut tx, &who, person, place, Role::Firm, today, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let opened = identity::door::open_session(site.app.store(), COUNTY, person);
    opened.await.unwrap()
}

#[tokio::test]
async fn a_firm_sees_and_states_its_own_facts_and_nothing_else() {
    both(&rooms(), |site| async move {
        let site = site.identified(identity::door::identify);
        let home = town(&site, "江安镇").await;
        entered(&site, new_firm(1, "甲公司", home)).await;
        entered(&site, new_firm(2, "乙公司", home)).await;
        let cookie = signed_in(&site, 1).await;
        let first = get(&site, &cookie, "/").await;
        assert_eq!(first.location(), "/my-firm");
        let own = get(&site, &cookie, "/my-firm").await;
        assert_eq!(own.status, StatusCode::OK, "{}", own.body);
        assert!(own.body.contains("甲公司") && own.body.contains("还要您填的"));
        assert!(!own.body.contains("href=\"/firms\""), "{}", own.body);
        let facts = format!("/firms/{}/facts", code(1));
        for path in [&facts, &format!("{facts}/2019"), &"/me".to_owned()] {
            assert_eq!(
                get(&site, &cookie, path).await.status,
                StatusCode::OK,
                "{path}"
            );
        }
        let other = format!("/firms/{}/facts", code(2));
        for path in [&other, &format!("{other}/2019")] {
            let refused = get(&site, &cookie, path).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
        }
        let bureau = [
            "/firms",
            "/firms/towns/rows.xlsx",
            "/firms/asked/rows.xlsx",
            "/firms/unconfirmed/rows.xlsx",
            "/screening",
            "/criteria",
            "/people",
            "/organisations",
        ];
        for path in bureau.map(str::to_owned).iter().chain([
            &format!("/firms/{}", code(1)),
            &format!("/firms/{}/rights/rows.xlsx", code(1)),
        ]) {
            let refused = get(&site, &cookie, path).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            assert!(refused.body.contains("企业账号只看"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_second_account_gets_its_own_name_and_a_nameless_one_none() {
    both(&rooms(), |site| async move {
        let home = town(&site, "江安镇").await;
        entered(&site, new_firm(1, "甲公司", home)).await;
        let path = format!("/firms/{}/accounts", code(1));
        let refused = site.post(&staff(), &path, &[("name", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        site.post(&staff(), &path, &[("name", "沈一苇")]).await;
        let second = site.post(&staff(), &path, &[("name", "顾南乔")]).await;
        let name = format!("{}-2", code(1).to_lowercase());
        assert!(second.body.contains(&name), "{}", second.body);
    })
    .await;
}

#[tokio::test]
async fn what_a_firm_states_stands_on_the_desks_of_those_who_confirm_it() {
    both(&rooms(), |site| async move {
        let (home, other) = (town(&site, "江安镇").await, town(&site, "磨头镇").await);
        let firm = entered(&site, new_firm(1, "甲公司", home)).await;
        entered(&site, new_firm(2, "乙公司", other)).await;
        let own = post(Role::Firm, Place::Firm, Id::new(firm.uuid()), "甲公司", "");
        let own = trial::actor("沈一苇", &[own]);
        let clerk = |place| {
            let of_town = post(Role::Town, Place::Town, place, "某镇", "");
            trial::actor("镇区经办", &[of_town])
        };
        let verifier = post(
            Role::Verifier,
            Place::Office,
            Id::NONE,
            "高新科",
            "hightech",
        );
        let verifier = trial::actor("许核", &[verifier]);
        let waits = |actor: Actor| {
            let site = &site;
            async move {
                let mut tx = site.app.store().read(COUNTY).await.unwrap();
                let found = (enterprise::room().waits)(&mut tx, &actor).await.unwrap();
                found.iter().map(|line| line.count).sum::<i64>()
            }
        };
        let path = |n: u32, rest: &str| format!("/firms/{}/facts/2019{rest}", code(n));
        // What the bureau itself stated waits on no desk.
        site.post(&staff(), &path(2, ""), &[("staff", "7")]).await;
        let sent = [("staff", "120"), ("tech_staff", "30")];
        let sent = site.post(&own, &path(1, ""), &sent).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        for (one, many) in [
            (clerk(home), 1),
            (clerk(other), 0),
            (verifier.clone(), 1),
            (staff(), 0),
            (own.clone(), 0),
        ] {
            let name = one.name.clone();
            assert_eq!(waits(one).await, many, "{name}");
        }
        let list = site.get(&verifier, "/firms/unconfirmed").await.body;
        assert!(
            list.contains("甲公司") && list.contains("2019 年 2 项"),
            "{list}"
        );
        assert!(!list.contains("乙公司"), "{list}");
        let elsewhere = site.get(&clerk(other), "/firms/unconfirmed").await.body;
        assert!(elsewhere.contains("没有要确认的"), "{elsewhere}");
        let file = "/firms/unconfirmed/rows.xlsx";
        assert!(list.contains(file), "{list}");
        let lines = async |who| site.get(&who, file).await.sheet("待确认的年度事实");
        let line = &lines(verifier.clone()).await[1];
        assert_eq!((line[0].as_str(), line[1].clone()), ("甲公司", code(1)));
        assert_eq!(line[3..5], ["2", "2019 年 2 项"]);
        assert_eq!(lines(clerk(other)).await.len(), 1, "only the headings");
        let one = [("fact", "staff")];
        site.post(&clerk(home), &path(1, "/confirmation"), &one)
            .await;
        let list = site.get(&verifier, "/firms/unconfirmed").await.body;
        assert!(list.contains("2019 年 1 项"), "{list}");
        site.post(&verifier, &path(1, "/confirmation"), &[]).await;
        assert_eq!(waits(clerk(home)).await, 0);
        // Stated anew it waits anew.
        let sent = [("staff", "121"), ("reason", "更正")];
        site.post(&own, &path(1, ""), &sent).await;
        assert_eq!(waits(clerk(home)).await, 1);
    })
    .await;
}
