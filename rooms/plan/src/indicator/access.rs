//! Who may change a definition.

use web::{Actor, Error, Result, Role};

/// The right to add a version to an indicator of an office.
#[derive(Debug)]
pub struct MayDefine(());

/// The head of the office in charge, the director, and the administrator.
pub fn define(actor: &Actor, office: &str) -> Result<MayDefine> {
    let may = actor.has_any(&[Role::Director, Role::Administrator])
        || actor.has_in_office(&[Role::Head], office);
    may.then_some(MayDefine(())).ok_or_else(|| {
        Error::forbidden(
            "指标的定义由牵头科室负责人、局长或系统管理员修订。",
            "牵头科室负责人、局长、系统管理员",
        )
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use values::{Day, Id};
    use web::{Place, Post};

    #[test]
    fn who_may_define() {
        let actor = |role, code: &str| Actor {
            county: String::new(),
            person: Id::NONE,
            name: String::new(),
            bureau: String::new(),
            posts: vec![Post {
                organisation: Id::NONE,
                organisation_name: String::new(),
                organisation_code: code.to_owned(),
                place: Place::Office,
                role,
                since: Day::of(2015, 1, 1).unwrap(),
            }],
            last_seen: values::Moment::default(),
            must_change_password: false,
            news: web::News::default(),
        };
        for role in Role::ALL {
            let everywhere = matches!(role, Role::Director | Role::Administrator);
            assert_eq!(
                define(&actor(role, "finance"), "cooperation").is_ok(),
                everywhere,
                "{role:?} of another office"
            );
            assert_eq!(
                define(&actor(role, "cooperation"), "cooperation").is_ok(),
                everywhere || role == Role::Head,
                "{role:?} of the office"
            );
        }
    }
}
