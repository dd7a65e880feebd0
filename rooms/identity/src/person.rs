//! People and their posts.

pub mod pages;
pub mod store;

use values::{Day, Id};
use web::{Organisation, Person, Role};

/// What is needed to admit a person. The password comes hashed.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub sign_in: String,
    pub name: String,
    pub password_hash: String,
    pub must_change: bool,
}

/// A person as the administrator sees them.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: Id<Person>,
    pub sign_in: String,
    pub name: String,
    pub password: String,
    pub must_change: bool,
    pub blocked: bool,
    pub last_seen: values::Moment,
}

/// A post, past, present or coming.
#[derive(Clone, Debug)]
pub struct Held {
    pub id: Id<Held>,
    pub person: Id<Person>,
    pub unit: Id<Organisation>,
    pub unit_name: String,
    pub role: Role,
    pub since: Day,
    pub until: Day,
}

impl Held {
    pub fn is_held(&self, on: Day) -> bool {
        self.since <= on && on < self.until
    }
}
