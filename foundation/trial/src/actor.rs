use values::{Day, Id, Moment, fresh};
use web::{Actor, Organisation, Place, Post, Role};

use crate::COUNTY;

/// A post made by hand. `code` is the office's stable code, empty for towns.
pub fn post(
    role: Role,
    place: Place,
    organisation: Id<Organisation>,
    name: &str,
    code: &str,
) -> Post {
    Post {
        organisation,
        organisation_name: name.to_owned(),
        organisation_code: code.to_owned(),
        place,
        role,
        since: Day::of(2015, 1, 1).unwrap(),
    }
}

/// A signed-in person with the given posts; every call makes another person.
pub fn actor(name: &str, posts: &[Post]) -> Actor {
    Actor {
        county: COUNTY.to_owned(),
        person: Id::new(fresh(Moment::at(Day::of(2020, 1, 1).unwrap(), 9, 0))),
        name: name.to_owned(),
        bureau: String::new(),
        posts: posts.to_vec(),
        last_seen: Moment::default(),
        must_change_password: false,
        news: web::News::default(),
    }
}
