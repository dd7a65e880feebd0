//! Points to be earned: the cheapest sets of steps that bring the low end far enough.

use super::options::Step;
use super::walk::Walk;
use crate::criterion::Points;
use crate::fact::SlotId;
use crate::firm::UNKNOWN;
use crate::row::Row;
use crate::worlds::Atom;

/// How many sets are kept for each number of points.
const KEPT: usize = 3;
/// Gains above this are not told apart.
const MOST_GAIN: i64 = 200;

/// One way to earn points.
struct Lever {
    step: Step,
    gain: i64,
    cost: i128,
}

impl Walk<'_> {
    /// Sets of steps after which the low end is at least so much, as far as the steps do not disturb each other.
    pub fn earning(&self, row: &Row, part: Option<usize>, least: i64) -> Vec<Step> {
        let needed = least - self.watch.low(row, part);
        if needed <= 0 {
            return Vec::new();
        }
        let mut key: Vec<i64> = self
            .watch
            .pointed
            .iter()
            .map(|slot| row.values[slot.at()])
            .collect();
        key.push(part.map_or(-1, |part| part as i64));
        if let Some(known) = self.earned.borrow().get(&key) {
            return known.clone();
        }
        let levers = self.levers(row, part);
        let mut sets = best_sets(&levers, needed.min(MOST_GAIN));
        if sets.is_empty() {
            // All that there is, in the hope that further steps show behind it.
            sets.extend(greatest(&levers));
        }
        self.earned.borrow_mut().insert(key, sets.clone());
        sets
    }

    /// Levers in groups of which one is taken.
    fn levers(&self, row: &Row, part: Option<usize>) -> Vec<Vec<Lever>> {
        let items = self.watch.program.criterion.parts.iter().enumerate();
        let items = items
            .filter(|(at, _)| part.is_none_or(|part| part == *at))
            .flat_map(|(_, part)| &part.items);
        let mut groups: Vec<(Vec<SlotId>, Vec<&Points>)> = Vec::new();
        for item in items {
            let mut slots = Vec::new();
            item.points.slots(&mut slots);
            let mut points = vec![&item.points];
            while let Some(at) = groups
                .iter()
                .position(|group| group.0.iter().any(|slot| slots.contains(slot)))
            {
                let group = groups.remove(at);
                slots.extend(group.0);
                points.extend(group.1);
            }
            slots.sort_unstable();
            slots.dedup();
            groups.push((slots, points));
        }
        groups
            .into_iter()
            .map(|(slots, points)| self.group(row, &slots, &points))
            .collect()
    }

    fn group(&self, row: &Row, slots: &[SlotId], points: &[&Points]) -> Vec<Lever> {
        let now = self.cost(row);
        let lows = |row: &Row| points.iter().map(|points| points.grade(row).0).sum::<i64>();
        let known = slots
            .iter()
            .all(|slot| row.known(*slot) || matches!(points, [Points::Mark { .. }]));
        let low = if known { lows(row) } else { 0 };
        let mut steps: Vec<Step> = Vec::new();
        for slot in slots {
            steps.extend(
                self.rungs(row, *slot, points)
                    .into_iter()
                    .map(|value| vec![(*slot, value)]),
            );
        }
        for points in points {
            if let Points::Growth(growth) = points {
                steps.extend(self.grounded(row, growth.of, points));
            }
        }
        let mut levers = Vec::new();
        for step in steps {
            let mut after = row.clone();
            step.iter()
                .for_each(|(slot, value)| after.values[slot.at()] = *value);
            let gain = lows(&after) - low;
            if gain > 0 {
                levers.push(Lever {
                    gain: gain.min(MOST_GAIN),
                    cost: self.cost(&after) - now,
                    step,
                });
            }
        }
        levers
    }

    /// Values of one column at which a grade begins.
    fn rungs(&self, row: &Row, slot: SlotId, points: &[&Points]) -> Vec<i64> {
        let (up, down) = self.onward(slot, row);
        let (least, greatest) = self.span(slot);
        let now = row.values[slot.at()];
        if let [Points::Mark { least, most, .. }] = points {
            let from = if now == UNKNOWN { *least } else { now };
            return if up {
                (from + 1..=*most).collect()
            } else {
                Vec::new()
            };
        }
        let atoms: Vec<Atom<'_>> = points.iter().map(|points| Atom::Points(points)).collect();
        let mut row = row.clone();
        let mut values = Vec::new();
        if up && now < greatest {
            let from = if now == UNKNOWN { least } else { now + 1 };
            let stretches = self.stretches(&atoms, slot, &mut row, (from, greatest));
            values.extend(stretches.into_iter().map(|stretch| stretch.0));
        }
        if down && now != UNKNOWN && now > least {
            let stretches = self.stretches(&atoms, slot, &mut row, (least, now - 1));
            values.extend(stretches.into_iter().map(|stretch| stretch.1));
        }
        values
    }

    /// Where the first years give no ground to grow from: they are lifted just enough, and the last year with them.
    fn grounded(&self, row: &Row, of: [SlotId; 3], points: &Points) -> Vec<Step> {
        let [n1, n2, n3] = of.map(|slot| row.values[slot.at()]);
        if [n1, n2, n3].contains(&UNKNOWN) || (n1 >= 0 && n2 > 0) {
            return Vec::new();
        }
        let lifted: Step = [(of[0], n1.max(0)), (of[1], n2.max(1))]
            .into_iter()
            .filter(|(slot, value)| row.values[slot.at()] != *value)
            .collect();
        if lifted.iter().any(|(slot, _)| !self.ways(*slot).0) {
            return Vec::new();
        }
        let mut after = row.clone();
        lifted
            .iter()
            .for_each(|(slot, value)| after.values[slot.at()] = *value);
        let mut steps = vec![lifted.clone()];
        for value in self.rungs(&after, of[2], &[points]) {
            let mut step = lifted.clone();
            step.push((of[2], value));
            steps.push(step);
        }
        steps
    }
}

/// The cost of a set, and its levers: eight bits a group, 0 for none.
type Set = (i128, u128);

/// The groups and the levers a group that a set can hold.
const GROUPS: usize = 16;
const LEVERS: usize = 255;

/// The cheapest sets, at most one lever a group, that gain at least so much.
fn best_sets(groups: &[Vec<Lever>], needed: i64) -> Vec<Step> {
    let needed = usize::try_from(needed).unwrap_or(0);
    const NONE: Set = (i128::MAX, 0);
    // By points gained, all above the needed ones together.
    let mut best = vec![[NONE; KEPT]; needed + 1];
    best[0][0] = (0, 0);
    let mut filled: Vec<&Vec<Lever>> = groups.iter().filter(|levers| !levers.is_empty()).collect();
    // The cheapest points first, so that a full set is soon known and dearer beginnings are dropped.
    filled.sort_by_key(|levers| cheapest(levers));
    filled.truncate(GROUPS);
    let mut next = best.clone();
    for (group, levers) in filled.iter().enumerate() {
        next.clone_from(&best);
        for (gained, sets) in best.iter().enumerate().take(needed) {
            for (cost, set) in sets {
                if *cost >= next[needed][KEPT - 1].0 {
                    break;
                }
                for (number, lever) in levers.iter().take(LEVERS).enumerate() {
                    let sum = (gained + usize::try_from(lever.gain).unwrap_or(0)).min(needed);
                    let cost = cost + lever.cost;
                    if cost < next[needed][KEPT - 1].0 {
                        let chosen = (number as u128 + 1) << (8 * group);
                        keep(&mut next[sum], (cost, set | chosen));
                    }
                }
            }
        }
        std::mem::swap(&mut best, &mut next);
    }
    let sets = best
        .pop()
        .into_iter()
        .flatten()
        .filter(|set| set.0 != i128::MAX);
    let step = |(_, set): Set| {
        let chosen = filled.iter().enumerate().filter_map(|(group, levers)| {
            let number = usize::try_from(set >> (8 * group) & 0xff)
                .ok()?
                .checked_sub(1)?;
            Some(levers[number].step.clone())
        });
        chosen.flatten().collect()
    };
    sets.map(step).collect()
}

/// What a point costs at the least.
fn cheapest(levers: &[Lever]) -> i128 {
    let each = levers
        .iter()
        .map(|lever| lever.cost / i128::from(lever.gain));
    each.min().unwrap_or(0)
}

fn keep(sets: &mut [Set; KEPT], one: Set) {
    let at = sets.partition_point(|other| other.0 <= one.0);
    if at < KEPT {
        sets[at..].rotate_right(1);
        sets[at] = one;
    }
}

/// The greatest gain of each group.
fn greatest(groups: &[Vec<Lever>]) -> Option<Step> {
    let best = groups
        .iter()
        .filter_map(|levers| levers.iter().max_by_key(|lever| (lever.gain, -lever.cost)));
    let step: Step = best.flat_map(|lever| lever.step.clone()).collect();
    (!step.is_empty()).then_some(step)
}
