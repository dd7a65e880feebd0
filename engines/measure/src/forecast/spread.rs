//! How far a range reaches to both sides of its middle.

use values::{Day, Period};

use super::amounts::{part, root_of_months};
use super::estimates::{At, Beside, Miss};
use super::{Given, Source};
use crate::exact::Exact;

/// The unevenness of a month, 8/5 times: about four fifths of all sums lie so near, were they scattered like a bell.
const UNEVEN: (i128, i128) = (8, 5);
/// The misses of past years are few: twice their mean.
const MISSED: i128 = 2;
/// A fifth of what is still to come is never sure.
const FIFTH: i128 = 5;
/// Nor is half a month of a flow: rows are entered late.
const HALF_MONTH: i128 = 15;

/// The reach to each side, and what it is from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spread {
    pub(super) half: i128,
    pub(super) source: Source,
    /// The mean that it is made of, in ticks.
    pub(super) of: i128,
}

/// What still comes in the middle, and by each estimate that the range must reach.
pub(super) struct Rests<'a> {
    pub(super) value: i128,
    pub(super) middle: i128,
    pub(super) reached: &'a [i128],
    pub(super) years: &'a [Beside],
    pub(super) misses: &'a [Miss],
}

/// The widest of what speaks for doubt. Fewer than two past years widen it: a flow by half, a level, whose one
/// change may have been any, to twice.
pub(super) fn spread(given: &Given, at: &At, rests: &Rests) -> Spread {
    let total = rests.value + rests.middle;
    let mut all = Vec::new();
    if let Some(missed) = at.missed_by(total, rests.misses) {
        all.push((Source::Missed, missed, missed * MISSED));
    }
    let far = rests.reached.iter().map(|rest| (rest - rests.middle).abs());
    if let Some(far) = far.max() {
        all.push((Source::Apart, far, far));
    }
    if let Some(uneven) = unevenness(given, at) {
        let days = match rests.years {
            [] => at.left * (at.left + at.gone) / at.gone.max(1),
            _ => at.left,
        };
        let half = part(uneven * UNEVEN.0, root_of_months(days), UNEVEN.1 * 100);
        all.push((Source::Uneven, uneven, half));
    }
    let rest = rests.middle.abs();
    all.push((Source::Fifth, rest, part(rest, 1, FIFTH)));
    let (source, of, half) =
        all.into_iter()
            .max_by_key(|(_, _, half)| *half)
            .unwrap_or((Source::Fifth, 0, 0));
    let half = match (rests.years.len() < 2, at.nature.is_level()) {
        (false, _) => half,
        (true, false) => half * 3 / 2,
        (true, true) => half * 2,
    };
    let least = part(total.abs(), HALF_MONTH, at.left + at.gone);
    if !at.nature.is_level() && half < least {
        return Spread {
            half: least,
            source: Source::HalfMonth,
            of: least,
        };
    }
    Spread { half, source, of }
}

/// By how much a month differs, in the mean: from the same month of the other years, or, without them, from
/// this year's other months. `None` where nothing can be compared.
fn unevenness(given: &Given, at: &At) -> Option<i128> {
    let mut years: Vec<[Option<i128>; 12]> = given
        .past
        .iter()
        .map(|season| {
            let ends = season.ends.iter().map(|(day, value)| (*day, Some(*value)));
            moves(at, season.period, ends)
        })
        .collect();
    years.push(moves(at, given.period, given.series.iter().copied()));
    let groups: Vec<Vec<i128>> = if given.past.is_empty() {
        years
            .iter()
            .map(|months| months.iter().flatten().copied().collect())
            .collect()
    } else {
        (0..12)
            .map(|month| {
                years
                    .iter()
                    .filter_map(|months| *months.get(month)?)
                    .collect()
            })
            .collect()
    };
    let (mut apart, mut free) = (0, 0);
    for group in groups {
        let count = i128::try_from(group.len()).unwrap_or(0);
        if count < 2 {
            continue;
        }
        let sum: i128 = group.iter().sum();
        apart += part(
            group.iter().map(|one| (one * count - sum).abs()).sum(),
            1,
            count,
        );
        free += count - 1;
    }
    (free > 0).then(|| part(apart, 1, free))
}

/// What each whole month brought. A level's first month is not known: it begins somewhere.
fn moves(
    at: &At,
    period: Period,
    ends: impl Iterator<Item = (Day, Option<Exact>)>,
) -> [Option<i128>; 12] {
    let mut moves = [None; 12];
    let mut before = (!at.nature.is_level()).then_some((0, 0));
    for (day, value) in ends.filter(|(day, _)| *day == day.last_of_month() && period.holds(*day)) {
        let month = day.month();
        let value = value.map(|value| at.ticks.in_ticks(value));
        if let (Some((last, then)), Some(now)) = (before, value)
            && last + 1 == month
            && let Some(slot) = usize::try_from(month - 1)
                .ok()
                .and_then(|at| moves.get_mut(at))
        {
            *slot = Some(now - then);
        }
        before = value.map(|now| (month, now));
    }
    moves
}
