//! What a search finds: by rights, by initials, with and without script.

use enterprise::door::NewFirm;
use identity::door::NewUnit;
use store::Tx;
use trail::Who;
use trial::{Site, actor, both, post};
use values::{Day, Id};
use web::{Actor, Organisation, Place, Role};

use crate::rooms;

pub async fn town(tx: &mut Tx, name: &str) -> Id<Organisation> {
    let new = NewUnit {
        name: name.to_owned(),
        alias: String::new(),
        code: String::new(),
        place: Place::Town,
        parent: None,
        since: Day::of(2015, 1, 1).unwrap(),
    };
    identity::door::found(tx, &Who::program(), new)
        .await
        .unwrap()
}

async fn firm(tx: &mut Tx, code: &str, name: &str, town: Id<Organisation>) {
    let new = NewFirm {
        code: code.to_owned(),
        name: name.to_owned(),
        town,
        industry: "新材料".to_owned(),
        size: "small".to_owned(),
        registered_on: Day::of(2016, 5, 1).unwrap(),
    };
    enterprise::door::enter(tx, &Who::program(), new, true)
        .await
        .unwrap();
}

/// Two firms in two towns; gives the first town.
async fn settle(site: &Site) -> Id<Organisation> {
    let mut tx = site.app.store().write(trial::COUNTY).await.unwrap();
    let (baipu, jiuhua) = (town(&mut tx, "白蒲镇").await, town(&mut tx, "九华镇").await);
    firm(
        &mut tx,
        "91320682MA1XK0T5XQ",
        "南通霁舟新材料有限公司",
        baipu,
    )
    .await;
    firm(
        &mut tx,
        "91320682MA1XK0T6XA",
        "霁舟检测（如皋）有限公司",
        jiuhua,
    )
    .await;
    tx.commit().await.unwrap();
    baipu
}

fn staff() -> Actor {
    let office = post(
        Role::Staff,
        Place::Office,
        Id::NONE,
        "产学研成果科",
        "cooperation",
    );
    actor("顾一帆", &[office])
}

#[tokio::test]
async fn firms_acts_and_places_are_found() {
    both(&rooms(), |site| async move {
        settle(&site).await;
        let found = site.part(&staff(), "/search?q=%E9%9C%81%E8%88%9F").await;
        assert!(found.body.contains("role=\"option\""), "{}", found.body);
        assert!(found.body.contains("南通<b>霁舟</b>新材料有限公司"));
        assert!(found.body.contains("<b>霁舟</b>检测"));
        for told in [
            "企业",
            "办事",
            "白蒲镇",
            "id=\"option-1\"",
            "new?firm=91320682",
        ] {
            assert!(found.body.contains(told), "{told}: {}", found.body);
        }
        let initials = site.part(&staff(), "/search?q=jzjc").await;
        assert!(initials.body.contains("霁舟检测") && !initials.body.contains("南通霁舟"));
        let place = site.part(&staff(), "/search?q=ndzd").await;
        assert!(place.body.contains("href=\"/plan\""), "{}", place.body);
        let page = site.get(&staff(), "/search?q=%E9%9C%81%E8%88%9F").await;
        assert!(page.body.contains("<h2") && !page.body.contains("role=\"option\""));
        let nothing = site.get(&staff(), "/search?q=%3Cb%3E").await;
        assert!(nothing.body.contains("没有找到") && !nothing.body.contains("“<b>”"));
    })
    .await;
}

#[tokio::test]
async fn a_town_finds_its_own_and_nobody_without_a_post_finds_rows() {
    both(&rooms(), |site| async move {
        let baipu = settle(&site).await;
        let town = actor(
            "缪小芸",
            &[post(Role::Town, Place::Town, baipu, "白蒲镇", "")],
        );
        let found = site.part(&town, "/search?q=%E9%9C%81%E8%88%9F").await;
        assert!(found.body.contains("新材料") && !found.body.contains("检测"));
        let none = actor("无岗位", &[]);
        let found = site.part(&none, "/search?q=%E9%9C%81%E8%88%9F").await;
        assert!(!found.body.contains("/ledger/"), "{}", found.body);
    })
    .await;
}

/// What is offered to be done and opened, by address, for who types this.
#[tokio::test]
async fn acts_and_lists_are_found_by_name_for_who_may() {
    both(&rooms(), |site| async move {
        let baipu = settle(&site).await;
        let head = post(
            Role::Head,
            Place::Office,
            Id::NONE,
            "产学研成果科",
            "cooperation",
        );
        let head = actor("钱穗", &[head]);
        let other = post(Role::Staff, Place::Office, Id::NONE, "高新科", "hightech");
        let other = actor("丁若川", &[other]);
        let town = post(Role::Town, Place::Town, baipu, "白蒲镇", "");
        let town = actor("缪小芸", &[town]);
        let nobody = actor("无岗位", &[]);
        let (new, list) = ("/ledger/payment/new", "/ledger/payment");
        let import = "/ledger/payment/import";
        for (who, typed, offered, not) in [
            (&head, "登记付款", &[new][..], &[import][..]),
            (&head, "djfk", &[new], &[]),
            (&head, "付款", &[new, import, list], &[]),
            (&head, "导入 付款", &[import], &[new]),
            (&head, "上传", &["/notices/new"], &[]),
            (&head, "核实", &["/ledger/queue"], &[]),
            (&staff(), "上传", &[], &["/notices/new"]),
            (&staff(), "核实", &[], &["/ledger/queue"]),
            (&other, "付款", &[list], &[new, import]),
            (&town, "上传", &[], &["/notices/new"]),
            (&nobody, "付款", &[], &[new, import, list]),
        ] {
            let typed_in = web::encoded(typed);
            let found = site.part(who, &format!("/search?q={typed_in}")).await.body;
            let has = |path: &&str| found.contains(&format!("href=\"{path}\""));
            assert!(offered.iter().all(has), "{} {typed}: {found}", who.name);
            assert!(!not.iter().any(has), "{} {typed}: {found}", who.name);
        }
    })
    .await;
}
