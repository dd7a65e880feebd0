//! From what is known of the county to its candidates. Pure.

use std::collections::HashMap;

use criteria::county::Successes;
use enterprise::door::Firm;
use values::{Day, Fen, Id};

use super::{Aside, Candidate, County, chance};
use crate::batch::Batch;
use crate::forecast::chance::{Learnt, Place};
use crate::forecast::increase::OnTheWay;
use crate::forecast::making::{Given, chance_of};
use crate::forecast::of_million;
use crate::prior::Group;
use crate::stage::Stage;
use crate::verdict::{Judged, Verdict, Verdicts};

/// What the county can do for its net increase.
pub fn county(given: &Given<'_>, verdicts: &Verdicts) -> County {
    let whole = given.whole_year();
    let learnt = given.learnt_of_certificates();
    let weigh = Weigh {
        given,
        learnt: &learnt,
        closes: closes(given),
    };
    let mut aside = Aside::default();
    let mut candidates = Vec::new();
    let mut on_the_way: HashMap<Id<Firm>, OnTheWay> = given
        .on_the_way(&whole)
        .into_iter()
        .map(|one| (one.firm, one))
        .collect();
    let left = |firm: &Id<Firm>| {
        let last = given.courses.get(firm).and_then(|steps| steps.last());
        last.is_some_and(|step| step.stage == Stage::Left)
    };
    let is_open = given.is_open(None);
    for firm in verdicts.nearest() {
        let way = match on_the_way.remove(firm) {
            Some(way) => way,
            None if whole.closing.contains(firm) || left(firm) => continue,
            None => OnTheWay {
                firm: *firm,
                place: Place::Outside,
                is_open,
            },
        };
        candidates.extend(weigh.candidate(&way, verdicts.of(*firm), &mut aside));
    }
    // Firms that nobody judged stand behind, in the order of their ids.
    let mut rest: Vec<OnTheWay> = on_the_way.into_values().collect();
    rest.sort_by_key(|one| one.firm);
    for way in rest {
        candidates.extend(weigh.candidate(&way, Judged::default(), &mut aside));
    }
    let certain = whole.increase();
    let staying = whole.closing.len();
    let offset = certain - i64::try_from(staying).unwrap_or(i64::MAX);
    let arrivals = learnt
        .get(&Place::Arrives)
        .map_or(0, |(_, arrived)| *arrived);
    let trials = |place: Place, many: usize| std::iter::repeat_n(of_million(weigh.of(place)), many);
    let stay = trials(Place::Stays, staying);
    let arrive = trials(Place::Arrives, usize::try_from(arrivals).unwrap_or(0));
    let given = Successes::of(stay.chain(arrive));
    County::new((certain, offset), given, candidates, aside)
}

fn closes(given: &Given<'_>) -> Option<Day> {
    let year = i64::from(given.today.year());
    let of_year = given.batches.iter().filter(|one| one.year == year);
    of_year.filter_map(Batch::closes).max()
}

struct Weigh<'a> {
    given: &'a Given<'a>,
    learnt: &'a Learnt,
    /// The last day on which the county takes applications this year, where it is known.
    closes: Option<Day>,
}

impl Weigh<'_> {
    /// The chance of a place, stated and learnt.
    fn of(&self, place: Place) -> i64 {
        let prior = self.given.priors.of(Group::Certificate, place.code());
        let past = self.learnt.get(&place).copied().unwrap_or_default();
        chance_of(place, prior, past)
    }

    fn act(&self, id: &str) -> i64 {
        self.given.priors.of(Group::Goal, id)
    }

    /// The firm as it could be chosen; none where it cannot be, and why.
    fn candidate(&self, way: &OnTheWay, judged: Judged, aside: &mut Aside) -> Option<Candidate> {
        if !way.is_open {
            aside.closed += 1;
            return None;
        }
        let is_settled = match way.place {
            Place::At(stage) => stage.is_applied(),
            Place::Unverified => true,
            _ => false,
        };
        if is_settled {
            return Some(Candidate {
                firm: way.firm,
                place: way.place,
                clauses: Vec::new(),
                changes: Vec::new(),
                is_correction: false,
                cost: Fen(0),
                last_day: None,
                chance: of_million(self.of(way.place)),
            });
        }
        // One whose certificate runs out applies again, whatever is known of its facts.
        let must_apply = way.place == Place::RunsOut;
        match judged.verdict {
            Verdict::Unknown if !must_apply => {
                aside.unknown += 1;
                return None;
            }
            Verdict::Fail if judged.road.is_none() => {
                aside.stuck += 1;
                return None;
            }
            _ => {}
        }
        let fails = judged.verdict == Verdict::Fail;
        let is_correction = fails && judged.road.as_ref().is_some_and(|road| !road.in_time);
        let turned = self.act(if is_correction { "corrected" } else { "turned" });
        let acts = judged.failing.iter().map(|_| turned);
        let stage = match must_apply {
            true => self.of(way.place),
            false => self.of(Place::At(Stage::Recommended)),
        };
        let taken_in = (way.place == Place::Outside).then(|| self.act("taken_in"));
        let (changes, cost, last_day) = judged.road.map_or_else(
            || (Vec::new(), Fen(0), None),
            |road| (road.changes, road.cost.unwrap_or_default(), road.last_day),
        );
        Some(Candidate {
            firm: way.firm,
            place: way.place,
            chance: chance(stage, acts.chain(taken_in)),
            clauses: judged.failing,
            changes,
            is_correction,
            cost,
            // Books are corrected, and marks asked for, before the firm applies.
            last_day: last_day.filter(|_| fails && !is_correction).or(self.closes),
        })
    }
}
