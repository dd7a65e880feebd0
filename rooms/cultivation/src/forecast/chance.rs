//! The chance of a stage: what became of the county's firms that stood there on the same day of past years, joined to the
//! stated one ([`crate::prior`]) that weighs as much as ten firms. Pure.

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
    /// Its certificate lasts beyond the year, unless it is revoked or the firm moves out.
    Stays,
    /// Not led by anybody yet.
    Outside,
    /// Of another county still: as many as moved in after the same day of past years.
    Arrives,
}

impl Place {
    pub fn word(self) -> &'static str {
        match self {
            Place::At(stage) => stage.word(),
            Place::RunsOut => "期满、还没申报",
            Place::Unverified => "已认定、证书待核实",
            Place::Stays => "在库（可能撤销、迁出）",
            Place::Outside => "未纳入培育",
            Place::Arrives => "外地迁入",
        }
    }

    /// As the stated chances name it.
    pub fn code(self) -> &'static str {
        match self {
            Place::At(stage) => stage.code(),
            Place::RunsOut => "runs_out",
            Place::Unverified => "unverified",
            Place::Stays => "stays",
            Place::Outside => "outside",
            Place::Arrives => "arrives",
        }
    }

    pub fn from_code(code: &str) -> Option<Place> {
        let others = [
            Place::RunsOut,
            Place::Unverified,
            Place::Stays,
            Place::Outside,
            Place::Arrives,
        ];
        let stages = Stage::ALL.into_iter().map(Place::At);
        stages.chain(others).find(|place| place.code() == code)
    }

    /// Whether a firm of the stage is on its way still: neither recognised nor gone.
    pub fn is_on_the_way(stage: Stage) -> bool {
        !matches!(stage, Stage::Recognised | Stage::Left)
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::prior::{Group, Priors, shipped};

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
        let stated = Priors::default();
        let priors: Vec<i64> = way
            .iter()
            .map(|stage| stated.of(Group::Certificate, stage.code()))
            .collect();
        assert!(priors.windows(2).all(|two| two[0] < two[1]), "{priors:?}");
    }

    #[test]
    fn every_stated_chance_of_a_stage_is_of_a_place() {
        for one in shipped().iter().filter(|one| one.group != Group::Goal) {
            let place = Place::from_code(&one.id).unwrap();
            assert_eq!(place.code(), one.id);
        }
    }
}
