//! What a row is worth as evidence, decided once when a version is saved.

use std::collections::BTreeSet;

use measure::kind::Kind;

use super::state::State;

/// The first that holds, in this order. Stored as its short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Void,
    Draft,
    Returned,
    Unproven,
    Waiting,
    Double,
    Good,
}

impl Standing {
    pub const ALL: [Standing; 7] = [
        Standing::Void,
        Standing::Draft,
        Standing::Returned,
        Standing::Unproven,
        Standing::Waiting,
        Standing::Double,
        Standing::Good,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Standing::Void => "void",
            Standing::Draft => "draft",
            Standing::Returned => "returned",
            Standing::Unproven => "unproven",
            Standing::Waiting => "waiting",
            Standing::Double => "double",
            Standing::Good => "good",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Standing::ALL
            .into_iter()
            .find(|standing| standing.code() == code)
    }

    /// Why a row is not counted, as the screen says it; a good row counts where its kind is asked for.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Void => "作废",
            Standing::Draft => "草稿",
            Standing::Returned => "已退回",
            Standing::Unproven => "缺凭证",
            Standing::Waiting => "待核实",
            Standing::Double => "重复",
            Standing::Good => "计入",
        }
    }

    /// Decides. `proven`: every required voucher is there; `held_by_other`: another living row,
    /// submitted before, holds the same once-only key.
    pub fn of(state: State, proven: bool, held_by_other: bool) -> Standing {
        match state {
            State::Void => Standing::Void,
            State::Draft => Standing::Draft,
            State::Returned => Standing::Returned,
            State::Submitted | State::Verified if !proven => Standing::Unproven,
            State::Submitted => Standing::Waiting,
            State::Verified if held_by_other => Standing::Double,
            State::Verified => Standing::Good,
        }
    }
}

/// The names of the required vouchers that are not there.
pub fn missing<'k>(kind: &'k Kind, there: &BTreeSet<String>) -> Vec<&'k str> {
    kind.vouchers
        .iter()
        .filter(|voucher| voucher.required && !there.contains(&voucher.id))
        .map(|voucher| voucher.name.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_holds() {
        use Standing as S;
        for (state, proven, other, expected) in [
            (State::Void, true, true, S::Void),
            (State::Void, false, false, S::Void),
            (State::Draft, true, true, S::Draft),
            (State::Draft, false, false, S::Draft),
            (State::Returned, false, true, S::Returned),
            (State::Returned, true, false, S::Returned),
            (State::Submitted, false, false, S::Unproven),
            (State::Submitted, false, true, S::Unproven),
            (State::Submitted, true, false, S::Waiting),
            (State::Submitted, true, true, S::Waiting),
            (State::Verified, false, false, S::Unproven),
            (State::Verified, false, true, S::Unproven),
            (State::Verified, true, true, S::Double),
            (State::Verified, true, false, S::Good),
        ] {
            assert_eq!(
                S::of(state, proven, other),
                expected,
                "{state:?} {proven} {other}"
            );
        }
    }

    #[test]
    fn good_only_when_everything_holds() {
        for state in State::ALL {
            for (proven, other) in [(true, true), (true, false), (false, true), (false, false)] {
                let good = Standing::of(state, proven, other) == Standing::Good;
                assert_eq!(good, state == State::Verified && proven && !other);
            }
        }
    }

    #[test]
    fn standings_are_read_as_they_are_written() {
        for standing in Standing::ALL {
            assert_eq!(Standing::from_code(standing.code()), Some(standing));
        }
    }
}
