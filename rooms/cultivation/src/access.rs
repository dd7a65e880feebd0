//! Who may do what. A right is a value; the acts want one, so none is done unchecked.

use values::Id;
use web::{Actor, Error, Organisation, Result, Role};

/// The stable code of the office that cultivates (高新科).
pub const OFFICE: &str = "hightech";

/// Those of the office who act.
pub const ACTING: [Role; 3] = [Role::Staff, Role::Verifier, Role::Head];

/// Those who approve that a rule is set aside.
pub const APPROVING: [Role; 3] = [Role::Head, Role::Deputy, Role::Director];

/// Proof that the actor may move firms along, keep batches, enter results, strike certificates.
#[derive(Debug)]
pub struct MayAct(());

/// Proof that the actor may plan visits and tasks of a firm and tell what came of them.
#[derive(Debug)]
pub struct MayVisit(());

/// Staff, verifiers and the head of the office in charge.
pub fn act(actor: &Actor) -> Result<MayAct> {
    actor
        .has_in_office(&ACTING, OFFICE)
        .then_some(MayAct(()))
        .ok_or_else(|| {
            Error::forbidden(
                "培育流程、批次和证书由高新科经办、核实人和负责人办理，您可以查看。",
                "高新科的经办、核实人和负责人",
            )
        })
}

/// The office in charge for every firm, staff of a town for firms of their own.
pub fn visit(actor: &Actor, town: Id<Organisation>) -> Result<MayVisit> {
    let own = !town.is_none() && actor.has_at(&[Role::Town], town);
    (own || act(actor).is_ok())
        .then_some(MayVisit(()))
        .ok_or_else(|| {
            Error::forbidden(
                "走访和任务由高新科和企业所在镇区的经办安排，您可以查看。",
                "高新科的经办、核实人和负责人，企业所在镇区的经办",
            )
        })
}

/// Whoever holds a post reads; staff of a town the firms of their own, the others are not there for them.
pub fn see(actor: &Actor, town: Id<Organisation>) -> Result<()> {
    read(actor)?;
    match actor.sees_only_town() {
        Some(own) if own != town => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Whoever holds a post may enter the room.
pub fn read(actor: &Actor) -> Result<()> {
    if actor.posts.is_empty() {
        return Err(Error::forbidden(
            "您现在没有任职，高企培育只对在岗人员开放。",
            "系统管理员",
        ));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use trial::{actor, post};
    use values::{Moment, fresh};
    use web::Place;

    /// `(role, office, may act, may visit own town, may visit another, sees another)`
    const TABLE: [(Role, &str, bool, bool, bool, bool); 8] = [
        (Role::Staff, OFFICE, true, true, true, true),
        (Role::Verifier, OFFICE, true, true, true, true),
        (Role::Head, OFFICE, true, true, true, true),
        (Role::Staff, "finance", false, false, false, true),
        (Role::Deputy, "", false, false, false, true),
        (Role::Director, "", false, false, false, true),
        (Role::Town, "", false, true, false, false),
        (Role::Administrator, "", false, false, false, true),
    ];

    #[test]
    fn who_may_do_what() {
        let id = || Id::new(fresh(Moment::default()));
        let (own, other) = (id(), id());
        for (role, office, may_act, visits_own, visits_other, sees_other) in TABLE {
            let place = match role {
                Role::Town => Place::Town,
                _ => Place::Office,
            };
            let at = if role == Role::Town { own } else { id() };
            let one = actor("某人", &[post(role, place, at, "某处", office)]);
            assert_eq!(act(&one).is_ok(), may_act, "{role:?}");
            assert_eq!(visit(&one, own).is_ok(), visits_own, "{role:?}");
            assert_eq!(visit(&one, other).is_ok(), visits_other, "{role:?}");
            assert_eq!(see(&one, other).is_ok(), sees_other, "{role:?}");
            assert!(see(&one, own).is_ok(), "{role:?}");
        }
        assert!(read(&actor("无岗位", &[])).is_err());
        let town = actor("镇里", &[post(Role::Town, Place::Town, own, "某镇", "")]);
        assert!(visit(&town, Id::NONE).is_err(), "no town is nobody's town");
    }
}
