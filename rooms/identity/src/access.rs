use web::{Actor, Error, Role};

/// Proof that the actor may manage units, people and posts.
pub struct MayManage(());

/// Only an administrator manages units, people and posts.
pub fn manage(actor: &Actor) -> Result<MayManage, Error> {
    if actor.has(Role::Administrator) {
        return Ok(MayManage(()));
    }
    let why = "组织、用户和岗位由系统管理员管理，您没有这个岗位。";
    Err(Error::forbidden(why, "本单位的系统管理员"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use trial::{actor, post};
    use values::Id;
    use web::Place;

    #[test]
    fn only_an_administrator_manages() {
        for role in Role::ALL {
            let one = actor("某人", &[post(role, Place::Bureau, Id::NONE, "局", "")]);
            assert_eq!(
                manage(&one).is_ok(),
                role == Role::Administrator,
                "{role:?}"
            );
        }
        assert!(manage(&actor("无岗位", &[])).is_err());
    }
}
