//! Where a row is on its way, and which act leads where.

use super::refusal::Refusal;

/// The state of a row. Stored as its short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Draft,
    Submitted,
    Verified,
    Returned,
    Void,
}

/// What is done to a row once it has been entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Submit,
    Verify,
    SendBack,
    Void,
    WithdrawVerification,
    Correct,
    /// A voucher is added. `seen`: the required vouchers were all there before, so a verifier has seen them.
    Prove {
        seen: bool,
    },
    WithdrawVoucher,
}

impl State {
    pub const ALL: [State; 5] = [
        State::Draft,
        State::Submitted,
        State::Verified,
        State::Returned,
        State::Void,
    ];

    pub fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted => "submitted",
            State::Verified => "verified",
            State::Returned => "returned",
            State::Void => "void",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            State::Draft => "草稿",
            State::Submitted => "待核实",
            State::Verified => "已核实",
            State::Returned => "已退回",
            State::Void => "已作废",
        }
    }

    /// The class of its badge.
    pub fn badge(self) -> &'static str {
        match self {
            State::Draft => "badge--draft",
            State::Submitted => "badge--sent",
            State::Verified => "badge--ok",
            State::Returned => "badge--back",
            State::Void => "badge--void",
        }
    }

    /// A living row that was submitted: only such a row claims a once-only key.
    pub fn claims(self) -> bool {
        matches!(self, State::Submitted | State::Verified)
    }

    /// Where an act leads, or why it cannot be done.
    pub fn after(self, act: Act) -> Result<State, Refusal> {
        use State::{Draft, Returned, Submitted, Verified, Void};
        let to = match (act, self) {
            (Act::Submit, Draft | Returned) => Submitted,
            (Act::Verify, Submitted) => Verified,
            (Act::SendBack, Submitted) => Returned,
            (Act::Void, Draft | Submitted | Verified | Returned) => Void,
            (Act::WithdrawVerification, Verified) => Submitted,
            // What a verifier has seen is no longer what stands there.
            (Act::Correct | Act::WithdrawVoucher | Act::Prove { seen: false }, Verified) => {
                Submitted
            }
            (Act::Prove { seen: true }, Verified) => Verified,
            (
                Act::Correct | Act::Prove { .. } | Act::WithdrawVoucher,
                Draft | Submitted | Returned,
            ) => self,
            _ => return Err(Refusal::State { state: self, act }),
        };
        Ok(to)
    }
}

impl Act {
    pub fn word(self) -> &'static str {
        match self {
            Act::Submit => "提交",
            Act::Verify => "核实",
            Act::SendBack => "退回",
            Act::Void => "作废",
            Act::WithdrawVerification => "撤回核实",
            Act::Correct => "更正",
            Act::Prove { .. } => "补凭证",
            Act::WithdrawVoucher => "撤凭证",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every act in every state; `-` is refused.
    const TABLE: [(Act, [&str; 5]); 9] = [
        (Act::Submit, ["submitted", "-", "-", "submitted", "-"]),
        (Act::Verify, ["-", "verified", "-", "-", "-"]),
        (Act::SendBack, ["-", "returned", "-", "-", "-"]),
        (Act::Void, ["void", "void", "void", "void", "-"]),
        (Act::WithdrawVerification, ["-", "-", "submitted", "-", "-"]),
        (
            Act::Correct,
            ["draft", "submitted", "submitted", "returned", "-"],
        ),
        (
            Act::Prove { seen: true },
            ["draft", "submitted", "verified", "returned", "-"],
        ),
        (
            Act::Prove { seen: false },
            ["draft", "submitted", "submitted", "returned", "-"],
        ),
        (
            Act::WithdrawVoucher,
            ["draft", "submitted", "submitted", "returned", "-"],
        ),
    ];

    #[test]
    fn every_act_in_every_state() {
        for (act, expected) in TABLE {
            for (state, expected) in State::ALL.into_iter().zip(expected) {
                let after = state.after(act).map_or("-", State::code);
                assert_eq!(after, expected, "{act:?} in {state:?}");
            }
        }
    }

    #[test]
    fn nothing_leaves_void() {
        for (act, _) in TABLE {
            assert!(State::Void.after(act).is_err());
        }
    }

    #[test]
    fn states_are_read_as_they_are_written() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
    }
}
