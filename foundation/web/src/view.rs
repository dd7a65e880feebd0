//! A saved view (视图) of a list: its filters, its order and its columns under a name. What may be kept is decided here; each
//! room keeps the views of its own lists.

use values::{Id, Moment, Uuid};

use crate::{Actor, ListQuery, Person, Role};

/// A view as it is kept.
#[derive(Clone, Debug)]
pub struct View {
    pub id: Id<View>,
    /// Which list of the room it is of.
    pub list: String,
    pub scope: Scope,
    /// The person, the unit, or nil for everybody.
    pub owner: Uuid,
    pub name: String,
    /// `least=10&sort=-amount`, as the list's address has it, without the page.
    pub question: String,
    pub author: Id<Person>,
    pub author_name: String,
    pub moment: Moment,
}

/// Who sees a view beside the list. Stored as its short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Mine,
    /// Everybody of the unit of the author's first post.
    Unit,
    All,
}

/// Who may give everybody a view.
const LEADERS: [Role; 4] = [
    Role::Head,
    Role::Deputy,
    Role::Director,
    Role::Administrator,
];

/// The most views that one owner keeps of a list.
pub const MOST: usize = 12;
const LONGEST: usize = 20;
/// How long the question of a view may be, in bytes. The page of a list counts all its views.
const LONGEST_QUESTION: usize = 2048;

/// The right to keep a view for those of its scope. Only this file makes one.
#[derive(Debug)]
pub struct MayKeep(Uuid);

/// The right to take a view away.
#[derive(Debug)]
pub struct MayRemove(());

/// Why a view is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    NoName,
    LongName(usize),
    /// Another one has the name.
    Taken(String),
    TooMany,
    /// The list is filtered by more than a view holds.
    LongQuestion,
    /// Only leaders give everybody a view.
    NotForAll,
}

impl Scope {
    pub const ALL: [Scope; 3] = [Scope::Mine, Scope::Unit, Scope::All];

    pub fn code(self) -> &'static str {
        match self {
            Scope::Mine => "mine",
            Scope::Unit => "unit",
            Scope::All => "all",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Scope::ALL.into_iter().find(|scope| scope.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Scope::Mine => "我的",
            Scope::Unit => "本单位",
            Scope::All => "全部",
        }
    }
}

/// Whose the views are that a person sees: one's own, those of one's units, everybody's.
pub fn owners(actor: &Actor) -> Vec<Uuid> {
    let units = actor.posts.iter().map(|post| post.organisation.uuid());
    [actor.person.uuid(), Uuid::nil()]
        .into_iter()
        .chain(units)
        .collect()
}

/// The views that stand beside a list: one's own first, then those of the unit, then everybody's, each by name. Where two
/// bear one name, whose it is is told with it.
pub fn beside(mut views: Vec<View>) -> Vec<View> {
    let place = |scope| Scope::ALL.iter().position(|one| *one == scope);
    views.sort_by(|one, other| {
        (place(one.scope), &one.name).cmp(&(place(other.scope), &other.name))
    });
    views.truncate(MOST);
    let names: Vec<String> = views.iter().map(|one| one.name.clone()).collect();
    for view in &mut views {
        if names.iter().filter(|name| **name == view.name).count() > 1 {
            view.name = format!("{}（{}）", view.name, view.scope.word());
        }
    }
    views
}

/// Whoever holds a post keeps views for oneself and for one's unit; heads, leaders and administrators for everybody.
pub fn keep(actor: &Actor, scope: Scope) -> Result<MayKeep, Refusal> {
    match scope {
        Scope::Mine => Ok(MayKeep(actor.person.uuid())),
        Scope::Unit => {
            let unit = actor.posts.first().map(|post| post.organisation.uuid());
            Ok(MayKeep(unit.unwrap_or_else(|| actor.person.uuid())))
        }
        Scope::All if actor.has_any(&LEADERS) => Ok(MayKeep(Uuid::nil())),
        Scope::All => Err(Refusal::NotForAll),
    }
}

/// Its author; of a unit also its head, of everybody's whoever may give one.
pub fn remove(actor: &Actor, view: &View) -> Option<MayRemove> {
    let may = view.author == actor.person
        || match view.scope {
            Scope::Mine => false,
            Scope::Unit => actor.has_at(&LEADERS, Id::new(view.owner)),
            Scope::All => actor.has_any(&LEADERS),
        };
    may.then_some(MayRemove(()))
}

impl View {
    /// A list's address becomes a view. `known`: the owner's views of the list.
    pub fn named(
        actor: &Actor,
        right: &MayKeep,
        (list_id, scope): (&str, Scope),
        name: &str,
        list: &ListQuery,
        (known, moment): (&[View], Moment),
    ) -> Result<View, Refusal> {
        let name = name.trim();
        match name.chars().count() {
            0 => return Err(Refusal::NoName),
            1..=LONGEST => {}
            long => return Err(Refusal::LongName(long)),
        }
        if known.iter().any(|view| view.name == name) {
            return Err(Refusal::Taken(name.to_owned()));
        }
        if known.len() >= MOST {
            return Err(Refusal::TooMany);
        }
        let question = list.question();
        if question.len() > LONGEST_QUESTION {
            return Err(Refusal::LongQuestion);
        }
        Ok(View {
            id: Id::fresh(moment),
            list: list_id.to_owned(),
            scope,
            owner: right.0,
            name: name.to_owned(),
            question,
            author: actor.person,
            author_name: actor.name.clone(),
            moment,
        })
    }
}

impl View {
    /// Whether the list of the view is counted; one that is longer than a view may be was kept before there was a limit.
    pub fn is_counted(&self) -> bool {
        self.question.len() <= LONGEST_QUESTION
    }
}

impl MayKeep {
    pub fn owner(&self) -> Uuid {
        self.0
    }
}

impl Refusal {
    /// The field it belongs to, and the sentence.
    pub fn told(&self) -> (&'static str, String) {
        match self {
            Refusal::NoName => ("name", "要填，以后按它找".to_owned()),
            Refusal::LongName(long) => ("name", format!("{LONGEST} 字以内，您填了 {long} 字")),
            Refusal::Taken(name) => ("name", format!("已有叫“{name}”的视图，换一个名称")),
            Refusal::TooMany => (
                "scope",
                format!("最多存 {MOST} 个，先删掉用不着的"),
            ),
            Refusal::LongQuestion => (
                "name",
                "筛选条件太长，存不成视图，请减少一些条件".to_owned(),
            ),
            Refusal::NotForAll => (
                "scope",
                "给全部人的视图由科室负责人、分管领导、局长和系统管理员来存，您可以存为我的或本单位的".to_owned(),
            ),
        }
    }
}
