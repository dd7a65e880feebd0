#![allow(clippy::unwrap_used)]

use trial::{actor, post};
use values::{Moment, fresh};

use super::*;
use crate::kind::shipped;

fn id() -> Id<Organisation> {
    Id::new(fresh(Moment::default()))
}

/// Every role in its own office, in another office, in the row's town and in another.
#[test]
fn a_table_of_roles() {
    let kinds = shipped();
    // Offices and the row's town enter payments; only the office in charge enters loans.
    let (payment, loan) = (
        kinds.get("payment").unwrap(),
        kinds.get("disbursement").unwrap(),
    );
    let (town, other_town) = (id(), id());
    let office = |role, code: &str| actor("某人", &[post(role, Place::Office, id(), "科室", code)]);
    let of_town = |role, town| actor("某人", &[post(role, Place::Town, town, "镇", "")]);
    for role in Role::ALL {
        let own = office(role, "cooperation");
        let enters = matches!(role, Role::Staff | Role::Verifier | Role::Head);
        let verifies = matches!(role, Role::Verifier | Role::Head);
        assert_eq!(write(&own, payment, town).is_ok(), enters, "{role:?}");
        assert_eq!(
            verify(&own, payment, town, false).is_ok(),
            verifies,
            "{role:?}"
        );
        assert_eq!(judge(&own, payment, town).is_ok(), verifies, "{role:?}");
        assert!(
            verify(&own, payment, town, true).is_err(),
            "{role:?} wrote it"
        );
        assert_eq!(
            discard(&own, payment, town, State::Submitted).is_ok(),
            enters,
            "{role:?}"
        );
        assert_eq!(
            discard(&own, payment, town, State::Verified).is_ok(),
            verifies,
            "{role:?}"
        );
        let elsewhere = office(role, "finance");
        assert!(
            write(&elsewhere, payment, town).is_err()
                && verify(&elsewhere, payment, town, false).is_err(),
            "{role:?}"
        );
        assert!(
            judge(&elsewhere, payment, town).is_err()
                && discard(&elsewhere, payment, town, State::Draft).is_err(),
            "{role:?}"
        );
        assert_eq!(write(&elsewhere, loan, town).is_ok(), enters, "{role:?}");
        let here = of_town(role, town);
        assert_eq!(
            write(&here, payment, town).is_ok(),
            role == Role::Town,
            "{role:?}"
        );
        assert!(
            write(&here, loan, town).is_err() && verify(&here, payment, town, false).is_err(),
            "{role:?}"
        );
        assert!(
            write(&of_town(role, other_town), payment, town).is_err(),
            "{role:?}"
        );
        assert_eq!(
            keep_kinds(&own).is_ok(),
            role == Role::Administrator,
            "{role:?}"
        );
    }
}

#[test]
fn a_row_without_a_town_belongs_to_no_town() {
    let kinds = shipped();
    let nowhere = actor("某人", &[post(Role::Town, Place::Town, Id::NONE, "镇", "")]);
    assert!(write(&nowhere, kinds.get("activity").unwrap(), Id::NONE).is_err());
}

#[test]
fn towns_see_their_own_and_nobody_sees_without_a_post() {
    let (own, other) = (id(), id());
    let of_town = actor("镇里", &[post(Role::Town, Place::Town, own, "镇", "")]);
    let somebody = Id::NONE;
    assert!(see(&of_town, own, somebody).is_ok());
    assert!(see(&of_town, other, somebody).is_err());
    assert!(see(&of_town, Id::NONE, somebody).is_err());
    assert!(
        see(&of_town, Id::NONE, of_town.person).is_ok(),
        "one's own draft without a firm"
    );
    let both = actor(
        "兼职",
        &[
            post(Role::Town, Place::Town, own, "镇", ""),
            post(Role::Staff, Place::Office, id(), "科", "finance"),
        ],
    );
    assert!(see(&both, other, somebody).is_ok());
    let gone = actor("离任", &[]);
    assert!(see(&gone, own, gone.person).is_err());
}
