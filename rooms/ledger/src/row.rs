//! A row of the ledger: one real event, with all its versions.

pub mod acts;
pub mod check;
pub mod chosen;
pub mod decide;
pub mod enter;
pub mod finding;
pub mod measured;
pub mod once;
pub mod pages;
pub mod reading;
pub mod refusal;
pub mod shown;
pub mod standing;
pub mod state;
pub mod store;
pub mod writers;

use enterprise::door::Firm;
use trail::Who;
use values::{Id, Moment};
use web::{Organisation, Person};

use measured::{Fields, Measured};
use standing::Standing;
use state::State;

/// Marks the ids of rows.
#[derive(Debug)]
pub enum Entry {}

/// One version of a row.
#[derive(Clone, Debug)]
pub struct Row {
    pub entry: Id<Entry>,
    /// FK-2020-0412, given once.
    pub number: String,
    /// The id of its kind.
    pub kind: String,
    /// Who entered it first.
    pub author: Id<Person>,
    /// Counts from 1.
    pub version: i64,
    /// The sequence since which this version is held.
    pub known_from: i64,
    pub content: Content,
    /// Nil where the kind's office does not exist.
    pub office: Id<Organisation>,
    pub measured: Measured,
    pub state: State,
    pub standing: Standing,
    /// Why this version came, who made it, when, and the reason given.
    pub cause: Cause,
    pub actor: Who,
    pub moment: Moment,
    pub reason: String,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub subject: Option<Id<Firm>>,
    /// The town of the subject on the counting day, or the chosen one; nil for none.
    pub town: Id<Organisation>,
    pub fields: Fields,
}

/// A row that a link field leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    pub entry: Id<Entry>,
    pub number: String,
    pub kind: String,
    pub kind_name: String,
    pub void: bool,
    /// Whose it is, after files have been joined.
    pub firm: Option<Id<Firm>>,
}

/// Why a version came to be. Stored as its short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Entered,
    Submitted,
    Corrected,
    Proven,
    Disproven,
    Verified,
    Unverified,
    Returned,
    Voided,
    /// Its once-only key has another holder now.
    Released,
    /// The subject's town on its counting day was corrected.
    Moved,
    /// The subject came to the county or left it: the row holds on other days.
    Bounded,
    /// The subject's file was joined to another, whose row it is now.
    Joined,
    /// The file from which joining took it is one of its own again.
    Parted,
}

impl Cause {
    pub const ALL: [Cause; 14] = [
        Cause::Entered,
        Cause::Submitted,
        Cause::Corrected,
        Cause::Proven,
        Cause::Disproven,
        Cause::Verified,
        Cause::Unverified,
        Cause::Returned,
        Cause::Voided,
        Cause::Released,
        Cause::Moved,
        Cause::Bounded,
        Cause::Joined,
        Cause::Parted,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Cause::Entered => "entered",
            Cause::Submitted => "submitted",
            Cause::Corrected => "corrected",
            Cause::Proven => "proven",
            Cause::Disproven => "disproven",
            Cause::Verified => "verified",
            Cause::Unverified => "unverified",
            Cause::Returned => "returned",
            Cause::Voided => "voided",
            Cause::Released => "released",
            Cause::Moved => "moved",
            Cause::Bounded => "bounded",
            Cause::Joined => "joined",
            Cause::Parted => "parted",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Cause::ALL.into_iter().find(|cause| cause.code() == code)
    }

    /// What the person did.
    pub fn word(self) -> &'static str {
        match self {
            Cause::Entered => "录入",
            Cause::Submitted => "提交",
            Cause::Corrected => "更正",
            Cause::Proven => "补凭证",
            Cause::Disproven => "撤凭证",
            Cause::Verified => "核实",
            Cause::Unverified => "撤回核实",
            Cause::Returned => "退回",
            Cause::Voided => "作废",
            Cause::Released => "防重键换了记录持有，本条重新认定",
            Cause::Moved => "企业镇区更正，随之改镇区",
            Cause::Bounded => "企业迁入迁出或不再存续，随之改起止日",
            Cause::Joined => "企业重复的档案并为一份，随之改记",
            Cause::Parted => "企业档案恢复单独，随之改记回来",
        }
    }

    /// Whether its actor wrote content or vouchers.
    pub fn writes(self) -> bool {
        matches!(
            self,
            Cause::Entered | Cause::Corrected | Cause::Proven | Cause::Disproven
        )
    }
}

impl Row {
    pub fn path(&self) -> String {
        path(self.entry)
    }

    /// Who sent it back, when and why; or that it has been changed since.
    pub fn returned_by(&self) -> String {
        if self.cause == Cause::Returned {
            format!(
                "{} {} 退回：{}",
                self.actor.name,
                self.moment.spoken(),
                self.reason
            )
        } else {
            "退回后改过，还没有重新提交".to_owned()
        }
    }
}

/// `/ledger/rows/{id}`
pub fn path(entry: Id<Entry>) -> String {
    format!("/ledger/rows/{entry}")
}

#[cfg(test)]
mod tests {
    use super::Cause;

    #[test]
    fn causes_are_read_as_they_are_written() {
        for cause in Cause::ALL {
            assert_eq!(Cause::from_code(cause.code()), Some(cause));
        }
    }
}
