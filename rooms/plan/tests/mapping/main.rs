//! From the notice to the plan, through the room's own router on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod acts;
mod assigned;
mod books;
mod carrying;
mod curves;
mod duties;
mod finding;
mod refusals;
mod reports;
mod rights;
mod sentences;
mod story;
mod uploads;

use identity::door::{NewUnit, found};
use plan::door;
use trail::Who;
use trial::{COUNTY, Site, post};
use values::{Day, Id};
use web::{Actor, Place, Role, Room};

pub const YEAR: i64 = 2020;

pub fn rooms() -> Vec<Room> {
    vec![
        identity::room(),
        enterprise::room(),
        ledger::room(),
        plan::room(),
    ]
}

/// The real notice, as it was published.
pub fn rugao() -> Vec<u8> {
    std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/notice/rugao-2020.txt"
    ))
    .unwrap()
}

pub fn with(role: Role, code: &str) -> Actor {
    let name = match role {
        Role::Head => "钱穗",
        Role::Director => "陆知微",
        _ => "马一禾",
    };
    trial::actor(name, &[post(role, Place::Office, Id::NONE, "科室", code)])
}

pub fn head() -> Actor {
    with(Role::Head, "cooperation")
}

/// The five offices of the bureau.
pub async fn offices(site: &Site) {
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let unit = |name: &str, code: &str, place: Place| NewUnit {
        name: name.to_owned(),
        alias: String::new(),
        code: code.to_owned(),
        place,
        parent: None,
        since: Day::of(2015, 1, 1).unwrap(),
    };
    let bureau = found(
        &mut tx,
        &Who::program(),
        unit("如皋市科学技术局", "", Place::Bureau),
    )
    .await
    .unwrap();
    for (name, code) in [
        ("办公室", "general"),
        ("高新科", "hightech"),
        ("产学研成果科", "cooperation"),
        ("平台载体科", "platform"),
        ("科技金融与计划科", "finance"),
    ] {
        let new = NewUnit {
            parent: Some(bureau),
            ..unit(name, code, Place::Office)
        };
        found(&mut tx, &Who::program(), new).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Uploads the real notice; gives its address.
pub async fn uploaded(site: &Site) -> String {
    offices(site).await;
    let answer = site
        .upload(
            &head(),
            "/notices",
            &[],
            &[("file", "皋科发2号.txt", &rugao())],
        )
        .await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().to_owned()
}

pub fn id_in(path: &str) -> Id<door::Notice> {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

pub async fn proposed(site: &Site, path: &str) -> Vec<door::Proposed> {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    door::proposals(&mut tx, id_in(path)).await.unwrap()
}

/// The group whose leader means this indicator.
pub async fn meaning(site: &Site, path: &str, indicator: &str) -> door::Proposed {
    proposed(site, path)
        .await
        .into_iter()
        .find(|one| one.leader.indicator == indicator)
        .unwrap()
}

pub async fn targets(site: &Site) -> Vec<door::Target> {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    door::targets(&mut tx, YEAR, None).await.unwrap()
}

/// Clicks one button of a proposal.
pub async fn click(
    site: &Site,
    actor: &Actor,
    id: impl std::fmt::Display,
    act: &str,
    pairs: &[(&str, &str)],
) -> trial::Answer {
    site.post(actor, &format!("/proposals/{id}/{act}"), pairs)
        .await
}

/// Settles the one conflict as the committed wording, then accepts everything.
pub async fn accept_all(site: &Site, path: &str) {
    let clash = meaning(site, path, "hnte-net-increase").await;
    let pick = clash.mentions[0].id.to_string();
    let settled = click(
        site,
        &head(),
        clash.leader.id,
        "settlement",
        &[("wording", &pick), ("reason", "正文目标章从严")],
    )
    .await;
    assert_eq!(settled.status, 303, "{}", settled.body);
    for one in proposed(site, path).await {
        let taken = click(site, &head(), one.leader.id, "acceptance", &[]).await;
        assert_eq!(taken.status, 303, "{}", taken.body);
    }
}
