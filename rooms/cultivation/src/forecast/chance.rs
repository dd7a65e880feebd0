//! The chance of a stage: what became of the county's firms that stood there on the same day of past years, joined to a
//! stated prior that weighs as much as ten firms. Pure.

use std::collections::BTreeMap;

use crate::stage::Stage;

use super::SURE;

/// How many firms the prior weighs as much as.
pub const PRIOR_WEIGHT: i64 = 10;

/// Where a firm stands, as far as its chance goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    At(Stage),
    /// Its certificate runs out this year, and no application of the year is there.
    RunsOut,
    /// Recognised; the certificate waits to be verified.
    Unverified,
}

impl Place {
    pub fn word(self) -> &'static str {
        match self {
            Place::At(stage) => stage.word(),
            Place::RunsOut => "期满、还没申报",
            Place::Unverified => "已认定、证书待核实",
        }
    }

    /// Of a certificate by the year's end, in ten-thousandths: guesses, to be confirmed (待核).
    pub fn prior_of_certificate(self) -> i64 {
        match self {
            Place::At(Stage::Lead) => 200,
            Place::At(Stage::Found | Stage::Failed) => 500,
            Place::At(Stage::Pooled) => 1_500,
            Place::At(Stage::Coached) => 2_000,
            Place::At(Stage::Recommended) => 6_500,
            Place::At(Stage::Reviewed) => 7_000,
            Place::At(Stage::Publicised) => 9_700,
            Place::At(Stage::Recognised | Stage::Left) => 0,
            Place::RunsOut => 6_000,
            Place::Unverified => 9_800,
        }
    }

    /// Of a first entry into the pool by the year's end (待核).
    pub fn prior_of_pool(self) -> i64 {
        match self {
            Place::At(Stage::Lead) => 1_000,
            Place::At(Stage::Found) => 4_000,
            Place::At(Stage::Coached) => 3_000,
            _ => 0,
        }
    }
}

/// Firms that stood in a place in past years, and those of them that succeeded.
pub type Learnt = BTreeMap<Place, (i64, i64)>;

/// One more firm of a past year.
pub fn learn(learnt: &mut Learnt, place: Place, succeeded: bool) {
    let (of, held) = learnt.entry(place).or_default();
    *of += 1;
    *held += i64::from(succeeded);
}

/// (successes + prior × 10) ÷ (firms + 10), rounded down; 0 where even the prior is 0 and nobody succeeded.
pub fn chance(prior: i64, (of, held): (i64, i64)) -> i64 {
    (held * SURE + prior * PRIOR_WEIGHT) / (of + PRIOR_WEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_learnt_outweighs_the_prior_in_time() {
        for (prior, of, held, wanted) in [
            (6_500, 0, 0, 6_500),
            (6_500, 10, 10, 8_250),
            (6_500, 10, 0, 3_250),
            (6_500, 990, 495, 5_015),
            (0, 5, 0, 0),
            (200, 1, 1, 1_090),
        ] {
            assert_eq!(chance(prior, (of, held)), wanted, "{prior} {of} {held}");
        }
    }

    #[test]
    fn later_stages_promise_more() {
        let way = [
            Stage::Lead,
            Stage::Found,
            Stage::Pooled,
            Stage::Coached,
            Stage::Recommended,
            Stage::Reviewed,
            Stage::Publicised,
        ];
        let priors: Vec<i64> = way
            .iter()
            .map(|stage| Place::At(*stage).prior_of_certificate())
            .collect();
        assert!(priors.windows(2).all(|two| two[0] < two[1]), "{priors:?}");
    }
}
