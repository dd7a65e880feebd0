use values::Id;
use web::{Actor, Error, Organisation, Role};

use crate::firm::{Firm, FirmLine};

/// Proof that the actor may enter or change a firm of a town.
pub struct MayChange(());

/// Those who change any firm.
const OFFICES: [Role; 2] = [Role::Staff, Role::Head];

/// Staff and heads of offices change any firm; staff of a town those of their own.
pub fn change(actor: &Actor, town: Id<Organisation>) -> Result<MayChange, Error> {
    if actor.has_any(&OFFICES) || actor.has_at(&[Role::Town], town) {
        return Ok(MayChange(()));
    }
    let why = "企业档案由科室经办和科室负责人登记、更改，镇区经办只能办本镇区的企业。";
    Err(Error::forbidden(
        why,
        "各科室的经办和负责人，或企业所在镇区的经办",
    ))
}

/// Whether the actor sees a firm's pages: of a firm's own people theirs alone, staff of a town the firms of their town.
pub fn sees(actor: &Actor, firm: &FirmLine) -> bool {
    match (actor.firm(), actor.sees_only_town()) {
        (Some(own), _) => own.uuid() == firm.id.uuid(),
        (None, Some(town)) => town == firm.town,
        (None, None) => true,
    }
}

/// Proof that the actor may state facts of this one firm.
pub struct MayState(Id<Firm>);

impl MayState {
    /// The firm whose facts may be stated.
    pub fn firm(&self) -> Id<Firm> {
        self.0
    }
}

/// Proof that the actor may confirm facts of this one firm. Whether the actor stated them is asked of each fact.
pub struct MayConfirm(Id<Firm>);

impl MayConfirm {
    /// The firm whose facts may be confirmed.
    pub fn firm(&self) -> Id<Firm> {
        self.0
    }
}

/// Offices state facts of all firms, staff of a town those of their own, and a firm its own.
pub fn state(actor: &Actor, firm: &FirmLine) -> Result<MayState, Error> {
    if actor.firm().is_some() {
        return match sees(actor, firm) {
            true => Ok(MayState(firm.id)),
            false => Err(Error::forbidden(
                "企业账号只能填本企业的年度事实。",
                "那家企业自己的账号，或各科室的经办和负责人",
            )),
        };
    }
    if actor.has_any(&OFFICES) || actor.has_at(&[Role::Town], firm.town) {
        return Ok(MayState(firm.id));
    }
    Err(Error::forbidden(
        "企业的年度事实由科室经办和科室负责人填报，镇区经办只能填本镇区的企业。",
        "各科室的经办和负责人，或企业所在镇区的经办",
    ))
}

/// The same and verifiers confirm; never what they stated themselves.
pub fn confirm(actor: &Actor, firm: &FirmLine) -> Result<MayConfirm, Error> {
    let verifies = actor.has(Role::Verifier);
    if actor.firm().is_none() && (verifies || state(actor, firm).is_ok()) {
        return Ok(MayConfirm(firm.id));
    }
    Err(Error::forbidden(
        "企业的年度事实由科室和企业所在的镇区确认，填报人和确认人是两个人。",
        "各科室的经办、核实人和负责人，或企业所在镇区的经办",
    ))
}

/// Proof that the actor may write criteria and set prices.
pub struct MaySetCriteria(());

/// Heads of offices and the leaders above them say what the county measures by.
pub fn set_criteria(actor: &Actor) -> Result<MaySetCriteria, Error> {
    if actor.has_any(&[Role::Head, Role::Deputy, Role::Director]) {
        return Ok(MaySetCriteria(()));
    }
    Err(Error::forbidden(
        "认定标准和价目由科室负责人、分管领导和局长改，其他人只看。",
        "各科室负责人，或分管领导、局长",
    ))
}

/// Proof that the actor may see personal data of a firm's people.
pub struct MaySeePeople(());

/// Those who work with a firm see its people by name; leaders and administrators see numbers (个人信息保护).
pub fn personal(actor: &Actor, firm: &FirmLine) -> Result<MaySeePeople, Error> {
    match confirm(actor, firm) {
        Ok(_) => Ok(MaySeePeople(())),
        Err(_) => Err(Error::forbidden(
            "科技人员的姓名、岗位是个人信息，只给经办这家企业的人看。",
            "各科室的经办、核实人和负责人，或企业所在镇区的经办",
        )),
    }
}

/// Whoever states facts may import lists of them; rows of firms that are not the actor's are refused one by one.
pub fn import(actor: &Actor) -> Result<(), Error> {
    if enters(actor) {
        return Ok(());
    }
    Err(Error::forbidden(
        "企业名单由科室经办和科室负责人导入，镇区经办只能导入本镇区的企业。",
        "各科室的经办和负责人，或镇区经办",
    ))
}

/// Whether the actor may enter a firm of some town.
pub fn enters(actor: &Actor) -> bool {
    actor.has_any(&OFFICES) || actor.has(Role::Town)
}

/// Whether the actor may confirm facts of some firm.
pub fn confirms(actor: &Actor) -> bool {
    enters(actor) || actor.has(Role::Verifier)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use trial::{actor, post};
    use values::{Moment, fresh};
    use web::Place;

    fn firm_of(town: Id<Organisation>) -> FirmLine {
        FirmLine {
            id: Id::new(fresh(Moment::default())),
            code: String::new(),
            name: "甲公司".to_owned(),
            town,
            town_name: String::new(),
            industry: String::new(),
            size: String::new(),
            registered_on: values::Day::NEVER,
        }
    }

    #[test]
    fn a_firm_states_its_own_facts_and_confirms_and_changes_nothing() {
        let town = Id::new(fresh(Moment::default()));
        let (own, other) = (firm_of(town), firm_of(town));
        let place = Id::new(own.id.uuid());
        let firm = [post(Role::Firm, Place::Firm, place, "甲公司", "")];
        let one = actor("沈一苇", &firm);
        assert_eq!(
            state(&one, &own).map(|right| right.firm()).ok(),
            Some(own.id)
        );
        assert!(
            state(&one, &other).is_err(),
            "of the same town, not the same firm"
        );
        assert!(sees(&one, &own) && !sees(&one, &other));
        for firm in [&own, &other] {
            assert!(confirm(&one, firm).is_err() && personal(&one, firm).is_err());
        }
        assert!(change(&one, town).is_err() && import(&one).is_err() && !enters(&one));
        assert!(set_criteria(&one).is_err());
    }

    #[test]
    fn offices_change_all_a_town_its_own() {
        let (own, other) = (
            Id::new(fresh(Moment::default())),
            Id::new(fresh(Moment::default())),
        );
        let (here, there) = (firm_of(own), firm_of(other));
        for (role, own_town, any_town) in [
            (Role::Staff, true, true),
            (Role::Verifier, false, false),
            (Role::Head, true, true),
            (Role::Deputy, false, false),
            (Role::Director, false, false),
            (Role::Town, true, false),
            (Role::Administrator, false, false),
            (Role::Firm, false, false),
        ] {
            let one = actor("某人", &[post(role, Place::Town, own, "某处", "")]);
            assert_eq!(change(&one, own).is_ok(), own_town, "{role:?}");
            assert_eq!(change(&one, other).is_ok(), any_town, "{role:?}");
            // A firm's post is at the firm itself: a town is none of theirs.
            assert_eq!(state(&one, &here).is_ok(), own_town, "{role:?}");
            assert_eq!(state(&one, &there).is_ok(), any_town, "{role:?}");
            let verifies = role == Role::Verifier;
            for (firm, states) in [(&here, own_town), (&there, any_town)] {
                let confirms = states || verifies;
                assert_eq!(confirm(&one, firm).is_ok(), confirms, "{role:?}");
                assert_eq!(personal(&one, firm).is_ok(), confirms, "{role:?}");
            }
            let firm = role == Role::Firm;
            assert_eq!(sees(&one, &here), !firm, "{role:?}");
            assert_eq!(sees(&one, &there), !firm && role != Role::Town, "{role:?}");
            assert_eq!(enters(&one), own_town, "{role:?}");
            assert_eq!(confirms(&one), own_town || verifies, "{role:?}");
            let leads = matches!(role, Role::Head | Role::Deputy | Role::Director);
            assert_eq!(set_criteria(&one).is_ok(), leads, "{role:?}");
            assert_eq!(import(&one).is_ok(), own_town, "{role:?}");
        }
    }
}
