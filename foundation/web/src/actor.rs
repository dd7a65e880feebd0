use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use trail::Who;
use values::{Day, Id};

use crate::Error;

/// Marks the ids of people; the person's record is kept by the identity room.
#[derive(Debug)]
pub enum Person {}

/// Marks the ids of organisations: the bureau, its offices, towns, outside bodies.
#[derive(Debug)]
pub enum Organisation {}

/// What a post lets its holder do. One person may hold several posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// 科室经办
    Staff,
    /// 核实人
    Verifier,
    /// 科室负责人
    Head,
    /// 分管领导
    Deputy,
    /// 局长
    Director,
    /// 镇区经办
    Town,
    /// 系统管理员
    Administrator,
    /// 企业
    Firm,
}

impl Role {
    pub const ALL: [Role; 8] = [
        Role::Staff,
        Role::Verifier,
        Role::Head,
        Role::Deputy,
        Role::Director,
        Role::Town,
        Role::Administrator,
        Role::Firm,
    ];

    /// The short text it is stored as.
    pub fn code(self) -> &'static str {
        match self {
            Role::Staff => "staff",
            Role::Verifier => "verifier",
            Role::Head => "head",
            Role::Deputy => "deputy",
            Role::Director => "director",
            Role::Town => "town",
            Role::Administrator => "administrator",
            Role::Firm => "firm",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    pub fn name(self) -> &'static str {
        match self {
            Role::Staff => "科室经办",
            Role::Verifier => "核实人",
            Role::Head => "科室负责人",
            Role::Deputy => "分管领导",
            Role::Director => "局长",
            Role::Town => "镇区经办",
            Role::Administrator => "系统管理员",
            Role::Firm => "企业",
        }
    }
}

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Bureau,
    Office,
    Town,
    Outside,
    /// A firm whose own people sign in; its id is that of the firm's file.
    Firm,
}

impl Place {
    /// Those that an administrator keeps; a firm's place comes with its first account.
    pub const KEPT: [Place; 4] = [Place::Bureau, Place::Office, Place::Town, Place::Outside];

    pub fn code(self) -> &'static str {
        match self {
            Place::Bureau => "bureau",
            Place::Office => "office",
            Place::Town => "town",
            Place::Outside => "outside",
            Place::Firm => "firm",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = Place::KEPT.into_iter().chain([Place::Firm]);
        all.find(|place| place.code() == code)
    }

    pub fn name(self) -> &'static str {
        match self {
            Place::Bureau => "局",
            Place::Office => "科室",
            Place::Town => "镇区街道",
            Place::Outside => "外部单位",
            Place::Firm => "企业",
        }
    }
}

/// One post that a person holds today.
#[derive(Clone, Debug)]
pub struct Post {
    pub organisation: Id<Organisation>,
    pub organisation_name: String,
    /// The stable code of an office (`cooperation`), as ledger kinds name it; empty for others.
    pub organisation_code: String,
    pub place: Place,
    pub role: Role,
    pub since: Day,
}

/// The signed-in person of a request, with the posts held today.
#[derive(Clone, Debug)]
pub struct Actor {
    pub county: String,
    pub person: Id<Person>,
    pub name: String,
    /// The name of the county's bureau, for the top bar; empty where there is none.
    pub bureau: String,
    pub posts: Vec<Post>,
    /// The last visit before this session, for "what changed since".
    pub last_seen: values::Moment,
    /// A one-time password must be changed before anything else.
    pub must_change_password: bool,
    /// What the pages of this request tell of the person's long work.
    pub news: crate::News,
}

/// Who comes seldom is told no older news than of so many days.
const NEWS: i32 = 14;

impl Actor {
    /// From when on something is news to this person.
    pub fn news_since(&self, today: Day) -> values::Moment {
        let oldest = values::Moment::at(today.plus(-NEWS), 0, 0);
        self.last_seen.max(oldest)
    }

    pub fn who(&self) -> Who {
        Who::person(self.person, self.name.clone())
    }

    pub fn has(&self, role: Role) -> bool {
        self.posts.iter().any(|post| post.role == role)
    }

    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// The posts with one of the roles in an organisation.
    pub fn has_at(&self, roles: &[Role], organisation: Id<Organisation>) -> bool {
        self.posts
            .iter()
            .any(|post| post.organisation == organisation && roles.contains(&post.role))
    }

    /// Holds one of the roles in the office with this stable code.
    pub fn has_in_office(&self, roles: &[Role], code: &str) -> bool {
        self.posts.iter().any(|post| {
            post.place == Place::Office
                && post.organisation_code == code
                && roles.contains(&post.role)
        })
    }

    pub fn town(&self) -> Option<&Post> {
        self.posts.iter().find(|post| post.role == Role::Town)
    }

    /// The firm of somebody who is here for a firm and nothing else. Such a person gets through to the few pages that rooms
    /// name for firms ([`crate::Room::for_firms`]), and sees this one firm there.
    pub fn firm(&self) -> Option<Id<Organisation>> {
        let first = self.posts.first()?;
        let only = self.posts.iter().all(|post| post.role == Role::Firm);
        only.then_some(first.organisation)
    }

    /// Leaders and administrators see all; staff of offices see all of the bureau's ledgers;
    /// town staff see the rows of their own town only. Somebody of a firm, or without a post, is of no town: whatever
    /// asks for one by this finds nothing.
    pub fn sees_only_town(&self) -> Option<Id<Organisation>> {
        let beyond = |post: &Post| !matches!(post.role, Role::Town | Role::Firm);
        if self.posts.iter().any(beyond) {
            return None;
        }
        Some(self.town().map_or(Id::NONE, |post| post.organisation))
    }

    /// Without a post a person may do nothing but look at their own page and leave.
    pub fn is_without_post(&self) -> bool {
        self.posts.is_empty()
    }

    /// `产学研成果科 科室负责人`, the first post, for the top bar; of the bureau itself only `局长`.
    pub fn post_name(&self) -> String {
        match self.posts.first() {
            None => String::new(),
            Some(post) if post.place == Place::Bureau => post.role.name().to_owned(),
            Some(post) if post.place == Place::Firm => post.organisation_name.clone(),
            Some(post) => format!("{} {}", post.organisation_name, post.role.name()),
        }
    }
}

/// What was read of the county together with a request's actor. Absent where the actor did not come from a session.
#[derive(Clone, Copy, Debug)]
pub struct Newest {
    /// The county's newest number when the request came: what is kept under it is as new as the request.
    pub sequence: i64,
    /// The person has long work under way, or was not told of its end.
    pub has_news: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Actor {
    type Rejection = Error;

    /// The identity room's layer puts the actor into the request; without one, sign in first.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        match parts.extensions.get::<Actor>() {
            Some(actor) => Ok(actor.clone()),
            None => Err(Error::SignIn(
                parts
                    .uri
                    .path_and_query()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn actor(posts: &[(Role, Id<Organisation>)]) -> Actor {
        let post = |(role, organisation): &(Role, Id<Organisation>)| Post {
            organisation: *organisation,
            organisation_name: String::new(),
            organisation_code: String::new(),
            place: Place::Office,
            role: *role,
            since: Day::of(2015, 1, 1).unwrap(),
        };
        Actor {
            county: "320682".to_owned(),
            person: Id::NONE,
            name: String::new(),
            bureau: String::new(),
            posts: posts.iter().map(post).collect(),
            last_seen: values::Moment::default(),
            must_change_password: false,
            news: crate::News::default(),
        }
    }

    #[test]
    fn a_post_less_never_shows_more() {
        let (town, firm) = (
            Id::new(values::Uuid::from_u128(1)),
            Id::new(values::Uuid::from_u128(2)),
        );
        for (posts, sees) in [
            (vec![], Some(Id::NONE)),
            (vec![(Role::Firm, firm)], Some(Id::NONE)),
            (vec![(Role::Town, town)], Some(town)),
            (vec![(Role::Firm, firm), (Role::Town, town)], Some(town)),
            (vec![(Role::Town, town), (Role::Staff, firm)], None),
            (vec![(Role::Director, firm)], None),
        ] {
            assert_eq!(actor(&posts).sees_only_town(), sees, "{posts:?}");
        }
    }
}
