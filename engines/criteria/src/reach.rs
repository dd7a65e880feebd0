//! The reach of the points over everything that is open.

use values::Day;

use crate::criterion::{Criterion, Grade, Points};
use crate::fact::{Facts, SlotId};
use crate::row::Row;
use crate::worlds::{Atom, Search};

/// Least and most of the low end and of the high end, over all worlds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    pub low: (i64, i64),
    pub high: (i64, i64),
    /// Of each part: the low and the high end over all worlds.
    pub parts: Vec<Reach>,
    pub turning: Vec<SlotId>,
}

/// Some items that share missing facts, with their grades in each world.
struct Group {
    /// `(part, item)`
    items: Vec<(usize, usize)>,
    worlds: Vec<Vec<Grade>>,
}

/// The reach of all points of a criterion.
pub(crate) fn of(criterion: &Criterion, facts: &Facts, day: Day, row: &Row) -> Reach {
    let mut fixed: Vec<Grade> = vec![(0, 0); criterion.parts.len()];
    let mut open: Vec<((usize, usize), Vec<SlotId>)> = Vec::new();
    let mut slots = Vec::new();
    for (at, part) in criterion.parts.iter().enumerate() {
        for (number, item) in part.items.iter().enumerate() {
            slots.clear();
            if !matches!(item.points, Points::Mark { .. }) {
                item.points.slots(&mut slots);
            }
            slots.retain(|slot| !row.known(*slot));
            if slots.is_empty() {
                let grade = item.points.grade(row);
                fixed[at].0 += grade.0;
                fixed[at].1 += grade.1;
            } else {
                slots.sort_unstable();
                slots.dedup();
                open.push(((at, number), slots.clone()));
            }
        }
    }
    let mut turning = Vec::new();
    let groups = groups(criterion, facts, day, row, open, &mut turning);
    let mut reach = together(criterion, &fixed, &groups);
    reach.turning = turning;
    reach
}

fn groups(
    criterion: &Criterion,
    facts: &Facts,
    day: Day,
    row: &Row,
    mut open: Vec<((usize, usize), Vec<SlotId>)>,
    turning: &mut Vec<SlotId>,
) -> Vec<Group> {
    let mut groups = Vec::new();
    while let Some((item, mut missing)) = open.pop() {
        let mut items = vec![item];
        while let Some(at) = open
            .iter()
            .position(|(_, slots)| slots.iter().any(|slot| missing.contains(slot)))
        {
            let (more, slots) = open.remove(at);
            items.push(more);
            missing.extend(slots);
            missing.sort_unstable();
            missing.dedup();
        }
        let points = items
            .iter()
            .map(|(part, item)| &criterion.parts[*part].items[*item].points);
        let atoms: Vec<Atom<'_>> = points.map(Atom::Points).collect();
        let search = Search {
            atoms: &atoms,
            facts,
            day,
        };
        let worlds = search.worlds(row, &missing);
        turning.extend(worlds.turning);
        groups.push(Group {
            items,
            worlds: worlds.answers,
        });
    }
    groups
}

/// Parts that share a group are reckoned together, since their caps see the same world; the others are free of each other.
fn together(criterion: &Criterion, fixed: &[Grade], groups: &[Group]) -> Reach {
    let mut family: Vec<usize> = (0..fixed.len()).collect();
    for group in groups {
        let first = family[group.items[0].0];
        for (part, _) in &group.items {
            let old = family[*part];
            family
                .iter_mut()
                .for_each(|one| *one = if *one == old { first } else { *one });
        }
    }
    let mut all = Reach {
        parts: vec![Reach::default(); fixed.len()],
        ..Reach::default()
    };
    for head in 0..fixed.len() {
        let parts: Vec<usize> = (0..fixed.len())
            .filter(|part| family[*part] == head)
            .collect();
        if parts.is_empty() {
            continue;
        }
        let of_family: Vec<&Group> = groups
            .iter()
            .filter(|group| parts.contains(&group.items[0].0))
            .collect();
        let mut walk = Walk {
            criterion,
            parts: &parts,
            total: None,
            each: vec![None; fixed.len()],
        };
        walk.through(&of_family, &mut fixed.to_vec());
        let Some((low, high)) = walk.total else {
            continue;
        };
        all.low = (all.low.0 + low.0, all.low.1 + low.1);
        all.high = (all.high.0 + high.0, all.high.1 + high.1);
        for part in parts.iter().copied() {
            let (low, high) = walk.each[part].unwrap_or_default();
            all.parts[part].low = low;
            all.parts[part].high = high;
        }
    }
    all
}

type Ends = ((i64, i64), (i64, i64));

struct Walk<'a> {
    criterion: &'a Criterion,
    parts: &'a [usize],
    total: Option<Ends>,
    each: Vec<Option<Ends>>,
}

impl Walk<'_> {
    fn through(&mut self, groups: &[&Group], sums: &mut Vec<Grade>) {
        let Some((group, rest)) = groups.split_first() else {
            self.arrive(sums);
            return;
        };
        for world in &group.worlds {
            let kept = sums.clone();
            for ((part, _), grade) in group.items.iter().zip(world) {
                sums[*part].0 += grade.0;
                sums[*part].1 += grade.1;
            }
            self.through(rest, sums);
            *sums = kept;
        }
    }

    fn arrive(&mut self, sums: &[Grade]) {
        let (mut low, mut high) = (0, 0);
        for part in self.parts {
            let max = self.criterion.parts[*part].max;
            let capped = (sums[*part].0.min(max), sums[*part].1.min(max));
            widen(&mut self.each[*part], capped);
            low += capped.0;
            high += capped.1;
        }
        widen(&mut self.total, (low, high));
    }
}

fn widen(ends: &mut Option<Ends>, (low, high): Grade) {
    *ends = Some(match *ends {
        None => ((low, low), (high, high)),
        Some((lows, highs)) => (
            (lows.0.min(low), lows.1.max(low)),
            (highs.0.min(high), highs.1.max(high)),
        ),
    });
}
