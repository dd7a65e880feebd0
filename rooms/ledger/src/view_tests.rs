#![allow(clippy::unwrap_used)]
use super::*;
use trial::{actor, post};
use values::{Day, Id, Moment, Uuid};
use web::{Actor, ListQuery, Place, Role};

fn unit(number: u128) -> Id<web::Organisation> {
    Id::new(Uuid::from_u128(number))
}

fn somebody(role: Role, of: u128) -> Actor {
    actor(
        &format!("{role:?}{of}"),
        &[post(
            role,
            Place::Office,
            unit(of),
            "产学研成果科",
            "cooperation",
        )],
    )
}

fn view(author: &Actor, scope: Scope, known: &[View], name: &str) -> Result<View, Refusal> {
    let right = keep(author, scope)?;
    let list = ListQuery::from_text("page=3&least=10&sort=-amount");
    let moment = Moment::at(Day::of(2020, 9, 18).unwrap(), 9, 0);
    View::named(
        author,
        &right,
        ("payment", scope),
        name,
        &list,
        (known, moment),
    )
}

#[test]
fn who_keeps_and_who_removes() {
    // (role, keeps for all, removes another's of the own unit, of another unit, of everybody)
    for (role, for_all, own_unit, other_unit, everybody) in [
        (Role::Staff, false, false, false, false),
        (Role::Verifier, false, false, false, false),
        (Role::Town, false, false, false, false),
        (Role::Head, true, true, false, true),
        (Role::Deputy, true, true, false, true),
        (Role::Director, true, true, false, true),
        (Role::Administrator, true, true, false, true),
    ] {
        let one = somebody(role, 1);
        assert!(keep(&one, Scope::Mine).is_ok() && keep(&one, Scope::Unit).is_ok());
        assert_eq!(keep(&one, Scope::All).is_ok(), for_all, "{role:?}");
        let others = |scope, of| view(&somebody(Role::Head, of), scope, &[], "大额").unwrap();
        let removes = |view: View| {
            let other = View {
                author: Id::new(Uuid::from_u128(99)),
                ..view
            };
            remove(&one, &other).is_some()
        };
        assert_eq!(removes(others(Scope::Unit, 1)), own_unit, "{role:?}");
        assert_eq!(removes(others(Scope::Unit, 2)), other_unit, "{role:?}");
        assert_eq!(removes(others(Scope::All, 2)), everybody, "{role:?}");
        assert!(!removes(others(Scope::Mine, 2)), "{role:?}");
        let own = view(&one, Scope::Unit, &[], "大额").unwrap();
        assert!(remove(&one, &own).is_some(), "{role:?}");
    }
}

#[test]
fn a_view_is_the_address_without_its_page() {
    let staff = somebody(Role::Staff, 1);
    let kept = view(&staff, Scope::Unit, &[], " 大额付款 ").unwrap();
    assert_eq!(path(&kept), "/ledger/payment?least=10&sort=-amount");
    assert_eq!(
        (kept.name.as_str(), kept.owner),
        ("大额付款", unit(1).uuid())
    );
    assert!(owners(&staff).contains(&kept.owner));
    assert!(!owners(&somebody(Role::Staff, 2)).contains(&kept.owner));
}

#[test]
fn names_are_short_and_told_apart() {
    let staff = somebody(Role::Staff, 1);
    let kept = view(&staff, Scope::Mine, &[], "大额").unwrap();
    let again = |name: &str, known: &[View]| view(&staff, Scope::Mine, known, name).unwrap_err();
    assert_eq!(again("  ", &[]), Refusal::NoName);
    assert_eq!(again(&"长".repeat(21), &[]), Refusal::LongName(21));
    assert_eq!(
        again("大额", std::slice::from_ref(&kept)),
        Refusal::Taken("大额".to_owned())
    );
    assert_eq!(again("第十三个", &vec![kept; 12]), Refusal::TooMany);
    assert_eq!(
        view(&staff, Scope::All, &[], "大额").unwrap_err(),
        Refusal::NotForAll
    );
}

#[test]
fn one_s_own_views_stand_first_beside_a_list() {
    let head = somebody(Role::Head, 1);
    let mut all: Vec<View> = (0..12)
        .map(|at| view(&head, Scope::All, &[], &format!("A{at:02}")).unwrap())
        .collect();
    for (scope, name) in [
        (Scope::Unit, "待办"),
        (Scope::Mine, "待办"),
        (Scope::Mine, "大额"),
    ] {
        all.push(view(&head, scope, &[], name).unwrap());
    }
    let names: Vec<String> = beside(all).into_iter().map(|one| one.name).collect();
    assert_eq!(names.len(), 12);
    assert_eq!(
        names[..4],
        ["大额", "待办（我的）", "待办（本单位）", "A00"]
    );
}
