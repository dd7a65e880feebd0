//! People and their posts.

pub mod pages;
pub mod store;

use values::Id;
use web::Person;

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

impl Known {
    /// Whether the person may sign in, as lists say it.
    pub fn state(&self) -> &'static str {
        match (self.blocked, self.must_change) {
            (true, _) => "停用",
            (false, true) => "待改密",
            (false, false) => "在用",
        }
    }

    pub fn badge(&self) -> &'static str {
        match (self.blocked, self.must_change) {
            (true, _) => "badge--bad",
            (false, true) => "badge--back",
            (false, false) => "badge--ok",
        }
    }
}

/// A name to sign in with, as it is stored and looked for: people type capitals on a phone.
pub fn sign_in_name(typed: &str) -> String {
    typed.trim().to_lowercase()
}
