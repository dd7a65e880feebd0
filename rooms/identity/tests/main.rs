//! The room's own router on both engines.
#![allow(clippy::unwrap_used)]

mod managing;
mod signing_in;
mod typed;

use axum::body::Body;
use axum::http::{Request, header};
use identity::door;
use store::{args, sql};
use trial::{COUNTY, Site, post};
use values::{Clock, Id};
use web::{Actor, Person, Place, Role};

fn administrator() -> Actor {
    trial::actor(
        "管理员",
        &[post(Role::Administrator, Place::Bureau, Id::NONE, "局", "")],
    )
}

async fn first(site: &Site) -> (String, String) {
    let mut told = None;
    let tell = |name: &str, secret: &str| {
        told = Some((name.to_owned(), secret.to_owned()));
        Ok(())
    };
    door::first_administrator(site.app.store(), COUNTY, "如皋市科学技术局", tell)
        .await
        .unwrap();
    told.unwrap()
}

fn cookie(answer: &trial::Answer) -> String {
    let set = answer
        .headers
        .get(header::SET_COOKIE)
        .unwrap()
        .to_str()
        .unwrap();
    set.split(';').next().unwrap().to_owned()
}

async fn get_as(site: &Site, cookie: &str, path: &str) -> trial::Answer {
    site.send(
        None,
        Request::get(path)
            .header(header::COOKIE, cookie)
            .body(Body::empty())
            .unwrap(),
    )
    .await
}

async fn post_as(site: &Site, cookie: &str, path: &str, body: &str) -> trial::Answer {
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()));
    site.send(None, request.unwrap()).await
}

/// The person that the first administrator is.
async fn chief_of(site: &Site) -> Id<Person> {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let text = sql!("SELECT id FROM identity_person WHERE county = $1 ORDER BY id LIMIT 1");
    tx.one(text, args![COUNTY])
        .await
        .unwrap()
        .unwrap()
        .get("id")
        .unwrap()
}

/// An administrator who has a password of their own, and the cookie of an open session.
async fn settled(site: &Site) -> (Id<Person>, String) {
    first(site).await;
    let person = chief_of(site).await;
    let hashed = door::hash_password("Sheng-Zi-9").await.unwrap();
    let mut tx = site.app.store().note(COUNTY).await.unwrap();
    let text = sql!(
        "UPDATE identity_person SET password = $3, must_change = 0 WHERE county = $1 AND id = $2"
    );
    tx.run(text, args![COUNTY, person, hashed]).await.unwrap();
    tx.commit().await.unwrap();
    let cookie = door::open_session(site.app.store(), COUNTY, person)
        .await
        .unwrap();
    (person, format!("kedu={cookie}"))
}

/// Lets all sessions be used last so many minutes ago.
async fn idle_for(site: &Site, minutes: i64) {
    let used = Clock::machine().now().plus_millis(-minutes * 60_000);
    let mut tx = site.app.store().note(COUNTY).await.unwrap();
    let text = sql!("UPDATE identity_session SET used = $2 WHERE county = $1");
    tx.run(text, args![COUNTY, used]).await.unwrap();
    tx.commit().await.unwrap();
}
