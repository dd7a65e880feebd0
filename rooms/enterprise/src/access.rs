use values::Id;
use web::{Actor, Error, Organisation, Role};

/// Proof that the actor may enter or change a firm of a town.
pub struct MayChange(());

/// Offices change any firm; a town changes its own.
pub fn change(actor: &Actor, town: Id<Organisation>) -> Result<MayChange, Error> {
    let of_office = actor.has_any(&[Role::Staff, Role::Verifier, Role::Head]);
    if of_office || actor.has_at(&[Role::Town], town) {
        return Ok(MayChange(()));
    }
    let why = "企业的登记由科室经办办理，镇区经办只能办本镇区的企业。";
    Err(Error::forbidden(
        why,
        "各科室的经办和负责人，或企业所在镇区的经办",
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use trial::{actor, post};
    use values::{Moment, fresh};
    use web::Place;

    #[test]
    fn offices_change_all_a_town_its_own() {
        let (own, other) = (
            Id::new(fresh(Moment::default())),
            Id::new(fresh(Moment::default())),
        );
        for role in Role::ALL {
            let one = actor("某人", &[post(role, Place::Town, own, "某处", "")]);
            let office = matches!(role, Role::Staff | Role::Verifier | Role::Head);
            assert_eq!(
                change(&one, own).is_ok(),
                office || role == Role::Town,
                "{role:?}"
            );
            assert_eq!(change(&one, other).is_ok(), office, "{role:?}");
        }
    }
}
