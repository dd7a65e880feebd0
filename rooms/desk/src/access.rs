use web::{Actor, Error, Role};

/// Proof that the actor may see and take backups.
#[derive(Debug)]
pub struct MayBackUp(());

/// A backup holds all of the site: the administrator's alone.
pub fn back_up(actor: &Actor) -> Result<MayBackUp, Error> {
    if actor.has(Role::Administrator) {
        return Ok(MayBackUp(()));
    }
    let why = "备份里有全部台账、凭证和用户，只有系统管理员能看、能做。";
    Err(Error::forbidden(why, "系统管理员"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use trial::{actor, post};
    use values::Id;
    use web::Place;

    #[test]
    fn backups_are_the_administrators() {
        for role in Role::ALL {
            let one = actor("某人", &[post(role, Place::Bureau, Id::NONE, "局", "")]);
            let may = role == Role::Administrator;
            assert_eq!(back_up(&one).is_ok(), may, "{role:?}");
        }
    }
}
