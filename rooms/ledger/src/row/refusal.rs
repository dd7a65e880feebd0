//! Why the ledger did not do what was asked. Carries the facts; worded for the person.

use std::fmt;

use web::Complaints;

use super::Row;
use super::state::{Act, State};
use crate::voucher::FileRefusal;

#[derive(Debug)]
pub enum Refusal {
    NoSuchRow,
    NoSuchKind(String),
    NoSuchFirm,
    NoSuchVoucher,
    /// The person may not do this: why, and who can.
    Denied {
        why: String,
        who_can: String,
    },
    /// The act cannot be done in this state.
    State {
        state: State,
        act: Act,
    },
    /// The content is not whole or not right.
    Content(Complaints),
    ReasonMissing(Act),
    /// Somebody was there first: the version that was looked at is no longer the newest.
    Moved {
        number: String,
        name: String,
        time: String,
        word: &'static str,
    },
    File(FileRefusal),
    Store(store::Error),
}

impl Refusal {
    /// The row has been changed since the person looked at it.
    pub fn moved(row: &Row) -> Self {
        Refusal::Moved {
            number: row.number.clone(),
            name: row.actor.name.clone(),
            time: row.moment.spoken(),
            word: row.cause.word(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoSuchRow => write!(f, "没有这条台账记录"),
            Refusal::NoSuchKind(kind) => write!(f, "没有台账类别“{kind}”"),
            Refusal::NoSuchFirm => write!(f, "企业库里没有这家企业，请先登记企业"),
            Refusal::NoSuchVoucher => write!(f, "没有这份凭证，或它已经撤下"),
            Refusal::Denied { why, who_can } if who_can.is_empty() => write!(f, "{why}"),
            Refusal::Denied { why, who_can } => write!(f, "{why}{who_can}能办"),
            Refusal::State { state, act } => {
                write!(f, "这条记录现在是“{}”，不能{}", state.word(), act.word())
            }
            Refusal::Content(complaints) => {
                let all: Vec<String> = complaints
                    .0
                    .iter()
                    .map(|one| format!("{}：{}", one.label, one.reason))
                    .collect();
                write!(f, "{}", all.join("；"))
            }
            Refusal::ReasonMissing(act) => write!(f, "{}要写明理由，对方会看到", act.word()),
            Refusal::Moved {
                number,
                name,
                time,
                word,
            } => {
                write!(
                    f,
                    "您打开 {number} 以后，{name} {time} {word}过，请先看最新内容"
                )
            }
            Refusal::File(refusal) => write!(f, "{refusal}"),
            Refusal::Store(error) => write!(f, "没有存上：{error}"),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Self {
        Refusal::Store(error)
    }
}

impl From<FileRefusal> for Refusal {
    fn from(refusal: FileRefusal) -> Self {
        Refusal::File(refusal)
    }
}

impl From<Refusal> for web::Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NoSuchRow | Refusal::NoSuchKind(_) | Refusal::NoSuchVoucher => {
                web::Error::NotFound
            }
            Refusal::Denied { why, who_can } => web::Error::forbidden(why, who_can),
            Refusal::Store(error) => error.into(),
            Refusal::State { state, act } => web::Error::refused(
                Refusal::State { state, act }.to_string() + "。",
                way_out(state),
            ),
            other => {
                web::Error::refused(other.to_string() + "。", "回到这条记录，按提示改好再办。")
            }
        }
    }
}

fn way_out(state: State) -> &'static str {
    match state {
        State::Draft => "先由录入人提交，再核实。",
        State::Submitted => "等核实人核实；内容有误的，可以更正、退回或作废。",
        State::Verified => "内容有误的，可以更正（须重新核实）、撤回核实或作废。",
        State::Returned => "由录入人改好后重新提交。",
        State::Void => "作废的记录不再变动；确有其事的，复制一条重新登记。",
    }
}
