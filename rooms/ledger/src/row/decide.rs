//! The acts on a row as decisions: the present version and a right in, the change or a refusal out.

use super::refusal::Refusal;
use super::state::{Act, State};
use super::{Cause, Content, Row};
use crate::access::{Discard, Judge, Right, Verify, Write};

/// What the next version differs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub state: State,
    pub cause: Cause,
    pub reason: String,
    /// `None`: the content stays.
    pub content: Option<Content>,
}

impl Change {
    fn of(row: &Row, act: Act, cause: Cause, reason: &str) -> Result<Change, Refusal> {
        Ok(Change {
            state: row.state.after(act)?,
            cause,
            reason: reason.trim().to_owned(),
            content: None,
        })
    }
}

fn said(act: Act, reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() {
        Err(Refusal::ReasonMissing(act))
    } else {
        Ok(())
    }
}

impl Row {
    pub fn submit(&self, _: &Right<Write>) -> Result<Change, Refusal> {
        Change::of(self, Act::Submit, Cause::Submitted, "")
    }

    pub fn verify(&self, _: &Right<Verify>) -> Result<Change, Refusal> {
        Change::of(self, Act::Verify, Cause::Verified, "")
    }

    pub fn send_back(&self, _: &Right<Judge>, reason: &str) -> Result<Change, Refusal> {
        let change = Change::of(self, Act::SendBack, Cause::Returned, reason)?;
        said(Act::SendBack, reason)?;
        Ok(change)
    }

    pub fn withdraw_verification(&self, _: &Right<Judge>, reason: &str) -> Result<Change, Refusal> {
        let change = Change::of(self, Act::WithdrawVerification, Cause::Unverified, reason)?;
        said(Act::WithdrawVerification, reason)?;
        Ok(change)
    }

    pub fn void(&self, _: &Right<Discard>, reason: &str) -> Result<Change, Refusal> {
        let change = Change::of(self, Act::Void, Cause::Voided, reason)?;
        said(Act::Void, reason)?;
        Ok(change)
    }

    /// New content. Only a draft may be changed without a reason; `submit` hands a draft or a
    /// returned row in with the same act.
    pub fn correct(
        &self,
        _: &Right<Write>,
        content: Content,
        reason: &str,
        submit: bool,
    ) -> Result<Change, Refusal> {
        let mut change = Change::of(self, Act::Correct, Cause::Corrected, reason)?;
        if self.state != State::Draft {
            said(Act::Correct, reason)?;
        }
        if submit && matches!(change.state, State::Draft | State::Returned) {
            change.state = State::Submitted;
        }
        change.content = Some(content);
        Ok(change)
    }

    /// A voucher more. `seen`: the required ones were all there before.
    pub fn prove(&self, _: &Right<Write>, seen: bool) -> Result<Change, Refusal> {
        Change::of(self, Act::Prove { seen }, Cause::Proven, "")
    }

    pub fn withdraw_voucher(&self, _: &Right<Write>, reason: &str) -> Result<Change, Refusal> {
        let change = Change::of(self, Act::WithdrawVoucher, Cause::Disproven, reason)?;
        said(Act::WithdrawVoucher, reason)?;
        Ok(change)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::access::given;
    use crate::kind::shipped;
    use crate::row::measured::{Fields, Measured};
    use crate::row::standing::Standing;
    use trail::Who;
    use values::{Id, Moment};

    fn row(state: State) -> Row {
        let content = Content {
            subject: None,
            town: Id::NONE,
            fields: Fields::new(),
        };
        Row {
            entry: Id::NONE,
            number: "FK-2020-0001".to_owned(),
            kind: "payment".to_owned(),
            author: Id::NONE,
            version: 1,
            known_from: 1,
            measured: Measured::of(shipped().get("payment").unwrap(), &content.fields),
            content,
            office: Id::NONE,
            state,
            standing: Standing::Draft,
            cause: Cause::Entered,
            actor: Who::program(),
            moment: Moment::default(),
            reason: String::new(),
        }
    }

    #[test]
    fn acts_that_take_something_away_want_a_reason() {
        for (state, act) in [
            (State::Submitted, "back"),
            (State::Verified, "withdraw"),
            (State::Submitted, "void"),
            (State::Submitted, "correct"),
            (State::Submitted, "paper"),
        ] {
            let row = row(state);
            let with = |reason: &str| match act {
                "back" => row.send_back(&given(), reason),
                "withdraw" => row.withdraw_verification(&given(), reason),
                "void" => row.void(&given(), reason),
                "correct" => row.correct(&given(), row.content.clone(), reason, false),
                _ => row.withdraw_voucher(&given(), reason),
            };
            assert!(
                matches!(with("  "), Err(Refusal::ReasonMissing(_))),
                "{act}"
            );
            assert_eq!(
                with(" 发票抬头不一致 ").unwrap().reason,
                "发票抬头不一致",
                "{act}"
            );
        }
    }

    #[test]
    fn a_correction_hands_in_what_was_not_handed_in() {
        for (state, submit, to) in [
            (State::Draft, false, State::Draft),
            (State::Draft, true, State::Submitted),
            (State::Returned, false, State::Returned),
            (State::Returned, true, State::Submitted),
            (State::Submitted, false, State::Submitted),
            (State::Verified, false, State::Submitted),
            (State::Verified, true, State::Submitted),
        ] {
            let row = row(state);
            let change = row
                .correct(&given(), row.content.clone(), "理由", submit)
                .unwrap();
            assert_eq!(change.state, to, "{state:?} {submit}");
        }
        let draft = row(State::Draft);
        assert!(
            draft
                .correct(&given(), draft.content.clone(), "", false)
                .is_ok()
        );
        assert!(
            row(State::Void)
                .correct(&given(), draft.content.clone(), "理由", false)
                .is_err()
        );
    }

    #[test]
    fn a_paper_that_nobody_has_seen_asks_for_eyes() {
        assert_eq!(
            row(State::Verified).prove(&given(), true).unwrap().state,
            State::Verified
        );
        assert_eq!(
            row(State::Verified).prove(&given(), false).unwrap().state,
            State::Submitted
        );
    }
}
