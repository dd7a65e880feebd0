//! Who may do what with a row. A right is a value; the acts want one, so none is done unchecked.

use std::marker::PhantomData;

use measure::kind::{Kind, Role as Allowed};
use values::Id;
use web::{Actor, Organisation, Person, Place, Role};

use crate::row::Row;
use crate::row::state::State;

/// Entering, correcting, submitting, adding and withdrawing vouchers.
#[derive(Debug)]
pub enum Write {}
#[derive(Debug)]
pub enum Verify {}
/// Sending back, and withdrawing a verification.
#[derive(Debug)]
pub enum Judge {}
/// Making void.
#[derive(Debug)]
pub enum Discard {}
/// Seeing a row and its vouchers.
#[derive(Debug)]
pub enum See {}
/// Adding and changing a county's own kinds.
#[derive(Debug)]
pub enum KeepKinds {}

/// Proof that the actor may do `A`. Only this file makes one.
#[derive(Debug)]
pub struct Right<A>(PhantomData<fn() -> A>);

/// Why not, and whose work it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    pub why: String,
    pub whose: Whose,
}

/// Who could be asked instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Enterers,
    Verifiers,
    Administrators,
    Nobody,
}

pub const ENTERERS: [Role; 3] = [Role::Staff, Role::Verifier, Role::Head];
pub const VERIFIERS: [Role; 2] = [Role::Verifier, Role::Head];

fn right<A>() -> Right<A> {
    Right(PhantomData)
}

fn denied<A>(why: impl Into<String>, whose: Whose) -> Result<Right<A>, Denied> {
    Err(Denied {
        why: why.into(),
        whose,
    })
}

fn held(
    actor: &Actor,
    roles: &[Role],
    allowed: &[Allowed],
    kind: &Kind,
    town: Id<Organisation>,
) -> bool {
    allowed.iter().any(|allowed| match allowed {
        Allowed::Office => actor.has_in_office(roles, &kind.office),
        Allowed::AnyOffice => actor
            .posts
            .iter()
            .any(|post| post.place == Place::Office && roles.contains(&post.role)),
        Allowed::Town => !town.is_none() && actor.has_at(&[Role::Town], town),
    })
}

/// Staff of the office in charge, and where the kind says so of any office or of the row's town.
pub fn write(actor: &Actor, kind: &Kind, town: Id<Organisation>) -> Result<Right<Write>, Denied> {
    if held(actor, &ENTERERS, &kind.enter, kind, town) {
        return Ok(right());
    }
    let of_town = actor.town().is_some() && kind.enter.contains(&Allowed::Town);
    let why = if of_town {
        "镇区经办只能办本镇区的记录，这条记录不在您的镇区。".to_owned()
    } else {
        format!("“{}”不由您的岗位登记。", kind.name)
    };
    denied(why, Whose::Enterers)
}

/// The program itself, for whoever may run it on the machine where the data lies.
pub fn write_as_program() -> Right<Write> {
    right()
}

/// The town by which a row is judged. A draft whose firm is not known yet has no town; until then it
/// is its author's own business.
pub fn place(actor: &Actor, row: &Row) -> Id<Organisation> {
    let unplaced =
        row.state == State::Draft && row.content.town.is_none() && row.author == actor.person;
    match actor.town() {
        Some(post) if unplaced => post.organisation,
        _ => row.content.town,
    }
}

/// Whether the actor may enter rows of this kind at all: whether the button is shown.
pub fn may_enter(actor: &Actor, kind: &Kind) -> bool {
    let town = actor.town().map_or(Id::NONE, |post| post.organisation);
    write(actor, kind, town).is_ok()
}

/// Verifiers and the head of the office in charge; never somebody who wrote the row since it was last verified.
pub fn verify(
    actor: &Actor,
    kind: &Kind,
    town: Id<Organisation>,
    wrote: bool,
) -> Result<Right<Verify>, Denied> {
    if !held(actor, &VERIFIERS, &kind.verify, kind, town) {
        return denied(
            format!("“{}”由归口科室的核实人或负责人核实。", kind.name),
            Whose::Verifiers,
        );
    }
    if wrote {
        return denied(
            "这条记录的内容或凭证有您录入的，录入人和核实人必须是两个人。",
            Whose::Verifiers,
        );
    }
    Ok(right())
}

/// Whether the actor verifies rows of this kind, of a town or of any.
pub fn may_verify(actor: &Actor, kind: &Kind) -> bool {
    let town = actor.town().map_or(Id::NONE, |post| post.organisation);
    verify(actor, kind, town, false).is_ok()
}

pub fn judge(actor: &Actor, kind: &Kind, town: Id<Organisation>) -> Result<Right<Judge>, Denied> {
    if held(actor, &VERIFIERS, &kind.verify, kind, town) {
        return Ok(right());
    }
    denied(
        format!("“{}”由归口科室的核实人或负责人退回和撤回核实。", kind.name),
        Whose::Verifiers,
    )
}

/// A verified row is made void by those who verify; any other also by those who enter.
pub fn discard(
    actor: &Actor,
    kind: &Kind,
    town: Id<Organisation>,
    state: State,
) -> Result<Right<Discard>, Denied> {
    let verifies = held(actor, &VERIFIERS, &kind.verify, kind, town);
    let enters = held(actor, &ENTERERS, &kind.enter, kind, town);
    if verifies || enters && state != State::Verified {
        return Ok(right());
    }
    if enters {
        return denied("已核实的记录由核实人或科室负责人作废。", Whose::Verifiers);
    }
    denied(
        format!("“{}”不由您的岗位作废。", kind.name),
        Whose::Verifiers,
    )
}

/// Whoever holds a post sees the ledger; town staff see their own town and what they entered themselves.
pub fn see(
    actor: &Actor,
    town: Id<Organisation>,
    author: Id<Person>,
) -> Result<Right<See>, Denied> {
    enter_room(actor)?;
    match actor.sees_only_town() {
        Some(own) if own != town && author != actor.person => {
            denied("这条记录不在您的镇区。", Whose::Nobody)
        }
        _ => Ok(right()),
    }
}

/// Whoever holds a post may open the ledger.
pub fn enter_room(actor: &Actor) -> Result<Right<See>, Denied> {
    if actor.posts.is_empty() {
        return denied(
            "您现在没有任职，台账只对在岗人员开放。",
            Whose::Administrators,
        );
    }
    Ok(right())
}

pub fn keep_kinds(actor: &Actor) -> Result<Right<KeepKinds>, Denied> {
    if actor.has(Role::Administrator) {
        return Ok(right());
    }
    denied("台账类别由系统管理员添加和修改。", Whose::Administrators)
}

/// A right for tests of decisions.
#[cfg(test)]
pub fn given<A>() -> Right<A> {
    right()
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
